using System.Globalization;
using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Ledger;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>What PayPal's orders, authorizations, captures and refunds share.</summary>
internal static class PayPalObjects
{
    internal const string Order = "paypal_order";
    internal const string Authorization = "paypal_authorization";
    internal const string Capture = "paypal_capture";
    internal const string Refund = "paypal_refund";

    /// <summary>What the merchant marks payments with.</summary>
    internal static readonly string[] Marks = ["custom_id", "invoice_id"];

    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static JsonObject Find(this Call call, string kind, string id) => call.Book.Find(kind, call.Account.Name, id) ?? throw PayPalErrors.NotFound(call);

    internal static void Save(this Call call, string kind, JsonObject value)
    {
        value["update_time"] = Time(call.Now);
        call.Book.Put(kind, call.Account.Name, value.Text("id")!, value);
    }

    internal static JsonObject Money(long amount, string currency) => new() { ["currency_code"] = currency, ["value"] = Currencies.ToPayPal(amount, currency) };

    /// <summary>Reads an amount; refuses what PayPal cannot express or does not trade in.</summary>
    internal static (long Amount, string Currency) Read(this Call call, JsonObject? money, string field, bool zero = false)
    {
        var currency = money.Text("currency_code") ?? throw PayPalErrors.Issue(call, "MISSING_REQUIRED_PARAMETER", $"{field}/currency_code");
        var value = money.Text("value") ?? throw PayPalErrors.Issue(call, "INVALID_PARAMETER_SYNTAX", $"{field}/value");
        if (!Currencies.PayPalTakes(currency))
            throw PayPalErrors.Issue(call, "INVALID_CURRENCY_CODE", $"{field}/currency_code");
        var amount = Currencies.FromPayPal(value, currency) ?? throw PayPalErrors.Issue(call,
            Currencies.PayPalDigits(currency) == 0 && call.Operation.Template.StartsWith("/v2/payments/", StringComparison.Ordinal) ? "DECIMALS_NOT_SUPPORTED" : "DECIMAL_PRECISION", $"{field}/value");
        return amount > 0 || (zero && amount == 0) ? (amount, currency) : throw PayPalErrors.Issue(call, "CANNOT_BE_ZERO_OR_NEGATIVE", $"{field}/value");
    }

    internal static JsonObject Link(string href, string rel, string method) => new() { ["href"] = href, ["rel"] = rel, ["method"] = method };

    /// <summary>The answer to a call that changed something: whole or minimal, as <c>Prefer</c> says.</summary>
    internal static Answer Show(this Call call, string kind, JsonObject value, int status)
    {
        var whole = call.Http.Request.Headers["Prefer"].ToString().Contains("return=representation", StringComparison.OrdinalIgnoreCase);
        if (status == 204 && !whole)
            return new(204, null) { Resource = (kind, value.Text("id")!) };
        var shown = Whole(call, kind, value);
        if (!whole)
        {
            var minimal = kind == Order ? PayPalOrders.Minimal : ["id", "status", "links"];
            foreach (var name in shown.Select(member => member.Key).Except(minimal).ToList())
                shown.Remove(name);
        }
        return new(status == 204 ? 200 : status, shown) { Resource = (kind, value.Text("id")!) };
    }

    internal static JsonObject Whole(Call call, string kind, JsonObject value)
    {
        if (kind == Order)
            return PayPalOrders.Whole(call, value);
        var shown = value.Shown();
        var api = $"{call.State.Address(Provider.PayPal)}/v2/payments";
        var id = value.Text("id")!;
        shown["links"] = kind switch
        {
            Authorization => new JsonArray(
                Link($"{api}/authorizations/{id}", "self", "GET"), Link($"{api}/authorizations/{id}/capture", "capture", "POST"),
                Link($"{api}/authorizations/{id}/void", "void", "POST"), Link($"{api}/authorizations/{id}/reauthorize", "reauthorize", "POST"), Up(call, value.Text("x_order")!)),
            Capture => new JsonArray(
                Link($"{api}/captures/{id}", "self", "GET"), Link($"{api}/captures/{id}/refund", "refund", "POST"),
                value.Text("x_authorization") is { } parent ? Link($"{api}/authorizations/{parent}", "up", "GET") : Up(call, value.Text("x_order")!)),
            _ => new JsonArray(Link($"{api}/refunds/{id}", "self", "GET"), Link($"{api}/captures/{value.Text("x_capture")}", "up", "GET")),
        };
        return shown;
    }

    internal static void Record(this Call call, string type, long amount, JsonObject about, string id, string? parent = null)
    {
        var currency = about.Map("amount").Text("currency_code")!;
        call.Book.Record(new()
        {
            At = call.Now,
            Provider = Provider.PayPal,
            Account = call.Account.Name,
            Type = type,
            Amount = Currencies.ToIso(amount, currency, Currencies.PayPalDigits(currency)),
            Currency = currency,
            WireAmount = Currencies.ToPayPal(amount, currency),
            Payment = about.Text("x_order")!,
            Id = id,
            Parent = parent,
            IdempotencyKey = call.Key,
            RequestId = call.RequestId.Length > 0 ? call.RequestId : null,
            Metadata = Marks.Where(name => about.Text(name) is not null).ToDictionary(name => name, name => about.Text(name)!),
        });
    }

    private static JsonObject Up(Call call, string order) => Link($"{call.State.Address(Provider.PayPal)}/v2/checkout/orders/{order}", "up", "GET");
}
