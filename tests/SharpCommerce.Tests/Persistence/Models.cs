using Microsoft.EntityFrameworkCore.Metadata;
using SharpCommerce.Core.Data;
using SharpCommerce.PostgreSql;
using SharpCommerce.Sqlite;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Persistence;

/// <summary>The EF model of each engine, with no database behind it.</summary>
internal static class Models
{
    internal static CommerceDbContext Context(Engine engine) =>
        engine == Engine.Sqlite ? new SqliteContextFactory().CreateDbContext([]) : new PostgreSqlContextFactory().CreateDbContext([]);

    internal static IModel Of(Engine engine)
    {
        using var context = Context(engine);
        return context.Model;
    }

    internal static IReadOnlyList<IEntityType> TenantOwned(Engine engine) =>
        [.. Of(engine).GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(ITenantOwned)))];
}
