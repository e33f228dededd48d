using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>What payments tell the rest of the system.</summary>
internal static class PaymentEvents
{
    private static readonly Id<Order> Sample = Id<Order>.Parse("019ab3c2-7c1e-7d60-8f0e-4f1c8f6f2a11", null);

    internal static readonly EventType<PaymentChanged> ChangedType = new(
        "order.payment_changed.v1", "A payment of an order was begun, or changed: the provider told where it stands, or money moved.",
        new(Sample, new(Sample.Value), "manual", "authorized", "authorized", new(11_800, "EUR"), 0, 0, null));

    internal static PaymentChanged Of(Order order, Payment payment) =>
        new(order.Id, payment.Id, payment.Provider, SnakeEnum<PaymentStatus>.Write(payment.Status), SnakeEnum<PaymentStatus>.Write(order.PaymentStatus), new(payment.Amount, payment.Currency), payment.Captured, payment.Refunded, payment.Attention);
}

/// <summary>Where a payment stands. Amounts in minor units.</summary>
internal sealed record PaymentChanged(
    Id<Order> OrderId, Id<Payment> PaymentId, string Provider, string Status, string OrderPaymentStatus, OrderPlacedTotal Amount, long Captured, long Refunded, string? Attention);
