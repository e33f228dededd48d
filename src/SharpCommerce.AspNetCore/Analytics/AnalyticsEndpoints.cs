using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.Analytics;
using SharpCommerce.AspNetCore.Core;

namespace SharpCommerce.AspNetCore.Analytics;

/// <summary>Figures for staff.</summary>
internal static class AnalyticsEndpoints
{
    internal static void MapAnalytics(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/analytics").WithTags("Analytics");
        admin.MapGet("sales", SalesAsync).Admin("analytics:read").WithName("getSales").WithSummary("What was sold over time, by currency.");
        admin.MapGet("overview", OverviewAsync).Admin("analytics:read").WithName("getOverview").WithSummary("What there is to do: orders to send, orders without money, stock that runs out.");
    }

    private static async Task<Ok<SalesReport>> SalesAsync([FromQuery] DateTimeOffset? from, [FromQuery] DateTimeOffset? to, [FromQuery] string? interval, AnalyticsManager analytics, CancellationToken cancellationToken) =>
        TypedResults.Ok(await analytics.SalesAsync(new() { From = from, To = to, Interval = QueryValues.Enum<SalesInterval>(interval, "interval") ?? SalesInterval.Day }, cancellationToken));

    private static async Task<Ok<Overview>> OverviewAsync([FromQuery] int? lowStock, AnalyticsManager analytics, CancellationToken cancellationToken) =>
        TypedResults.Ok(await analytics.OverviewAsync(lowStock ?? 5, cancellationToken));
}
