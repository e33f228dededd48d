using System.Collections.Concurrent;

namespace SharpCommerce.Core.Limits;

/// <summary>One kind of counters in one minute. Bounded: beyond the most keys, further ones share a few counters, so a flood of keys opens nothing.</summary>
/// <param name="limit">What applies to each key.</param>
/// <param name="name">The counter's name in Redis.</param>
internal sealed class RateTable<TKey>(RateLimit limit, Func<TKey, string> name)
    where TKey : notnull
{
    internal const int MostKeys = 100_000;
    private const int SharedCounters = 1024;

    // A node tells others of a key from this part of its limit on: the many that are far from it cost Redis nothing.
    private const int TellFrom = 100;

    private readonly ConcurrentDictionary<TKey, RateCounter> _counters = new();
    private readonly RateCounter[] _overflow = new RateCounter[SharedCounters];
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    internal long Add(TKey key) => _counters.TryGetValue(key, out var counter) ? counter.Add() : Make(key).Add();

    /// <summary>What others do not know yet.</summary>
    internal void CollectNews(List<RateNews> news)
    {
        foreach (var (key, counter) in _counters)
        {
            if (counter.Own * TellFrom >= limit.PerMinute && counter.TakeNews() is > 0 and var count)
                news.Add(new(name(key), count, counter));
        }
    }

    private RateCounter Make(TKey key)
    {
        if (Volatile.Read(ref _count) >= MostKeys)
        {
            ref var shared = ref _overflow[(uint)key.GetHashCode() % SharedCounters];
            return Volatile.Read(ref shared) ?? Interlocked.CompareExchange(ref shared, new(), null) ?? shared;
        }
        var made = new RateCounter();
        var kept = _counters.GetOrAdd(key, made);
        if (ReferenceEquals(kept, made))
            Interlocked.Increment(ref _count);
        return kept;
    }
}

/// <summary>A limit, and its text for the header.</summary>
internal sealed class RateLimit(int perMinute)
{
    internal int PerMinute { get; } = perMinute;

    internal string Text { get; } = perMinute.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What is to be added to a shared counter.</summary>
internal readonly record struct RateNews(string Key, long Count, RateCounter Counter);

/// <summary>The calls of one caller in one minute: this node's, and as far as known those of others.</summary>
internal sealed class RateCounter
{
    private long _own;
    private long _told;
    private long _others;

    internal long Own => Volatile.Read(ref _own);

    internal long Add() => Interlocked.Increment(ref _own) + Volatile.Read(ref _others);

    /// <summary>Counts as told from now on, whatever becomes of it: told twice, it would come back as other nodes' calls.</summary>
    internal long TakeNews()
    {
        var news = Own - _told;
        _told += news;
        return news;
    }

    /// <summary>Takes over what all nodes counted. A smaller number means that Redis lost something, and is no reason to forget.</summary>
    internal void Learn(long total)
    {
        if (total - _told > Volatile.Read(ref _others))
            Volatile.Write(ref _others, total - _told);
    }
}
