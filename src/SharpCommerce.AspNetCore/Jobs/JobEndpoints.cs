using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Jobs;

namespace SharpCommerce.AspNetCore.Jobs;

/// <summary>Work that goes on after the call that asked for it was answered.</summary>
internal static class JobEndpoints
{
    internal static void MapJobs(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/jobs").WithTags("Jobs");
        admin.MapGet("{id:guid}", GetAsync).Admin("catalog:read").WithName("getJob").WithSummary("Where a job stands.");
    }

    private static async Task<Ok<JobResponse>> GetAsync(Id<Job> id, JobManager jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok((await jobs.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("job")).Response());
}

/// <summary>A job as staff see it.</summary>
internal sealed record JobResponse(
    Id<Job> Id,
    string Kind,
    JobStatus Status,
    int Created,
    int Updated,
    int Unchanged,
    int Failed,
    IReadOnlyList<JobError> Errors,
    IReadOnlyList<string> Warnings,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt);

internal static class JobContracts
{
    extension(Job job)
    {
        internal JobResponse Response() =>
            new(job.Id, job.Kind, job.Status, job.Created, job.Updated, job.Unchanged, job.Failed, job.Errors, job.Warnings, job.Error, job.CreatedAt, job.FinishedAt);
    }
}
