using System.Collections.Concurrent;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Pages;

/// <summary>
/// Finished answers of the catalog, in memory. One is as good as read now for <see cref="Freshness"/>, unless this process has committed a change
/// of it; after that it is read anew, by one caller for all, and serves only as long as the database does not answer.
/// </summary>
/// <param name="options">How much is kept.</param>
/// <param name="changes">What this process has committed.</param>
/// <param name="clock">Measures ages.</param>
/// <param name="copies">Where all nodes find copies; null when there is no such place.</param>
internal sealed class PageCache(CatalogCacheOptions options, CatalogChanges changes, TimeProvider clock, IPageCopies? copies = null)
{
    /// <summary>How long a change on another node may stay unseen.</summary>
    internal static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>How often the copy of a page that stays the same is renewed.</summary>
    private static readonly TimeSpan CopyAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private const int MostOfBody = 1024 * 1024;

    private readonly ConcurrentDictionary<Id<Tenant>, PageShelf> _shelves = new();
    private readonly long _most = options.Megabytes * 1024L * 1024;
    private readonly Lock _sweeping = new();
    private DateTimeOffset _sweptAt = clock.Steady();
    private long _bytes;

    internal long Bytes => Interlocked.Read(ref _bytes);

    // Half of all: one tenant's pages never push out everybody's.
    private long MostOfTenant => _most / 2;

    internal TimeSpan StaleFor => options.StaleFor;

    /// <summary>The page as it was last read, however long ago.</summary>
    internal KeptPage? Find(Id<Tenant> tenantId, string key)
    {
        if (!_shelves.TryGetValue(tenantId, out var shelf))
            return null;
        lock (shelf)
            return shelf.Find(key);
    }

    internal bool IsFresh(KeptPage page) => clock.Steady() - page.ReadAt < Freshness && changes.IsCurrent(page.TenantId, page.Parts, page.Begun);

    internal TimeSpan AgeOf(KeptPage page) => clock.Steady() - page.ReadAt;

    /// <summary>A read that began after the last change, to wait for; or a new one, which the caller does and ends.</summary>
    internal PageRead Join(Id<Tenant> tenantId, string key, out bool mine)
    {
        var begun = new PageRead(changes.Begin(tenantId), clock.Steady());
        var joined = OnShelf(tenantId, shelf =>
            shelf.Reads.TryGetValue(key, out var read) && read.Begun >= begun.Begun && begun.At - read.At < Freshness ? read : shelf.Reads[key] = begun);
        mine = joined == begun;
        return joined;
    }

    /// <summary>Ends a read with its page, and keeps it.</summary>
    internal KeptPage End(Id<Tenant> tenantId, string key, PageRead read, byte[] body, PageParts parts)
    {
        var page = new KeptPage(tenantId, key, body, parts, read.Begun, read.At);
        if (body.Length <= MostOfBody)
            Keep(page, copy: true);
        Leave(tenantId, key, read);
        read.Completion.TrySetResult(page);
        return page;
    }

    /// <summary>Ends a read that failed; those who wait hear why.</summary>
    internal void Fail(Id<Tenant> tenantId, string key, PageRead read, Exception failure)
    {
        Leave(tenantId, key, read);
        read.Completion.TrySetException(failure);
        // Perhaps nobody waits.
        _ = read.Completion.Task.Exception;
    }

    /// <summary>For an outage: the page as it was last read, here or by another node, unless that is too long ago.</summary>
    internal async Task<KeptPage?> FindStaleAsync(Id<Tenant> tenantId, string key)
    {
        if (Find(tenantId, key) is { } page && AgeOf(page) <= StaleFor)
            return page;
        if (copies is null || await copies.FindAsync(tenantId, key) is not { } copy)
            return null;
        page = new(tenantId, key, copy.Body, default, begun: -1, clock.Steady() - copy.Age);
        Keep(page, copy: false);
        return page;
    }

    private void Keep(KeptPage page, bool copy)
    {
        var (shelf, before) = OnShelf(page.TenantId, shelf =>
        {
            var bytes = shelf.Bytes;
            var before = shelf.Put(page);
            while (shelf.Bytes > MostOfTenant)
                shelf.RemoveOne();
            Interlocked.Add(ref _bytes, shelf.Bytes - bytes);
            return (shelf, before);
        });
        while (Bytes > _most && MakeRoom(shelf))
        {
        }
        // Only of what is asked for again: queries that somebody makes up fill no store that all nodes share.
        if (copy && copies is not null && before is not null)
            Copy(page, before);
        Sweep();
    }

    private void Copy(KeptPage page, KeptPage before)
    {
        var now = clock.Steady();
        var again = before.CopiedAt is not { } copiedAt || before.ETag != page.ETag || now - copiedAt >= CopyAgain;
        page.CopiedAt = again ? now : before.CopiedAt;
        if (again)
            copies!.Keep(page);
    }

    /// <summary>Whoever has more than an equal share gives way to whoever has less.</summary>
    private bool MakeRoom(PageShelf newest)
    {
        var victim = newest.Bytes >= _most / _shelves.Count ? newest : _shelves.Values.MaxBy(shelf => shelf.Bytes) ?? newest;
        lock (victim)
        {
            var freed = victim.RemoveOne();
            Interlocked.Add(ref _bytes, -freed);
            return freed > 0;
        }
    }

    private T OnShelf<T>(Id<Tenant> tenantId, Func<PageShelf, T> use)
    {
        while (true)
        {
            var shelf = _shelves.GetOrAdd(tenantId, _ => new(MostOfTenant * 3 / 4));
            lock (shelf)
            {
                // A sweep may just have taken it away.
                if (_shelves.TryGetValue(tenantId, out var there) && there == shelf)
                    return use(shelf);
            }
        }
    }

    private void Sweep()
    {
        var now = clock.Steady();
        lock (_sweeping)
        {
            if (now - _sweptAt < SweepEvery)
                return;
            _sweptAt = now;
        }
        foreach (var (tenantId, shelf) in _shelves)
        {
            lock (shelf)
            {
                Interlocked.Add(ref _bytes, -shelf.RemoveOlder(now - StaleFor));
                if (shelf.IsEmpty)
                    _shelves.TryRemove(new(tenantId, shelf));
            }
        }
    }

    private void Leave(Id<Tenant> tenantId, string key, PageRead read)
    {
        if (!_shelves.TryGetValue(tenantId, out var shelf))
            return;
        lock (shelf)
        {
            if (shelf.Reads.TryGetValue(key, out var current) && current == read)
                shelf.Reads.Remove(key);
        }
    }
}
