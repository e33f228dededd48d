using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SharpCommerce.Core.Limits;
using SharpCommerce.Redis;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Limits;

/// <summary>What nodes share through Redis, and that nothing depends on it.</summary>
[Trait("Category", "Slow")]
public sealed class RedisLimitTests : IAsyncLifetime
{
    private const int PerMinute = 20;
    private static readonly Id<Tenant> Tenant = Id<Tenant>.New(TimeProvider.System);

    private readonly SteppedClock _clock = new();
    private readonly List<Node> _nodes = [];
    private PrivateRedis _redis = null!;
    private Node _a = null!;
    private Node _b = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PrivateRedis.IsInstalled, "redis-server is not installed; ./test installs it by apt.");
        _redis = await PrivateRedis.StartAsync();
        (_a, _b) = (await OpenAsync(), await OpenAsync());
    }

    [Fact]
    public async Task Two_nodes_share_one_limit()
    {
        Count(_a, 10);
        Count(_b, 5);
        await ExchangeAsync();
        Count(_a, 1);
        Count(_b, 1);
        await ExchangeAsync();
        Assert.Equal((PerMinute - 12 - 5, PerMinute - 11 - 7), (_a.Count().Left, _b.Count().Left));
        Count(_a, 5);
        await ExchangeAsync();
        Assert.True(_a.Count().Refused && _b.Count().Refused);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((PerMinute - 1, PerMinute - 1), (_a.Count().Left, _b.Count().Left));
    }

    [Fact]
    public async Task Without_Redis_each_node_limits_by_its_own_counts_until_it_is_back()
    {
        Count(_a, 5);
        await ExchangeAsync();
        await _redis.KillAsync();
        Count(_a, 5);
        Count(_b, 5);
        Assert.False(await _a.Exchange.RunOnceAsync(CancellationToken.None));
        Assert.Equal(PerMinute - 11, _a.Count().Left);
        Count(_b, PerMinute - 5);
        Assert.True(_b.Count().Refused);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await _redis.RestartAsync();
        await UntilAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Count(_a, 1);
            return await _a.Exchange.RunOnceAsync(CancellationToken.None);
        });
        await UntilAsync(async () =>
        {
            Count(_b, 1);
            return await _b.Exchange.RunOnceAsync(CancellationToken.None);
        });
        Count(_a, PerMinute);
        await ExchangeAsync();
        Count(_b, 1);
        await ExchangeAsync();
        Assert.True(_b.Count().Refused);
    }

    [Fact]
    public async Task Flushed_and_poisoned_counters_are_no_error_and_open_nothing()
    {
        Count(_a, 10);
        Count(_b, 5);
        await ExchangeAsync();
        Count(_a, 1);
        await ExchangeAsync();
        await _redis.UseAsync(database => database.ExecuteAsync("FLUSHALL"));
        Count(_a, 1);
        await ExchangeAsync();
        // What the other node had counted is remembered in its minute.
        Assert.Equal(PerMinute - 13 - 5, _a.Count().Left);

        foreach (var poison in (string[])["SET {0} garbage", "SET {0} 9223372036854775807", "RPUSH {0} 1 2", "HSET {0} a b", "SET {0} -99999"])
        {
            foreach (var key in await _redis.KeysAsync())
            {
                var command = poison.Replace("{0}", key, StringComparison.Ordinal).Split(' ');
                await _redis.UseAsync(database => database.ExecuteAsync("DEL", key));
                await _redis.UseAsync(database => database.ExecuteAsync(command[0], [.. command[1..]]));
            }
            Count(_a, 1);
            await ExchangeAsync();
        }
        Count(_a, PerMinute);
        Assert.True(_a.Count().Refused);
    }

    [Fact]
    public async Task Guesses_at_two_nodes_at_the_same_time_get_no_more_than_at_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => (i % 2 == 0 ? _a : _b).TryAsync("ada"))));
        Assert.InRange(answers.Count(answer => answer is null), 1, 5);
        Assert.NotNull(await _a.TryAsync("ada"));
        Assert.NotNull(await _b.TryAsync("ada"));
        Assert.Null(await _b.TryAsync("ada", "198.51.100.1"));
    }

    [Fact]
    public async Task Failures_at_one_node_count_at_the_other_and_so_does_a_success()
    {
        for (var i = 0; i < 3; i++)
            Assert.Null(await _a.TryAsync("ada"));
        for (var i = 0; i < 2; i++)
            Assert.Null(await _b.TryAsync("ada"));
        var wait = await _b.TryAsync("ada");
        Assert.InRange(wait!.Value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));

        await _a.Throttle.SucceededAsync(Attempt("ada"));
        Assert.Null(await _b.TryAsync("ada"));
        // 15 accounts more, and the address has its 20: five failures less the one that succeeded, one since.
        for (var i = 0; i < 15; i++)
            Assert.Null(await (i % 2 == 0 ? _a : _b).TryAsync($"account{i}"));
        var third = await OpenAsync();
        Assert.InRange((await third.TryAsync("new"))!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Without_Redis_guessing_is_slowed_down_by_what_the_node_saw_and_by_all_when_it_is_back()
    {
        for (var i = 0; i < 3; i++)
            Assert.Null(await _a.TryAsync("ada"));
        await _redis.KillAsync();
        for (var i = 0; i < 2; i++)
            Assert.Null(await _a.TryAsync("ada"));
        Assert.NotNull(await _a.TryAsync("ada"));

        await _redis.RestartAsync();
        await UntilAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            await _b.TryAsync($"somebody{Guid.NewGuid()}", null);
            return (await _redis.KeysAsync()).Length > 0;
        });
        for (var i = 0; i < 5; i++)
            Assert.Null(await _b.TryAsync("grace"));
        await UntilAsync(async () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            return await (await OpenAsync()).TryAsync("grace") is not null;
        });
    }

    [Fact]
    public async Task Frozen_Redis_is_waited_for_once_and_briefly()
    {
        var node = await OpenAsync(TimeSpan.FromMilliseconds(100));
        await node.TryAsync("ada");
        await _redis.FreezeAsync();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 4; i++)
            Assert.Null(await node.TryAsync("ada"));
        Assert.NotNull(await node.TryAsync("ada"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"Sign-ins waited {watch.Elapsed} for Redis.");
        await _redis.ThawAsync();
    }

    [Fact]
    public async Task Flushed_and_poisoned_attempts_are_no_error_and_open_nothing()
    {
        for (var i = 0; i < 5; i++)
            Assert.Null(await _a.TryAsync("ada"));
        await _redis.UseAsync(database => database.ExecuteAsync("FLUSHALL"));
        Assert.NotNull(await _a.TryAsync("ada"));

        string[] poisons = ["SET {0} garbage", "RPUSH {0} 1", "HSET {0} failures x since y until z", "HSET {0} failures nan since inf until 1e999", "HSET {0} failures -5 since -1 until -1", "HSET {0} until 99999999999999"];
        foreach (var (poison, n) in poisons.Select((poison, n) => (poison, n)))
        {
            var attempt = Attempt($"account{n}");
            foreach (var key in (string[])[attempt.AccountKey, attempt.AddressKey!])
            {
                var command = poison.Replace("{0}", key, StringComparison.Ordinal).Split(' ');
                await _redis.UseAsync(database => database.ExecuteAsync("DEL", key));
                await _redis.UseAsync(database => database.ExecuteAsync(command[0], [.. command[1..]]));
            }
            var counters = _b.Attempts;
            for (var i = 0; i < 5; i++)
                Assert.Null(await counters.TryBeginAsync(attempt.AccountKey, AttemptRule.Account));
            Assert.NotNull(await counters.TryBeginAsync(attempt.AccountKey, AttemptRule.Account));
            await counters.TakeBackAsync(attempt.AddressKey!);
            Assert.Null(await counters.TryBeginAsync(attempt.AddressKey!, AttemptRule.Address));
        }
    }

    [Fact]
    public async Task Every_key_names_its_tenant_or_is_global_and_ends_by_itself()
    {
        await _a.TryAsync("ada@example.com");
        await _a.Throttle.TakeBackAsync(Attempt("nobody"));
        _a.Rates.CountAddress(CallerNetwork.Parse("203.0.113.7")!.Value);
        _a.Rates.CountTenant(Tenant);
        Count(_a, 1);
        await ExchangeAsync();
        var keys = await _redis.KeysAsync();
        Assert.Equal(5, keys.Length);
        Assert.All(keys, key => Assert.Matches("^(t:[0-9a-f-]{36}|g):[a-z0-9:-]+$", key));
        Assert.DoesNotContain(keys, key => key.Contains("example", StringComparison.Ordinal) || key.Contains("203.0", StringComparison.Ordinal));
        foreach (var key in keys)
            Assert.NotNull(await _redis.UseAsync(database => database.KeyTimeToLiveAsync(key)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.Connection.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private static SignInAttempt Attempt(string account, string? address = "203.0.113.7") => new(Tenant, "staff", account, address);

    private static void Count(Node node, int times)
    {
        for (var i = 0; i < times; i++)
            node.Count();
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "Redis is back and not used.");
            await Task.Delay(100);
        }
    }

    /// <summary>A node hears of others when it has something to tell; what is told after it, next time.</summary>
    private async Task ExchangeAsync()
    {
        Assert.True(await _a.Exchange.RunOnceAsync(CancellationToken.None));
        Assert.True(await _b.Exchange.RunOnceAsync(CancellationToken.None));
    }

    private async Task<Node> OpenAsync(TimeSpan? patience = null)
    {
        var connection = new RedisConnection(RedisConnection.Parse(_redis.Url));
        await connection.OpenAsync();
        var rates = new RequestRates(new() { CredentialPerMinute = PerMinute, AddressPerMinute = PerMinute, TenantPerMinute = PerMinute }, _clock);
        var attempts = new RedisAttempts(connection);
        var node = new Node(
            connection, rates, new(rates, new RedisRates(connection), _clock, NullLogger<RateExchange>.Instance), attempts,
            // A busy machine must not look like an outage.
            new(new(_clock), attempts, _clock, NullLogger<SignInThrottle>.Instance) { Patience = patience ?? TimeSpan.FromSeconds(10) });
        _nodes.Add(node);
        return node;
    }

    private sealed record Node(RedisConnection Connection, RequestRates Rates, RateExchange Exchange, RedisAttempts Attempts, SignInThrottle Throttle)
    {
        internal RateDecision Count() => Rates.CountCredential("user:1");

        internal Task<TimeSpan?> TryAsync(string account, string? address = "203.0.113.7") => Throttle.TryBeginAsync(Attempt(account, address));
    }
}
