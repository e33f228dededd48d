using System.Diagnostics;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Limits;

[Trait("Category", "Slow")]
public sealed class RateLimitTests
{
    private static readonly (string, string) Proxied = ("PUBLIC_TRUSTED_PROXIES", "127.0.0.1, ::1");

    [Theory, EachEngine]
    public async Task A_caller_who_calls_too_often_is_told_when_to_come_back_and_others_are_served(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, ("RATE_LIMIT_CREDENTIAL", "5"), ("RATE_LIMIT_TENANT", "12"));
        await using var noisy = await TestShop.OpenAsync(server);
        await using var quiet = await TestShop.OpenAsync(server);
        await MinuteAsync();

        for (var i = 0; i < 5; i++)
            AssertLeft(await noisy.Admin.ReadAsync("admin/orders"), 5, 4 - i);
        AssertRefused(await noisy.Admin.ReadAsync("admin/orders"), 5);
        AssertRefused(await quiet.Admin.ReadAsync("admin/orders"), 5);
        // The credential's refused calls did not count for the tenant.
        for (var i = 0; i < 7; i++)
            AssertLeft(await noisy.Http.ReadAsync("store/products"), 12, 6 - i);
        AssertRefused(await noisy.Http.ReadAsync("store/products"), 12);
        AssertLeft(await quiet.Http.ReadAsync("store/products"), 12, 11);
        // Errors tell it, too, and so does what is not found.
        var missing = await quiet.Http.ReadAsync($"store/products/{Guid.NewGuid()}");
        Assert.Equal((404, "10"), (missing.Status, missing.Header("RateLimit-Remaining")));
        var mismatch = (await quiet.Http.CallAsync("POST", "store/carts", "{\"x\":1}")).ExpectProblem(400, "validation_failed");
        Assert.Equal("9", mismatch.Header("RateLimit-Remaining"));
    }

    [Fact]
    public async Task An_address_is_limited_before_its_tokens_are_looked_at_and_health_checks_never_are()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, Proxied, ("RATE_LIMIT_ADDRESS", "6"));
        using var client = server.Client();
        await MinuteAsync();
        var (first, second) = (("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-For", "2001:db8::1"));
        for (var i = 0; i < 6; i++)
            AssertLeft((await client.CallAsync("GET", "platform/tenants", null, first, ("Authorization", $"Bearer sct_{i}"))).ExpectProblem(401, "unauthenticated"), 6, 5 - i);
        AssertRefused(await client.CallAsync("GET", "platform/tenants", null, first, ("Authorization", $"Bearer {server.Token}")), 6);
        AssertRefused(await client.CallAsync("GET", "/nowhere", null, first), 6);
        (await client.CallAsync("GET", "platform/tenants", null, second, ("Authorization", $"Bearer {server.Token}"))).Expect(200);
        // The rest of an IPv6 network is the same caller's.
        Assert.Equal("4", (await client.CallAsync("GET", "/nowhere", null, ("X-Forwarded-For", "2001:db8::ffff:2"))).Header("RateLimit-Remaining"));
        // What a caller writes in front of what the proxy adds changes nothing.
        AssertRefused(await client.CallAsync("GET", "/nowhere", null, ("X-Forwarded-For", "198.51.100.9, 203.0.113.7")), 6);
        for (var i = 0; i < 10; i++)
            Assert.Null((await client.CallAsync("GET", "/health/live", null, first)).Expect(200).Header("RateLimit-Limit"));
    }

    [Fact]
    public async Task Callers_from_the_same_machine_are_not_one_caller_unless_a_proxy_says_who_they_are()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, ("RATE_LIMIT_ADDRESS", "2"));
        using var client = server.Client();
        for (var i = 0; i < 10; i++)
            Assert.Null((await client.ReadAsync("/openapi/v1.json")).Expect(200).Header("RateLimit-Limit"));
    }

    [Fact]
    public async Task Nothing_is_limited_when_the_limits_are_off()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, Proxied, ("RATE_LIMIT_ADDRESS", "0"), ("RATE_LIMIT_CREDENTIAL", "0"), ("RATE_LIMIT_TENANT", "0"));
        await using var shop = await TestShop.OpenAsync(server);
        Assert.Null((await shop.Admin.ReadAsync("admin/orders")).Expect(200).Header("RateLimit-Limit"));
    }

    [Fact]
    public async Task Two_nodes_share_their_limits_and_no_call_waits_for_Redis()
    {
        Assert.SkipUnless(PrivateRedis.IsInstalled, "redis-server is not installed; ./test installs it by apt.");
        await using var redis = await PrivateRedis.StartAsync();
        await using var one = await TestServer.StartAsync(Engine.Sqlite, Proxied, ("RATE_LIMIT_ADDRESS", "40"), ("REDIS_URL", redis.Url));
        await using var two = await TestServer.StartAsync(Engine.Sqlite, Proxied, ("RATE_LIMIT_ADDRESS", "40"), ("REDIS_URL", redis.Url));
        using var first = one.Client();
        using var second = two.Client();
        await MinuteAsync();
        for (var i = 0; i < 40; i++)
            (await CallAsync(first, 1)).Expect(404);
        // The other node tells one call and hears of forty.
        await UntilAsync(async () => (await CallAsync(second, 1)).Status == 429);

        foreach (var (outage, caller) in ((Func<Task>, int)[])[(redis.FreezeAsync, 2), (redis.KillAsync, 3)])
        {
            await outage();
            await MinuteAsync();
            var slowest = TimeSpan.Zero;
            for (var i = 0; i < 40; i++)
            {
                var watch = Stopwatch.StartNew();
                (await CallAsync(first, caller)).Expect(404);
                slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            }
            // Far more than a call takes, less than Redis' time-out.
            Assert.True(slowest < TimeSpan.FromMilliseconds(900), $"A call took {slowest}.");
            AssertRefused(await CallAsync(first, caller), 40);
        }
        await redis.RestartAsync();
        var round = 4;
        await UntilAsync(async () =>
        {
            round++;
            for (var i = 0; i < 10; i++)
                await CallAsync(first, round);
            await Task.Delay(600);
            await CallAsync(second, round);
            await Task.Delay(600);
            // Two of its own, and those of the other node.
            return (await CallAsync(second, round)).Header("RateLimit-Remaining") == "28";
        });
    }

    [Theory]
    [InlineData("REDIS_URL", "localhost:6379")]
    [InlineData("PUBLIC_TRUSTED_PROXIES", "10.0.0.0/8,proxy.example")]
    public async Task A_setting_that_cannot_be_understood_stops_the_start(string name, string value)
    {
        var refused = await Assert.ThrowsAsync<CommerceException>(() => TestServer.StartAsync(Engine.Sqlite, (name, value)));
        Assert.Contains(name, refused.Error.Errors!.Keys);
    }

    private static Task<Answer> CallAsync(HttpClient client, int caller) => client.CallAsync("GET", "/nowhere", null, ("X-Forwarded-For", $"203.0.113.{caller}"));

    private static void AssertLeft(Answer answer, int limit, int left)
    {
        Assert.Equal((limit.ToString(), left.ToString()), (answer.Header("RateLimit-Limit"), answer.Header("RateLimit-Remaining")));
        Assert.InRange(int.Parse(answer.Header("RateLimit-Reset")!), 1, 60);
    }

    private static void AssertRefused(Answer answer, int limit)
    {
        answer.ExpectProblem(429, "rate_limited");
        AssertLeft(answer, limit, 0);
        Assert.Equal((answer.Header("RateLimit-Reset"), answer.Json.GetProperty("retryAfter").GetInt32().ToString()), (answer.Header("Retry-After"), answer.Header("Retry-After")));
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "It did not come to that.");
            await Task.Delay(100);
        }
    }

    /// <summary>Limits are per minute of the clock: a minute that is about to end is waited out.</summary>
    private static Task MinuteAsync() => TimeProvider.System.GetUtcNow().Second < 50 ? Task.CompletedTask : NextMinuteAsync();

    private static Task NextMinuteAsync() => Task.Delay(TimeSpan.FromSeconds(60 - TimeProvider.System.GetUtcNow().Second));
}
