using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Schedules;

namespace SharpCommerce.AspNetCore.Jobs;

/// <summary>Recurring work, for the operator of the installation.</summary>
internal static class ScheduleEndpoints
{
    internal static void MapSchedules(this IEndpointRouteBuilder api)
    {
        var platform = api.MapGroup("/platform/schedules").WithTags("Platform");
        platform.MapGet("", ListAsync).Platform("schedules:read").WithName("listSchedules").WithSummary("Recurring work: when it is due and how it last went.");
        platform.MapPost("{name}/run", RunAsync).Platform("schedules:write").Produces<ScheduleState>(202).WithName("runSchedule").WithSummary("Do recurring work now.");
    }

    private static async Task<Ok<Page<ScheduleState>>> ListAsync(ScheduleManager schedules, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<ScheduleState>(await schedules.ListAsync(cancellationToken), null));

    private static async Task<Accepted<ScheduleState>> RunAsync(string name, ScheduleManager schedules, CancellationToken cancellationToken) =>
        TypedResults.Accepted((string?)null, await schedules.RunAsync(name, cancellationToken));
}
