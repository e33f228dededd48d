using System.Text.Json;
using SharpCommerce.Checkout;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Orders;

/// <summary>The payloads of what orders tell the rest of the system. A changed shape gets a new version in its type.</summary>
internal static class OrderEvents
{
    internal const string PlacedType = "order.placed.v1";
    internal const string CanceledType = "order.canceled.v1";

    internal static string Placed(OrderDraft draft) => JsonSerializer.Serialize(
        new
        {
            orderId = draft.Id,
            cartId = draft.CartId,
            total = new { amount = draft.Totals.Total, currency = draft.Currency },
            lines = draft.Lines.Select(line => new { variantId = line.VariantId, quantity = line.Quantity }),
        },
        ModelExtensions.Json);

    internal static string Canceled(Order order, string? reason) => JsonSerializer.Serialize(new { orderId = order.Id, number = order.Number, reason }, ModelExtensions.Json);
}
