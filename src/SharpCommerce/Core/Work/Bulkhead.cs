using System.Collections.Concurrent;

namespace SharpCommerce.Core.Work;

/// <summary>
/// Lets work run beside each other, only so much of one kind at once: what hangs in one kind takes nothing from the others. Nobody waits for a place:
/// places are taken before the work is, so that nothing is held that cannot begin. The first place of a kind is there even when all together have theirs.
/// </summary>
internal sealed class Bulkhead<TKey>(int mostOfAKind, int mostInAll)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Dictionary<TKey, int> _busy = [];
    private int _all;

    /// <summary>Takes as much work of a kind as may begin now, and begins it.</summary>
    /// <param name="key">The kind.</param>
    /// <param name="take">Takes at most so much.</param>
    /// <param name="work">Does a piece. Deals with its own failures.</param>
    /// <param name="ended">Called for each piece when its place is free again.</param>
    internal async Task FillAsync<TItem>(TKey key, Func<int, Task<IReadOnlyList<TItem>>> take, Func<TItem, Task> work, Action ended)
    {
        var places = Change(key, int.MaxValue);
        if (places == 0)
            return;
        try
        {
            foreach (var item in await take(places))
            {
                places--;
                // Not begun here: its part before the first await would hold up the caller.
                var run = Task.Run(() => work(item));
                _running[run] = true;
                _ = run.ContinueWith(
                    done =>
                    {
                        _running.TryRemove(done, out _);
                        Change(key, -1);
                        ended();
                    },
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
        }
        finally
        {
            Change(key, -places);
        }
    }

    /// <summary>Waits until everything that runs now has ended.</summary>
    internal Task IdleAsync() => Task.WhenAll(_running.Keys);

    /// <summary>Takes up to so many places, or gives some back; says by how many it changed.</summary>
    private int Change(TKey key, int wanted)
    {
        lock (_busy)
        {
            var busy = _busy.GetValueOrDefault(key);
            var change = Math.Min(wanted, Math.Min(mostOfAKind - busy, Math.Max(mostInAll - _all, busy == 0 ? 1 : 0)));
            _all += change;
            if (busy + change == 0)
                _busy.Remove(key);
            else
                _busy[key] = busy + change;
            return change;
        }
    }
}
