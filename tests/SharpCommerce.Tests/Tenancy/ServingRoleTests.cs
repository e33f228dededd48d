using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SharpCommerce.Core.Data;
using SharpCommerce.PostgreSql;
using SharpCommerce.Server;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>The server does not serve as somebody whom row-level security does not hold.</summary>
public sealed class ServingRoleTests
{
    [Theory]
    [OnPostgreSql("SUPERUSER", "")]
    [OnPostgreSql("BYPASSRLS", "")]
    [OnPostgreSql("", "ALTER TABLE tax_rates OWNER TO {0}")]
    [OnPostgreSql("", "GRANT {1} TO {0}")]
    public async Task A_role_that_row_level_security_does_not_hold_is_refused(string attributes, string grant, Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var roles = new Roles(server.DatabaseUrl);
        var (role, owner) = (await roles.CreateAsync(attributes), await roles.CreateAsync(""));
        await TestDatabases.ExecuteAsync(server.DatabaseUrl, $"ALTER TABLE tax_rates OWNER TO {owner}");
        if (grant.Length > 0)
            await TestDatabases.ExecuteAsync(server.DatabaseUrl, string.Format(null, grant, role, owner));

        await using var database = Open(server.DatabaseUrl, role);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => database.CheckAsync(TestContext.Current.CancellationToken));
        Assert.Contains("row-level security", refused.Message, StringComparison.Ordinal);
    }

    [Theory, OnPostgreSql]
    public async Task The_serving_role_and_any_other_that_may_only_use_the_tables_are_accepted(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var roles = new Roles(server.DatabaseUrl);
        foreach (var role in new[] { PostgreSqlEngine.AppRole, await roles.CreateAsync("") })
        {
            await using var database = Open(server.DatabaseUrl, role);
            await database.CheckAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory, OnPostgreSql]
    public async Task A_role_that_is_lost_between_two_leases_is_noticed(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        // One connection that is never reset, so that the next lease finds what the last one left.
        var options = new NpgsqlConnectionStringBuilder(TestDatabases.ConnectionString(server.DatabaseUrl)) { Pooling = true, MaxPoolSize = 1, NoResetOnClose = true, Options = $"-c role={PostgreSqlEngine.AppRole}" };
        await using var database = new PostgreSqlDatabase(options.ConnectionString, options.ConnectionString, "postgres");
        await database.CheckAsync(TestContext.Current.CancellationToken);
        await using (var command = database.Source.CreateCommand("SET SESSION AUTHORIZATION DEFAULT; SET ROLE NONE"))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.CheckAsync(TestContext.Current.CancellationToken));
    }

    [Theory, OnPostgreSql]
    public async Task The_server_does_not_start_as_the_owner(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        await using var app = CommerceServer.Build(["--environment", "Test"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["DATABASE_URL"] = url, ["DATA_DIRECTORY"] = TestDatabases.NewFolder(), ["urls"] = "http://127.0.0.1:0" });
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
            // The first engine that knows the address wins.
            builder.Services.AddSingleton<IDatabaseEngine, OwnersEngine>();
        });

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains("row-level security", refused.Message, StringComparison.Ordinal);
    }

    [Theory, OnPostgreSql]
    public async Task An_owner_that_is_no_superuser_serves_as_the_lesser_role_and_cannot_read_past_the_wall(Engine engine)
    {
        await using var roles = new Roles(TestDatabases.PostgreSqlAdminUrl!);
        var owner = await roles.CreateAsync("LOGIN CREATEROLE PASSWORD 'owner'");
        var url = await TestDatabases.CreateAsync(engine);
        await TestDatabases.ExecuteAsync(TestDatabases.PostgreSqlAdminUrl!, $"ALTER DATABASE {new Uri(url).AbsolutePath[1..]} OWNER TO {owner}");
        await TestDatabases.ExecuteAsync(url, $"ALTER SCHEMA public OWNER TO {owner}; GRANT {PostgreSqlEngine.AppRole} TO {owner}");

        await using var server = await TestServer.StartAsync(new UriBuilder(url) { UserName = owner, Password = "owner" }.Uri.ToString());
        await using var shop = await TestShop.OpenAsync(server);
        var product = await shop.ProductAsync();
        Assert.True((await shop.Http.GetAsync($"store/products/{product.Id}", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
        // Forced: even the owner sees nothing without a tenant.
        await using var own = await Persistence.RawDatabase.OpenAsync(server.DatabaseUrl);
        Assert.Equal(0, await own.ScalarAsync<long>("SELECT count(*) FROM products"));
    }

    private static PostgreSqlDatabase Open(string url, string role)
    {
        var connection = new NpgsqlConnectionStringBuilder(TestDatabases.ConnectionString(url)) { Options = $"-c role={role}" }.ConnectionString;
        return new(connection, connection, "postgres");
    }

    private sealed class Roles(string url) : IAsyncDisposable
    {
        private readonly List<string> _names = [];

        internal async Task<string> CreateAsync(string attributes)
        {
            var name = $"test_{Guid.NewGuid():N}"[..20];
            await TestDatabases.ExecuteAsync(url, $"CREATE ROLE {name} {attributes}");
            _names.Add(name);
            return name;
        }

        // Those that own something stay until their cluster goes.
        public async ValueTask DisposeAsync()
        {
            foreach (var name in _names)
                await TestDatabases.ExecuteAsync(url, $"DO $$ BEGIN DROP ROLE {name}; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$");
        }
    }

    private sealed class OwnersEngine : IDatabaseEngine
    {
        private readonly PostgreSqlEngine _engine = new();

        public bool Handles(string url) => _engine.Handles(url);

        public CommerceDatabase Open(string url, string? adminUrl) => new PostgreSqlDatabase(TestDatabases.ConnectionString(url), TestDatabases.ConnectionString(url), "postgres");

        public string? AdminUrlFor(string url, string sharedUrl, string? sharedAdminUrl) => _engine.AdminUrlFor(url, sharedUrl, sharedAdminUrl);

        public Task<string> ProvisionAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken) => _engine.ProvisionAsync(sharedUrl, adminUrl, tenantId, cancellationToken);

        public Task DropAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken) => _engine.DropAsync(sharedUrl, adminUrl, tenantId, cancellationToken);
    }
}
