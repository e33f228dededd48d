using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>Tells where jobs stand and calls them off. They are started by the manager of what they do.</summary>
public sealed class JobManager
{
    private readonly TenantDb _db;
    private readonly JobWorker _worker;

    internal JobManager(TenantDb db, JobWorker worker)
    {
        _db = db;
        _worker = worker;
    }

    /// <summary>The job as it stands now; null when there is none.</summary>
    public async Task<Job?> FindAsync(Id<Job> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await Known(session).AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken);
    }

    /// <summary>Jobs, last first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<Job>> ListAsync(JobQuery query, CancellationToken cancellationToken = default)
    {
        InputRules.Check(query);
        const string Sort = "id";
        await using var session = await _db.ReadAsync(cancellationToken);
        var jobs = Known(session).AsNoTracking();
        if (query.Kind is { } kind)
            jobs = jobs.Where(job => job.Kind == kind);
        if (query.Status is { } status)
            jobs = jobs.Where(job => job.Status == status);
        if (Cursor.Decode(query.Cursor, Sort, numeric: false) is { } last)
        {
            var before = new Id<Job>(last.Id);
            jobs = jobs.Where(job => job.Id.CompareTo(before) < 0);
        }
        var found = await jobs.OrderByDescending(job => job.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var items = found.Take(query.Limit).ToList();
        return new(items, found.Count > query.Limit ? Cursor.Encode(Sort, "", items[^1].Id.Value) : null);
    }

    /// <summary>
    /// Calls a job off. One that waits is canceled at once; one that runs is stopped within seconds, on whichever node it runs, and what it did until then stays.
    /// </summary>
    /// <exception cref="CommerceException"><c>not_found</c>, or <c>illegal_transition</c> when it has ended.</exception>
    public async Task<Job> CancelAsync(Id<Job> id, CancellationToken cancellationToken = default)
    {
        DateTimeOffset? now = await _db.TimeAsync(cancellationToken);
        await using var session = await _db.WriteAsync(cancellationToken);
        var jobs = Known(session).Where(job => job.Id == id);
        var before = await jobs.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? throw CommerceErrors.NotFound("job");
        // Whichever of the two it is at this moment: the row is locked by the first that finds it.
        var canceled = await jobs.Where(job => job.Status == JobStatus.Queued).ExecuteUpdateAsync(
            set => set.SetProperty(job => job.Status, JobStatus.Canceled).SetProperty(job => job.CancelRequested, true).SetProperty(job => job.FinishedAt, now), cancellationToken);
        if (canceled > 0)
            await session.Set<JobInput>().Where(input => input.JobId == id).ExecuteDeleteAsync(cancellationToken);
        else
            canceled = await jobs.Where(job => job.Status == JobStatus.Running).ExecuteUpdateAsync(set => set.SetProperty(job => job.CancelRequested, true), cancellationToken);
        var job = await jobs.AsNoTracking().SingleAsync(cancellationToken);
        if (canceled == 0)
            throw new CommerceException(new(ErrorKind.Conflict, "illegal_transition", $"The job has ended ({SnakeEnum<JobStatus>.Write(job.Status)}) and cannot be canceled any more."));
        session.Note<Job>(id, new { status = before.Status, cancelRequested = before.CancelRequested }, new { status = job.Status, cancelRequested = true });
        await session.SaveAndCommitAsync(cancellationToken);
        return job;
    }

    /// <summary>Runs the tenant's jobs that wait, here and now. For programs without a host, whose background services never start.</summary>
    public async Task RunWaitingAsync(CancellationToken cancellationToken = default)
    {
        while (await _worker.RunOneAsync(_db.Tenant, cancellationToken))
        {
        }
    }

    /// <summary>Without those whose file is still coming in: see <see cref="JobInputs"/>.</summary>
    private static IQueryable<Job> Known(DbSession session) => session.Set<Job>().Where(job => job.Status != JobStatus.Failed || job.LeaseUntil == null);
}
