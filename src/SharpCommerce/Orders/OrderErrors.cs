using SharpCommerce.Core;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Orders;

/// <summary>The codes of this module.</summary>
internal static class OrderErrors
{
    internal static CommerceException NotFound() => CommerceErrors.NotFound("order");

    internal static CommerceException IllegalTransition(OrderStatus from, OrderStatus wanted, IReadOnlyCollection<OrderStatus> allowed) =>
        new(new(ErrorKind.Conflict, "illegal_transition", $"An order that is {SnakeEnum<OrderStatus>.Write(from)} cannot become {SnakeEnum<OrderStatus>.Write(wanted)}.")
        {
            Extensions = new Dictionary<string, object?> { ["allowed"] = allowed.Select(SnakeEnum<OrderStatus>.Write).ToArray() },
        });

    /// <summary>Only a confirmed order is sent, and only once.</summary>
    internal static CommerceException NotToBeSent(Order order) =>
        new(new(ErrorKind.Conflict, "illegal_transition", order.Status == OrderStatus.Confirmed
            ? "Everything of this order was sent."
            : $"An order that is {SnakeEnum<OrderStatus>.Write(order.Status)} is not to be sent.")
        {
            Extensions = new Dictionary<string, object?> { ["allowed"] = OrderTransitions.From(order).Select(SnakeEnum<OrderStatus>.Write).ToArray() },
        });
}
