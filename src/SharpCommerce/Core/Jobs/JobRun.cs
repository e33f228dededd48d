using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>
/// A job that this process owns for as long as it keeps renewing its lease. Every write is on condition of the lease that was
/// written last, so a run that slept too long cannot write beside the one that took over.
/// </summary>
internal sealed class JobRun
{
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private DateTimeOffset _leaseUntil;

    private JobRun(TenantDb db, TimeProvider clock, Job job)
    {
        _db = db;
        _clock = clock;
        Job = job;
        _leaseUntil = job.LeaseUntil!.Value;
    }

    internal Job Job { get; }

    internal JobProgress Progress { get; private set; } = new();

    /// <summary>Takes the oldest job that waits or whose owner is gone, of the kinds that this process knows; null when there is none.</summary>
    internal static async Task<JobRun?> ClaimAsync(TenantDb db, TimeProvider clock, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        Expression<Func<Job, bool>> waits = job =>
            job.Status == JobStatus.Queued || (job.Status == JobStatus.Running || job.Status == JobStatus.Failed) && job.LeaseUntil <= now;
        Job? job;
        // Looked for without a write, so that idle rounds never hold up a shop.
        await using (var session = await db.ReadAsync(cancellationToken))
            job = await session.Set<Job>().AsNoTracking().Where(job => kinds.Contains(job.Kind)).Where(waits).OrderBy(job => job.Id).FirstOrDefaultAsync(cancellationToken);
        if (job is null)
            return null;
        if (job.Status == JobStatus.Failed)
        {
            await JobInputs.DiscardAsync(db, job.Id, cancellationToken);
            return await ClaimAsync(db, clock, kinds, cancellationToken);
        }

        DateTimeOffset? lease = now + Lease;
        await using (var session = await db.WriteAsync(cancellationToken))
        {
            var claimed = await session.Set<Job>().Where(found => found.Id == job.Id).Where(waits).ExecuteUpdateAsync(
                set => set.SetProperty(found => found.Status, JobStatus.Running).SetProperty(found => found.LeaseUntil, lease), cancellationToken);
            if (claimed == 0)
                return null;
            await session.SaveAndCommitAsync(cancellationToken);
        }
        job.Status = JobStatus.Running;
        job.LeaseUntil = lease;
        KillPoint.Reach(KillPoint.JobClaimed);
        return new(db, clock, job);
    }

    /// <summary>Saves progress and renews the lease.</summary>
    /// <exception cref="JobLostException">Another run has the job now.</exception>
    internal async Task SaveAsync(JobProgress progress, CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var saved = await WriteAsync(session, progress, cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        Accept(saved);
    }

    /// <summary>The same within a transaction of the caller, who calls <see cref="Accept"/> once it is committed.</summary>
    internal async Task<Saved> WriteAsync(DbSession session, JobProgress progress, CancellationToken cancellationToken)
    {
        DateTimeOffset lease = _clock.Now() + Lease;
        await UpdateAsync(session, progress, JobStatus.Running, lease, null, null, cancellationToken);
        return new(progress, lease);
    }

    internal void Accept(Saved saved)
    {
        (Progress, _leaseUntil) = (saved.Progress, saved.Lease);
        KillPoint.Reach(KillPoint.JobBetweenBatches);
    }

    /// <summary>Ends the job, with the reason if it failed, and forgets its input.</summary>
    internal async Task FinishAsync(string? error, CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        await UpdateAsync(session, Progress, error is null ? JobStatus.Succeeded : JobStatus.Failed, null, error, _clock.Now(), cancellationToken);
        await session.Set<JobInput>().Where(input => input.JobId == Job.Id).ExecuteDeleteAsync(cancellationToken);
        KillPoint.Reach(KillPoint.JobBeforeEnd);
        await session.SaveAndCommitAsync(cancellationToken);
    }

    /// <summary>Lets another process, or this one after a restart, take the job at once.</summary>
    internal async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        await UpdateAsync(session, Progress, JobStatus.Running, _clock.Now(), null, null, cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
    }

    private async Task UpdateAsync(
        DbSession session, JobProgress progress, JobStatus status, DateTimeOffset? lease, string? error, DateTimeOffset? finishedAt, CancellationToken cancellationToken)
    {
        var errors = progress.ListedErrors;
        var updated = await session.Set<Job>().Where(job => job.Id == Job.Id && job.Status == JobStatus.Running && job.LeaseUntil == _leaseUntil).ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.Status, status)
                .SetProperty(job => job.Created, progress.Created)
                .SetProperty(job => job.Updated, progress.Updated)
                .SetProperty(job => job.Unchanged, progress.Unchanged)
                .SetProperty(job => job.Failed, progress.Failed)
                .SetProperty(job => job.Errors, errors)
                .SetProperty(job => job.Warnings, progress.Warnings)
                .SetProperty(job => job.LeaseUntil, lease)
                .SetProperty(job => job.Error, error)
                .SetProperty(job => job.FinishedAt, finishedAt),
            cancellationToken);
        if (updated == 0)
            throw new JobLostException();
    }

    /// <summary>What was written but is perhaps not committed yet.</summary>
    internal readonly record struct Saved(JobProgress Progress, DateTimeOffset Lease);
}

/// <summary>Stops a run whose job another one has taken over, or whose tenant is gone.</summary>
internal sealed class JobLostException() : Exception("Another run has the job now.");
