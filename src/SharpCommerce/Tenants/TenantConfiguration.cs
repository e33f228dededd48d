using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Tenants;

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>, IEntityTypeConfiguration<TenantDomain>, IEntityTypeConfiguration<TenantOrigin>, IEntityTypeConfiguration<BootstrapToken>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenants");
        builder.HasKey(tenant => tenant.Id);
        builder.Property(tenant => tenant.Id).HasConversion<IdValueConverter<Tenant>>().ValueGeneratedNever();
        builder.HasIndex(tenant => tenant.Slug).IsUnique();
        builder.Property(tenant => tenant.ProtectedDatabaseUrl);
        builder.HasMany(tenant => tenant.Domains).WithOne().HasForeignKey(domain => domain.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(tenant => tenant.AllowedOrigins).WithOne().HasForeignKey(origin => origin.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(tenant => tenant.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<TenantDomain> builder)
    {
        builder.ToTable("tenant_domains");
        builder.HasKey(domain => domain.Host);
        builder.Property(domain => domain.TenantId).HasConversion<IdValueConverter<Tenant>>();
    }

    public void Configure(EntityTypeBuilder<TenantOrigin> builder)
    {
        builder.ToTable("tenant_origins");
        builder.HasKey(origin => new { origin.TenantId, origin.Origin });
        builder.Property(origin => origin.TenantId).HasConversion<IdValueConverter<Tenant>>();
        // A preflight names no tenant: it is asked of all.
        builder.HasIndex(origin => origin.Origin);
    }

    public void Configure(EntityTypeBuilder<BootstrapToken> builder)
    {
        builder.ToTable("bootstrap_tokens");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.HasIndex(token => token.Hash).IsUnique();
    }
}
