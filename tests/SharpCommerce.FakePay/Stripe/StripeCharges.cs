using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.Stripe.StripeObjects;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>Charges, their capture, and the release of what is not captured.</summary>
internal static class StripeCharges
{
    internal static Answer Retrieve(Call call) => call.Show(call.Find(Charge, call.Id("charge"), "charge", "id"));

    internal static Answer Transaction(Call call) => call.Show(call.Find(StripeObjects.Transaction, call.Id("id"), "balance transaction", "id"));

    internal static JsonObject Make(Call call, JsonObject intent, TestMethod method)
    {
        var id = Ids.Stripe("ch");
        var details = new JsonObject { ["type"] = method.Type };
        if (method.Type == "card")
        {
            details["card"] = new JsonObject
            {
                ["amount_authorized"] = intent.Number("amount"),
                ["brand"] = method.Brand,
                ["country"] = "US",
                ["exp_month"] = 8,
                ["exp_year"] = 2040,
                ["funding"] = "credit",
                ["last4"] = method.Last4,
                ["network"] = method.Brand,
                ["three_d_secure"] = null,
                ["wallet"] = null,
            };
        }
        intent["latest_charge"] = id;
        return new()
        {
            ["id"] = id,
            ["object"] = "charge",
            ["amount"] = intent.Number("amount"),
            ["amount_captured"] = 0,
            ["amount_refunded"] = 0,
            ["application"] = null,
            ["application_fee"] = null,
            ["application_fee_amount"] = null,
            ["balance_transaction"] = null,
            ["billing_details"] = new JsonObject { ["address"] = null, ["email"] = null, ["name"] = null, ["phone"] = null },
            ["captured"] = false,
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["currency"] = intent.Text("currency"),
            ["customer"] = intent.Text("customer"),
            ["description"] = intent.Text("description"),
            ["disputed"] = false,
            ["failure_code"] = null,
            ["failure_message"] = null,
            ["fraud_details"] = new JsonObject(),
            ["livemode"] = call.Account.Live,
            ["metadata"] = intent.Map("metadata")!.Copy(),
            ["on_behalf_of"] = null,
            ["outcome"] = new JsonObject { ["network_status"] = "approved_by_network", ["reason"] = null, ["risk_level"] = "normal", ["seller_message"] = "Payment complete.", ["type"] = "authorized" },
            ["paid"] = true,
            ["payment_intent"] = intent.Text("id"),
            ["payment_method"] = intent.Text("payment_method"),
            ["payment_method_details"] = details,
            ["receipt_email"] = intent.Text("receipt_email"),
            ["receipt_url"] = null,
            ["refunded"] = false,
            ["review"] = null,
            ["shipping"] = intent.Map("shipping")?.Copy(),
            ["statement_descriptor"] = intent.Text("statement_descriptor"),
            ["statement_descriptor_suffix"] = intent.Text("statement_descriptor_suffix"),
            ["status"] = "succeeded",
            ["transfer_data"] = null,
            ["transfer_group"] = intent.Text("transfer_group"),
        };
    }

    /// <summary>
    /// The balance moves and the fee is known: at once, or with <c>automatic_async</c> only after the answer, told by <c>charge.updated</c>.
    /// </summary>
    internal static void Settle(Call call, JsonObject intent, JsonObject charge)
    {
        void Move()
        {
            charge["balance_transaction"] = call.Book("charge", charge.Number("amount_captured"), charge.Text("currency")!, charge.Text("id")!);
            call.Put(Charge, charge);
        }

        if (intent.Text("capture_method") != "automatic_async")
        {
            Move();
            return;
        }
        call.Later.Add(() =>
        {
            Move();
            StripeEvents.Emit(call, "charge.updated", charge);
        });
    }

    internal static Answer Capture(Call call)
    {
        var intent = StripeIntents.Get(call);
        if (intent.Text("status") != "requires_capture")
        {
            throw StripeErrors.State("payment_intent_unexpected_state",
                $"This PaymentIntent could not be captured because it has a status of {intent.Text("status")}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.", intent);
        }
        var whole = intent.Number("amount_capturable");
        var amount = call.Body.ContainsKey("amount_to_capture") ? call.Body.Whole("amount_to_capture") ?? 0 : whole;
        if (amount < 1)
            throw StripeErrors.Invalid("parameter_invalid_integer", "This value must be greater than or equal to 1.", "amount_to_capture");
        if (amount > whole)
            throw StripeErrors.State("amount_too_large", "The amount to capture exceeds what was authorized.", intent, "amount_to_capture");
        if (!Currencies.StripeCanExpress(amount, intent.Text("currency")!.ToUpperInvariant()))
            throw StripeErrors.Invalid("invalid_charge_amount", "Amounts in this currency cannot have this last decimal.", "amount_to_capture");
        var charge = call.Find(Charge, intent.Text("latest_charge")!, "charge", "charge");
        var id = charge.Text("id")!;
        if (call.Now - DateTimeOffset.FromUnixTimeSeconds(charge.Number("created")) > TimeSpan.FromDays(7))
            throw StripeErrors.State("capture_charge_authorization_expired", "The charge cannot be captured because its authorization has expired.", intent);
        if (call.Declined)
            return new(402, StripeErrors.Body("card_error", "card_declined", "The capture was declined."));

        intent["status"] = "succeeded";
        intent["amount_capturable"] = 0;
        intent["amount_received"] = amount;
        Nodes.Merge(intent.Map("metadata")!, call.Body.Map("metadata"));
        charge["captured"] = true;
        charge["amount_captured"] = amount;
        call.Record("capture", amount, intent, id, id);
        if (amount < whole)
            call.Record("void", whole - amount, intent, id, id);
        charge["balance_transaction"] = call.Book("charge", amount, charge.Text("currency")!, id);
        call.Put(Charge, charge);
        call.Put(Intent, intent);
        StripeEvents.Emit(call, "charge.captured", charge);
        StripeEvents.Emit(call, "payment_intent.succeeded", intent);
        return call.Show(intent);
    }

    internal static Answer Cancel(Call call)
    {
        var intent = StripeIntents.Get(call);
        var status = intent.Text("status");
        if (status is "succeeded" or "canceled" or "processing")
        {
            throw StripeErrors.State("payment_intent_unexpected_state",
                $"You cannot cancel this PaymentIntent because it has a status of {status}. Only a PaymentIntent with one of the following statuses may be canceled: " +
                "requires_payment_method, requires_capture, requires_confirmation, requires_action.", intent);
        }
        if (status == "requires_capture")
        {
            var charge = call.Find(Charge, intent.Text("latest_charge")!, "charge", "charge");
            call.Record("void", intent.Number("amount_capturable"), intent, charge.Text("id")!, charge.Text("id"));
            charge["refunded"] = true;
            charge["amount_refunded"] = charge.Number("amount");
            call.Put(Charge, charge);
        }
        intent["status"] = "canceled";
        intent["amount_capturable"] = 0;
        intent["next_action"] = null;
        intent["canceled_at"] = call.Now.ToUnixTimeSeconds();
        intent["cancellation_reason"] = call.Body.Text("cancellation_reason");
        call.Put(Intent, intent);
        StripeEvents.Emit(call, "payment_intent.canceled", intent);
        return call.Show(intent);
    }
}
