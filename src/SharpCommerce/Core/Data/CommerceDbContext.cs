using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Data;

/// <summary>
/// The model of all rows, and the one place where queries are filtered and inserts are stamped by tenant.
/// Made per unit of work for one tenant, never pooled.
/// </summary>
internal abstract class CommerceDbContext : DbContext
{
    internal const string TenantFilter = "tenant";

    private readonly Id<Tenant>? _tenantId;

    protected CommerceDbContext(DbContextOptions options, Id<Tenant>? tenantId)
        : base(options)
    {
        _tenantId = tenantId;
        ChangeTracker.Tracking += Stamp;
    }

    /// <summary>The tenant of this unit of work. Throws when nobody resolved one: there is no default.</summary>
    internal Id<Tenant> TenantId => _tenantId ?? throw new InvalidOperationException("No tenant was resolved for this unit of work.");

    /// <summary>A command that the database did not answer and whose caller waits no longer; the connection is not free before it has ended.</summary>
    internal Task? Abandoned { get; set; }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously.");

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is not (EntityState.Unchanged or EntityState.Detached) && entry.Entity.TenantId != TenantId)
                throw new InvalidOperationException($"A {entry.Metadata.ShortName()} of another tenant cannot be written.");
        }
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CommerceDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (property.ClrType.IsEnum || Nullable.GetUnderlyingType(property.ClrType) is { IsEnum: true })
                    property.SetValueConverter(typeof(SnakeEnumConverter<>).MakeGenericType(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType));
            }
            if (!entity.ClrType.IsAssignableTo(typeof(ITenantOwned)))
                continue;
            modelBuilder.Entity(entity.ClrType).HasQueryFilter(TenantFilter, FilterFor(entity.ClrType));
        }
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"ix_{entity.GetTableName()}_{string.Join('_', index.Properties.Skip(index.Properties.Count > 1 ? 1 : 0).Select(p => SnakeCase(p.Name)))}");
            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName($"fk_{entity.GetTableName()}_{key.PrincipalEntityType.GetTableName()}");
            entity.FindPrimaryKey()?.SetName($"pk_{entity.GetTableName()}");
        }
    }

    internal static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>Refers to this context's member, so that EF reads the tenant anew for every context.</summary>
    private LambdaExpression FilterFor(Type type)
    {
        var row = Expression.Parameter(type, "row");
        var rowTenant = Expression.Property(row, nameof(ITenantOwned.TenantId));
        var ownTenant = Expression.Property(Expression.Constant(this, typeof(CommerceDbContext)), nameof(TenantId));
        return Expression.Lambda(Expression.Equal(rowTenant, ownTenant), row);
    }

    private void Stamp(object? sender, EntityTrackingEventArgs change)
    {
        if (!change.FromQuery && change.Entry.Entity is ITenantOwned owned && owned.TenantId == default)
            change.Entry.Property(nameof(ITenantOwned.TenantId)).CurrentValue = TenantId;
    }
}
