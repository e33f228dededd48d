using SharpCommerce.Core;
using SharpCommerce.Orders;

namespace SharpCommerce.Carts;

/// <summary>The codes of this module.</summary>
internal static class CartErrors
{
    internal static CommerceException NotFound() => CommerceErrors.NotFound("cart");

    internal static CommerceException LineNotFound() => CommerceErrors.NotFound("line in this cart");

    internal static CommerceException Completed(Id<Order>? orderId = null) =>
        new(new(ErrorKind.Conflict, "cart_completed", "This cart has become an order already.")
        {
            Extensions = orderId is { } id ? new Dictionary<string, object?> { ["orderId"] = id } : null,
        });

    internal static CommerceException Busy() => new(new(ErrorKind.Conflict, "cart_busy", "The cart is being changed by another call; try again."));
}
