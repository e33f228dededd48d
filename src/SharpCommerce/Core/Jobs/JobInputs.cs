using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>Takes a job's file in, piece by piece: neither the memory nor a transaction holds more than one.</summary>
/// <remarks>
/// While it comes in, the job is <see cref="JobStatus.Failed"/> with a lease, and nobody knows of it. When this process dies meanwhile, the lease runs
/// out and the job is discarded.
/// </remarks>
internal static class JobInputs
{
    internal const int PieceBytes = 256 * 1024;

    /// <summary>A sender that gives no piece for so long has gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Stores the file and queues the job, all or nothing.</summary>
    /// <exception cref="CommerceException"><c>payload_too_large</c>.</exception>
    internal static async Task<Job> ReceiveAsync(TenantDb db, Job job, Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        job.Status = JobStatus.Failed;
        job.Error = "The file did not come in whole.";
        job.LeaseUntil = await db.TimeAsync(cancellationToken) + Patience;
        await using (var session = await db.WriteAsync(cancellationToken))
        {
            session.Context.Add(job);
            await session.CommitPartAsync(cancellationToken);
        }
        var received = false;
        try
        {
            var bytes = await StoreAsync(db, job.Id, content, mostBytes, cancellationToken);
            // Only now it counts; this commit writes the call's audit entry.
            await using var session = await db.WriteAsync(cancellationToken);
            session.Context.Attach(job);
            job.Status = JobStatus.Queued;
            job.Error = null;
            job.LeaseUntil = null;
            job.Total = bytes;
            await session.SaveAndCommitAsync(cancellationToken);
            received = true;
            return job;
        }
        finally
        {
            if (!received)
                await DiscardAsync(db, job.Id, CancellationToken.None);
        }
    }

    internal static async Task DiscardAsync(TenantDb db, Id<Job> jobId, CancellationToken cancellationToken)
    {
        await using var session = await db.WriteAsync(cancellationToken);
        await session.Set<Job>().Where(job => job.Id == jobId && job.Status == JobStatus.Failed).ExecuteDeleteAsync(cancellationToken);
        await session.CommitPartAsync(cancellationToken);
    }

    /// <summary>Answers how many bytes there were.</summary>
    private static async Task<long> StoreAsync(TenantDb db, Id<Job> jobId, Stream content, long mostBytes, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        var total = 0L;
        for (var sequence = 0; ; sequence++)
        {
            var read = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                return total;
            total += read;
            if (total > mostBytes)
                throw TooLarge(mostBytes);
            DateTimeOffset? lease = await db.TimeAsync(cancellationToken) + Patience;
            await using var session = await db.WriteAsync(cancellationToken);
            session.Context.Add(new JobInput(jobId, sequence, read == piece.Length ? piece : piece[..read]));
            await session.Set<Job>().Where(job => job.Id == jobId).ExecuteUpdateAsync(set => set.SetProperty(job => job.LeaseUntil, lease), cancellationToken);
            await session.CommitPartAsync(cancellationToken);
            if (read < piece.Length)
                return total;
        }
    }

    private static CommerceException TooLarge(long mostBytes) =>
        new(new(ErrorKind.TooLarge, "payload_too_large", $"The file has more than {mostBytes >> 20} MiB. Split it and send the parts one after the other."));
}
