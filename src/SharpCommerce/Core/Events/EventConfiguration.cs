using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Events;

internal sealed class EventConfiguration
    : IEntityTypeConfiguration<OutboxMessage>, IEntityTypeConfiguration<EventFeed>, IEntityTypeConfiguration<EventConsumer>, IEntityTypeConfiguration<EventDelivery>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.TenantTable("outbox_messages", nameof(OutboxMessage.Id));
        builder.HasIndex(message => new { message.TenantId, message.Sequence }).IsUnique();
        // For rounds over all tenants: only what waits stands in it.
        builder.HasIndex(message => new { message.TenantId, message.Id }).HasFilter("sequence IS NULL");
        builder.IsNotAudited();
    }

    public void Configure(EntityTypeBuilder<EventFeed> builder)
    {
        builder.TenantTable("event_feeds");
        builder.IsNotAudited();
    }

    public void Configure(EntityTypeBuilder<EventConsumer> builder)
    {
        builder.TenantTable("event_consumers", nameof(EventConsumer.Name));
        builder.IsNotAudited();
    }

    public void Configure(EntityTypeBuilder<EventDelivery> builder)
    {
        builder.TenantTable("event_deliveries", nameof(EventDelivery.Consumer), nameof(EventDelivery.Sequence));
        builder.HasIndex(delivery => new { delivery.TenantId, delivery.Consumer, delivery.AggregateId, delivery.Sequence });
        builder.HasIndex(delivery => new { delivery.TenantId, delivery.Status, delivery.DueAt });
        builder.HasOne<OutboxMessage>().WithMany().HasForeignKey(delivery => new { delivery.TenantId, delivery.MessageId }).OnDelete(DeleteBehavior.Restrict);
    }
}
