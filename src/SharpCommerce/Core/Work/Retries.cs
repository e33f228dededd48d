using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Work;

/// <summary>How work that somebody else's code does is tried: for how long, how often, and with which pauses.</summary>
internal static class Retries
{
    internal const int MostTries = 10;

    /// <summary>For work that never came to an end, as when it brings its process down.</summary>
    internal const string NobodyEnded = "Every process that tried ended before it was done.";

    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>How long work belongs to the process that took it: longer than it may take.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // For what happens between being told to stop and stopping.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>1 s, 4 s, 16 s … up to an hour, half as long again or half of it by chance: what failed together does not come back together.</summary>
    internal static TimeSpan PauseAfter(int attempt) => Spread(FirstPause * Math.Min(Math.Pow(4, attempt - 1), LongestPause / FirstPause));

    internal static TimeSpan Spread(TimeSpan pause) => pause * (RandomNumberGenerator.GetInt32(500, 1_501) / 1_000.0);

    /// <summary>Does it in a scope of the tenant with no transaction open; says why it failed, or null. Throws only when the process stops.</summary>
    internal static async Task<string?> TryAsync(
        IServiceScopeFactory scopes, Tenant tenant, string actor, Func<IServiceProvider, CancellationToken, Task> work, TimeProvider clock, Action<Exception> log, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
            scope.ServiceProvider.GetRequiredService<Actor>().Name = actor;
            await work(scope.ServiceProvider, either.Token).WaitAsync(TimeLimit + Grace, clock, CancellationToken.None);
            return null;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            log(failure);
            // What exceptions say can hold anything; what a rule says is meant to be read.
            return limit.IsCancellationRequested ? $"It took longer than {TimeLimit.TotalSeconds} seconds."
                : failure is CommerceException broken ? $"{broken.Error.Code}: {broken.Error.Message}"
                : failure.GetType().Name;
        }
    }
}
