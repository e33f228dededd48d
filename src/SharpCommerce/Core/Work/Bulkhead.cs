using System.Collections.Concurrent;

namespace SharpCommerce.Core.Work;

/// <summary>Lets work run beside each other, only so much of one kind at once: what hangs in one kind takes nothing from the others.</summary>
internal sealed class Bulkhead<TKey>(int mostOfAKind, int mostInAll) : IDisposable
    where TKey : notnull
{
    private readonly SemaphoreSlim _all = new(mostInAll, mostInAll);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Dictionary<TKey, int> _busy = [];

    /// <summary>How much more of a kind may begin now.</summary>
    internal int Free(TKey key)
    {
        lock (_busy)
            return mostOfAKind - _busy.GetValueOrDefault(key);
    }

    /// <summary>Begins; waits only while everything is full.</summary>
    /// <param name="key">The kind.</param>
    /// <param name="work">What is done. Deals with its own failures.</param>
    /// <param name="ended">Called when its place is free again.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    internal async Task BeginAsync(TKey key, Func<Task> work, Action ended, CancellationToken cancellationToken)
    {
        await _all.WaitAsync(cancellationToken);
        Count(key, 1);
        // Not begun here: its part before the first await would hold up the caller.
        var run = Task.Run(work, CancellationToken.None);
        _running[run] = true;
        _ = run.ContinueWith(
            done =>
            {
                _running.TryRemove(done, out _);
                Count(key, -1);
                _all.Release();
                ended();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until everything that runs now has ended.</summary>
    internal Task IdleAsync() => Task.WhenAll(_running.Keys);

    public void Dispose() => _all.Dispose();

    private void Count(TKey key, int change)
    {
        lock (_busy)
        {
            var count = _busy.GetValueOrDefault(key) + change;
            if (count == 0)
                _busy.Remove(key);
            else
                _busy[key] = count;
        }
    }
}
