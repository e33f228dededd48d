namespace SharpCommerce.Payments;

/// <summary>
/// Which status of a payment may follow which, and what staff may do in each. The provider's word decides, so almost everything may follow: money that was
/// refused may come late, and a refund may come back. But what was decided is never undecided again by an answer that was long under way.
/// </summary>
internal static class PaymentTransitions
{
    private static readonly PaymentStatus[] Undecided = [PaymentStatus.Pending, PaymentStatus.RequiresAction];

    internal static bool Allows(PaymentStatus from, PaymentStatus to) => from == to || Undecided.Contains(from) || !Undecided.Contains(to);

    internal static IEnumerable<PaymentStatus> From(PaymentStatus from) => Enum.GetValues<PaymentStatus>().Where(to => to != from && Allows(from, to));

    /// <summary>The status that sums and the provider's state make.</summary>
    internal static PaymentStatus StatusOf(Payment payment)
    {
        var next = payment switch
        {
            { Captured: > 0 } when payment.Refunded == payment.Captured => PaymentStatus.Refunded,
            { Captured: > 0 } when payment.Captured < payment.Amount => PaymentStatus.PartiallyPaid,
            { Captured: > 0, Refunded: > 0 } => PaymentStatus.PartiallyRefunded,
            { Captured: > 0 } => PaymentStatus.Paid,
            { ProviderState: PaymentState.RequiresAction } => PaymentStatus.RequiresAction,
            { ProviderState: PaymentState.Authorized } => PaymentStatus.Authorized,
            { ProviderState: PaymentState.Canceled } => PaymentStatus.Voided,
            { ProviderState: PaymentState.Failed } => PaymentStatus.Failed,
            // The capture is under way, or was taken back.
            { ProviderState: PaymentState.Captured } => payment.Status is PaymentStatus.Pending or PaymentStatus.RequiresAction or PaymentStatus.Authorized ? payment.Status : PaymentStatus.Failed,
            _ => PaymentStatus.Pending,
        };
        return Allows(payment.Status, next) ? next : payment.Status;
    }

    /// <summary>Where an order's payment stands: by the payment that counts, which is the last one that is not over.</summary>
    internal static PaymentStatus StatusOf(IReadOnlyList<Payment> payments)
    {
        var byAge = payments.OrderByDescending(payment => payment.Id).ToList();
        return (byAge.Find(IsGood) ?? byAge.Find(payment => payment.Status is PaymentStatus.Pending or PaymentStatus.RequiresAction or PaymentStatus.Authorized)
            ?? byAge.Find(payment => payment.Captured > 0) ?? byAge[0]).Status;
    }

    /// <summary>Whether the order can be carried out on it: money is promised or here, and stays.</summary>
    internal static bool IsGood(Payment payment) =>
        payment.Status is PaymentStatus.Authorized or PaymentStatus.Paid or PaymentStatus.PartiallyPaid or PaymentStatus.PartiallyRefunded && !payment.Attempts.Exists(IsReturn);

    /// <summary>Whether the money goes back, all of it, because nothing will be sent for it.</summary>
    internal static bool IsReturn(PaymentAttempt attempt) =>
        attempt.Status != AttemptStatus.Failed && (attempt.Operation == PaymentOperation.Void || attempt.Operation == PaymentOperation.Refund && attempt.Reason == PaymentBook.Returned);

    /// <summary>What staff may do with a payment.</summary>
    internal static IEnumerable<PaymentOperation> OperationsOf(Payment payment)
    {
        if (payment.Capturable > 0)
            yield return PaymentOperation.Capture;
        if (payment is { Captured: 0, Status: PaymentStatus.Pending or PaymentStatus.RequiresAction or PaymentStatus.Authorized } && !payment.Attempts.Exists(attempt => attempt.IsOpen && attempt.Operation != PaymentOperation.Authorize))
            yield return PaymentOperation.Void;
        if (payment.Refundable > 0)
            yield return PaymentOperation.Refund;
    }
}
