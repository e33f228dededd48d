using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;
using static SharpCommerce.FakePay.Stripe.StripeObjects;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>From the confirmation to a charge, a decline, or a question to the shopper.</summary>
internal static class StripeConfirmation
{
    internal static Answer Confirm(Call call)
    {
        var intent = StripeIntents.Get(call);
        if (intent.Text("status") is not ("requires_payment_method" or "requires_confirmation" or "requires_action"))
        {
            throw StripeErrors.State("payment_intent_unexpected_state",
                $"You cannot confirm this PaymentIntent because it has a status of {intent.Text("status")}.", intent);
        }
        if (call.Body.Text("payment_method") is null && intent.Text("payment_method") is null)
            throw StripeErrors.State("payment_intent_unexpected_state", "You cannot confirm this PaymentIntent because it's missing a payment method.", intent);
        Check(intent, call.Body);
        StripeIntents.Method(call, intent, call.Body);
        intent["x_return_url"] = call.Body.Text("return_url") ?? intent.Text("x_return_url");
        return Confirm(call, intent);
    }

    /// <summary>Redirects are possible unless the intent says no; then the shopper must have a way back.</summary>
    internal static void Check(JsonObject intent, JsonObject body)
    {
        if (intent.Text("payment_method") is null && body.Text("payment_method") is null)
            throw StripeErrors.Invalid("parameter_missing", "You cannot confirm with a missing payment method.", "payment_method");
        if (intent.Map("automatic_payment_methods")?.Text("allow_redirects") == "always" && body.Text("return_url") is null && intent.Text("x_return_url") is null
            && body.Flag("use_stripe_sdk") != true && body.Text("client_secret") is null)
        {
            throw StripeErrors.Invalid(null,
                "This PaymentIntent is configured to accept payment methods that might redirect your customer: provide a `return_url`, or set " +
                "`automatic_payment_methods[allow_redirects]` to `never`.", "return_url");
        }
    }

    internal static Answer Confirm(Call call, JsonObject intent)
    {
        var method = StripeCards.Of(call, intent.Text("payment_method")!);
        if (method.Authenticates && intent.Flag("x_authenticated") != true && !call.Declined)
        {
            if (call.Body.Text("off_session") is not (null or "false") || call.Body.Flag("error_on_requires_action") == true)
                return Refuse(call, intent, StripeCards.Because("authentication_required"));
            return Ask(call, intent);
        }
        return Charge(call, intent, method);
    }

    /// <summary>The shopper came back from their bank, having approved or not.</summary>
    internal static void Authenticate(Call call, JsonObject intent, bool approved)
    {
        intent["next_action"] = null;
        if (!approved)
        {
            Fail(intent, new("payment_intent_authentication_failure", "", "The provided PaymentMethod has failed authentication."), null);
            call.Put(Intent, intent);
            StripeEvents.Emit(call, "payment_intent.payment_failed", intent);
            return;
        }
        intent["x_authenticated"] = true;
        if (intent.Text("confirmation_method") == "manual")
        {
            intent["status"] = "requires_confirmation";
            call.Put(Intent, intent);
            return;
        }
        Charge(call, intent, StripeCards.Of(call, intent.Text("payment_method")!));
    }

    /// <summary>A payment in <c>processing</c> arrives, or does not.</summary>
    internal static void Settle(Call call, JsonObject intent, bool succeeded)
    {
        if (intent.Text("status") != "processing")
            throw StripeErrors.State("payment_intent_unexpected_state", $"This PaymentIntent has a status of {intent.Text("status")}.", intent);
        var charge = call.Find(StripeObjects.Charge, intent.Text("latest_charge")!, "charge", "charge");
        if (succeeded)
            Succeed(call, intent, charge);
        else
            _ = Refuse(call, intent, StripeCards.Because("insufficient_funds"), charge);
    }

    private static Answer Ask(Call call, JsonObject intent)
    {
        var page = $"{call.State.Address(Provider.Stripe)}/pages/payment_intents/{intent.Text("id")}";
        intent["status"] = "requires_action";
        intent["next_action"] = intent.Text("x_return_url") is { } back && call.Body.Flag("use_stripe_sdk") != true
            ? new JsonObject { ["type"] = "redirect_to_url", ["redirect_to_url"] = new JsonObject { ["return_url"] = back, ["url"] = page } }
            : new JsonObject { ["type"] = "use_stripe_sdk", ["use_stripe_sdk"] = new JsonObject { ["type"] = "three_d_secure_redirect", ["stripe_js"] = page } };
        call.Put(Intent, intent);
        StripeEvents.Emit(call, "payment_intent.requires_action", intent);
        return call.Show(intent);
    }

    private static Answer Charge(Call call, JsonObject intent, TestMethod method)
    {
        if (call.Declined || method.Decline is not null)
            return Refuse(call, intent, call.Declined ? StripeCards.Because(call.Fault!.Code) : method.Decline!);
        var charge = StripeCharges.Make(call, intent, method);
        if (method.Delayed)
        {
            intent["status"] = "processing";
            charge["status"] = "pending";
            charge["paid"] = false;
            charge["captured"] = true;
            call.Put(StripeObjects.Charge, charge);
            call.Put(Intent, intent);
            StripeEvents.Emit(call, "payment_intent.processing", intent);
            return call.Show(intent);
        }
        Succeed(call, intent, charge);
        return call.Show(intent);
    }

    private static void Succeed(Call call, JsonObject intent, JsonObject charge)
    {
        var amount = intent.Number("amount");
        var id = charge.Text("id")!;
        charge["status"] = "succeeded";
        charge["paid"] = true;
        intent["last_payment_error"] = null;
        intent["next_action"] = null;
        call.Record("authorization", amount, intent, id);
        if (intent.Text("capture_method") == "manual")
        {
            intent["status"] = "requires_capture";
            intent["amount_capturable"] = amount;
        }
        else
        {
            intent["status"] = "succeeded";
            intent["amount_received"] = amount;
            charge["captured"] = true;
            charge["amount_captured"] = amount;
            call.Record("capture", amount, intent, id, id);
            StripeCharges.Settle(call, intent, charge);
        }
        call.Put(StripeObjects.Charge, charge);
        call.Put(Intent, intent);
        StripeEvents.Emit(call, "charge.succeeded", charge);
        StripeEvents.Emit(call, intent.Text("status") == "succeeded" ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", intent);
    }

    private static Answer Refuse(Call call, JsonObject intent, Decline decline, JsonObject? charge = null)
    {
        charge ??= StripeCharges.Make(call, intent, StripeCards.Of(call, intent.Text("payment_method")!));
        charge["status"] = "failed";
        charge["paid"] = false;
        charge["failure_code"] = decline.Code;
        charge["failure_message"] = decline.Message;
        charge["outcome"] = new JsonObject
        {
            ["network_status"] = "declined_by_network",
            ["reason"] = decline.DeclineCode,
            ["risk_level"] = "normal",
            ["seller_message"] = decline.Message,
            ["type"] = "issuer_declined",
        };
        var error = Fail(intent, decline, charge.Text("id"));
        call.Put(StripeObjects.Charge, charge);
        call.Put(Intent, intent);
        StripeEvents.Emit(call, "charge.failed", charge);
        StripeEvents.Emit(call, "payment_intent.payment_failed", intent);
        var told = error.Copy();
        told["payment_intent"] = intent.Shown();
        return new(402, new JsonObject { ["error"] = told });
    }

    private static JsonObject Fail(JsonObject intent, Decline decline, string? charge)
    {
        var error = new JsonObject
        {
            ["code"] = decline.Code,
            ["doc_url"] = $"https://stripe.com/docs/error-codes/{decline.Code.Replace('_', '-')}",
            ["message"] = decline.Message,
            ["type"] = charge is null ? "invalid_request_error" : "card_error",
        };
        if (charge is not null)
        {
            error["charge"] = charge;
            error["decline_code"] = decline.DeclineCode;
        }
        intent["last_payment_error"] = error;
        intent["status"] = "requires_payment_method";
        intent["payment_method"] = null;
        intent["x_authenticated"] = false;
        return error;
    }
}
