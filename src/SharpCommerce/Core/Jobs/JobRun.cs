using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;

namespace SharpCommerce.Core.Jobs;

/// <summary>
/// A job that this process owns for as long as it keeps renewing its lease. Every write is on condition that no later run has the job, so a run that
/// slept too long cannot write beside the one that took over.
/// </summary>
internal sealed class JobRun
{
    /// <summary>With the rounds of the workers it decides how soon a killed node's jobs go on.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>A job that was begun so often and never got to an end takes its process down, or never fits between two stops.</summary>
    internal const int MostAttempts = 10;

    private static readonly SqlStatement Renewal = new("UPDATE jobs SET lease_until = $4 WHERE tenant_id = $1 AND id = $2 AND run = $3 AND status = 'running' RETURNING cancel_requested");

    private readonly TenantDb _db;

    private JobRun(TenantDb db, Job job) => (_db, Job) = (db, job);

    internal Job Job { get; }

    internal JobProgress Progress { get; private set; } = new();

    /// <summary>How far it is; written with the progress.</summary>
    internal long Done { get; set; }

    /// <summary>Takes the oldest job that waits or whose owner is gone, of the kinds that this process knows; null when there is none.</summary>
    internal static async Task<JobRun?> ClaimAsync(TenantDb db, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        var now = await db.TimeAsync(cancellationToken);
        var far = now + PendingWork.Far;
        Expression<Func<Job, bool>> waits = job => job.FinishedAt == null
            && (job.Status == JobStatus.Queued ? job.NotBefore == null || job.NotBefore <= now : job.LeaseUntil <= now || job.LeaseUntil > far);
        Job? job;
        // Looked for without a write, so that idle rounds never hold up a shop.
        await using (var session = await db.ReadAsync(cancellationToken))
            job = await session.Set<Job>().AsNoTracking().Where(job => kinds.Contains(job.Kind)).Where(waits).OrderBy(job => job.Id).FirstOrDefaultAsync(cancellationToken);
        if (job is null)
            return null;
        if (job.Status == JobStatus.Failed)
        {
            await JobInputs.DiscardAsync(db, job.Id, cancellationToken);
            return await ClaimAsync(db, kinds, cancellationToken);
        }

        DateTimeOffset? lease = now + Lease, startedAt = job.StartedAt ?? now;
        await using (var session = await db.WriteAsync(cancellationToken))
        {
            var claimed = await session.Set<Job>().Where(found => found.Id == job.Id && found.Run == job.Run).Where(waits).ExecuteUpdateAsync(
                set => set
                    .SetProperty(found => found.Status, JobStatus.Running)
                    .SetProperty(found => found.LeaseUntil, lease)
                    .SetProperty(found => found.Run, found => found.Run + 1)
                    .SetProperty(found => found.Attempts, found => found.Attempts + 1)
                    .SetProperty(found => found.StartedAt, startedAt),
                cancellationToken);
            if (claimed == 0)
                return null;
            await session.SaveAndCommitAsync(cancellationToken);
        }
        (job.Status, job.LeaseUntil, job.StartedAt) = (JobStatus.Running, lease, startedAt);
        (job.Run, job.Attempts) = (job.Run + 1, job.Attempts + 1);
        KillPoint.Reach(KillPoint.JobClaimed);
        return new(db, job);
    }

    /// <summary>Renews the lease; says whether the job was called off meanwhile.</summary>
    /// <exception cref="JobLostException">Another run has the job now.</exception>
    internal async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        var lease = await _db.TimeAsync(cancellationToken) + Lease;
        // Not durable: a lease that a crash of the database forgets has run out when it is back.
        var canceled = await _db.ExecuteAsync<bool?>(
            [Renewal.With(Job.Id.Value, Job.Run, lease)],
            async (rows, token) => await rows.ReadAsync(token) ? rows.Bool(0) : null,
            cancellationToken,
            WriteMode.NotDurable);
        return canceled ?? throw new JobLostException();
    }

    /// <summary>Saves progress.</summary>
    /// <exception cref="JobLostException">Another run has the job now.</exception>
    internal async Task SaveAsync(JobProgress progress, CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        await WriteAsync(session, progress, cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        Accept(progress);
    }

    /// <summary>The same within a transaction of the caller, who calls <see cref="Accept"/> once it is committed.</summary>
    internal async Task WriteAsync(DbSession session, JobProgress progress, CancellationToken cancellationToken)
    {
        var errors = progress.ListedErrors;
        Check(await Mine(session).ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.Done, Done)
                .SetProperty(job => job.Created, progress.Created)
                .SetProperty(job => job.Updated, progress.Updated)
                .SetProperty(job => job.Unchanged, progress.Unchanged)
                .SetProperty(job => job.Failed, progress.Failed)
                .SetProperty(job => job.Errors, errors)
                .SetProperty(job => job.Warnings, progress.Warnings),
            cancellationToken));
    }

    internal void Accept(JobProgress progress)
    {
        Progress = progress;
        KillPoint.Reach(KillPoint.JobBetweenBatches);
    }

    /// <summary>Ends the job, with the reason if it failed, and forgets its input.</summary>
    internal async Task EndAsync(JobStatus status, string? error, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = await _db.TimeAsync(cancellationToken);
        await using var session = await _db.WriteAsync(cancellationToken);
        Check(await Mine(session).ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.Status, status)
                .SetProperty(job => job.Error, error)
                .SetProperty(job => job.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(job => job.FinishedAt, now),
            cancellationToken));
        await session.Set<JobInput>().Where(input => input.JobId == Job.Id).ExecuteDeleteAsync(cancellationToken);
        KillPoint.Reach(KillPoint.JobBeforeEnd);
        await session.SaveAndCommitAsync(cancellationToken);
    }

    /// <summary>Puts the job back after a failure, to be tried again by anybody after a pause.</summary>
    internal async Task RetryAsync(string error, TimeSpan pause, CancellationToken cancellationToken)
    {
        DateTimeOffset? notBefore = await _db.TimeAsync(cancellationToken) + pause;
        await using var session = await _db.WriteAsync(cancellationToken);
        Check(await Mine(session).ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.Status, JobStatus.Queued)
                .SetProperty(job => job.Error, error)
                .SetProperty(job => job.LeaseUntil, (DateTimeOffset?)null)
                .SetProperty(job => job.NotBefore, notBefore),
            cancellationToken));
        await session.SaveAndCommitAsync(cancellationToken);
    }

    /// <summary>Lets another process, or this one after a restart, take the job at once.</summary>
    internal async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? now = await _db.TimeAsync(cancellationToken);
        await using var session = await _db.WriteAsync(cancellationToken);
        Check(await Mine(session).ExecuteUpdateAsync(
            set => set.SetProperty(job => job.LeaseUntil, now).SetProperty(job => job.Attempts, job => job.Attempts - 1), cancellationToken));
        await session.SaveAndCommitAsync(cancellationToken);
    }

    private IQueryable<Job> Mine(DbSession session) => session.Set<Job>().Where(job => job.Id == Job.Id && job.Status == JobStatus.Running && job.Run == Job.Run);

    private static void Check(int updated)
    {
        if (updated == 0)
            throw new JobLostException();
    }
}

/// <summary>Stops a run whose job another one has taken over, or whose tenant is gone.</summary>
internal sealed class JobLostException() : Exception("Another run has the job now.");
