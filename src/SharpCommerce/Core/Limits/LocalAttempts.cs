namespace SharpCommerce.Core.Limits;

/// <summary>The attempts that this node saw. Bounded: beyond the most, the key that was quiet longest is forgotten.</summary>
internal sealed class LocalAttempts(TimeProvider clock) : IAttemptCounters
{
    internal const int MostKeys = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = [];

    // The one that was quiet longest comes first.
    private readonly LinkedList<Entry> _byAge = [];

    internal int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    public Task<TimeSpan?> TryBeginAsync(string key, AttemptRule rule)
    {
        lock (_lock)
            return Task.FromResult(TryBegin(key, rule, clock.Steady()));
    }

    public Task TakeBackAsync(string key)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                node.Value.Failures = Math.Max(0, node.Value.Failures - 1);
                node.Value.PausedUntil = default;
            }
        }
        return Task.CompletedTask;
    }

    public Task ForgetAsync(string key)
    {
        lock (_lock)
        {
            if (_entries.Remove(key, out var node))
                _byAge.Remove(node);
        }
        return Task.CompletedTask;
    }

    private TimeSpan? TryBegin(string key, AttemptRule rule, DateTimeOffset now)
    {
        // Every rule's memory is equally long, so age is also the order of forgetting.
        while (_byAge.First is { } oldest && oldest.Value.Last + AttemptRule.Memory <= now)
            Remove(oldest);
        if (!_entries.TryGetValue(key, out var node))
        {
            if (_entries.Count >= MostKeys)
                Remove(_byAge.First!);
            _entries[key] = node = new(new(key) { Since = now });
            _byAge.AddLast(node);
        }
        var entry = node.Value;
        if (now < entry.PausedUntil)
            return entry.PausedUntil - now;
        if (entry.Failures < rule.Free && now - entry.Since >= rule.Window)
            (entry.Failures, entry.Since) = (0, now);
        entry.Failures++;
        entry.Last = now;
        entry.PausedUntil = now + rule.PauseAfter(entry.Failures);
        _byAge.Remove(node);
        _byAge.AddLast(node);
        return null;
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byAge.Remove(node);
    }

    private sealed class Entry(string key)
    {
        internal string Key { get; } = key;

        internal int Failures { get; set; }

        internal DateTimeOffset Since { get; set; }

        internal DateTimeOffset Last { get; set; }

        internal DateTimeOffset PausedUntil { get; set; }
    }
}
