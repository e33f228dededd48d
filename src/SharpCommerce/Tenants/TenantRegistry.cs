using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Tenants;

/// <summary>Finds tenants by what a request carries, from memory for a moment: a change reaches every node within <see cref="Freshness"/>.</summary>
internal sealed class TenantRegistry(DatabaseMap databases, TimeProvider clock, ITenantCopies? copies = null)
{
    private const int MostKeys = 50_000;

    /// <summary>How long a node may go on with what it knew before a change on another one.</summary>
    internal static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private static readonly TimeSpan ListFreshness = TimeSpan.FromSeconds(10);

    private volatile Listing? _recent;
    private int _changes;

    private sealed record Listing(IReadOnlyList<Tenant> Tenants, DateTimeOffset FreshUntil)
    {
        /// <summary>By what <see cref="_entries"/> is asked for.</summary>
        internal FrozenDictionary<string, Tenant> ByKey { get; } = Tenants.SelectMany(tenant => KeysOf(tenant).Select(key => (key, tenant))).DistinctBy(entry => entry.key).ToFrozenDictionary(entry => entry.key, entry => entry.tenant);

        private static IEnumerable<string> KeysOf(Tenant tenant)
        {
            string[] open = tenant.Status == TenantStatus.Active ? [.. tenant.AllowedOrigins.Select(allowed => allowed.Origin), .. tenant.Domains.Select(domain => "https://" + domain.Host)] : [];
            return ["slug:" + tenant.Slug, "id:" + tenant.Id, .. tenant.Domains.Select(domain => "host:" + domain.Host), .. open.Select(origin => "origin:" + origin)];
        }
    }

    private sealed record Entry(Tenant? Tenant, DateTimeOffset FreshUntil);

    internal Task<Tenant?> BySlugAsync(string slug, CancellationToken cancellationToken) => FindAsync("slug:" + slug, tenant => tenant.Slug == slug, cancellationToken);

    internal Task<Tenant?> ByIdAsync(Id<Tenant> id, CancellationToken cancellationToken) => FindAsync("id:" + id, tenant => tenant.Id == id, cancellationToken);

    internal Task<Tenant?> ByHostAsync(string host, CancellationToken cancellationToken) =>
        FindAsync("host:" + host, tenant => tenant.Domains.Any(domain => domain.Host == host), cancellationToken);

    /// <summary>Any open tenant that allows this web origin: what can be said before a call names its tenant.</summary>
    internal Task<Tenant?> ByOriginAsync(string origin, CancellationToken cancellationToken)
    {
        var host = origin.StartsWith("https://", StringComparison.Ordinal) ? origin["https://".Length..] : "";
        return FindAsync(
            "origin:" + origin,
            tenant => tenant.Status == TenantStatus.Active && (tenant.AllowedOrigins.Any(allowed => allowed.Origin == origin) || tenant.Domains.Any(domain => domain.Host == host)),
            cancellationToken);
    }

    /// <summary>Slug or id, as the <c>X-Tenant</c> header carries it.</summary>
    internal Task<Tenant?> ByNameAsync(string name, CancellationToken cancellationToken) =>
        Id<Tenant>.TryParse(name, null, out var id) ? ByIdAsync(id, cancellationToken) : BySlugAsync(name, cancellationToken);

    /// <summary>What memory says of a name, an id or a host, however old: for what must not ask the database, and grants nothing.</summary>
    internal Tenant? RecallName(string name) => Id<Tenant>.TryParse(name, null, out var id) ? Recall("id:" + id) : Recall("slug:" + name);

    /// <summary><see cref="RecallName"/>, by host.</summary>
    internal Tenant? RecallHost(string host) => Recall("host:" + host);

    private Tenant? Recall(string key) => _entries.TryGetValue(key, out var entry) ? entry.Tenant : null;

    internal async Task<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancellationToken)
    {
        await using var session = await databases.Shared.BeginAsync(null, write: false, cancellationToken);
        return await session.Set<Tenant>().AsNoTracking().Include(tenant => tenant.Domains).Include(tenant => tenant.AllowedOrigins).AsSplitQuery().OrderBy(tenant => tenant.Slug).ToListAsync(cancellationToken);
    }

    /// <summary>All tenants as they were not longer than <see cref="ListFreshness"/> ago: for work in rounds, which finds a newer one the next time.</summary>
    internal async Task<IReadOnlyList<Tenant>> RecentAsync(CancellationToken cancellationToken)
    {
        if (_recent is { } recent && recent.FreshUntil > clock.Steady())
            return recent.Tenants;
        var tenants = await AllAsync(cancellationToken);
        await databases.KeepAsync(tenants.Select(tenant => tenant.Id).ToHashSet());
        _recent = new(tenants, clock.Steady() + ListFreshness);
        copies?.Keep(tenants);
        return tenants;
    }

    internal void Forget()
    {
        // First, so that a look which began before the change is not kept after it.
        Interlocked.Increment(ref _changes);
        _entries.Clear();
        _recent = null;
    }

    private Task<Tenant?> FindAsync(string key, Expression<Func<Tenant, bool>> where, CancellationToken cancellationToken)
    {
        var now = clock.Steady();
        if (_entries.TryGetValue(key, out var entry) && entry.FreshUntil > now)
            return Task.FromResult(entry.Tenant);
        return databases.Shared.Breaker.Failure is not null && Known(key, entry) is { } known ? Task.FromResult(known.Tenant) : LoadAsync(key, where, entry, now, cancellationToken);
    }

    private async Task<Tenant?> LoadAsync(string key, Expression<Func<Tenant, bool>> where, Entry? known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var changes = Volatile.Read(ref _changes);
        try
        {
            await using var session = await databases.Shared.BeginAsync(null, write: false, cancellationToken);
            var tenant = await session.Set<Tenant>().AsNoTracking().Include(found => found.Domains).Include(found => found.AllowedOrigins).AsSplitQuery().Where(where).OrderBy(found => found.Id).FirstOrDefaultAsync(cancellationToken);
            // Anyone can ask for names that do not exist: they must not fill the memory.
            if (_entries.Count >= MostKeys)
                _entries.Clear();
            var entry = new Entry(tenant, now + Freshness);
            _entries[key] = entry;
            if (changes != Volatile.Read(ref _changes))
                _entries.TryRemove(new(key, entry));
            return tenant;
        }
        catch (Exception outage) when (databases.Shared.IsUnavailable(outage))
        {
            // What was known a moment ago is better than no shop at all; a dedicated tenant's own database may well be up.
            if (Known(key, known) is { } last)
                return last.Tenant;
            if (copies is null || await copies.FindAsync() is not { } others)
                throw;
            _recent = new(others, clock.Steady());
            return _recent?.ByKey.GetValueOrDefault(key);
        }
    }

    /// <summary>What was known when the database still answered: by this key, or from the list of all, whichever is newer. Null when neither is there.</summary>
    private Entry? Known(string key, Entry? entry) =>
        _recent is { } recent && (entry is null || entry.FreshUntil - Freshness < recent.FreshUntil - ListFreshness)
            ? new(recent.ByKey.GetValueOrDefault(key), recent.FreshUntil)
            : entry;
}
