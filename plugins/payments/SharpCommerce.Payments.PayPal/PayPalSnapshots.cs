namespace SharpCommerce.Payments.PayPal;

/// <summary>An order with its authorization, captures and refunds as the host wants to see them.</summary>
internal static class PayPalSnapshots
{
    /// <summary>How a refund's mark begins when it is a key of ours, as against the mark of its payment.</summary>
    private const string RefundMark = "refund.";

    /// <param name="order">The order.</param>
    /// <param name="approval">Where its buyer approves it.</param>
    /// <param name="wanted">Whether the shop still wants its money; an order that is not wanted and not carried out moves none.</param>
    /// <param name="decline">Why it could not be carried on just now.</param>
    internal static PaymentSnapshot Of(PayPalOrder order, Uri approval, bool wanted, PaymentDecline? decline = null)
    {
        var state = StateOf(order, wanted);
        return new()
        {
            ProviderId = order.Id,
            State = state,
            Amount = PayPalAmounts.Read(order.Unit.Amount),
            Transfers = [.. order.Captures.Select(Of), .. order.Refunds.Select(Of)],
            Action = state == PaymentState.RequiresAction ? new PaymentAction.Redirect(approval) : null,
            Decline = decline ?? (state == PaymentState.Failed ? new(DeclineReason.Declined, order.Captures is [.., var last] ? last.StatusDetails?.Reason : null) : null),
            AuthorizedUntil = state == PaymentState.Authorized ? order.Authorization?.ExpirationTime : null,
        };
    }

    /// <summary>A key as a refund can carry it: PayPal shows marks of letters, digits and <c>-_.,</c> alone.</summary>
    internal static string MarkOf(string key) => key.Replace(':', '.');

    private static PaymentState StateOf(PayPalOrder order, bool wanted)
    {
        var captured = order.Captures.Any(capture => capture.Status is not ("DECLINED" or "FAILED"));
        if (order.Authorization is { } authorization)
        {
            return authorization.Status switch
            {
                "CREATED" or "PARTIALLY_CAPTURED" => PaymentState.Authorized,
                "CAPTURED" => PaymentState.Captured,
                "VOIDED" or "EXPIRED" => captured ? PaymentState.Captured : PaymentState.Canceled,
                "DENIED" => PaymentState.Failed,
                _ => PaymentState.Pending,
            };
        }
        if (order.Captures.Count > 0)
            return !captured ? PaymentState.Failed : order.Captures.Any(capture => capture.Status == "PENDING") ? PaymentState.Pending : PaymentState.Captured;
        return order.Status switch
        {
            "VOIDED" => PaymentState.Canceled,
            "COMPLETED" => PaymentState.Pending,
            _ => wanted ? PaymentState.RequiresAction : PaymentState.Canceled,
        };
    }

    private static PaymentTransfer Of(PayPalCapture capture) => new(
        TransferKind.Capture,
        capture.Id,
        PayPalAmounts.Read(capture.Amount),
        capture.Status switch { "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED" => TransferStatus.Succeeded, "DECLINED" or "FAILED" => TransferStatus.Failed, _ => TransferStatus.Pending })
    {
        Fee = capture.SellerReceivableBreakdown?.PaypalFee is { } fee ? PayPalAmounts.Read(fee) : null,
        FailureCode = capture.Status is "DECLINED" or "FAILED" ? capture.StatusDetails?.Reason ?? capture.Status : null,
    };

    private static PaymentTransfer Of(PayPalRefund refund) => new(
        TransferKind.Refund,
        refund.Id,
        PayPalAmounts.Read(refund.Amount),
        refund.Status switch { "COMPLETED" => TransferStatus.Succeeded, "CANCELLED" or "FAILED" => TransferStatus.Failed, _ => TransferStatus.Pending })
    {
        Key = refund.CustomId?.StartsWith(RefundMark, StringComparison.Ordinal) == true ? refund.CustomId.Replace('.', ':') : null,
        FailureCode = refund.Status is "CANCELLED" or "FAILED" ? refund.StatusDetails?.Reason ?? refund.Status : null,
    };
}
