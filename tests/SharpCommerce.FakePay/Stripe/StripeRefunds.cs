using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.Stripe.StripeObjects;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>Refunds, whole and in parts.</summary>
internal static class StripeRefunds
{
    internal static Answer Create(Call call)
    {
        var charge = ChargeOf(call);
        var intent = call.Find(Intent, charge.Text("payment_intent")!, "payment_intent", "payment_intent");
        if (charge.Text("status") != "succeeded" || charge.Flag("captured") != true)
            throw StripeErrors.State(null, $"This PaymentIntent ({intent.Text("id")}) does not have a successful charge to refund.");
        var left = charge.Number("amount_captured") - charge.Number("amount_refunded");
        if (left == 0)
            throw StripeErrors.State("charge_already_refunded", $"Charge {charge.Text("id")} has already been refunded.");
        var amount = call.Body.ContainsKey("amount") ? call.Body.Whole("amount") ?? 0 : left;
        if (amount < 1)
            throw StripeErrors.Invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount");
        if (amount > left)
            throw StripeErrors.State(null, $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).", parameter: "amount");
        if (!Currencies.StripeCanExpress(amount, charge.Text("currency")!.ToUpperInvariant()))
            throw StripeErrors.Invalid("invalid_charge_amount", "Amounts in this currency cannot have this last decimal.", "amount");

        var outcome = StripeCards.Of(call, charge.Text("payment_method")!).Refund;
        var refund = new JsonObject
        {
            ["id"] = Ids.Stripe("re"),
            ["object"] = "refund",
            ["amount"] = amount,
            ["balance_transaction"] = null,
            ["charge"] = charge.Text("id"),
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["currency"] = charge.Text("currency"),
            ["destination_details"] = new JsonObject { ["card"] = new JsonObject { ["type"] = "refund" }, ["type"] = "card" },
            ["metadata"] = call.Body.Map("metadata")?.Copy() ?? [],
            ["payment_intent"] = intent.Text("id"),
            ["reason"] = call.Body.Text("reason"),
            ["receipt_number"] = null,
            ["source_transfer_reversal"] = null,
            ["status"] = outcome == "pending" ? "pending" : "succeeded",
            ["transfer_reversal"] = null,
        };
        if (call.Declined)
        {
            refund["status"] = "failed";
            refund["failure_reason"] = call.Fault!.Code ?? "insufficient_funds";
            call.Put(Refund, refund);
            StripeEvents.Emit(call, "refund.failed", refund);
            return call.Show(refund);
        }
        refund["balance_transaction"] = call.Book("refund", -amount, charge.Text("currency")!, refund.Text("id")!);
        Count(charge, amount);
        call.Record("refund", amount, intent, refund.Text("id")!, charge.Text("id"));
        call.Put(Refund, refund);
        call.Put(Charge, charge);
        StripeEvents.Emit(call, "refund.created", refund);
        StripeEvents.Emit(call, "charge.refunded", charge);
        if (outcome == "failed")
            call.Later.Add(() => Settle(call, refund, succeeded: false));
        return call.Show(refund);
    }

    /// <summary>A refund that was under way arrives, or comes back.</summary>
    internal static void Settle(Call call, JsonObject refund, bool succeeded)
    {
        if (refund.Text("status") is "failed" or "canceled")
            throw StripeErrors.State(null, $"The refund is {refund.Text("status")}.");
        refund["status"] = succeeded ? "succeeded" : "failed";
        if (!succeeded)
        {
            refund["failure_reason"] = "lost_or_stolen_card";
            var charge = call.Find(Charge, refund.Text("charge")!, "charge", "charge");
            Count(charge, -refund.Number("amount"));
            call.Put(Charge, charge);
            call.Record("refund_failed", refund.Number("amount"), call.Find(Intent, refund.Text("payment_intent")!, "payment_intent", "payment_intent"), refund.Text("id")!, charge.Text("id"));
        }
        call.Put(Refund, refund);
        StripeEvents.Emit(call, succeeded ? "refund.updated" : "refund.failed", refund);
    }

    internal static Answer Retrieve(Call call) => call.Show(call.Find(Refund, call.Id("refund"), "refund", "refund"));

    internal static Answer List(Call call) => call.ShowPage(Refund, "/v1/refunds", item =>
        (call.Query.Text("payment_intent") is not { } intent || item.Text("payment_intent") == intent)
        && (call.Query.Text("charge") is not { } charge || item.Text("charge") == charge));

    private static JsonObject ChargeOf(Call call)
    {
        if (call.Body.Text("charge") is { } id)
            return call.Find(Charge, id, "charge", "charge");
        var intent = call.Find(Intent, call.Body.Text("payment_intent") ?? throw StripeErrors.Invalid("parameter_missing", "One of the following params should be provided for this request: payment_intent or charge."), "payment_intent", "payment_intent");
        return intent.Text("latest_charge") is { } latest
            ? call.Find(Charge, latest, "charge", "charge")
            : throw StripeErrors.State(null, $"This PaymentIntent ({intent.Text("id")}) does not have a successful charge to refund.");
    }

    private static void Count(JsonObject charge, long amount)
    {
        charge["amount_refunded"] = charge.Number("amount_refunded") + amount;
        charge["refunded"] = charge.Number("amount_refunded") == charge.Number("amount_captured");
    }
}
