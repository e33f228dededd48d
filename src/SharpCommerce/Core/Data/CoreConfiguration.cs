using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Settings;

namespace SharpCommerce.Core.Data;

internal sealed class CoreConfiguration
    : IEntityTypeConfiguration<IdempotencyRecord>, IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<JobInput>, IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.TenantTable("idempotency_records", nameof(IdempotencyRecord.KeyHash));
        builder.HasIndex(record => new { record.TenantId, record.ExpiresAt });
    }

    public void Configure(EntityTypeBuilder<Job> builder)
    {
        builder.TenantTable("jobs", nameof(Job.Id));
        builder.Property(job => job.Parameters);
        builder.Property(job => job.LeaseUntil);
        builder.JsonColumn(job => job.Errors);
        builder.JsonColumn(job => job.Warnings);
    }

    public void Configure(EntityTypeBuilder<JobInput> builder)
    {
        builder.TenantTable("job_inputs", nameof(JobInput.JobId), nameof(JobInput.Sequence));
        builder.IsNotAudited();
        builder.HasOne<Job>().WithMany().HasForeignKey(input => new { input.TenantId, input.JobId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.TenantTable("settings", nameof(Setting.Name));
        builder.Property(setting => setting.Value).HoldsJson();
        builder.Property(setting => setting.Version).IsConcurrencyToken();
    }
}
