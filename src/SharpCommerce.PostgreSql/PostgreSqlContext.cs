using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Tenants;

namespace SharpCommerce.PostgreSql;

internal sealed class PostgreSqlContext(DbContextOptions options, Id<Tenant>? tenantId) : CommerceDbContext(options, tenantId)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Keyset pages compare titles byte by byte, whatever the cluster's locale is.
        modelBuilder.Entity<Products.Product>().Property(product => product.TitleSort).UseCollation("C");
        // Sorts messages as they were inserted; SQLite's rows have a number anyway.
        modelBuilder.Entity<OutboxMessage>().Property<long>("Position").HasColumnName("position").UseIdentityAlwaysColumn();
    }
}

/// <summary>Lets the EF tools make migrations; never used at run time.</summary>
internal sealed class PostgreSqlContextFactory : IDesignTimeDbContextFactory<PostgreSqlContext>
{
    public PostgreSqlContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseNpgsql().Options, null);
}
