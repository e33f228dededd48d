using Stripe;

namespace SharpCommerce.Payments.Stripe;

/// <summary>A payment intent, its charge and its refunds as the host wants to see them.</summary>
internal static class StripeSnapshots
{
    /// <summary>Marks everything that is ours at Stripe: the id of the payment, and of a refund or capture its key.</summary>
    internal const string Payment = "payment";
    internal const string RefundKey = "refund_key";
    internal const string CaptureKey = "capture_key";

    internal static PaymentSnapshot Of(PaymentIntent intent, IReadOnlyList<Refund> refunds, string publishableKey) => new()
    {
        ProviderId = intent.Id,
        State = StateOf(intent.Status),
        Amount = StripeAmounts.Read(intent.Amount, intent.Currency),
        Transfers = CaptureOf(intent) is { } capture ? [capture, .. refunds.Where(refund => !IsRelease(refund, intent.LatestCharge)).Select(Of)] : [],
        Action = ActionOf(intent, publishableKey),
        Decline = intent.Status == "requires_payment_method" ? StripeFaults.DeclineOf(intent.LastPaymentError) : null,
        AuthorizedUntil = intent.Status == "requires_capture" ? UntilOf(intent.LatestCharge?.PaymentMethodDetails?.Card) : null,
    };

    internal static bool IsCaptured(PaymentIntent intent) => intent.LatestCharge is { Status: "succeeded", Captured: true };

    private static PaymentState StateOf(string status) => status switch
    {
        "requires_payment_method" or "requires_confirmation" or "requires_action" => PaymentState.RequiresAction,
        "requires_capture" => PaymentState.Authorized,
        "succeeded" => PaymentState.Captured,
        "canceled" => PaymentState.Canceled,
        _ => PaymentState.Pending,
    };

    private static PaymentAction? ActionOf(PaymentIntent intent, string publishableKey)
    {
        if (intent.Status == "requires_action" && Uri.TryCreate(intent.NextAction?.RedirectToUrl?.Url, UriKind.Absolute, out var page))
            return new PaymentAction.Redirect(page);
        return StateOf(intent.Status) == PaymentState.RequiresAction && intent.ClientSecret is { } secret ? new PaymentAction.ClientSecret(secret, publishableKey) : null;
    }

    /// <summary>The package reads a time that is not said as the first of all times.</summary>
    private static DateTimeOffset? UntilOf(ChargePaymentMethodDetailsCard? card) =>
        card?.CaptureBefore is { } until && until > DateTime.UnixEpoch ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc)) : null;

    private static PaymentTransfer? CaptureOf(PaymentIntent intent)
    {
        if (!IsCaptured(intent))
            return null;
        var charge = intent.LatestCharge;
        return new(TransferKind.Capture, charge.Id, StripeAmounts.Read(charge.AmountCaptured, charge.Currency), TransferStatus.Succeeded)
        {
            Key = intent.Metadata?.GetValueOrDefault(CaptureKey),
            Fee = charge.BalanceTransaction is { Fee: > 0 } moved ? StripeAmounts.TryRead(moved.Fee, moved.Currency) : null,
        };
    }

    private static PaymentTransfer Of(Refund refund) => new(
        TransferKind.Refund,
        refund.Id,
        StripeAmounts.Read(refund.Amount, refund.Currency),
        refund.Status switch { "succeeded" => TransferStatus.Succeeded, "failed" or "canceled" => TransferStatus.Failed, _ => TransferStatus.Pending })
    {
        Key = refund.Metadata?.GetValueOrDefault(RefundKey),
        FailureCode = refund.FailureReason,
    };

    /// <summary>What a capture of a part let go was never taken: on some accounts Stripe lists it among the refunds.</summary>
    private static bool IsRelease(Refund refund, Charge charge) =>
        refund.BalanceTransactionId is null && refund.Amount == charge.Amount - charge.AmountCaptured && refund.Metadata?.ContainsKey(RefundKey) != true && charge.AmountCaptured < charge.Amount;
}
