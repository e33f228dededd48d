using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Persistence;

public sealed class MigrationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_migrations_of_both_engines_are_what_the_model_says()
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            using var context = Models.Context(engine);
            Assert.False(context.Database.HasPendingModelChanges(), $"{engine}: the model was changed without a migration.");
        }
    }

    [Theory, EachEngine]
    public async Task Migrating_again_changes_nothing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var before = await SchemaAsync(server.DatabaseUrl, engine);

        await server.Services.GetRequiredService<DatabaseMap>().Shared.MigrateAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(before);
        Assert.Equal(before, await SchemaAsync(server.DatabaseUrl, engine));
    }

    [Theory, EachEngine]
    public async Task Four_servers_that_start_at_once_on_an_empty_database_all_become_ready(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);

        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TestServer.StartAsync(url)))).WaitAsync(Patience, TestContext.Current.CancellationToken);

        foreach (var server in servers)
        {
            using var client = server.Client();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(server.Address, "/health/ready"), TestContext.Current.CancellationToken)).StatusCode);
        }
        await using (var shop = await TestShop.OpenAsync(servers[0]))
        {
            var product = await shop.ProductAsync();
            using var other = servers[3].Client();
            other.DefaultRequestHeaders.Add("X-Tenant", shop.Tenant.Slug);
            Assert.Equal(HttpStatusCode.OK, (await other.GetAsync($"store/products/{product.Id}", TestContext.Current.CancellationToken)).StatusCode);
        }
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_migration_that_was_killed_does_not_keep_SQLite_from_starting(bool afterMigration)
    {
        var url = await TestDatabases.CreateAsync(Engine.Sqlite);
        if (afterMigration)
            await (await TestServer.StartAsync(url)).DisposeAsync();
        await using (var database = await RawDatabase.OpenAsync(url))
        {
            // What Entity Framework writes before it migrates and removes afterwards.
            await database.ExecuteAsync("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
            await database.ExecuteAsync("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00')""");
        }
        await File.WriteAllTextAsync(url["sqlite:///".Length..] + ".lock", "", TestContext.Current.CancellationToken);

        await using var server = await TestServer.StartAsync(url).WaitAsync(Patience, TestContext.Current.CancellationToken);

        await using var shop = await TestShop.OpenAsync(server);
        Assert.NotNull(await shop.ProductAsync());
    }

    private static async Task<List<string>> SchemaAsync(string url, Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync(url);
        return await database.TextsAsync(engine == Engine.Sqlite
            ? "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master UNION ALL SELECT MigrationId FROM __EFMigrationsHistory ORDER BY 1"
            : """
              SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
              UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
              UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
              UNION ALL SELECT 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') FROM pg_policies
              UNION ALL SELECT 'grants ' || relname || ' ' || coalesce(relacl::text, '') || relrowsecurity || relforcerowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace
              UNION ALL SELECT 'function ' || p.oid::regprocedure || ' ' || coalesce(p.proacl::text, '') || ' ' || md5(p.prosrc) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
              UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
              UNION ALL SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1
              """);
    }
}
