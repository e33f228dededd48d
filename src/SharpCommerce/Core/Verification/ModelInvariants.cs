using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Verification;

/// <summary>What the model says of every table: a new one is covered the day it is made.</summary>
internal static class ModelInvariants
{
    internal static IEnumerable<Invariant> Of(IModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(ITenantOwned))).OrderBy(entity => entity.GetTableName(), StringComparer.Ordinal))
        {
            foreach (var key in entity.GetForeignKeys())
                yield return Reference(entity, key);
            foreach (var property in entity.GetProperties().Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum))
                yield return Known(entity, property);
        }
    }

    /// <summary>What a row refers to is there, and of the same tenant: another tenant's rows cannot be seen here.</summary>
    private static Invariant Reference(IEntityType entity, IForeignKey key)
    {
        var columns = key.Properties.Zip(key.PrincipalKey.Properties).Select(pair => (Own: pair.First.GetColumnName(), Theirs: pair.Second.GetColumnName())).ToList();
        var set = string.Concat(columns.Skip(1).Select(column => $" AND c.{column.Own} IS NOT NULL"));
        var same = string.Join(" AND ", columns.Select(column => $"p.{column.Theirs} = c.{column.Own}"));
        return new("I10", $"{entity.GetTableName()} refer to {key.PrincipalEntityType.GetTableName()} of their own tenant", new(
            $"SELECT {Name(entity)} FROM {entity.GetTableName()} c WHERE c.tenant_id = $1{set} AND NOT EXISTS (SELECT 1 FROM {key.PrincipalEntityType.GetTableName()} p WHERE {same})"));
    }

    private static Invariant Known(IEntityType entity, IProperty property)
    {
        var column = property.GetColumnName();
        var known = Enum.GetNames(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).Select(name => $"'{CommerceDbContext.SnakeCase(name)}'");
        return new("I13", $"{column} of {entity.GetTableName()} is a known one", new(
            $"SELECT {Name(entity)} FROM {entity.GetTableName()} c WHERE c.tenant_id = $1 AND c.{column} NOT IN ({string.Join(", ", known)})"));
    }

    private static string Name(IEntityType entity) =>
        $"'{entity.GetTableName()} ' || " + string.Join(" || '/' || ", entity.FindPrimaryKey()!.Properties.Skip(1).Select(property => $"lower(CAST(c.{property.GetColumnName()} AS text))"));
}
