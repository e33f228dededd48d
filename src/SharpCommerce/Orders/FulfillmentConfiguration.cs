using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Orders;

internal sealed class FulfillmentConfiguration : IEntityTypeConfiguration<Fulfillment>, IEntityTypeConfiguration<OrderNote>
{
    public void Configure(EntityTypeBuilder<Fulfillment> builder)
    {
        builder.TenantTable("fulfillments", nameof(Fulfillment.OrderId), nameof(Fulfillment.Id));
        builder.JsonColumn(fulfillment => fulfillment.Lines);
        builder.JsonColumn(fulfillment => fulfillment.Tracking);
        builder.HasOne<Order>().WithMany(order => order.Fulfillments).HasForeignKey(fulfillment => new { fulfillment.TenantId, fulfillment.OrderId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OrderNote> builder)
    {
        builder.TenantTable("order_notes", nameof(OrderNote.OrderId), nameof(OrderNote.Id));
        builder.Property(note => note.Text).IsPersonal();
        builder.HasOne<Order>().WithMany(order => order.Notes).HasForeignKey(note => new { note.TenantId, note.OrderId }).OnDelete(DeleteBehavior.Cascade);
    }
}
