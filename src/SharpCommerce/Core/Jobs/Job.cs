using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Jobs;

/// <summary>Work that goes on after the call that asked for it was answered.</summary>
public sealed class Job : ITenantOwned
{
    private Job()
    {
    }

    internal Job(Id<Job> id, string kind, string parameters, DateTimeOffset createdAt)
    {
        Id = id;
        Kind = kind;
        Parameters = parameters;
        CreatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Job> Id { get; private set; }

    /// <summary>What it does, such as <c>product_import</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Its parameters as JSON.</summary>
    internal string Parameters { get; private set; } = "{}";

    /// <summary>Where it stands.</summary>
    public JobStatus Status { get; internal set; }

    /// <summary>How far it is, of <see cref="Total"/>; an import counts the bytes of its file.</summary>
    public long Done { get; internal set; }

    /// <summary>How much there is to do; null when nobody knows.</summary>
    public long? Total { get; internal set; }

    /// <summary>Things made.</summary>
    public int Created { get; internal set; }

    /// <summary>Things changed.</summary>
    public int Updated { get; internal set; }

    /// <summary>Things that were as wanted already.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>Things that could not be taken over, or not fully; what was taken over of these counts above as well.</summary>
    public int Failed { get; internal set; }

    /// <summary>What was wrong, row by row; the first 1,000.</summary>
    public IReadOnlyList<JobError> Errors { get; internal set; } = [];

    /// <summary>What was understood but not taken over, such as columns without a home.</summary>
    public IReadOnlyList<string> Warnings { get; internal set; } = [];

    /// <summary>Why the whole job failed.</summary>
    public string? Error { get; internal set; }

    /// <summary>Whether somebody has called it off; the node that runs it hears of it within seconds.</summary>
    public bool CancelRequested { get; internal set; }

    /// <summary>Until when the node that runs it owns it; renewed while it runs.</summary>
    internal DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Counts the runs. What a run writes holds only while it is the last one.</summary>
    internal int Run { get; set; }

    /// <summary>How often it was begun without being put back in order.</summary>
    internal int Attempts { get; set; }

    /// <summary>When it may be tried again after a failure.</summary>
    internal DateTimeOffset? NotBefore { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was first begun; null while it waits.</summary>
    public DateTimeOffset? StartedAt { get; internal set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }
}

/// <summary>What was wrong with one row of a job's input.</summary>
/// <param name="Row">The line of the file, from 1; in a file of items the item, from 1. 0 when no row is meant.</param>
/// <param name="Field">The column or member; empty when the whole row is meant.</param>
/// <param name="Message">What to mend.</param>
public sealed record JobError(int Row, string Field, string Message);

/// <summary>Where a job stands.</summary>
public enum JobStatus
{
    /// <summary>Waits.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Ended; rows may have failed.</summary>
    Succeeded,

    /// <summary>Could not go on.</summary>
    Failed,

    /// <summary>Was called off; what was done until then stays.</summary>
    Canceled,
}

/// <summary>A piece of a job's input file. Kept in the database, so that any node can run the job.</summary>
internal sealed class JobInput : ITenantOwned
{
    private JobInput()
    {
    }

    internal JobInput(Id<Job> jobId, int sequence, byte[] data)
    {
        JobId = jobId;
        Sequence = sequence;
        Data = data;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<Job> JobId { get; private set; }

    public int Sequence { get; private set; }

    public byte[] Data { get; private set; } = [];
}
