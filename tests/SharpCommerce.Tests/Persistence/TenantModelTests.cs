using Microsoft.EntityFrameworkCore;
using SharpCommerce.Carts;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users.Tokens;
using Xunit;

namespace SharpCommerce.Tests.Persistence;

/// <summary>What holds for every entity, so that nobody has to remember it for the next one.</summary>
public sealed class TenantModelTests
{
    /// <summary>Rows of the installation, not of a tenant. Whoever adds to this list explains why no tenant's data can be in it.</summary>
    private static readonly Type[] Global = [typeof(BootstrapToken), typeof(SigningKey), typeof(Tenant), typeof(TenantDomain), typeof(TenantOrigin)];

    /// <summary>References that outlive what they refer to, so no foreign key can hold them.</summary>
    private static readonly string[] Loose =
    [
        // Set in the transaction that inserts the order, whose own foreign key to the cart closes the circle.
        $"{nameof(Cart)}.{nameof(Cart.OrderId)}",
        // Entries are only ever added to, and go with their tenant after everything else.
        $"{nameof(LedgerEntry)}.{nameof(LedgerEntry.MovementId)}",
        $"{nameof(LedgerEntry)}.{nameof(LedgerEntry.OrderId)}",
        $"{nameof(LedgerEntry)}.{nameof(LedgerEntry.PaymentId)}",
        // Both are written together, and a movement may have been caused elsewhere.
        $"{nameof(PaymentMovement)}.{nameof(PaymentMovement.AttemptId)}",
        // A removed product stays in the orders that sold it.
        $"{nameof(OrderLine)}.{nameof(OrderLine.ProductId)}",
        $"{nameof(OrderLine)}.{nameof(OrderLine.VariantId)}",
    ];

    [Fact]
    public void Every_entity_is_tenant_owned_or_on_the_reviewed_list()
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            var others = Models.Of(engine).GetEntityTypes().Select(entity => entity.ClrType).Where(type => !type.IsAssignableTo(typeof(ITenantOwned)));
            Assert.Equal(Global.Order(ByName), others.Order(ByName));
        }
    }

    [Fact]
    public void Every_tenant_owned_type_is_an_entity()
    {
        var types = typeof(ITenantOwned).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(ITenantOwned)));
        Assert.Equal(types.Order(ByName), Models.TenantOwned(Engine.Sqlite).Select(entity => entity.ClrType).Order(ByName));
    }

    [Fact]
    public void The_tenant_comes_first_in_every_key_and_index()
    {
        foreach (var entity in Enum.GetValues<Engine>().SelectMany(Models.TenantOwned))
        {
            var lists = entity.GetKeys().Select(key => key.Properties)
                .Concat(entity.GetIndexes().Select(index => index.Properties))
                .Concat(entity.GetForeignKeys().SelectMany(key => new[] { key.Properties, key.PrincipalKey.Properties }));
            // Of a feed there is one.
            Assert.All(lists, properties => Assert.True(properties[0].Name == nameof(ITenantOwned.TenantId) && (properties.Count > 1 || entity.ClrType == typeof(EventFeed)), $"{entity.ShortName()}: {string.Join(", ", properties.Select(p => p.Name))}"));
        }
    }

    [Fact]
    public void Every_tenant_owned_entity_is_filtered_by_tenant()
    {
        Assert.All(Enum.GetValues<Engine>().SelectMany(Models.TenantOwned), entity =>
            // The row's tenant and the context's, which is a member and no value: EF would keep the first tenant for ever.
            Assert.Matches(@"\(row\.TenantId == value\(.*Context\)\.TenantId\)", entity.FindDeclaredQueryFilter(CommerceDbContext.TenantFilter)?.Expression?.ToString() ?? ""));
    }

    [Fact]
    public void A_reference_without_a_foreign_key_is_on_the_reviewed_list()
    {
        var loose = Models.TenantOwned(Engine.Sqlite).SelectMany(entity => entity.GetProperties()
            .Where(property => ModelExtensions.IsId(property.ClrType) && property.Name != nameof(ITenantOwned.TenantId) && !property.IsForeignKey())
            .Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).GetGenericArguments()[0] != entity.ClrType)
            .Select(property => $"{entity.ShortName()}.{property.Name}"));
        Assert.Equal(Loose.Order(StringComparer.Ordinal), loose.Order(StringComparer.Ordinal));
    }

    private static Comparer<Type> ByName => Comparer<Type>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name));
}
