using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.Stripe.StripeObjects;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>PaymentIntents up to their confirmation.</summary>
internal static class StripeIntents
{
    private const long Most = 99_999_999;
    private const long Least = 50;

    internal static Answer Create(Call call)
    {
        var body = call.Body;
        var currency = Currency(body.Text("currency") ?? throw StripeErrors.Invalid("parameter_missing", "Missing required param: currency.", "currency"));
        var amount = Amount(body, currency);
        var intent = new JsonObject
        {
            ["id"] = Ids.Stripe("pi"),
            ["object"] = "payment_intent",
            ["amount"] = amount,
            ["amount_capturable"] = 0,
            ["amount_details"] = new JsonObject { ["tip"] = new JsonObject() },
            ["amount_received"] = 0,
            ["application"] = null,
            ["application_fee_amount"] = null,
            ["automatic_payment_methods"] = AutomaticMethods(body),
            ["canceled_at"] = null,
            ["cancellation_reason"] = null,
            ["capture_method"] = body.Text("capture_method") ?? "automatic_async",
            ["client_secret"] = null,
            ["confirmation_method"] = body.Text("confirmation_method") ?? "automatic",
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["currency"] = currency.ToLowerInvariant(),
            ["customer"] = body.Text("customer"),
            ["description"] = body.Text("description"),
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["livemode"] = call.Account.Live,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_options"] = new JsonObject { ["card"] = new JsonObject { ["installments"] = null, ["network"] = null, ["request_three_d_secure"] = "automatic" } },
            ["payment_method_types"] = (body.List("allowed_payment_method_types") ?? body.List("payment_method_types"))?.Copy() ?? ["card"],
            ["processing"] = null,
            ["receipt_email"] = null,
            ["review"] = null,
            ["setup_future_usage"] = body.Text("setup_future_usage"),
            ["shipping"] = null,
            ["source"] = null,
            ["statement_descriptor"] = body.Text("statement_descriptor"),
            ["statement_descriptor_suffix"] = body.Text("statement_descriptor_suffix"),
            ["status"] = "requires_payment_method",
            ["transfer_data"] = null,
            ["transfer_group"] = body.Text("transfer_group"),
            ["x_return_url"] = body.Text("return_url"),
        };
        intent["client_secret"] = $"{intent.Text("id")}_secret_{Ids.Secret(24)}";
        Details(intent, body);
        Method(call, intent, body);
        if (body.Flag("confirm") == true)
            StripeConfirmation.Check(intent, body);
        call.Put(Intent, intent);
        StripeEvents.Emit(call, "payment_intent.created", intent);
        return body.Flag("confirm") == true ? StripeConfirmation.Confirm(call, intent) : call.Show(intent);
    }

    internal static Answer Update(Call call)
    {
        var intent = Get(call);
        var body = call.Body;
        var open = intent.Text("status") is "requires_payment_method" or "requires_confirmation" or "requires_action";
        if (!open && body.Select(entry => entry.Key).Except(["metadata", "description", "receipt_email", "shipping", "expand"]).Any())
            throw StripeErrors.State("payment_intent_unexpected_state", $"This PaymentIntent's parameters could not be updated because it has a status of {intent.Text("status")}.", intent);
        var currency = body.Text("currency") is { } code ? Currency(code) : intent.Text("currency")!.ToUpperInvariant();
        // Whatever can be refused comes before the first change.
        var amount = Amount(body.ContainsKey("amount") ? body : intent, currency);
        Method(call, intent, body);
        intent["amount"] = amount;
        intent["currency"] = currency.ToLowerInvariant();
        intent["x_return_url"] = body.Text("return_url") ?? intent.Text("x_return_url");
        Details(intent, body);
        call.Put(Intent, intent);
        return call.Show(intent);
    }

    internal static Answer Retrieve(Call call) => call.Show(Get(call));

    internal static Answer List(Call call) =>
        call.ShowPage(Intent, "/v1/payment_intents", item => call.Query.Text("customer") is not { } customer || item.Text("customer") == customer);

    internal static JsonObject Get(Call call)
    {
        var id = call.Id("intent");
        var intent = call.Find(Intent, id, "payment_intent", "intent");
        // A browser may only touch the intent whose secret it holds.
        if ((call.Query.Text("client_secret") ?? call.Body.Text("client_secret")) is { } secret && secret != intent.Text("client_secret"))
            throw StripeErrors.Missing("payment_intent", id, "client_secret");
        return intent;
    }

    internal static void Method(Call call, JsonObject intent, JsonObject body)
    {
        if (body.Text("payment_method") is not { } method)
            return;
        intent["payment_method"] = StripeCards.Take(call, method);
        if (intent.Text("status") is "requires_payment_method" or "requires_action")
        {
            intent["status"] = "requires_confirmation";
            intent["next_action"] = null;
            intent["x_authenticated"] = false;
        }
    }

    private static void Details(JsonObject intent, JsonObject body)
    {
        Nodes.Merge(intent.Map("metadata")!, body.Map("metadata"));
        foreach (var name in new[] { "description", "receipt_email" })
            intent[name] = body.Text(name) is { } text ? text.Length == 0 ? null : text : intent.Text(name);
        if (body.Map("shipping") is { } shipping)
        {
            var copy = shipping.Copy();
            foreach (var name in new[] { "carrier", "phone", "tracking_number" })
                copy.TryAdd(name, null);
            intent["shipping"] = copy;
        }
    }

    private static JsonObject? AutomaticMethods(JsonObject body)
    {
        if (body.Map("automatic_payment_methods") is { } automatic)
            return automatic.Flag("enabled") == true ? new() { ["allow_redirects"] = automatic.Text("allow_redirects") ?? "always", ["enabled"] = true } : null;
        return body.ContainsKey("payment_method_types") || body.ContainsKey("allowed_payment_method_types") ? null : new() { ["allow_redirects"] = "always", ["enabled"] = true };
    }

    private static string Currency(string code) => Currencies.StripeTakes(code.ToUpperInvariant())
        ? code.ToUpperInvariant() : throw StripeErrors.Invalid(null, $"Invalid currency: {code}.", "currency");

    private static long Amount(JsonObject body, string currency)
    {
        if (!body.ContainsKey("amount"))
            throw StripeErrors.Invalid("parameter_missing", "Missing required param: amount.", "amount");
        var amount = body.Whole("amount") ?? throw StripeErrors.Invalid("parameter_invalid_integer", $"Invalid integer: {body.Text("amount")}", "amount");
        if (amount < 1)
            throw StripeErrors.Invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        if (amount < Least)
            throw StripeErrors.Invalid("amount_too_small", "The amount is smaller than what can be charged.", "amount");
        if (amount > Most)
            throw StripeErrors.Invalid("amount_too_large", "Amount must be no more than 999,999.99.", "amount");
        if (!Currencies.StripeCanExpress(amount, currency))
            throw StripeErrors.Invalid("invalid_charge_amount", $"Amounts in {currency} cannot have this last decimal.", "amount");
        return amount;
    }
}
