using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Limits;

/// <summary>Counts calls in whole minutes. Decides by memory alone: what other nodes count is brought by <see cref="RateExchange"/> in the background.</summary>
internal sealed class RequestRates(RateLimits limits, TimeProvider clock)
{
    private const int SecondsPerWindow = 60;

    private readonly RateLimit _address = new(limits.AddressPerMinute);
    private readonly RateLimit _credential = new(limits.CredentialPerMinute);
    private readonly RateLimit _tenant = new(limits.TenantPerMinute);
    private Window? _window;

    /// <summary>How many keys the current minute holds.</summary>
    internal int Keys => _window is { } window ? window.Addresses.Count + window.Credentials.Count + window.Tenants.Count : 0;

    internal RateDecision CountAddress(CallerNetwork network) => _address.PerMinute <= 0 ? default : Decide(_address, Current(out var rest).Addresses.Add(network), rest);

    internal RateDecision CountCredential(string name) => _credential.PerMinute <= 0 ? default : Decide(_credential, Current(out var rest).Credentials.Add(name), rest);

    internal RateDecision CountTenant(Id<Tenant> tenant) => _tenant.PerMinute <= 0 ? default : Decide(_tenant, Current(out var rest).Tenants.Add(tenant), rest);

    /// <summary>What this node counted in this minute and has not told yet.</summary>
    internal List<RateNews> TakeNews()
    {
        var news = new List<RateNews>();
        var window = Current(out _);
        window.Addresses.CollectNews(news);
        window.Credentials.CollectNews(news);
        window.Tenants.CollectNews(news);
        return news;
    }

    private static RateDecision Decide(RateLimit limit, long count, int secondsLeft) => new(limit, limit.PerMinute - count, secondsLeft);

    // A new minute starts with empty tables: forgetting costs nothing and needs no sweep.
    private Window Current(out int secondsLeft)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        secondsLeft = SecondsPerWindow - (int)(seconds % SecondsPerWindow);
        var number = seconds / SecondsPerWindow;
        var window = Volatile.Read(ref _window);
        while (window?.Number != number)
        {
            var next = new Window(number, _address, _credential, _tenant);
            var seen = Interlocked.CompareExchange(ref _window, next, window);
            window = ReferenceEquals(seen, window) ? next : seen;
        }
        return window;
    }

    private sealed class Window(long number, RateLimit address, RateLimit credential, RateLimit tenant)
    {
        internal long Number { get; } = number;

        internal RateTable<CallerNetwork> Addresses { get; } = new(address, network => $"g:rate:{number}:address:{SharedKey.Hash(network.Prefix.ToString("x", null))}");

        internal RateTable<string> Credentials { get; } = new(credential, name => $"g:rate:{number}:credential:{SharedKey.Hash(name)}");

        internal RateTable<Id<Tenant>> Tenants { get; } = new(tenant, id => $"t:{id}:rate:{number}");
    }
}

/// <summary>What a limit says to a call.</summary>
/// <param name="Limit">Null when nothing limits it.</param>
/// <param name="Left">How many more calls this minute has; negative when this one was too many.</param>
/// <param name="SecondsLeft">When the next minute begins.</param>
internal readonly record struct RateDecision(RateLimit? Limit, long Left, int SecondsLeft)
{
    internal bool Refused => Limit is not null && Left < 0;

    /// <summary>The one that leaves fewer calls.</summary>
    internal RateDecision Tighter(RateDecision other) => other.Limit is null || (Limit is not null && Left <= other.Left) ? this : other;
}
