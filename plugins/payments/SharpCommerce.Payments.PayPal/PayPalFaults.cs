using System.Net;

namespace SharpCommerce.Payments.PayPal;

/// <summary>What PayPal's errors mean: for the host, which decides what to do, and for the shopper.</summary>
internal static class PayPalFaults
{
    /// <summary>Refusals because of where the payment stands, not of how we asked.</summary>
    private static readonly HashSet<string> Conflicts =
    [
        "ORDER_ALREADY_CAPTURED", "ORDER_ALREADY_AUTHORIZED", "ORDER_ALREADY_COMPLETED", "ORDER_EXPIRED", "ORDER_VOIDED", "AUTHORIZATION_ALREADY_CAPTURED", "AUTHORIZATION_AMOUNT_EXCEEDED", "AUTHORIZATION_VOIDED",
        "AUTHORIZATION_EXPIRED", "AUTHORIZATION_DENIED", "AUTHORIZATION_ALREADY_COMPLETED", "PREVIOUSLY_CAPTURED", "PREVIOUSLY_VOIDED", "CANNOT_BE_VOIDED", "CAPTURE_FULLY_REFUNDED", "CAPTURE_NOT_REFUNDABLE",
        "REFUND_AMOUNT_EXCEEDED", "REFUND_NOT_ALLOWED", "REFUND_TIME_LIMIT_EXCEEDED", "REFUND_FAILED_INSUFFICIENT_FUNDS", "PARTIAL_REFUND_NOT_ALLOWED", "PENDING_CAPTURE", "CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED",
        "MAX_CAPTURE_COUNT_EXCEEDED", "MAX_CAPTURE_AMOUNT_EXCEEDED", "TRANSACTION_ALREADY_REFUNDED", "MAX_NUMBER_OF_REFUNDS_EXCEEDED",
    ];

    private static readonly HashSet<string> NotApproved = ["ORDER_NOT_APPROVED", "PAYER_ACTION_REQUIRED", "CONSENT_NEEDED"];

    private static readonly Dictionary<string, DeclineReason> Declines = new()
    {
        ["INSTRUMENT_DECLINED"] = DeclineReason.Declined,
        ["PAYMENT_SOURCE_DECLINED_BY_PROCESSOR"] = DeclineReason.Declined,
        ["TRANSACTION_REFUSED"] = DeclineReason.Declined,
        ["PAYER_CANNOT_PAY"] = DeclineReason.Declined,
        ["PAYER_ACCOUNT_RESTRICTED"] = DeclineReason.Declined,
        ["PAYER_ACCOUNT_LOCKED_OR_CLOSED"] = DeclineReason.Declined,
        ["CARD_BRAND_NOT_SUPPORTED"] = DeclineReason.Declined,
        ["COMPLIANCE_VIOLATION"] = DeclineReason.Declined,
        ["REDIRECT_PAYER_FOR_ALTERNATE_FUNDING"] = DeclineReason.InsufficientFunds,
        ["CARD_EXPIRED"] = DeclineReason.Expired,
        ["INVALID_EXPIRY_DATE"] = DeclineReason.InvalidInstrument,
        ["PAYMENT_SOURCE_CANNOT_BE_USED"] = DeclineReason.InvalidInstrument,
        ["BILLING_ADDRESS_INVALID"] = DeclineReason.InvalidInstrument,
        ["PAYEE_BLOCKED_TRANSACTION"] = DeclineReason.Fraud,
        ["TRANSACTION_BLOCKED_BY_PAYEE"] = DeclineReason.Fraud,
    };

    internal static PaymentException Of(HttpStatusCode status, PayPalError? error, TimeSpan? retryAfter) => new(FaultOf(status, error?.Code), $"PayPal answered {(int)status}.")
    {
        ProviderCode = error?.Code ?? $"http_{(int)status}",
        RequestId = error?.DebugId,
        RetryAfter = retryAfter,
    };

    internal static PaymentFault FaultOf(HttpStatusCode status, string? code) => (int)status switch
    {
        401 or 403 when code is null || !IsOfShopper(code) => PaymentFault.Authentication,
        409 => PaymentFault.InProgress,
        422 when code is "ORDER_COMPLETION_IN_PROGRESS" or "PREVIOUS_REQUEST_IN_PROGRESS" => PaymentFault.InProgress,
        // A bank that declines a capture has decided; what stands is read.
        >= 400 and < 500 when code is not null && (Conflicts.Contains(code) || IsOfShopper(code)) => PaymentFault.StateConflict,
        429 => PaymentFault.RateLimited,
        503 => PaymentFault.Unavailable,
        >= 400 and < 500 => PaymentFault.InvalidRequest,
        _ => PaymentFault.OutcomeUnknown,
    };

    internal static bool IsOfShopper(string code) => Declines.ContainsKey(code) || NotApproved.Contains(code);

    /// <summary>Null when nothing was refused, and the shopper has only to go to PayPal once more.</summary>
    internal static PaymentDecline? DeclineOf(string code) => Declines.TryGetValue(code, out var reason) ? new(reason, code) : null;
}
