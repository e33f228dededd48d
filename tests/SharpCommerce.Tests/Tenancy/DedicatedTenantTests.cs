using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using SharpCommerce.Orders;
using SharpCommerce.PostgreSql;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>Tenants with a database of their own.</summary>
public sealed class DedicatedTenantTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_dedicated_tenant_sells_from_its_own_database_which_goes_with_it(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var neighbour = await TestShop.OpenAsync(server);
        using var created = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = "own", name = "Own", defaultCurrency = "EUR", country = "DE", isolation = "dedicated" }, Stop);
        Assert.Equal(201, (int)created.StatusCode);
        var tenant = (await server.Tenants.FindAsync("own", Stop))!;
        await using var shop = TestShop.Of(server, tenant);
        await SellAsync(shop);

        var ownUrl = OwnUrl(server, tenant, engine);
        await using (var shared = await RawDatabase.OpenAsync(server.DatabaseUrl))
        await using (var own = await RawDatabase.OpenAsync(ownUrl))
        {
            Assert.All(await shared.CountAsync(tenant.Id), table => Assert.True(table.Value == 0, $"{table} of the dedicated tenant are in the shared database."));
            var counts = await own.CountAsync(null);
            Assert.Equal((1, 1, 1), (counts["orders"], counts["products"], counts["payments"]));
            Assert.Equal(counts, await own.CountAsync(tenant.Id));
            await NothingOfTheAddressIsToBeSeenAsync(server, shared, tenant, created, ownUrl);
        }

        using var deleted = await server.Platform.DeleteAsync($"platform/tenants/{tenant.Id}", Stop);
        Assert.Equal(204, (int)deleted.StatusCode);
        Assert.False(await ExistsAsync(ownUrl, engine));
        Assert.Equal(404, (int)(await shop.Http.GetAsync("store/products", Stop)).StatusCode);
        await SellAsync(neighbour);
    }

    [Theory, OnPostgreSql]
    public async Task A_tenant_may_lie_on_another_engine_than_the_registry(Engine engine)
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);
        var databaseUrl = await TestDatabases.CreateAsync(engine);
        using var created = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = "elsewhere", name = "Elsewhere", defaultCurrency = "EUR", country = "DE", isolation = "dedicated", databaseUrl }, Stop);
        Assert.Equal(201, (int)created.StatusCode);
        var tenant = (await server.Tenants.FindAsync("elsewhere", Stop))!;
        await using var shop = TestShop.Of(server, tenant);
        await using var neighbour = await TestShop.OpenAsync(server);
        await SellAsync(shop);
        await SellAsync(neighbour);

        await using var shared = await RawDatabase.OpenAsync(server.DatabaseUrl);
        await using var own = await RawDatabase.OpenAsync(databaseUrl);
        await NothingOfTheAddressIsToBeSeenAsync(server, shared, tenant, created, databaseUrl);
        Assert.Equal((0L, 1L), ((await shared.CountAsync(tenant.Id))["orders"], (await own.CountAsync(tenant.Id))["orders"]));
        Assert.Equal((1L, 0L), ((await shared.CountAsync(neighbour.Tenant.Id))["orders"], (await own.CountAsync(neighbour.Tenant.Id))["orders"]));

        // The operator gave the database, so it stays when the tenant goes; its rows do not.
        await server.Tenants.DeleteAsync(tenant.Id, cancellationToken: Stop);
        Assert.True(await ExistsAsync(databaseUrl, engine));
        Assert.All(await own.CountAsync(tenant.Id), table => Assert.True(table.Value == 0, table.ToString()));
    }

    [Theory, EachEngine]
    public async Task A_dedicated_tenant_that_could_not_be_created_leaves_no_database(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        string[] domains = ["first.example"];
        await server.Tenants.CreateAsync(new() { Slug = "first", Name = "First", DefaultCurrency = Currency.Parse("EUR"), Domains = domains }, Stop);

        using var taken = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = "second", name = "Second", defaultCurrency = "EUR", domains, isolation = "dedicated" }, Stop);

        Assert.Equal(409, (int)taken.StatusCode);
        Assert.Empty(await OwnDatabasesAsync(server, engine));
    }

    [Theory, EachEngine]
    public async Task An_address_that_leads_nowhere_is_answered_without_repeating_it(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        foreach (var (databaseUrl, status) in new[]
        {
            ("mysql://root:hunter2@db.internal/shop", 400), ("postgres://", 400), ("postgres://hunter2", 400), ("postgres://root:hunter2@", 400), ("postgres://root:hunter2@db.internal/shop?hunter2=1", 400),
            ("postgres://root:hunter2@db.internal/shop?Multiplexing=true", 400), ("hunter2", 400), ("postgres://root:hunter2@127.0.0.1:1/shop", 503),
        })
        {
            using var refused = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = $"x{Guid.NewGuid():N}"[..20], name = "X", defaultCurrency = "EUR", isolation = "dedicated", databaseUrl }, Stop);
            var body = await refused.Content.ReadAsStringAsync(Stop);
            Assert.True(status == (int)refused.StatusCode, $"{databaseUrl}: {body}");
            Assert.DoesNotContain("hunter2", body, StringComparison.Ordinal);
            Assert.DoesNotContain("db.internal", body, StringComparison.Ordinal);
        }
    }

    [Theory, OnPostgreSql]
    public async Task More_dedicated_databases_than_a_few_are_open_at_once(Engine engine)
    {
        // Entity Framework refuses to go on when every database brings its own set of services.
        var server = await TestServer.SharedAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        var databases = new List<PostgreSqlDatabase>();
        for (var i = 0; i < 25; i++)
        {
            var address = new NpgsqlConnectionStringBuilder(TestDatabases.ConnectionString(server.DatabaseUrl)) { Options = $"-c role={PostgreSqlEngine.AppRole}", ApplicationName = $"tenant{i}" }.ConnectionString;
            databases.Add(new(address, address, "postgres"));
            await using var session = await databases[i].BeginAsync(shop.Tenant.Id, write: false, Stop);
            Assert.Empty(Enumerable.ToList(session.Set<Order>()));
        }
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    private static async Task SellAsync(TestShop shop)
    {
        var product = await shop.ProductAsync("Sneaker", stock: 3);
        Assert.Single((await shop.Products.ListAsync(new() { Text = "sneaker" }, Stop)).Items);
        var cart = await shop.ReadyCartAsync(product.Variants[0].Id, 2);
        using var complete = new HttpRequestMessage(HttpMethod.Post, $"store/carts/{cart.Id}/complete") { Content = JsonContent.Create(new { payment = new { provider = "manual" } }) };
        complete.Headers.Add("Idempotency-Key", "one");
        using var order = await shop.Http.SendAsync(complete, Stop);
        Assert.Equal(201, (int)order.StatusCode);
        Assert.Equal(1001, (await order.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("number").GetInt64());
        Assert.Equal(1, (await shop.Inventory.FindAsync(product.Variants[0].Id, Stop))!.Available);
    }

    /// <summary>The address of a tenant's database is a secret: neither the registry's row nor any answer shows a part of it.</summary>
    private static async Task NothingOfTheAddressIsToBeSeenAsync(TestServer server, RawDatabase registry, Tenant tenant, HttpResponseMessage created, string url)
    {
        var stored = await registry.ScalarAsync<string>("SELECT protected_database_url FROM tenants WHERE id = $1", tenant.Id.Value);
        var uri = new Uri(url);
        string[] secrets = [url, .. uri.UserInfo.Split(':').Where(part => part.Length > 0), Path.GetFileName(uri.AbsolutePath)];
        var texts = new List<string> { stored!, Encoding.Latin1.GetString(Convert.FromBase64String(stored!)), await created.Content.ReadAsStringAsync(Stop) };
        texts.Add(await server.Platform.GetStringAsync($"platform/tenants/{tenant.Id}", Stop));
        texts.Add(await server.Platform.GetStringAsync("platform/tenants", Stop));
        foreach (var (method, path) in new[] { (HttpMethod.Patch, ""), (HttpMethod.Post, "/suspend"), (HttpMethod.Post, "/resume") })
        {
            using var request = new HttpRequestMessage(method, $"platform/tenants/{tenant.Id}{path}") { Content = method == HttpMethod.Patch ? JsonContent.Create(new { name = "Renamed" }) : null };
            using var response = await server.Platform.SendAsync(request, Stop);
            response.EnsureSuccessStatusCode();
            texts.Add(await response.Content.ReadAsStringAsync(Stop));
        }
        Assert.All(texts, text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.All(texts, text => Assert.DoesNotContain("databaseUrl", text, StringComparison.OrdinalIgnoreCase));
    }

    private static string OwnUrl(TestServer server, Tenant tenant, Engine engine) => engine == Engine.Sqlite
        ? $"sqlite:///{Path.Combine(Path.GetDirectoryName(server.DatabaseUrl["sqlite:///".Length..])!, "tenants", $"{tenant.Id}.db")}"
        : new UriBuilder(server.DatabaseUrl) { Path = $"/{new Uri(server.DatabaseUrl).AbsolutePath[1..25]}_{tenant.Id.Value:N}" }.Uri.ToString();

    private static async Task<bool> ExistsAsync(string url, Engine engine)
    {
        if (engine == Engine.Sqlite)
            return Directory.GetFiles(Path.GetDirectoryName(url["sqlite:///".Length..])!).Length > 0;
        await using var admin = await RawDatabase.OpenAsync(TestDatabases.PostgreSqlAdminUrl!);
        return await admin.ScalarAsync<long>("SELECT count(*) FROM pg_database WHERE datname = $1", new Uri(url).AbsolutePath[1..]) == 1;
    }

    private static async Task<List<string>> OwnDatabasesAsync(TestServer server, Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            var folder = Path.Combine(Path.GetDirectoryName(server.DatabaseUrl["sqlite:///".Length..])!, "tenants");
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder)] : [];
        }
        await using var admin = await RawDatabase.OpenAsync(TestDatabases.PostgreSqlAdminUrl!);
        return await admin.TextsAsync("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", new Uri(server.DatabaseUrl).AbsolutePath[1..25] + "_");
    }
}
