using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>When a provider is to be asked again: soon where money may have moved, less and less often where nothing changes, and never where nothing is to come.</summary>
internal static class PaymentChecks
{
    /// <summary>How long a call may be under way in a living process: longer than the gateway takes for it.</summary>
    internal static readonly TimeSpan InFlight = TimeSpan.FromSeconds(20);

    /// <summary>How long before its end a promise is called to attention.</summary>
    internal static readonly TimeSpan NearExpiry = TimeSpan.FromHours(12);

    /// <summary>While something is as young as this it is asked about often: money and order must not disagree for longer than a minute.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan WhileYoung = TimeSpan.FromSeconds(30);

    private const int MostChecksOfCanceled = 60;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestOfMovements = TimeSpan.FromHours(6);

    internal static DateTimeOffset? Next(Order order, Payment payment, DateTimeOffset now)
    {
        var due = order.Status == OrderStatus.PendingPayment ? order.PaymentDueAt : null;
        var next = At(order, payment, now);
        return due is { } end && (next is null || next > end) ? end : next;
    }

    private static DateTimeOffset? At(Order order, Payment payment, DateTimeOffset now)
    {
        if (payment.Attempts.Exists(attempt => attempt.Status == AttemptStatus.Waiting))
            return now;
        if (payment.Attempts.Where(attempt => attempt.IsOpen).MaxBy(attempt => attempt.CreatedAt) is { } open)
            return now + (now - open.CreatedAt < Young ? InFlight : Spaced(InFlight, payment.Checks, Longest));
        if (payment.Movements.Exists(movement => movement.Status == TransferStatus.Pending))
            return now + Spaced(TimeSpan.FromMinutes(5), payment.Checks, LongestOfMovements);
        if (payment.Provider == ManualProvider.Id)
            return null;
        return payment.Status switch
        {
            PaymentStatus.Pending or PaymentStatus.RequiresAction when order.Status != OrderStatus.Canceled && now - payment.CreatedAt < Young => now + WhileYoung,
            PaymentStatus.Pending or PaymentStatus.RequiresAction when order.Status != OrderStatus.Canceled || payment.Checks < MostChecksOfCanceled => now + Spaced(TimeSpan.FromMinutes(1), payment.Checks, order.Status == OrderStatus.Canceled ? LongestOfMovements : Longest),
            PaymentStatus.Authorized when payment.AuthorizedUntil is { } until => now < until - NearExpiry ? until - NearExpiry : now + Spaced(TimeSpan.FromMinutes(30), payment.Checks, LongestOfMovements),
            _ => null,
        };
    }

    private static TimeSpan Spaced(TimeSpan first, int checks, TimeSpan longest)
    {
        var pause = first * Math.Pow(2, Math.Min(checks, 16));
        return pause < longest ? pause : longest;
    }
}
