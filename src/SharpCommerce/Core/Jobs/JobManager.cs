using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>Tells where jobs stand. They are started by the manager of what they do.</summary>
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
        return await session.Set<Job>().AsNoTracking().SingleOrDefaultAsync(job => job.Id == id, cancellationToken);
    }

    /// <summary>Runs the tenant's jobs that wait, here and now. For programs without a host, whose background services never start.</summary>
    public async Task RunWaitingAsync(CancellationToken cancellationToken = default)
    {
        while (await _worker.RunOneAsync(_db.Tenant, cancellationToken))
        {
        }
    }
}
