using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Inbox;

internal sealed class InboxConfiguration : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.TenantTable("inbox_messages", nameof(InboxMessage.Id));
        builder.HasIndex(message => new { message.TenantId, message.Source, message.ExternalId }).IsUnique();
        builder.HasIndex(message => new { message.TenantId, message.DueAt }).HasFilter("status = 'waiting'");
    }
}
