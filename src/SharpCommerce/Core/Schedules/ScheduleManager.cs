using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Schedules;

/// <summary>Tells operators where recurring work stands, and begins it for them.</summary>
public sealed class ScheduleManager
{
    private readonly ScheduleStore _store;
    private readonly ScheduleWorker _worker;
    private readonly PlatformDb _platform;

    internal ScheduleManager(ScheduleStore store, ScheduleWorker worker, PlatformDb platform)
    {
        _store = store;
        _worker = worker;
        _platform = platform;
    }

    /// <summary>All recurring work that this program knows, by name.</summary>
    public async Task<IReadOnlyList<ScheduleState>> ListAsync(CancellationToken cancellationToken = default)
    {
        var now = await _store.TimeAsync(cancellationToken);
        var rows = await _store.ReadAsync(cancellationToken);
        return [.. _worker.Work.Values.OrderBy(work => work.Name, StringComparer.Ordinal).Select(work => State(work, rows.GetValueOrDefault(work.Name), now))];
    }

    /// <summary>Makes the next tick come now, on this node. The ticks after it come as ever.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, or <c>illegal_transition</c> while it runs.</exception>
    public async Task<ScheduleState> RunAsync(string name, CancellationToken cancellationToken = default)
    {
        if (!_worker.Work.TryGetValue(name, out var work))
            throw CommerceErrors.NotFound("recurring work");
        var now = await _store.TimeAsync(cancellationToken);
        // A work that is new has no row before the first round.
        await _store.AddAsync(name, now, cancellationToken);
        await using (var session = await _platform.WriteAsync(cancellationToken))
        {
            var moved = await session.Set<ScheduledWork>().Where(row => row.Name == name && (row.LeaseUntil == null || row.LeaseUntil <= now))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, row => row.NextAt < now ? row.NextAt : now), cancellationToken);
            if (moved == 0)
                throw new CommerceException(new(ErrorKind.Conflict, "illegal_transition", $"The work '{name}' runs already. Ask again when it has ended."));
            session.Note<ScheduledWork>(name, new { }, new { nextAt = now });
            await session.SaveAndCommitAsync(cancellationToken);
        }
        await _worker.RoundAsync(cancellationToken);
        return State(work, (await _store.ReadAsync(cancellationToken)).GetValueOrDefault(name), now);
    }

    private static ScheduleState State(RecurringWork work, ScheduleRow? row, DateTimeOffset now) => new(
        work.Name, work.Schedule.Text, work.PerTenant, row?.LeaseUntil > now ? ScheduleStatus.Running : ScheduleStatus.Waiting,
        row?.NextAt ?? work.Schedule.After(now), row?.LastStartedAt, row?.LastEndedAt, row?.LastOutcome, row?.LastError);
}

/// <summary>Where recurring work stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schedule">When it is due, in words.</param>
/// <param name="PerTenant">Whether it is done for each tenant.</param>
/// <param name="Status">Whether a node does it now.</param>
/// <param name="NextAt">The tick that is next, or under way.</param>
/// <param name="LastStartedAt">When it was last begun.</param>
/// <param name="LastEndedAt">When it last came to an end.</param>
/// <param name="LastOutcome">How.</param>
/// <param name="LastError">Why it failed.</param>
public sealed record ScheduleState(
    string Name, string Schedule, bool PerTenant, ScheduleStatus Status, DateTimeOffset NextAt, DateTimeOffset? LastStartedAt, DateTimeOffset? LastEndedAt, WorkOutcome? LastOutcome, string? LastError);

/// <summary>Whether a node does recurring work at the moment.</summary>
public enum ScheduleStatus
{
    /// <summary>None does.</summary>
    Waiting,

    /// <summary>One does.</summary>
    Running,
}
