using System.Net;
using Stripe;

namespace SharpCommerce.Payments.Stripe;

/// <summary>What Stripe's errors mean: for the host, which decides what to do, and for the shopper.</summary>
internal static class StripeFaults
{
    /// <summary>Refusals because of where the payment stands, not of how we asked.</summary>
    private static readonly HashSet<string> Conflicts =
    [
        "payment_intent_unexpected_state", "intent_invalid_state", "charge_already_captured", "charge_already_refunded", "charge_not_refundable", "charge_disputed", "capture_charge_authorization_expired",
        "charge_expired_for_capture", "capture_unauthorized_payment", "refund_disputed_payment", "insufficient_funds", "balance_insufficient",
    ];

    internal static PaymentException Of(StripeException said)
    {
        var error = said.StripeError;
        var code = error?.DeclineCode ?? error?.Code ?? error?.Type;
        return new(FaultOf(said.HttpStatusCode, error?.Type, error?.Code), $"Stripe answered {(int)said.HttpStatusCode}.", said.InnerException)
        {
            ProviderCode = code ?? $"http_{(int)said.HttpStatusCode}",
            RequestId = said.StripeResponse?.RequestId,
            RetryAfter = said.StripeResponse?.Headers?.RetryAfter?.Delta,
        };
    }

    internal static PaymentFault FaultOf(HttpStatusCode status, string? type, string? code) => (int)status switch
    {
        // A bank that declines a capture or a refund has decided; what stands is read.
        402 => PaymentFault.StateConflict,
        400 when type == "idempotency_error" => PaymentFault.InvalidRequest,
        400 when code is not null && Conflicts.Contains(code) => PaymentFault.StateConflict,
        401 or 403 => PaymentFault.Authentication,
        409 => PaymentFault.InProgress,
        429 => PaymentFault.RateLimited,
        503 => PaymentFault.Unavailable,
        >= 400 and < 500 => PaymentFault.InvalidRequest,
        _ => PaymentFault.OutcomeUnknown,
    };

    internal static PaymentDecline? DeclineOf(StripeError? error) => error is null ? null : new(ReasonOf(CodeOf(error)), CodeOf(error));

    private static string? CodeOf(StripeError error) => error.DeclineCode is { Length: > 0 } code ? code : error.Code;

    private static DeclineReason ReasonOf(string? code) => code switch
    {
        "insufficient_funds" or "card_velocity_exceeded" or "withdrawal_count_limit_exceeded" => DeclineReason.InsufficientFunds,
        "expired_card" => DeclineReason.Expired,
        "incorrect_number" or "invalid_number" or "invalid_expiry_month" or "invalid_expiry_year" or "incorrect_cvc" or "invalid_cvc" or "incorrect_zip" or "incorrect_address" or "invalid_account" => DeclineReason.InvalidInstrument,
        "authentication_required" or "authentication_not_handled" or "payment_intent_authentication_failure" => DeclineReason.AuthenticationFailed,
        "fraudulent" or "merchant_blacklist" or "pickup_card" => DeclineReason.Fraud,
        // Whoever has found or stolen a card is not told that it is known.
        _ => DeclineReason.Declined,
    };
}
