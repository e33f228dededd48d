using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>Where PayPal's events go, and PayPal's own check of a signature.</summary>
internal static class PayPalWebhooks
{
    private const string Kind = "paypal_webhook";

    /// <summary>Ids and addresses of those who want events of this type.</summary>
    internal static IReadOnlyList<(string Id, string Url)> Of(FakePayState state, FakeAccount account, string type)
    {
        var webhooks = new List<(string, string)>();
        if (account.PayPalWebhookUrl is { } url)
            webhooks.Add((account.PayPalWebhookId, url));
        webhooks.AddRange(state.Book.All(Kind, account.Name)
            .Where(item => item.List("event_types")!.Any(wanted => wanted.Text("name") is { } name && (name == "*" || name == type)))
            .Select(item => (item.Text("id")!, item.Text("url")!)));
        return webhooks;
    }

    internal static Answer Create(Call call)
    {
        var webhook = new JsonObject
        {
            ["id"] = Ids.PayPal(),
            ["url"] = call.Body.Text("url") ?? throw PayPalErrors.Issue(call, "MISSING_REQUIRED_PARAMETER", "/url"),
            ["event_types"] = call.Body.List("event_types")?.Copy() ?? throw PayPalErrors.Issue(call, "MISSING_REQUIRED_PARAMETER", "/event_types"),
        };
        call.Book.Put(Kind, call.Account.Name, webhook.Text("id")!, webhook);
        return new(201, Shown(call, webhook));
    }

    internal static Answer List(Call call) =>
        new(200, new JsonObject { ["webhooks"] = new JsonArray([.. call.Book.All(Kind, call.Account.Name).Select(item => Shown(call, item))]) });

    internal static Answer Verify(Call call)
    {
        // The text as it was sent: parsed and written again it would have another checksum.
        using var document = JsonDocument.Parse(call.RawBody);
        var happened = document.RootElement.TryGetProperty("webhook_event", out var element) ? element.GetRawText() : "";
        var id = call.Body.Text("webhook_id");
        var known = id == call.Account.PayPalWebhookId || call.Book.Find(Kind, call.Account.Name, id ?? "") is not null;
        var message = $"{call.Body.Text("transmission_id")}|{call.Body.Text("transmission_time")}|{id}|{Checksum.Of(Encoding.UTF8.GetBytes(happened))}";
        var genuine = known && call.Body.Text("auth_algo") == "SHA256withRSA" && call.State.Certificates.Verify(message, call.Body.Text("transmission_sig") ?? "");
        return new(200, new JsonObject { ["verification_status"] = genuine ? "SUCCESS" : "FAILURE" });
    }

    private static JsonObject Shown(Call call, JsonObject webhook)
    {
        var shown = webhook.Copy();
        shown["links"] = new JsonArray(PayPalObjects.Link($"{call.State.Address(Provider.PayPal)}/v1/notifications/webhooks/{webhook.Text("id")}", "self", "GET"));
        return shown;
    }
}
