using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Persistence;

/// <summary>The tenant is in every key, and the databases really have these keys.</summary>
public sealed class ForeignKeyTests
{
    // PostgreSQL's search table is no entity: the serving role cannot touch it.
    private const string SearchTable = "product_search";

    [Theory, EachEngine]
    public async Task The_database_has_exactly_the_models_foreign_keys(Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync((await TestServer.SharedAsync(engine)).DatabaseUrl);

        var expected = Models.Of(engine).GetEntityTypes().SelectMany(entity => entity.GetForeignKeys())
            .Select(key => Text(key.DeclaringEntityType.GetTableName()!, Columns(key.Properties), key.PrincipalEntityType.GetTableName()!, Columns(key.PrincipalKey.Properties)));

        var actual = await ForeignKeysAsync(database, engine);
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Where(key => !key.StartsWith(SearchTable, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        if (engine == Engine.PostgreSql)
            Assert.Contains(Text(SearchTable, "tenant_id,product_id", "products", "tenant_id,id"), actual);
    }

    [Theory, EachEngine]
    public async Task Every_unique_index_of_a_table_with_a_tenant_starts_with_it(Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync((await TestServer.SharedAsync(engine)).DatabaseUrl);

        var indexes = await database.TextsAsync(engine == Engine.Sqlite
            ? """
              SELECT m.name || ': ' || (SELECT group_concat(name, ',') FROM (SELECT c.name FROM pragma_index_info(i.name) c ORDER BY c.seqno))
              FROM sqlite_master m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i."unique" AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) t WHERE t.name = 'tenant_id')
              """
            : """
              SELECT c.relname || ': ' || (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum)
              FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
              WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')
              """);

        // A host name leads to one tenant of all, so it is unique over all. A tenant has one feed.
        Assert.Equal(["event_feeds: tenant_id", "tenant_domains: host"], indexes.Where(index => !index.Contains(": tenant_id,", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var tables = Models.TenantOwned(engine).Select(entity => entity.GetTableName());
        Assert.All(tables, table => Assert.Contains(indexes, index => index.StartsWith(table + ":", StringComparison.Ordinal)));
    }

    [Theory, EachEngine]
    public async Task The_database_refuses_a_reference_to_another_tenants_row(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var (ours, theirs) = (new Id<Tenant>(Guid.NewGuid()), new Id<Tenant>(Guid.NewGuid()));
        var keys = Models.TenantOwned(engine).SelectMany(entity => entity.GetForeignKeys()).ToList();
        var accepted = new List<string>();

        foreach (var key in keys)
        {
            await using var session = await BeginAsync(server, engine);
            var rows = new RowMaker(session.Database);
            var child = key.DeclaringEntityType;

            // The same with a parent of its own goes in, so nothing but the tenant can be what is refused below.
            var another = new Id<Tenant>(Guid.NewGuid());
            await rows.InsertAsync(child, another, RowMaker.Reference(key, await rows.InsertAsync(key.PrincipalEntityType, another)));

            var theirParent = await rows.InsertAsync(key.PrincipalEntityType, theirs);
            var (sql, values) = RowMaker.Insert(child, await rows.RowAsync(child, ours, RowMaker.Reference(key, theirParent)));
            if (await session.Database.RefusalAsync(sql, values) is var state && state != (engine == Engine.Sqlite ? "787" : "23503"))
                accepted.Add($"{key.GetConstraintName()}: {state ?? "accepted"}");
        }

        Assert.Empty(accepted);
        Assert.True(keys.Count >= 15, $"Only {keys.Count} foreign keys were found.");
    }

    /// <summary>On SQLite through the product's own connection, whose setting it is that foreign keys hold; on PostgreSQL as superuser, whom no policy stops. Undone at the end.</summary>
    private static async Task<RawSession> BeginAsync(TestServer server, Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            var session = await server.Services.GetRequiredService<DatabaseMap>().Shared.BeginAsync(null, write: true, CancellationToken.None);
            var transaction = session.Context.Database.CurrentTransaction!.GetDbTransaction();
            return new(new(session.Context.Database.GetDbConnection()) { Transaction = transaction }, session);
        }
        var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        await database.ExecuteAsync("BEGIN");
        return new(database, database);
    }

    private static async Task<List<string>> ForeignKeysAsync(RawDatabase database, Engine engine)
    {
        if (engine == Engine.PostgreSql)
        {
            return await database.TextsAsync(
                """
                SELECT conrelid::regclass || '(' ||
                    (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(conkey) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.attnum) || ') -> ' || confrelid::regclass || '(' ||
                    (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(confkey) WITH ORDINALITY k (attnum, n) JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.attnum) || ')'
                FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND convalidated
                """);
        }
        var parts = await database.RowsAsync(
            """SELECT m.name, k.id, k."from", k."table", k."to" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table' ORDER BY m.name, k.id, k.seq""");
        return [.. parts.GroupBy(part => (part[0], part[1])).Select(key =>
            Text((string)key.Key.Item1!, string.Join(',', key.Select(part => part[2])), (string)key.First()[3]!, string.Join(',', key.Select(part => part[4]))))];
    }

    private static string Columns(IReadOnlyList<IProperty> properties) => string.Join(',', properties.Select(property => property.GetColumnName()));

    private static string Text(string table, string columns, string principal, string principalColumns) => $"{table}({columns}) -> {principal}({principalColumns})";

    private sealed record RawSession(RawDatabase Database, IAsyncDisposable Owner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Owner.DisposeAsync();
    }
}
