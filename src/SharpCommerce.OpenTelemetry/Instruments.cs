using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace SharpCommerce.OpenTelemetry;

/// <summary>Which metrics leave the process, and how many series each may have: a page of them must stay readable with any number of tenants.</summary>
internal static class Instruments
{
    /// <summary>The durations of calls by tenant; by route they keep the name that ASP.NET Core gives them.</summary>
    internal const string TenantDuration = "sharpcommerce.tenant.request.duration";
    private const string RequestDuration = "http.server.request.duration";

    private static readonly string[] Meters =
        ["SharpCommerce", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    internal static void Add(MeterProviderBuilder metrics) => metrics
        .AddMeter(Meters)
        .AddView(ByRoute)
        .AddView(ByTenant)
        .AddView(OfOthers);

    private static ExplicitBucketHistogramConfiguration? ByRoute(Instrument instrument) => instrument.Name != RequestDuration ? null : new()
    {
        TagKeys = ["http.route", "http.request.method", "status"],
        Boundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
        CardinalityLimit = 400,
    };

    private static ExplicitBucketHistogramConfiguration? ByTenant(Instrument instrument) => instrument.Name != RequestDuration ? null : new()
    {
        Name = TenantDuration,
        Description = "Durations of calls by tenant.",
        TagKeys = ["tenant"],
        Boundaries = [0.005, 0.025, 0.1, 0.5, 1, 5],
        CardinalityLimit = 110,
    };

    private static MetricStreamConfiguration? OfOthers(Instrument instrument) => instrument switch
    {
        { Name: RequestDuration } => null,
        { Name: "sharpcommerce.requests" } => new() { CardinalityLimit = 2_000 },
        // A tenant may have a database of its own, and each has a pool.
        { Meter.Name: "Npgsql" } when instrument.Unit == "s" => new ExplicitBucketHistogramConfiguration { Boundaries = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5], CardinalityLimit = 100 },
        _ => new() { CardinalityLimit = 300 },
    };
}
