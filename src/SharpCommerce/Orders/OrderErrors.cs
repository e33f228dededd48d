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
}
