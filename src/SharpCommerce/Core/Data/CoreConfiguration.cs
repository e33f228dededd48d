using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Shipping;
using SharpCommerce.Tax;
using SharpCommerce.Users;

namespace SharpCommerce.Core.Data;

internal sealed class CoreConfiguration
    : IEntityTypeConfiguration<OutboxMessage>, IEntityTypeConfiguration<IdempotencyRecord>, IEntityTypeConfiguration<Job>, IEntityTypeConfiguration<JobInput>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder) =>
        builder.TenantTable("outbox_messages", nameof(OutboxMessage.Id));

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
        builder.HasOne<Job>().WithMany().HasForeignKey(input => new { input.TenantId, input.JobId }).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SettingsConfiguration : IEntityTypeConfiguration<ShippingMethod>, IEntityTypeConfiguration<TaxRate>, IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<ShippingMethod> builder)
    {
        builder.TenantTable("shipping_methods", nameof(ShippingMethod.Id));
        builder.JsonColumn(method => method.Countries);
        builder.Property(method => method.Version).IsConcurrencyToken();
        builder.ToTable(table => table.HasCheckConstraint("ck_shipping_methods_price", "price >= 0"));
    }

    public void Configure(EntityTypeBuilder<TaxRate> builder)
    {
        builder.TenantTable("tax_rates", nameof(TaxRate.Country));
        builder.Property(rate => rate.Version).IsConcurrencyToken();
        builder.ToTable(table => table.HasCheckConstraint("ck_tax_rates_rate", "rate_ppm >= 0 AND rate_ppm <= 1000000"));
    }

    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.TenantTable("users", nameof(User.Id));
        builder.Property(user => user.NormalizedEmail);
        builder.Property(user => user.PasswordHash);
        builder.HasIndex(user => new { user.TenantId, user.NormalizedEmail }).IsUnique();
    }
}
