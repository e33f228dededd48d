using SharpCommerce.Core;
using SharpCommerce.Payments;

namespace SharpCommerce.Orders;

/// <summary>Writes what happens to an order into its history.</summary>
internal static class OrderHistory
{
    extension(Order order)
    {
        /// <summary>Takes a step. A history goes forward even where a clock was set back, or runs behind that of the node which placed the order.</summary>
        internal void Record(string type, OrderStatus to, string actor, string? reason, TimeProvider clock)
        {
            var (now, last) = (clock.Now(), order.Events.Max(happened => happened.OccurredAt));
            var (id, at) = now > last ? (Id<OrderEvent>.New(clock), now) : (new(Guid.CreateVersion7(last.AddMilliseconds(1))), last.AddMilliseconds(1));
            order.Events.Add(new(id, type, order.Status, to, actor, reason, at));
            order.Status = to;
            order.Version++;
        }

        /// <summary>Completes an order that is sent and settled; leaves any other as it is. For whoever sends the rest of it, and whoever takes its money.</summary>
        internal void CompleteIfDone(string actor, TimeProvider clock)
        {
            if (order is { Status: OrderStatus.Confirmed, FulfillmentStatus: FulfillmentStatus.Fulfilled, PaymentStatus: PaymentStatus.Paid or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded })
                order.Record("completed", OrderStatus.Completed, actor, null, clock);
        }
    }
}
