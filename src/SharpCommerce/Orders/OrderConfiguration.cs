using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Carts;
using SharpCommerce.Core.Data;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

internal sealed class OrderConfiguration
    : IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<OrderLine>, IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.TenantTable("orders", nameof(Order.Id));
        builder.Property(order => order.AccessTokenHash);
        builder.Property(order => order.IdempotencyKeyHash);
        builder.Property(order => order.NormalizedEmail);
        builder.JsonColumn(order => order.ShippingAddress);
        builder.JsonColumn(order => order.BillingAddress);
        builder.Property(order => order.PaymentDueAt);
        builder.Property(order => order.Version).IsConcurrencyToken();
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_orders_amounts", "subtotal >= 0 AND discount >= 0 AND shipping >= 0 AND tax >= 0");
            table.HasCheckConstraint("ck_orders_total", "total = subtotal - discount + shipping + CASE WHEN tax_included THEN 0 ELSE tax END");
        });
        builder.HasIndex(order => new { order.TenantId, order.Number }).IsUnique();
        // A shopper who gives up an unpaid order has their cart back, and may order again from it.
        builder.HasIndex(order => new { order.TenantId, order.CartId }).IsUnique().HasFilter("status <> 'canceled'");
        builder.HasOne<Cart>().WithMany().HasForeignKey(order => new { order.TenantId, order.CartId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(order => new { order.TenantId, order.CustomerId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(order => new { order.TenantId, order.CustomerId, order.Id }).HasFilter("customer_id IS NOT NULL");
        builder.HasIndex(order => new { order.TenantId, order.NormalizedEmail });
        builder.HasIndex(order => new { order.TenantId, order.PlacedAt });
        // What staff have to do: these leave the index when they are done.
        builder.HasIndex(order => new { order.TenantId, order.Status, order.PaymentStatus }).HasFilter("status IN ('pending_payment', 'confirmed')");
        builder.HasMany(order => order.Lines).WithOne().HasForeignKey(line => new { line.TenantId, line.OrderId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(order => order.Payments).WithOne().HasForeignKey(payment => new { payment.TenantId, payment.OrderId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(order => order.Events).WithOne().HasForeignKey(change => new { change.TenantId, change.OrderId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OrderLine> builder)
    {
        builder.TenantTable("order_lines", nameof(OrderLine.OrderId), nameof(OrderLine.Id));
        builder.Property(line => line.Fulfilled).HasDefaultValue(0);
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0 AND reserved >= 0 AND reserved <= quantity");
            table.HasCheckConstraint("ck_order_lines_fulfilled", "fulfilled >= 0 AND reserved + fulfilled <= quantity");
            table.HasCheckConstraint("ck_order_lines_total", "total = unit_price * quantity AND unit_price >= 0");
        });
    }

    public void Configure(EntityTypeBuilder<OrderEvent> builder) =>
        builder.TenantTable("order_events", nameof(OrderEvent.OrderId), nameof(OrderEvent.Id));
}
