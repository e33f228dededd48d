using SharpCommerce.Checkout;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Products;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

/// <summary>What orders tell the rest of the system.</summary>
internal static class OrderEvents
{
    private static readonly Id<Order> Sample = Id<Order>.Parse("019ab3c2-7c1e-7d60-8f0e-4f1c8f6f2a11", null);

    internal static readonly EventType<OrderPlaced> PlacedType = new(
        "order.placed.v1", "An order was placed.", new(Sample, "confirmed", new(11_800, "EUR"), [new(new(Sample.Value), 2)]));

    internal static readonly EventType<OrderConfirmed> ConfirmedType = new(
        "order.confirmed.v1", "An order that waited for its payment has it, promised or paid. One that was placed as `confirmed` tells nothing more.", new(Sample, 1001));

    internal static readonly EventType<OrderCanceled> CanceledType = new("order.canceled.v1", "An order was called off; its stock is back.", new(Sample, 1001));

    internal static readonly EventType<OrderClaimed> ClaimedType = new("order.claimed.v1", "A guest's order became a shopper's own.", new(Sample, new(Sample.Value)));

    internal static readonly EventType<OrderFulfilled> FulfilledType = new(
        "order.fulfilled.v1", "A parcel of an order has left; `fulfillmentStatus` says whether it was the last one.", new(Sample, 1001, new(Sample.Value), "fulfilled"));

    internal static readonly EventType<OrderNoted> NotedType = new("order.noted.v1", "Staff wrote a note on an order.", new(Sample, new(Sample.Value), "customer"));

    internal static string Placed(OrderDraft draft) => EventType<OrderPlaced>.Write(
        new(draft.Id, SnakeEnum<OrderStatus>.Write(draft.Status), new(draft.Totals.Total, draft.Currency), [.. draft.Lines.Select(line => new OrderPlacedLine(line.VariantId, line.Quantity))]));
}

/// <summary>An order was placed. Not its cart: the id of a cart is its key.</summary>
internal sealed record OrderPlaced(Id<Order> OrderId, string Status, OrderPlacedTotal Total, IReadOnlyList<OrderPlacedLine> Lines);

/// <summary>In minor units.</summary>
internal sealed record OrderPlacedTotal(long Amount, string Currency);

/// <summary>What was bought.</summary>
internal sealed record OrderPlacedLine(Id<Variant> VariantId, int Quantity);

/// <summary>An order has its payment.</summary>
internal sealed record OrderConfirmed(Id<Order> OrderId, long Number);

/// <summary>An order was called off. The reason stays in its history: people write names into it.</summary>
internal sealed record OrderCanceled(Id<Order> OrderId, long Number);

/// <summary>A guest's order became a shopper's own.</summary>
internal sealed record OrderClaimed(Id<Order> OrderId, Id<User> CustomerId);

/// <summary>A parcel of an order has left.</summary>
internal sealed record OrderFulfilled(Id<Order> OrderId, long Number, Id<Fulfillment> FulfillmentId, string FulfillmentStatus);

/// <summary>Staff wrote a note. Its text stays with the order: people write names into it.</summary>
internal sealed record OrderNoted(Id<Order> OrderId, Id<OrderNote> NoteId, string Visibility);
