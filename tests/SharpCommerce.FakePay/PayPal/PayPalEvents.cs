using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Webhooks;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>PayPal's events: kept, listed, sent again, and written and signed for webhooks.</summary>
internal static class PayPalEvents
{
    private const string Kind = "paypal_event";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    internal static void Emit(Call call, string type, string resource, JsonObject about)
    {
        var id = $"WH{Ids.PayPal()}";
        var api = $"{call.State.Address(Provider.PayPal)}/v1/notifications/webhooks-events/{id}";
        var happened = new JsonObject
        {
            ["id"] = id,
            ["event_version"] = "1.0",
            ["create_time"] = PayPalObjects.Time(call.Now),
            ["resource_type"] = resource,
            ["resource_version"] = "2.0",
            ["event_type"] = type,
            ["summary"] = $"{type} for {about.Text("id")}.",
            ["resource"] = about.Copy(),
            ["links"] = new JsonArray(PayPalObjects.Link(api, "self", "GET"), PayPalObjects.Link($"{api}/resend", "resend", "POST")),
        };
        call.Book.Put(Kind, call.Account.Name, id, happened);
        call.Events.Add(new(Provider.PayPal, call.Account, id, type, happened));
    }

    internal static Answer List(Call call)
    {
        var query = call.Query;
        var from = Instant(call, "start_time");
        var until = Instant(call, "end_time");
        var size = (int)Math.Clamp(query.Whole("page_size") ?? 10, 1, 300);
        var found = call.Book.All(Kind, call.Account.Name).Reverse().Where(item =>
        {
            var at = DateTimeOffset.Parse(item.Text("create_time")!, CultureInfo.InvariantCulture);
            return (from is null || at >= from) && (until is null || at <= until)
                && (query.Text("event_type") is not { } type || item.Text("event_type") == type)
                && (query.Text("transaction_id") is not { } id || item.Map("resource").Text("id") == id);
        }).Take(size).Select(item => item.Copy()).ToArray();
        return new(200, new JsonObject { ["events"] = new JsonArray([.. found]), ["count"] = found.Length, ["links"] = new JsonArray() });
    }

    internal static Answer Get(Call call) => new(200, call.Find(Kind, call.Id("event_id")).Copy());

    internal static Answer Resend(Call call)
    {
        var happened = call.Find(Kind, call.Id("event_id"));
        call.Events.Add(new(Provider.PayPal, call.Account, happened.Text("id")!, happened.Text("event_type")!, happened));
        return new(202, happened.Copy());
    }

    internal static ProviderEvent? Find(FakePayState state, string id) => state.Book.Find(Kind, id) is { } found
        ? new(Provider.PayPal, state.Accounts.Named(found.Account)!, id, found.Value.Text("event_type")!, found.Value) : null;

    internal static IReadOnlyList<Outgoing> Write(FakePayState state, ProviderEvent happened, FakeAccount receiver, WebhookMode mode)
    {
        var payload = happened.Payload.Copy();
        Falsify(payload, mode);
        var body = payload.ToJsonString();
        var sent = mode == WebhookMode.Reserialized ? payload.ToJsonString(Indented) : body;
        var time = PayPalObjects.Time(state.Time.GetUtcNow().AddMinutes(mode == WebhookMode.StaleTimestamp ? -10 : 0));
        var letters = new List<Outgoing>();
        lock (state.Book.Gate)
        {
            foreach (var (id, url) in PayPalWebhooks.Of(state, receiver, happened.Type))
            {
                var transmission = Guid.CreateVersion7(state.Time.GetUtcNow()).ToString();
                var message = $"{transmission}|{time}|{id}|{Checksum.Of(Encoding.UTF8.GetBytes(body))}";
                letters.Add(new(url, sent, mode == WebhookMode.NoSignature ? new Dictionary<string, string>() : new()
                {
                    ["PAYPAL-TRANSMISSION-ID"] = transmission,
                    ["PAYPAL-TRANSMISSION-TIME"] = time,
                    ["PAYPAL-TRANSMISSION-SIG"] = state.Certificates.Sign(mode == WebhookMode.BadSignature ? $"{message}0" : message),
                    ["PAYPAL-CERT-URL"] = $"{state.Options.PayPalCertificateBase ?? state.Address(Provider.PayPal)}{PayPalCertificates.Path}",
                    ["PAYPAL-AUTH-ALGO"] = "SHA256withRSA",
                }));
            }
        }
        return letters;
    }

    /// <summary>PayPal has no modes in one account, hence nothing for a wrong mode.</summary>
    private static void Falsify(JsonObject payload, WebhookMode mode)
    {
        var amounts = new List<JsonObject>();
        Collect(payload.Map("resource"), amounts);
        foreach (var amount in amounts)
        {
            var currency = amount.Text("currency_code")!;
            if (mode == WebhookMode.WrongAmount)
                amount["value"] = Currencies.ToPayPal(Currencies.FromPayPal(amount.Text("value")!, currency)!.Value + 1, currency);
            else if (mode == WebhookMode.WrongCurrency)
                amount["currency_code"] = currency == "USD" ? "EUR" : "USD";
        }
    }

    private static void Collect(JsonNode? node, List<JsonObject> amounts)
    {
        if (node is JsonObject map)
        {
            if (map.Text("currency_code") is not null && map.Text("value") is not null)
                amounts.Add(map);
            foreach (var (_, member) in map)
                Collect(member, amounts);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
                Collect(item, amounts);
        }
    }

    private static DateTimeOffset? Instant(Call call, string name)
    {
        if (call.Query.Text(name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? at : throw PayPalErrors.Issue(call, "INVALID_PARAMETER_SYNTAX", name);
    }
}
