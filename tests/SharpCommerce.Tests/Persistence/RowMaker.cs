using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Tests.Persistence;

/// <summary>Makes a row for any table from the model alone, with the rows that it must refer to. Every number is 1 and every flag set, which satisfies all CHECKs.</summary>
internal sealed class RowMaker(RawDatabase database)
{
    /// <summary>Inserts a row of the tenant; <paramref name="fixedValues"/> wins over what would be made up.</summary>
    internal async Task<Dictionary<string, object?>> InsertAsync(IEntityType entity, Id<Tenant> tenantId, IReadOnlyDictionary<string, object?>? fixedValues = null)
    {
        var row = await RowAsync(entity, tenantId, fixedValues);
        var (sql, values) = Insert(entity, row);
        await database.ExecuteAsync(sql, values);
        return row;
    }

    /// <summary>Makes the row, inserting what it refers to, but not itself.</summary>
    internal async Task<Dictionary<string, object?>> RowAsync(IEntityType entity, Id<Tenant> tenantId, IReadOnlyDictionary<string, object?>? fixedValues = null)
    {
        var row = new Dictionary<string, object?>(fixedValues ?? new Dictionary<string, object?>()) { ["tenant_id"] = tenantId.Value };
        foreach (var key in entity.GetForeignKeys().Where(key => key.IsRequired))
        {
            if (key.Properties.All(property => row.ContainsKey(property.GetColumnName())))
                continue;
            foreach (var (column, value) in Reference(key, await InsertAsync(key.PrincipalEntityType, tenantId)))
                row.TryAdd(column, value);
        }
        foreach (var property in entity.GetProperties().Where(property => !property.IsNullable && (property.ValueGenerated != ValueGenerated.OnAdd || property.IsKey())))
            row.TryAdd(property.GetColumnName(), Value(property));
        return row;
    }

    /// <summary>The columns that refer to the given row.</summary>
    internal static Dictionary<string, object?> Reference(IForeignKey key, IReadOnlyDictionary<string, object?> principal) =>
        key.Properties.Zip(key.PrincipalKey.Properties).ToDictionary(pair => pair.First.GetColumnName(), pair => principal[pair.Second.GetColumnName()]);

    internal static (string Sql, object?[] Values) Insert(IEntityType entity, Dictionary<string, object?> row) =>
        ($"INSERT INTO {entity.GetTableName()} ({string.Join(", ", row.Keys)}) VALUES ({string.Join(", ", row.Select((_, i) => $"${i + 1}"))})", [.. row.Values]);

    private static object Value(IProperty property)
    {
        var converter = property.GetTypeMapping().Converter;
        if (property.ClrType.IsEnum)
            return converter!.ConvertToProvider(Activator.CreateInstance(property.ClrType))!;
        var type = converter?.ProviderClrType ?? property.ClrType;
        if (type == typeof(Guid))
            return Guid.CreateVersion7();
        if (type == typeof(string))
            return ModelExtensions.IsId(property.ClrType) || property.ClrType == typeof(string) ? $"x{Guid.NewGuid():N}" : "null";
        if (type == typeof(byte[]))
            return Guid.NewGuid().ToByteArray();
        if (type == typeof(bool))
            return true;
        if (type == typeof(int))
            return 1;
        if (type == typeof(long))
            return 1L;
        return type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch : throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name} is a {type}; say here what such a column may hold.");
    }
}
