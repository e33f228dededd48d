using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Webhooks;

internal sealed class WebhookConfiguration : IEntityTypeConfiguration<WebhookEndpoint>, IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.TenantTable("webhook_endpoints", nameof(WebhookEndpoint.Id));
        builder.JsonColumn(endpoint => endpoint.EventTypes);
        builder.Property(endpoint => endpoint.ProtectedSecret);
        builder.Property(endpoint => endpoint.ProtectedFormerSecret);
        builder.Property(endpoint => endpoint.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        // The event's id: one event goes to an endpoint once, however often it is told.
        builder.TenantTable("webhook_deliveries", nameof(WebhookDelivery.EndpointId), nameof(WebhookDelivery.Id));
        builder.IsNotAudited();
        builder.Property(delivery => delivery.Attempt);
        builder.JsonColumn(delivery => delivery.Attempts);
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => new { delivery.TenantId, delivery.EndpointId }).OnDelete(DeleteBehavior.Cascade);
        // What waits is little beside what is kept.
        builder.HasIndex(delivery => new { delivery.TenantId, delivery.DueAt }).HasFilter("due_at IS NOT NULL");
        builder.HasIndex(delivery => new { delivery.TenantId, delivery.EndpointId, delivery.DueAt }).HasFilter("due_at IS NOT NULL");
        builder.HasIndex(delivery => new { delivery.TenantId, delivery.EndpointId, delivery.Status, delivery.Id });
        builder.HasIndex(delivery => new { delivery.TenantId, delivery.CreatedAt });
    }
}
