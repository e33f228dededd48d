using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Webhooks;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>Stripe's events: kept, listed, and written and signed for endpoints.</summary>
internal static class StripeEvents
{
    internal const string Kind = "stripe_event";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string[] Amounts = ["amount", "amount_received", "amount_capturable", "amount_captured", "amount_refunded"];

    internal static void Emit(Call call, string type, JsonObject about)
    {
        var happened = new JsonObject
        {
            ["id"] = Ids.Stripe("evt"),
            ["object"] = "event",
            ["api_version"] = call.State.Options.StripeApiVersion,
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["data"] = new JsonObject { ["object"] = about.Shown() },
            ["livemode"] = call.Account.Live,
            ["pending_webhooks"] = StripeEndpoints.Of(call.State, call.Account, type).Count,
            ["request"] = new JsonObject { ["id"] = call.RequestId.Length > 0 ? call.RequestId : null, ["idempotency_key"] = call.Key },
            ["type"] = type,
        };
        call.Put(Kind, happened);
        call.Events.Add(new(Provider.Stripe, call.Account, happened.Text("id")!, type, happened));
    }

    internal static Answer List(Call call)
    {
        var types = call.Query.List("types")?.Select(type => type!.GetValue<string>()).ToList() ?? (call.Query.Text("type") is { } one ? [one] : null);
        return call.ShowPage(Kind, "/v1/events", item => types is null || types.Any(type => Matches(type, item.Text("type")!)));
    }

    internal static Answer Retrieve(Call call) => call.Show(call.Find(Kind, call.Id("id"), "event", "id"));

    internal static bool Matches(string pattern, string type) =>
        pattern == "*" || pattern == type || (pattern.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(pattern[..^1], StringComparison.Ordinal));

    internal static IReadOnlyList<Outgoing> Write(FakePayState state, ProviderEvent happened, FakeAccount receiver, WebhookMode mode)
    {
        var payload = happened.Payload.Copy();
        Falsify(payload, mode);
        var time = state.Time.GetUtcNow().AddMinutes(mode == WebhookMode.StaleTimestamp ? -10 : 0).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var letters = new List<Outgoing>();
        lock (state.Book.Gate)
        {
            foreach (var endpoint in StripeEndpoints.Of(state, receiver, happened.Type))
            {
                payload["api_version"] = endpoint.ApiVersion ?? state.Options.StripeApiVersion;
                var body = payload.ToJsonString(Indented);
                var secrets = mode == WebhookMode.BadSignature ? ["whsec_somebody"] : endpoint.Secrets;
                var signature = $"t={time}" + string.Concat(secrets.Select(secret => $",v1={Sign($"{time}.{body}", secret)}"));
                letters.Add(new(endpoint.Url, mode == WebhookMode.Reserialized ? payload.ToJsonString() : body, mode == WebhookMode.NoSignature
                    ? new Dictionary<string, string> { ["User-Agent"] = "Stripe/1.0" }
                    : new Dictionary<string, string> { ["User-Agent"] = "Stripe/1.0", ["Stripe-Signature"] = signature }));
            }
        }
        return letters;
    }

    private static void Falsify(JsonObject payload, WebhookMode mode)
    {
        var about = payload["data"]!["object"]!.AsObject();
        switch (mode)
        {
            case WebhookMode.WrongAmount:
                foreach (var name in Amounts.Where(name => about.Whole(name) > 0))
                    about[name] = about.Number(name) + 1;
                break;
            case WebhookMode.WrongCurrency:
                about["currency"] = about.Text("currency") == "usd" ? "eur" : "usd";
                break;
            case WebhookMode.WrongMode:
                payload["livemode"] = payload.Flag("livemode") != true;
                about["livemode"] = payload.Flag("livemode");
                break;
        }
    }

    private static string Sign(string text, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
