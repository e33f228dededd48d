using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Pages;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using StackExchange.Redis;
using Xunit;

namespace SharpCommerce.Tests.Outages;

/// <summary>Catalog pages in Redis: another node's answers for an outage, believed only when they are what was asked for, and waited for by nobody.</summary>
[Trait("Category", "Slow")]
public sealed partial class RedisPageTests : IAsyncLifetime
{
    private PrivateRedis _redis = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PrivateRedis.IsInstalled, "redis-server is not installed; ./test installs it by apt.");
        _redis = await PrivateRedis.StartAsync();
    }

    [Fact]
    public async Task A_node_that_starts_without_its_database_serves_what_others_have_read_and_to_whom_it_belongs()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var server = await TestServer.StartAsync(cluster.Url, ("REDIS_URL", _redis.Url));
        await using var a = await ShopAsync(server, "canary-of-a");
        await using var b = await ShopAsync(server, "canary-of-b");
        await using var closed = await ShopAsync(server, "closed");
        a.LeftBroken = b.LeftBroken = closed.LeftBroken = true;
        var (ofA, ofB) = ((await a.Http.GetOkAsync("store/products")).GetRawText(), (await b.Http.GetOkAsync("store/products")).GetRawText());
        await WarmAsync((a, "store/products"), (b, "store/products"), (a, "store/products/boot"), (closed, "store/products"));
        await a.Http.GetOkAsync("store/products?q=asked-once");
        await server.Tenants.SuspendAsync(closed.Tenant.Id, cancellationToken: Stop);
        await server.Services.GetRequiredService<TenantRegistry>().RecentAsync(Stop);
        await UntilAsync(async () => (await _redis.KeysAsync()).Count(key => key.Contains(":page:", StringComparison.Ordinal)) == 4 && (await _redis.KeysAsync()).Contains("g:tenants"));
        Assert.All(await _redis.KeysAsync(), key => Assert.Matches(KnownKey(), key));

        await cluster.StopAsync();
        await using var cold = await TestServer.StartColdAsync(cluster.Url, ("REDIS_URL", _redis.Url));
        foreach (var (shop, text) in ((TestShop, string)[])[(TestShop.Of(cold, a.Tenant), ofA), (TestShop.Of(cold, b.Tenant), ofB)])
        {
            for (var i = 0; i < 2; i++)
            {
                var answer = (await shop.Http.ReadAsync("store/products")).Expect(200);
                Assert.Equal((text, "true"), (answer.Text, answer.Header("X-Served-Stale")));
                Assert.InRange(int.Parse(answer.Header("Age")!), 0, 60);
            }
            (await shop.Http.ReadAsync("store/products?q=never-asked")).ExpectProblem(503, "database_unavailable");
            (await shop.Http.CallAsync("POST", "store/carts", "{}")).ExpectProblem(503, "database_unavailable");
            shop.LeftBroken = true;
        }
        using var http = cold.Client();
        (await http.CallAsync("GET", "store/products", null, ("X-Tenant", closed.Tenant.Slug))).ExpectProblem(403, "tenant_suspended");
        (await http.CallAsync("GET", "store/products", null, ("X-Tenant", "nobody"))).ExpectProblem(404, "tenant_not_found");
        Assert.Equal(ofB, (await http.CallAsync("GET", "store/products", null, ("Host", $"{b.Tenant.Slug}.shops.test"))).Expect(200).Text);
    }

    [Fact]
    public async Task What_is_not_the_answer_to_the_question_is_as_good_as_nothing()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var server = await TestServer.StartAsync(cluster.Url, ("REDIS_URL", _redis.Url));
        await using var a = await ShopAsync(server, "canary-of-a");
        await using var b = await ShopAsync(server, "canary-of-b");
        a.LeftBroken = b.LeftBroken = true;
        await WarmAsync([.. ((TestShop[])[a, b]).SelectMany(shop => ((string[])["store/products", "store/products/boot", "store/categories"]).Select(path => (shop, path)))]);
        await server.Services.GetRequiredService<TenantRegistry>().RecentAsync(Stop);
        await UntilAsync(async () => (await _redis.KeysAsync()).Count(key => key.Contains(":page:", StringComparison.Ordinal)) == 6);
        await cluster.StopAsync();
        // Everything of A is another tenant's bytes, something else than text, garbage, or another question's answer.
        await _redis.UseAsync(async database =>
        {
            var ofA = (await KeysOfAsync(database, a.Tenant)).ToList();
            var ofB = (await KeysOfAsync(database, b.Tenant)).ToList();
            await database.StringSetAsync(ofA[0], await database.StringGetAsync(ofB[0]), TimeSpan.FromMinutes(10));
            await database.StringSetAsync(ofA[1], await database.StringGetAsync(ofB[2]), TimeSpan.FromMinutes(10));
            await database.KeyDeleteAsync(ofA[2]);
            await database.ListLeftPushAsync(ofA[2], "not a page");
            return true;
        });
        await using (var cold = await TestServer.StartColdAsync(cluster.Url, ("REDIS_URL", _redis.Url)))
        {
            var there = TestShop.Of(cold, a.Tenant);
            foreach (var path in (string[])["store/products", "store/products/boot", "store/categories"])
                (await there.Http.ReadAsync(path)).ExpectProblem(503, "database_unavailable");
            (await TestShop.Of(cold, b.Tenant).Http.ReadAsync("store/products")).Expect(200);
        }
        await _redis.UseAsync(database => database.StringSetAsync("g:tenants", "garbage"));
        await using (var cold = await TestServer.StartColdAsync(cluster.Url, ("REDIS_URL", _redis.Url)))
            (await TestShop.Of(cold, b.Tenant).Http.ReadAsync("store/products")).ExpectProblem(503, "database_unavailable");
    }

    [Theory, EachEngine]
    public async Task Gone_slow_or_flushed_it_changes_no_answer_and_delays_none(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, ("REDIS_URL", _redis.Url));
        await using var shop = await ShopAsync(server, "canary");
        await ReadAsync();
        await _redis.UseAsync(database => database.ExecuteAsync("FLUSHALL"));
        await ReadAsync();
        await _redis.FreezeAsync();
        await ReadAsync();
        await _redis.ThawAsync();
        await _redis.KillAsync();
        await ReadAsync();

        async Task ReadAsync()
        {
            var times = new List<TimeSpan>();
            for (var i = 0; i < 30; i++)
            {
                await shop.AddProductAsync($"Boot {i}");
                var watch = Stopwatch.StartNew();
                var list = (await shop.Http.ReadAsync("store/products")).Expect(200);
                times.Add(watch.Elapsed);
                Assert.Equal($"Boot {i}", list.Json.At("items", 0).Text("title"));
                Assert.Null(list.Header("X-Served-Stale"));
            }
            Assert.True(times.Order().ElementAt(15) < TimeSpan.FromMilliseconds(250), $"Half of the reads took longer than {times.Order().ElementAt(15)}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private static async Task<TestShop> ShopAsync(TestServer server, string canary)
    {
        var shop = await TestShop.OpenAsync(server);
        (await shop.Admin.CallAsync("POST", "admin/products", new { title = "Boot", vendor = canary, status = "published", variants = new[] { new { price = shop.Price(100) } } })).Expect(201);
        return shop;
    }

    /// <summary>Reads pages twice, further apart than an answer stays fresh: what is asked for again is copied.</summary>
    private static async Task WarmAsync(params (TestShop Shop, string Path)[] pages)
    {
        foreach (var (shop, path) in pages)
            await shop.Http.GetOkAsync(path);
        await Task.Delay(PageCache.Freshness + TimeSpan.FromMilliseconds(100), Stop);
        foreach (var (shop, path) in pages)
            await shop.Http.GetOkAsync(path);
    }

    private static async Task<IEnumerable<string>> KeysOfAsync(IDatabase database, Tenant tenant) =>
        ((string[])(await database.ExecuteAsync("KEYS", $"t:{tenant.Id}:page:*"))!).Order(StringComparer.Ordinal);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; !await holds(); i++)
        {
            Assert.True(i < 100, "It did not come to hold within ten seconds.");
            await Task.Delay(100, Stop);
        }
    }

    [GeneratedRegex("^(t:[0-9a-f-]{36}:|g:(rate:|tenants$|login))")]
    private static partial Regex KnownKey();
}
