using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SharpCommerce.Core.Data;

/// <summary>The few column shapes that entity configurations share.</summary>
internal static class ModelExtensions
{
    private const string AppendOnly = "SharpCommerce:AppendOnly";

    /// <summary>JSON text columns hold small values that are read and written whole.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Names the table and makes <c>(tenant_id, key…)</c> its primary key.</summary>
    internal static void TenantTable<T>(this EntityTypeBuilder<T> entity, string table, params string[] key)
        where T : class, ITenantOwned
    {
        entity.ToTable(table);
        entity.HasKey([nameof(ITenantOwned.TenantId), .. key]);
        foreach (var property in typeof(T).GetProperties())
        {
            if (IsId(property.PropertyType))
                entity.Property(property.Name).HasConversion(IdConverter(property.PropertyType)).ValueGeneratedNever();
        }
    }

    /// <summary>Rows of this table are added and read, never changed or removed; the database sees to it.</summary>
    internal static EntityTypeBuilder<T> IsAppendOnly<T>(this EntityTypeBuilder<T> entity)
        where T : class, ITenantOwned => entity.HasAnnotation(AppendOnly, true);

    internal static bool IsAppendOnly(IReadOnlyEntityType entity) => entity.FindAnnotation(AppendOnly) is not null;

    internal static PropertyBuilder<TValue> JsonColumn<TEntity, TValue>(this EntityTypeBuilder<TEntity> entity, Expression<Func<TEntity, TValue>> property)
        where TEntity : class =>
        entity.Property(property).HasConversion(
            value => JsonSerializer.Serialize(value, Json),
            text => JsonSerializer.Deserialize<TValue>(text, Json)!,
            new ValueComparer<TValue>(
                (left, right) => JsonSerializer.Serialize(left, Json) == JsonSerializer.Serialize(right, Json),
                value => JsonSerializer.Serialize(value, Json).GetHashCode(StringComparison.Ordinal)));

    internal static bool IsId(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsGenericType: true } underlying && underlying.GetGenericTypeDefinition() == typeof(Id<>);

    internal static Type IdConverter(Type type) =>
        typeof(IdValueConverter<>).MakeGenericType((Nullable.GetUnderlyingType(type) ?? type).GetGenericArguments());
}

/// <summary>Stores an id as the engine's UUID.</summary>
internal sealed class IdValueConverter<T>() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));
