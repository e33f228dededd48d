using System.Diagnostics;
using System.Diagnostics.Metrics;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Telemetry;

/// <summary>Where traces and figures of the SDK come from. Both cost next to nothing while nobody listens.</summary>
internal static class CommerceTelemetry
{
    /// <summary>The name that exporters subscribe to.</summary>
    internal const string Name = "SharpCommerce";

    /// <summary>What the names of metrics and attributes begin with.</summary>
    internal const string Prefix = "sharpcommerce";

    internal const string TenantId = "sharpcommerce.tenant.id";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    /// <summary>Begins a span of a tenant's work; null while nobody listens.</summary>
    internal static Activity? Start(string name, Id<Tenant> tenantId, ActivityKind kind = ActivityKind.Internal)
    {
        var activity = Source.StartActivity(name, kind);
        if (activity is { IsAllDataRequested: true })
            activity.SetTag(TenantId, tenantId.ToString());
        return activity;
    }

    /// <summary>Says of a span that it failed, by the kind of failure: messages may quote what people entered.</summary>
    internal static void Failed(this Activity? activity, Exception failure)
    {
        if (activity is null)
            return;
        activity.SetTag("error.type", failure.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error);
    }
}
