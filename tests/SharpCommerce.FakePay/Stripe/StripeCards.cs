using System.Text.Json.Nodes;
using SharpCommerce.FakePay.Gateway;

namespace SharpCommerce.FakePay.Stripe;

/// <summary>Why a charge is declined.</summary>
/// <param name="Code">The error's code.</param>
/// <param name="DeclineCode">The issuer's reason.</param>
/// <param name="Message">What it says.</param>
internal sealed record Decline(string Code, string DeclineCode, string Message);

/// <summary>A payment method of Stripe's test mode.</summary>
internal sealed record TestMethod(string Name, string Type, string Brand, string Last4)
{
    internal Decline? Decline { get; init; }

    /// <summary>The person must confirm it at their bank.</summary>
    internal bool Authenticates { get; init; }

    /// <summary>It stays in <c>processing</c> until somebody settles it.</summary>
    internal bool Delayed { get; init; }

    /// <summary>What becomes of a refund: <c>succeeded</c>, <c>pending</c>, or <c>failed</c> after it seemed to have succeeded.</summary>
    internal string Refund { get; init; } = "succeeded";
}

/// <summary>Stripe's test payment methods, by the names that its documentation gives them.</summary>
internal static class StripeCards
{
    internal const string Kind = "stripe_payment_method";

    private static readonly Dictionary<string, TestMethod> Methods = Make().ToDictionary(method => method.Name, StringComparer.Ordinal);

    internal static Decline Because(string? code) => code switch
    {
        null or "generic_decline" => new("card_declined", "generic_decline", "Your card was declined."),
        "expired_card" => new("expired_card", "expired_card", "Your card has expired."),
        "incorrect_cvc" => new("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
        "processing_error" => new("processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit."),
        "authentication_required" => new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication."),
        "insufficient_funds" => new("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        _ => new("card_declined", code, "Your card was declined."),
    };

    internal static IEnumerable<string> Names => Methods.Keys;

    /// <summary>The method that a payment method's id stands for.</summary>
    internal static TestMethod Of(Call call, string id) =>
        Methods[call.Book.Find(Kind, call.Account.Name, id)?.Text("x_method") ?? throw StripeErrors.Missing("PaymentMethod", id, "payment_method")];

    /// <summary>The id of the payment method: a new one for a test method, as at Stripe.</summary>
    internal static string Take(Call call, string given)
    {
        if (!Methods.TryGetValue(given, out var method))
        {
            _ = Of(call, given);
            return given;
        }
        var id = Ids.Stripe("pm");
        var shown = new JsonObject
        {
            ["id"] = id,
            ["object"] = "payment_method",
            ["billing_details"] = new JsonObject { ["address"] = null, ["email"] = null, ["name"] = null, ["phone"] = null },
            ["created"] = call.Now.ToUnixTimeSeconds(),
            ["customer"] = null,
            ["livemode"] = call.Account.Live,
            ["metadata"] = new JsonObject(),
            ["type"] = method.Type,
            ["x_method"] = method.Name,
        };
        if (method.Type == "card")
        {
            shown["card"] = new JsonObject
            {
                ["brand"] = method.Brand,
                ["checks"] = null,
                ["country"] = "US",
                ["display_brand"] = method.Brand,
                ["exp_month"] = 8,
                ["exp_year"] = 2040,
                ["funding"] = "credit",
                ["generated_from"] = null,
                ["last4"] = method.Last4,
                ["networks"] = null,
                ["three_d_secure_usage"] = null,
                ["wallet"] = null,
            };
        }
        call.Book.Put(Kind, call.Account.Name, id, shown);
        return id;
    }

    private static IEnumerable<TestMethod> Make()
    {
        foreach (var (brand, last4) in new[] { ("visa", "4242"), ("mastercard", "4444"), ("amex", "8431") })
            yield return new($"pm_card_{brand}", "card", brand, last4);
        foreach (var (ending, code, last4) in new[]
        {
            ("", "generic_decline", "0002"), ("InsufficientFunds", "insufficient_funds", "9995"), ("LostCard", "lost_card", "9987"), ("StolenCard", "stolen_card", "9979"),
            ("ExpiredCard", "expired_card", "0069"), ("IncorrectCvc", "incorrect_cvc", "0127"), ("ProcessingError", "processing_error", "0119"), ("Fraudulent", "fraudulent", "0019"),
        })
        {
            yield return new($"pm_card_visa_chargeDeclined{ending}", "card", "visa", last4) { Decline = Because(code) };
            yield return new($"pm_card_chargeDeclined{ending}", "card", "visa", last4) { Decline = Because(code) };
        }
        yield return new("pm_card_chargeCustomerFail", "card", "visa", "0341") { Decline = Because("generic_decline") };
        yield return new("pm_card_authenticationRequired", "card", "visa", "3184") { Authenticates = true };
        yield return new("pm_card_threeDSecure2Required", "card", "visa", "3220") { Authenticates = true };
        yield return new("pm_card_pendingRefund", "card", "visa", "7726") { Refund = "pending" };
        yield return new("pm_card_refundFail", "card", "visa", "5126") { Refund = "failed" };
        yield return new("pm_usBankAccount_success", "us_bank_account", "", "6789") { Delayed = true };
    }
}
