using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users.Keys;
using Xunit;
using Answer = SharpCommerce.Tests.Engines.Answer;

namespace SharpCommerce.Tests.Outages;

/// <summary>A database that stops or freezes under a running server: the catalog goes on from what is kept, the rest is refused at once, and nobody has to restart anything.</summary>
[Trait("Category", "Slow")]
public sealed class DegradedTests : IAsyncLifetime
{
    private static readonly string[] Paths = ["store/products", "store/products?q=boot", "store/products/boot", "store/products?facets=true&limit=5", "store/categories", "store/categories/shoes"];

    private PrivateCluster _cluster = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        _cluster = await PrivateCluster.StartAsync();
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("frozen")]
    public async Task The_catalog_of_every_tenant_goes_on_and_the_rest_is_refused_at_once(string how)
    {
        // Two connections: one that an outage took for good would show.
        await using var server = await TestServer.StartAsync(_cluster.Url + "?pool_size=2");
        await using var a = await ShopAsync(server, "canary-of-a");
        await using var b = await ShopAsync(server, "canary-of-b");
        await using var closed = await ShopAsync(server, "closed");
        a.LeftBroken = b.LeftBroken = closed.LeftBroken = true;
        await server.Tenants.SuspendAsync(closed.Tenant.Id, cancellationToken: Stop);
        var variant = (await a.Http.GetOkAsync("store/products/boot")).At("variants", 0).Id();
        var cart = await a.AddReadyCartAsync((variant, 1));
        var key = (await b.Get<ApiKeyManager>().CreateAsync(new() { Name = "Shop", Kind = ApiKeyKind.Publishable }, Stop)).Text;
        using var keyed = server.Client();
        keyed.DefaultRequestHeaders.Add("X-Publishable-Key", key);
        var warm = new Dictionary<(TestShop, string), string>();
        foreach (var shop in (TestShop[])[a, b])
        {
            foreach (var path in Paths)
                warm[(shop, path)] = (await shop.Http.ReadAsync(path)).Expect(200).Text;
        }
        (await keyed.ReadAsync("store/products")).Expect(200);
        // What background work asks for every few seconds: from here on all tenants are known, the closed one, too.
        await server.Services.GetRequiredService<TenantRegistry>().RecentAsync(Stop);
        // Older than what is fresh anyway: from here on the database would be asked.
        await Task.Delay(1_200, Stop);
        var threads = ThreadPool.ThreadCount;

        await (how == "frozen" ? _cluster.FreezeAsync() : _cluster.StopAsync());

        // The first ones find out, all at once; nobody waits long.
        var first = Stopwatch.StartNew();
        var found = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => n % 2 == 1 ? a.Http.ReadAsync(Paths[n % Paths.Length]) : n < 20 ? a.Admin.ReadAsync("admin/orders") : a.Http.ReadAsync($"store/carts/{cart}")));
        Assert.InRange(first.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3.5));
        Assert.All(found, answer => Assert.Contains(answer.Status, (int[])[200, 503]));
        Assert.All(found.Where((_, n) => n % 2 == 1), answer => Assert.Equal("true", answer.Expect(200).Header("X-Served-Stale")));

        var times = new List<TimeSpan>();
        for (var round = 0; round < 20; round++)
        {
            foreach (var ((shop, path), text) in warm)
            {
                var answer = (await TimedAsync(() => shop.Http.ReadAsync(path))).Expect(200);
                Assert.Equal((text, "true"), (answer.Text, answer.Header("X-Served-Stale")));
                Assert.InRange(int.Parse(answer.Header("Age")!), 1, 600);
                Assert.DoesNotContain(shop == a ? "canary-of-b" : "canary-of-a", answer.Text, StringComparison.Ordinal);
            }
        }
        Assert.Equal(warm[(b, "store/products")], (await keyed.ReadAsync("store/products")).Expect(200).Text);
        (await a.Http.CallAsync("GET", "store/products", null, ("If-None-Match", (await a.Http.ReadAsync("store/products")).Header("ETag")!))).Expect(304);
        Func<Task<Answer>>[] refused =
        [
            () => a.Http.ReadAsync($"store/carts/{cart}"), () => a.Http.CompleteAsync(cart, "key"), () => a.Http.CallAsync("POST", "store/carts", "{}"), () => a.Admin.ReadAsync("admin/orders"), () => a.Admin.ReadAsync("store/products"),
            () => a.Http.ReadAsync("store/products?q=never-asked"), () => a.Http.CallAsync("POST", "auth/login", new { email = "a@example.com", password = "correct horse battery" }),
        ];
        foreach (var call in refused.SelectMany(call => Enumerable.Repeat(call, 8)))
            Assert.Equal("1", (await TimedAsync(call)).ExpectProblem(503, "database_unavailable").Header("Retry-After"));
        // Other tests share the machine: the slow ones must not have waited for anything, and most are as fast as promised.
        var (most, slow) = (times.Order().ElementAt(times.Count * 3 / 4), times.Order().ElementAt(times.Count * 99 / 100));
        Assert.True(most < TimeSpan.FromMilliseconds(100) && slow < TimeSpan.FromSeconds(1), $"Three quarters took up to {most}, a hundredth more than {slow}.");
        (await closed.Http.ReadAsync("store/products")).ExpectProblem(403, "tenant_suspended");
        (await a.Http.ReadAsync("/health/live")).Expect(200);
        var ready = (await TimedAsync(() => a.Http.ReadAsync("/health/ready"))).Expect(503).Json.GetProperty("checks");
        Assert.StartsWith("postgresql", ready.GetProperty("database").Text("detail"), StringComparison.Ordinal);
        Assert.Equal("stale", ready.GetProperty("catalog").Text("status"));
        Assert.InRange(ThreadPool.ThreadCount, 0, threads + 30);

        await (how == "frozen" ? _cluster.ThawAsync() : _cluster.RestartAsync());

        var recovery = Stopwatch.StartNew();
        while ((await a.Http.ReadAsync("/health/ready")).Status != 200 || (await a.Http.ReadAsync($"store/carts/{cart}")).Status != 200)
        {
            Assert.True(recovery.Elapsed < TimeSpan.FromSeconds(5), "Not well 5 s after the database.");
            await Task.Delay(50, Stop);
        }
        // A key whose claim the outage caught may count as running until its lease ends; another one places the order.
        (await a.Http.CompleteAsync(cart, "another-key")).Expect(201);
        Assert.Null((await a.Http.ReadAsync("store/products")).Expect(200).Header("X-Served-Stale"));
        Assert.Equal((10, 1), await a.StockAsync(variant));
        Assert.InRange(await ConnectionsAsync(), 1, 25);
        a.LeftBroken = b.LeftBroken = false;

        async Task<Answer> TimedAsync(Func<Task<Answer>> call)
        {
            var watch = Stopwatch.StartNew();
            var answer = await call();
            times.Add(watch.Elapsed);
            return answer;
        }
    }

    [Fact]
    public async Task A_frozen_database_of_one_tenant_is_its_own_tenants_matter()
    {
        // The registry and the neighbour live in the tests' cluster, the tenant's own database in the one that freezes.
        await using var server = await TestServer.StartAsync(Engine.PostgreSql);
        await using var neighbour = await ShopAsync(server, "neighbour");
        var created = await server.Platform.CallAsync("POST", "platform/tenants", new { slug = "own", name = "Own", defaultCurrency = "EUR", country = "DE", isolation = "dedicated", databaseUrl = _cluster.Url });
        created.Expect(201);
        await using var own = TestShop.Of(server, (await server.Tenants.FindAsync("own", Stop))!);
        own.LeftBroken = true;
        await own.AddProductAsync("Boot");
        var kept = (await own.Http.ReadAsync("store/products")).Expect(200).Text;
        await Task.Delay(1_200, Stop);

        await _cluster.FreezeAsync();
        (await own.Http.ReadAsync("store/carts/" + Guid.CreateVersion7())).ExpectProblem(503, "database_unavailable");
        var watch = Stopwatch.StartNew();
        (await own.Http.ReadAsync("store/carts/" + Guid.CreateVersion7())).ExpectProblem(503, "database_unavailable");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        var stale = (await own.Http.ReadAsync("store/products")).Expect(200);
        Assert.Equal((kept, "true"), (stale.Text, stale.Header("X-Served-Stale")));
        Assert.Null((await neighbour.Http.ReadAsync("store/products")).Expect(200).Header("X-Served-Stale"));
        (await neighbour.Http.CallAsync("POST", "store/carts", "{}")).Expect(201);
        (await neighbour.Http.ReadAsync("/health/ready")).Expect(200);

        await _cluster.ThawAsync();
        watch.Restart();
        while ((await own.Http.CallAsync("POST", "store/carts", "{}")).Status != 201)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "Not well 5 s after the database.");
            await Task.Delay(50, Stop);
        }
        own.LeftBroken = false;
    }

    [Fact]
    public async Task What_is_too_old_is_not_served_even_in_an_outage()
    {
        await using var server = await TestServer.StartAsync(_cluster.Url, ("CATALOG_STALE_MINUTES", "0.05"));
        await using var shop = await ShopAsync(server, "shop");
        shop.LeftBroken = true;
        await shop.Http.GetOkAsync("store/products");
        await _cluster.StopAsync();
        var watch = Stopwatch.StartNew();
        Answer answer;
        while ((answer = await shop.Http.ReadAsync("store/products")).Status == 200)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "Still served long after its time.");
            await Task.Delay(100, Stop);
        }
        answer.ExpectProblem(503, "database_unavailable");
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_server_waits_for_its_database_and_becomes_ready_by_itself()
    {
        var url = new UriBuilder(_cluster.Url) { Path = "/later" }.Uri.ToString();
        await _cluster.StopAsync();
        await using var server = await TestServer.StartColdAsync(url, ("SEED_DEMO", "true"));
        using var http = server.Client();
        http.DefaultRequestHeaders.Add("X-Tenant", "aurora");
        (await http.ReadAsync("/health/live")).Expect(200);
        var ready = (await http.ReadAsync("/health/ready")).Expect(503).Json;
        Assert.Equal(("unavailable", "unavailable"), (ready.Text("status"), ready.GetProperty("checks").GetProperty("database").Text("status")));
        (await http.ReadAsync("store/products")).ExpectProblem(503, "database_unavailable");
        (await http.CallAsync("POST", "auth/login", new { email = "a@example.com", password = "correct horse battery" })).ExpectProblem(503, "database_unavailable");

        // It answers, but lacks the database: still not ready.
        await _cluster.RestartAsync();
        await Task.Delay(1_500, Stop);
        (await http.ReadAsync("/health/ready")).Expect(503);
        await TestDatabases.ExecuteAsync(_cluster.Url, "CREATE DATABASE later");

        var watch = Stopwatch.StartNew();
        while ((await http.ReadAsync("/health/ready")).Status != 200)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "Not ready a minute after the database was made.");
            await Task.Delay(100, Stop);
        }
        Assert.NotEmpty((await http.GetOkAsync("store/products")).List("items"));
        (await http.CallAsync("POST", "store/carts", "{}")).Expect(201);
        await server.Services.GetRequiredService<DatabaseMap>().Shared.CheckAsync(Stop);
    }

    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<TestShop> ShopAsync(TestServer server, string canary)
    {
        var shop = await TestShop.OpenAsync(server);
        var category = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Shoes", description = canary })).Expect(201).Json.Id();
        (await shop.Admin.CallAsync("POST", "admin/products", new { title = "Boot", description = canary, vendor = canary, status = "published", categoryIds = new[] { category }, variants = new[] { new { price = shop.Price(100), stock = 10 } } })).Expect(201);
        return shop;
    }

    private async Task<long> ConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(TestDatabases.ConnectionString(_cluster.Url));
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sharpcommerce'", connection);
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
