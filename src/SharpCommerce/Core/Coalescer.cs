using System.Collections.Concurrent;

namespace SharpCommerce.Core;

/// <summary>
/// Lets work of the same key that arrives while other such work is under way go out together. Alone, work goes at once:
/// nothing ever waits for company.
/// </summary>
/// <param name="largestGroup">How many go out together at most.</param>
/// <param name="run">Does the work of a group: all of it or, by throwing, nothing.</param>
/// <param name="hitsAll">Tells a failure of what all share (an outage) from one that a single item may have caused.</param>
internal sealed class Coalescer<TKey, TItem, TResult>(int largestGroup, Func<TKey, IReadOnlyList<TItem>, Task<TResult[]>> run, Func<Exception, bool> hitsAll)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lane> _lanes = new();

    internal Task<TResult> AddAsync(TKey key, TItem item)
    {
        var pending = new Pending(item);
        while (true)
        {
            var lane = _lanes.GetOrAdd(key, static _ => new());
            lock (lane)
            {
                // An empty lane is taken out below, so that keys of long ago cost nothing.
                if (lane.Closed)
                    continue;
                lane.Waiting.Enqueue(pending);
                if (lane.Running)
                    return pending.Completion.Task;
                lane.Running = true;
            }
            _ = RunAsync(key, lane);
            return pending.Completion.Task;
        }
    }

    private async Task RunAsync(TKey key, Lane lane)
    {
        var group = new List<Pending>();
        while (true)
        {
            group.Clear();
            lock (lane)
            {
                while (group.Count < largestGroup && lane.Waiting.TryDequeue(out var pending))
                    group.Add(pending);
                if (group.Count == 0)
                {
                    lane.Closed = true;
                    _lanes.TryRemove(new(key, lane));
                    return;
                }
            }
            await RunGroupAsync(key, group);
        }
    }

    private async Task RunGroupAsync(TKey key, List<Pending> group)
    {
        try
        {
            var results = await run(key, [.. group.Select(pending => pending.Item)]);
            for (var i = 0; i < group.Count; i++)
                group[i].Completion.SetResult(results[i]);
        }
        catch (Exception failure) when (group.Count > 1 && !hitsAll(failure))
        {
            // One of them spoiled it for all, and nothing was written: each gets its own try.
            foreach (var pending in group)
                await RunGroupAsync(key, [pending]);
        }
        catch (Exception failure)
        {
            group.ForEach(pending => pending.Completion.SetException(failure));
        }
    }

    private sealed class Lane
    {
        internal Queue<Pending> Waiting { get; } = new();

        internal bool Running { get; set; }

        internal bool Closed { get; set; }
    }

    private sealed class Pending(TItem item)
    {
        internal TItem Item { get; } = item;

        internal TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
