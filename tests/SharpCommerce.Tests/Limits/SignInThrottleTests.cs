using Microsoft.Extensions.Logging.Abstractions;
using SharpCommerce.Core.Limits;
using SharpCommerce.Tenants;
using Xunit;

namespace SharpCommerce.Tests.Limits;

public sealed class SignInThrottleTests
{
    private const string Attacker = "203.0.113.7";
    private static readonly Id<Tenant> Tenant = Id<Tenant>.New(TimeProvider.System);

    private readonly SteppedClock _clock = new();
    private readonly LocalAttempts _local;
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests()
    {
        _local = new(_clock);
        _throttle = new(_local, null, _clock, NullLogger<SignInThrottle>.Instance);
    }

    [Fact]
    public async Task Five_failures_are_free_then_the_pause_doubles_up_to_a_quarter_of_an_hour()
    {
        var pauses = new List<int>();
        for (var i = 0; i < 17; i++)
        {
            Assert.Null(await TryAsync("ada"));
            var pause = await TryAsync("ada") ?? TimeSpan.Zero;
            // Being refused changes nothing: neither count nor pause.
            if (pause > TimeSpan.Zero)
                Assert.Equal(pause, await TryAsync("ada"));
            else
                i++;
            pauses.Add((int)pause.TotalSeconds);
            // Beyond what the address alone is slowed down by.
            await _local.ForgetAsync(Attempt("ada").AddressKey!);
            _clock.Advance(pause);
        }
        Assert.Equal([0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900], pauses);
    }

    [Fact]
    public async Task Many_guesses_at_one_account_are_few_per_minute_while_its_owner_signs_in_from_elsewhere()
    {
        Assert.InRange(await GuessAsync(TimeSpan.FromMinutes(1), _ => "ada"), 5, 20);
        Assert.InRange(await GuessAsync(TimeSpan.FromMinutes(9), _ => "ada"), 1, 9 * 20);
        Assert.Null(await TryAsync("ada", "198.51.100.1"));
        Assert.NotNull(await TryAsync("ada"));
    }

    [Fact]
    public async Task One_guess_at_each_of_many_accounts_is_few_per_minute_too()
    {
        Assert.Equal(20, await GuessAsync(TimeSpan.FromSeconds(59), i => $"account{i}"));
        Assert.InRange(await GuessAsync(TimeSpan.FromMinutes(10), i => $"other{i}"), 1, 10 * 20);
        Assert.NotNull(await TryAsync("somebody"));
        Assert.Null(await TryAsync("somebody", "198.51.100.1"));
        Assert.Null(await TryAsync("somebody", null));
    }

    [Fact]
    public async Task Guesses_at_the_same_time_get_no_more_than_those_that_come_one_by_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TryAsync("ada"))));
        Assert.Equal(5, answers.Count(answer => answer is null));
        answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => TryAsync($"account{i}"))));
        Assert.Equal(15, answers.Count(answer => answer is null));
    }

    [Fact]
    public async Task A_success_clears_the_account_and_takes_only_itself_from_the_address()
    {
        for (var i = 0; i < 4; i++)
            await TryAsync("ada");
        Assert.NotNull(await _throttle.GuardAsync(Attempt("ada"), () => Task.FromResult<string?>("token")));
        for (var i = 0; i < 5; i++)
            Assert.Null(await TryAsync("ada"));
        // 4 and 5 failures; an own account in between buys nothing.
        for (var i = 0; i < 11; i++)
        {
            Assert.Null(await TryAsync($"victim{i}"));
            if (i < 10)
                Assert.NotNull(await _throttle.GuardAsync(Attempt("own"), () => Task.FromResult<string?>("token")));
        }
        Assert.NotNull(await TryAsync("victim99"));
        Assert.NotNull(await TryAsync("own"));
    }

    [Fact]
    public async Task A_failure_counts_and_a_check_that_had_no_turn_does_not()
    {
        for (var i = 0; i < 30; i++)
            await Assert.ThrowsAsync<CommerceException>(() => _throttle.GuardAsync(Attempt("ada"), () => Task.FromException<string?>(LimitErrors.RateLimited(TimeSpan.FromSeconds(1)))));
        for (var i = 0; i < 5; i++)
            Assert.Null(await _throttle.GuardAsync(Attempt("ada"), () => Task.FromResult<string?>(null)));
        var ran = false;
        var refused = await Assert.ThrowsAsync<CommerceException>(() => _throttle.GuardAsync(Attempt("ada"), () => Task.FromResult<string?>($"{ran = true}")));
        Assert.Equal((false, "rate_limited", 1), (ran, refused.Error.Code, refused.Error.Extensions!["retryAfter"]));
    }

    [Fact]
    public async Task It_forgets_after_an_hour_and_a_quarter()
    {
        for (var i = 0; i < 5; i++)
            await TryAsync("ada");
        _clock.Advance(AttemptRule.Memory - TimeSpan.FromSeconds(1));
        Assert.Null(await TryAsync("ada"));
        Assert.Equal(TimeSpan.FromSeconds(2), await TryAsync("ada"));
        _clock.Advance(AttemptRule.Memory);
        for (var i = 0; i < 5; i++)
            Assert.Null(await TryAsync("ada"));
        Assert.Equal(2, _local.Count);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_locks_nobody_out()
    {
        for (var i = 0; i < 5; i++)
            await TryAsync("ada");
        _clock.Set(TimeSpan.FromHours(-2));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await TryAsync("ada"));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    public void One_caller_is_an_address_or_a_network_of_64_bits(string one, string other, bool same)
    {
        Assert.Equal(same, Attempt("ada", one).AddressKey == Attempt("ada", other).AddressKey);
        Assert.Equal(same, Attempt("ada", one).AccountKey == Attempt("ada", other).AccountKey);
    }

    [Fact]
    public void Keys_tell_tenants_and_purposes_apart_and_name_nobody()
    {
        var attempt = Attempt("Ada@example.com ");
        Assert.Equal(attempt.AccountKey, Attempt("ada@EXAMPLE.com").AccountKey);
        Assert.Matches($"^t:{Tenant}:sign-in:staff:[0-9a-f]{{64}}$", attempt.AccountKey);
        Assert.Matches("^g:sign-in:address:[0-9a-f]{64}$", attempt.AddressKey);
        Assert.StartsWith("g:sign-in:operator:", new SignInAttempt(null, "operator", "ada", Attacker).AccountKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_is_bounded_and_what_was_quiet_longest_is_forgotten_first()
    {
        for (var i = 0; i < 4; i++)
            await _local.TryBeginAsync("first", AttemptRule.Account);
        for (var i = 0; i < LocalAttempts.MostKeys - 1; i++)
            await _local.TryBeginAsync($"key{i}", AttemptRule.Account);
        await _local.TryBeginAsync("first", AttemptRule.Account);
        for (var i = 0; i < 1_000; i++)
            await _local.TryBeginAsync($"more{i}", AttemptRule.Account);
        Assert.Equal(LocalAttempts.MostKeys, _local.Count);
        Assert.NotNull(await _local.TryBeginAsync("first", AttemptRule.Account));
    }

    private static SignInAttempt Attempt(string account, string? address = Attacker) => new(Tenant, "staff", account, address);

    private Task<TimeSpan?> TryAsync(string account, string? address = Attacker) => _throttle.TryBeginAsync(Attempt(account, address));

    /// <summary>Guesses ten times a second; says how many got through.</summary>
    private async Task<int> GuessAsync(TimeSpan time, Func<int, string> account)
    {
        var through = 0;
        for (var i = 0; i < time.TotalSeconds * 10; i++)
        {
            if (await TryAsync(account(i)) is null)
                through++;
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }
        return through;
    }
}
