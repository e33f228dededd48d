using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;

namespace SharpCommerce.Core.Schedules;

/// <summary>The rows of recurring work. Every step is one conditional statement on the time that all nodes share, so of several nodes one wins.</summary>
internal sealed class ScheduleStore(DatabaseMap databases, TimeProvider clock)
{
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    private static readonly SqlStatement ReadAll = new("SELECT name, next_at, lease_until, run, last_started_at, last_ended_at, last_outcome, last_error FROM schedules WHERE tenant_id = $1");
    private static readonly SqlStatement Insert = new("INSERT INTO schedules (tenant_id, name, next_at, run) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING");
    private static readonly SqlStatement Move = new("UPDATE schedules SET next_at = $4 WHERE tenant_id = $1 AND name = $2 AND next_at = $3 AND lease_until IS NULL RETURNING run");
    private static readonly SqlStatement Take = new(
        """
        UPDATE schedules SET lease_until = $4, run = run + 1, last_started_at = $5
        WHERE tenant_id = $1 AND name = $2 AND run = $3 AND next_at <= $5 AND (lease_until IS NULL OR lease_until <= $5 OR lease_until > $6) RETURNING run
        """);

    private static readonly SqlStatement Renew = new("UPDATE schedules SET lease_until = $4 WHERE tenant_id = $1 AND name = $2 AND run = $3 AND lease_until IS NOT NULL RETURNING run");
    private static readonly SqlStatement Release = new("UPDATE schedules SET lease_until = NULL WHERE tenant_id = $1 AND name = $2 AND run = $3 RETURNING run");
    private static readonly SqlStatement End = new(
        """
        UPDATE schedules SET lease_until = NULL, next_at = $4, last_ended_at = $5, last_outcome = $6, last_error = $7
        WHERE tenant_id = $1 AND name = $2 AND run = $3 RETURNING run
        """);

    internal Task<DateTimeOffset> TimeAsync(CancellationToken cancellationToken) => databases.Shared.TimeAsync(clock, cancellationToken);

    internal Task<Dictionary<string, ScheduleRow>> ReadAsync(CancellationToken cancellationToken) => databases.Shared.ReadAsync(
        PlatformDb.Platform,
        [ReadAll.With()],
        async (rows, token) =>
        {
            var found = new Dictionary<string, ScheduleRow>();
            while (await rows.ReadAsync(token))
                found[rows.String(0)] = new(rows.String(0), rows.Time(1), rows.TimeOrNull(2), rows.Int(3), rows.TimeOrNull(4), rows.TimeOrNull(5), rows.IsNull(6) ? null : rows.Enum<WorkOutcome>(6), rows.StringOrNull(7));
            return found;
        },
        cancellationToken);

    internal Task AddAsync(string name, DateTimeOffset nextAt, CancellationToken cancellationToken) =>
        databases.Shared.WriteAsync(PlatformDb.Platform, [Insert.With(name, nextAt)], (_, _) => Task.FromResult(true), WriteMode.Quick, cancellationToken);

    /// <summary>Sets another time for a tick that has not come.</summary>
    internal Task<bool> MoveAsync(ScheduleRow row, DateTimeOffset nextAt, CancellationToken cancellationToken) => WriteAsync(Move.With(row.Name, row.NextAt, nextAt), cancellationToken);

    /// <summary>Takes the tick that is due; the number of the run, or null when another node was faster.</summary>
    internal async Task<int?> TakeAsync(ScheduleRow row, DateTimeOffset now, CancellationToken cancellationToken) =>
        await WriteAsync(Take.With(row.Name, row.Run, now + Lease, now, now + PendingWork.Far), cancellationToken) ? row.Run + 1 : null;

    /// <summary>False when another node has it now.</summary>
    internal async Task<bool> RenewAsync(string name, int run, CancellationToken cancellationToken) =>
        await WriteAsync(Renew.With(name, run, await TimeAsync(cancellationToken) + Lease), cancellationToken);

    /// <summary>Leaves the tick to another node.</summary>
    internal Task<bool> ReleaseAsync(string name, int run, CancellationToken cancellationToken) => WriteAsync(Release.With(name, run), cancellationToken);

    /// <summary>Ends the run, and with it the tick.</summary>
    internal async Task<bool> EndAsync(RecurringWork work, int run, string? error, CancellationToken cancellationToken)
    {
        var now = await TimeAsync(cancellationToken);
        return await WriteAsync(End.With(work.Name, run, work.Schedule.After(now), now, SnakeEnum<WorkOutcome>.Write(error is null ? WorkOutcome.Succeeded : WorkOutcome.Failed), error), cancellationToken);
    }

    private Task<bool> WriteAsync(SqlCall call, CancellationToken cancellationToken) =>
        databases.Shared.WriteAsync(PlatformDb.Platform, [call], (rows, token) => rows.ReadAsync(token), WriteMode.Quick, cancellationToken);
}

/// <summary>A row as it was read.</summary>
internal sealed record ScheduleRow(
    string Name, DateTimeOffset NextAt, DateTimeOffset? LeaseUntil, int Run, DateTimeOffset? LastStartedAt, DateTimeOffset? LastEndedAt, WorkOutcome? LastOutcome, string? LastError);
