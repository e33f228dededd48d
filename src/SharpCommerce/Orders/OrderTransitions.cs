namespace SharpCommerce.Orders;

/// <summary>Which status may follow which. Everything else is refused, naming what would be allowed.</summary>
internal static class OrderTransitions
{
    private static readonly Dictionary<OrderStatus, OrderStatus[]> Allowed = new()
    {
        [OrderStatus.PendingPayment] = [OrderStatus.Confirmed, OrderStatus.Canceled],
        [OrderStatus.Confirmed] = [OrderStatus.Completed, OrderStatus.Canceled],
        [OrderStatus.Completed] = [],
        [OrderStatus.Canceled] = [],
    };

    internal static IReadOnlyCollection<OrderStatus> From(Order order) =>
        // What has left cannot be called off any more.
        [.. Allowed[order.Status].Where(next => next != OrderStatus.Canceled || order.FulfillmentStatus == FulfillmentStatus.Unfulfilled)];

    internal static void Require(Order order, OrderStatus wanted)
    {
        var allowed = From(order);
        if (!allowed.Contains(wanted))
            throw OrderErrors.IllegalTransition(order.Status, wanted, allowed);
    }
}
