using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>Makes a provider's call from rows alone, so that a repeated one is the same to the letter.</summary>
internal static class PaymentCalls
{
    internal static Task<PaymentSnapshot> SendAsync(this IPaymentProvider provider, Order order, Payment payment, PaymentAttempt attempt, CancellationToken cancellationToken)
    {
        var currency = Currency.Parse(payment.Currency);
        var (key, id, amount, part) = (attempt.OperationKey, payment.Id.Value, new Money(payment.Amount, currency), new Money(attempt.Amount, currency));
        return attempt.Operation switch
        {
            PaymentOperation.Authorize => provider.AuthorizeAsync(
                new()
                {
                    Key = key,
                    PaymentId = id,
                    Amount = amount,
                    OrderId = order.Id.Value,
                    OrderNumber = order.Number,
                    ShopName = payment.ShopName ?? "",
                    Email = order.Email,
                    CaptureAtOnce = payment.CaptureAtOnce,
                    ReturnUrl = payment.ReturnUrl is { } url ? new Uri(url) : null,
                },
                cancellationToken),
            PaymentOperation.Capture => provider.CaptureAsync(new() { Key = key, PaymentId = id, ProviderId = payment.ProviderId, Amount = amount, Capture = part, Final = attempt.Final }, cancellationToken),
            PaymentOperation.Void => provider.VoidAsync(new() { Key = key, PaymentId = id, ProviderId = payment.ProviderId, Amount = amount }, cancellationToken),
            PaymentOperation.Refund => provider.RefundAsync(new() { Key = key, PaymentId = id, ProviderId = payment.ProviderId, Amount = amount, Refund = part, Reason = attempt.Reason }, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(attempt)),
        };
    }

    /// <param name="provider">The provider.</param>
    /// <param name="order">The order: only while it waits for this payment is one carried on that the shopper has approved.</param>
    /// <param name="payment">The payment.</param>
    /// <param name="hint">The provider's id, when it was told and is not known here yet.</param>
    /// <param name="carryOn">Whether it may be carried on at all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static Task<PaymentSnapshot?> ReadAsync(this IPaymentProvider provider, Order order, Payment payment, string? hint, bool carryOn, CancellationToken cancellationToken) => provider.ReadAsync(
        new()
        {
            Key = payment.Attempts.Where(attempt => attempt.Operation == PaymentOperation.Authorize).MaxBy(attempt => attempt.Number)?.OperationKey ?? PaymentAttempt.KeyOf(PaymentOperation.Authorize, payment.Id, 1),
            PaymentId = payment.Id.Value,
            ProviderId = payment.ProviderId ?? hint,
            Amount = new(payment.Amount, Currency.Parse(payment.Currency)),
            BegunAt = payment.CreatedAt,
            CaptureAtOnce = payment.CaptureAtOnce,
            CarryOn = carryOn && order.Status == OrderStatus.PendingPayment && payment is { Attention: null, Status: PaymentStatus.Pending or PaymentStatus.RequiresAction } && !payment.Attempts.Exists(PaymentTransitions.IsReturn),
        },
        cancellationToken);
}
