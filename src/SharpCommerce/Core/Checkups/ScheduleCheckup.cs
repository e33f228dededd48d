using System.Data.Common;
using System.Runtime.CompilerServices;
using SharpCommerce.Core.Schedules;

namespace SharpCommerce.Core.Checkups;

/// <summary>Whether recurring work goes on and goes well.</summary>
internal sealed class ScheduleCheckup(ScheduleStore store, IEnumerable<RecurringWork> work) : ICheckup
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, ScheduleRow> rows;
        DateTimeOffset now;
        try
        {
            rows = await store.ReadAsync(cancellationToken);
            now = await store.TimeAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is DbException || failure.InnerException is DbException)
        {
            // Down or not migrated: the database's own checkup tells of it.
            yield break;
        }
        foreach (var row in work.Select(one => rows.GetValueOrDefault(one.Name)).OfType<ScheduleRow>())
        {
            if (row.LastOutcome == WorkOutcome.Failed)
                yield return new($"recurring work {row.Name}", FindingLevel.Warn, $"It failed last time: {row.LastError}", "Look at the server's log; it is tried again at its next time.");
            else if (row.NextAt < now - Late && row.LeaseUntil is null)
                yield return new($"recurring work {row.Name}", FindingLevel.Warn, $"It has been due since {row.NextAt:u}.", "See that a server runs.");
        }
        if (rows.Count > 0 && rows.Values.All(row => row.LastOutcome != WorkOutcome.Failed))
            yield return new("recurring work", FindingLevel.Ok, "Nothing failed the last time.");
    }
}
