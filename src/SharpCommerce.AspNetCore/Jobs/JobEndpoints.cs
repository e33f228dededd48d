using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Jobs;

namespace SharpCommerce.AspNetCore.Jobs;

/// <summary>Work that goes on after the call that asked for it was answered.</summary>
internal static class JobEndpoints
{
    internal static void MapJobs(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/jobs").WithTags("Jobs");
        admin.MapGet("", ListAsync).Admin("catalog:read").WithName("listJobs").WithSummary("Jobs, last first.");
        admin.MapGet("{id:guid}", GetAsync).Admin("catalog:read").WithName("getJob").WithSummary("Where a job stands.");
        admin.MapDelete("{id:guid}", CancelAsync).Admin("catalog:write").WithName("cancelJob").WithSummary("Call a job off. What it did until then stays.");
    }

    private static async Task<Ok<Page<JobSummary>>> ListAsync(string? kind, string? status, int? limit, string? cursor, JobManager jobs, CancellationToken cancellationToken)
    {
        var page = await jobs.ListAsync(new() { Kind = kind, Status = Status(status), Limit = limit ?? 20, Cursor = cursor }, cancellationToken);
        return TypedResults.Ok(new Page<JobSummary>([.. page.Items.Select(job => job.Summary())], page.NextCursor));
    }

    private static async Task<Ok<JobResponse>> GetAsync(Id<Job> id, JobManager jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok((await jobs.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("job")).Response());

    private static async Task<Ok<JobResponse>> CancelAsync(Id<Job> id, JobManager jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok((await jobs.CancelAsync(id, cancellationToken)).Response());

    private static JobStatus? Status(string? status) =>
        status is null ? null
        : SnakeEnum<JobStatus>.TryRead(status, out var known) ? known
        : throw InputRules.Invalid("status", $"must be one of {string.Join(", ", SnakeEnum<JobStatus>.All)}.");
}

/// <summary>How far a job is.</summary>
internal sealed record JobAdvance(long Done, long? Total);

/// <summary>A job in a list.</summary>
internal sealed record JobSummary(
    Id<Job> Id,
    string Kind,
    JobStatus Status,
    JobAdvance Progress,
    int Created,
    int Updated,
    int Unchanged,
    int Failed,
    string? Error,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

/// <summary>A job as staff see it.</summary>
internal sealed record JobResponse(
    Id<Job> Id,
    string Kind,
    JobStatus Status,
    JobAdvance Progress,
    int Created,
    int Updated,
    int Unchanged,
    int Failed,
    IReadOnlyList<JobError> Errors,
    IReadOnlyList<string> Warnings,
    string? Error,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

internal static class JobContracts
{
    extension(Job job)
    {
        internal JobSummary Summary() => new(
            job.Id, job.Kind, job.Status, new(job.Done, job.Total), job.Created, job.Updated, job.Unchanged, job.Failed, job.Error, job.CancelRequested,
            job.CreatedAt, job.StartedAt, job.FinishedAt);

        internal JobResponse Response() => new(
            job.Id, job.Kind, job.Status, new(job.Done, job.Total), job.Created, job.Updated, job.Unchanged, job.Failed, job.Errors, job.Warnings, job.Error,
            job.CancelRequested, job.CreatedAt, job.StartedAt, job.FinishedAt);
    }
}
