using Microsoft.Extensions.Logging;

namespace SharpCommerce.Core.Limits;

/// <summary>
/// Slows guessing down, for one account from one address and for one address in all; the account's owner signs in from elsewhere
/// meanwhile. An attempt counts as failed from its beginning, so that guesses sent at the same time do not all see the same count.
/// </summary>
/// <param name="local">Always asked, so that losing Redis opens nothing.</param>
/// <param name="shared">Those of all nodes; null when there is one node.</param>
/// <param name="clock">Measures how long Redis is left alone.</param>
/// <param name="logger">Hears of Redis, never of accounts.</param>
internal sealed partial class SignInThrottle(LocalAttempts local, IAttemptCounters? shared, TimeProvider clock, ILogger<SignInThrottle> logger)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private long _silentUntil = long.MinValue;

    /// <summary>How long a sign-in waits for Redis.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs a check of a password or code; null is a failure. Throws <c>rate_limited</c> instead of running it while there is a pause.
    /// A check that was itself refused for lack of turns does not count.
    /// </summary>
    internal async Task<T?> GuardAsync<T>(SignInAttempt attempt, Func<Task<T?>> check)
        where T : class
    {
        if (await TryBeginAsync(attempt) is { } wait)
            throw LimitErrors.RateLimited(wait);
        T? result;
        try
        {
            result = await check();
        }
        catch (CommerceException refused) when (refused.Error.Kind == ErrorKind.RateLimited)
        {
            await TakeBackAsync(attempt);
            throw;
        }
        if (result is not null)
            await SucceededAsync(attempt);
        return result;
    }

    /// <summary>Null: go on, and the attempt counts as failed unless <see cref="SucceededAsync"/> is called. Else how long to wait; nothing was counted.</summary>
    internal async Task<TimeSpan?> TryBeginAsync(SignInAttempt attempt)
    {
        if (await TryBeginAsync(local, attempt) is { } wait)
            return wait;
        TimeSpan? others = null;
        await AskSharedAsync(async counters => others = await TryBeginAsync(counters, attempt));
        if (others is not null)
            await TakeBackAsync(local, attempt);
        return others;
    }

    /// <summary>Clears the account from this address. The address keeps its other failures: one may own an account and guess at others.</summary>
    internal async Task SucceededAsync(SignInAttempt attempt)
    {
        await ClearAsync(local, attempt);
        await AskSharedAsync(counters => ClearAsync(counters, attempt));
    }

    /// <summary>The password was not looked at after all.</summary>
    internal async Task TakeBackAsync(SignInAttempt attempt)
    {
        await TakeBackAsync(local, attempt);
        await AskSharedAsync(counters => TakeBackAsync(counters, attempt));
    }

    private static async Task<TimeSpan?> TryBeginAsync(IAttemptCounters counters, SignInAttempt attempt)
    {
        // The address first: while it pauses, made-up accounts leave no trace that could push others out of the memory.
        if (attempt.AddressKey is { } address && await counters.TryBeginAsync(address, AttemptRule.Address) is { } pause)
            return pause;
        if (await counters.TryBeginAsync(attempt.AccountKey, AttemptRule.Account) is not { } wait)
            return null;
        if (attempt.AddressKey is { } counted)
            await counters.TakeBackAsync(counted);
        return wait;
    }

    private static async Task ClearAsync(IAttemptCounters counters, SignInAttempt attempt)
    {
        await counters.ForgetAsync(attempt.AccountKey);
        if (attempt.AddressKey is { } address)
            await counters.TakeBackAsync(address);
    }

    private static async Task TakeBackAsync(IAttemptCounters counters, SignInAttempt attempt)
    {
        await counters.TakeBackAsync(attempt.AccountKey);
        if (attempt.AddressKey is { } address)
            await counters.TakeBackAsync(address);
    }

    /// <summary>Asks for a moment; a store that does not answer is left alone for a second, so that a sign-in waits for it once.</summary>
    private async Task AskSharedAsync(Func<IAttemptCounters, Task> ask)
    {
        if (shared is null || clock.GetTimestamp() < Volatile.Read(ref _silentUntil))
            return;
        try
        {
            await ask(shared).WaitAsync(Patience);
        }
        catch (Exception outage)
        {
            Volatile.Write(ref _silentUntil, clock.GetTimestamp() + (Silence.Ticks * clock.TimestampFrequency / TimeSpan.TicksPerSecond));
            LogOutage(outage.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Failure}); sign-ins are slowed down by what this node has seen")]
    private partial void LogOutage(string failure);
}
