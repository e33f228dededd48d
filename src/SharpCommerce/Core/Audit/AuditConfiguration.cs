using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Audit;

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.TenantTable("audit_entries", nameof(AuditEntry.Sequence));
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.HasIndex(entry => new { entry.TenantId, entry.Subject, entry.SubjectId, entry.Sequence });
        builder.IsAppendOnly().IsNotAudited();
    }
}
