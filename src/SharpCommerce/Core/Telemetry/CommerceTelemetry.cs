using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SharpCommerce.Core.Telemetry;

/// <summary>Where traces and figures of the SDK come from. Both cost next to nothing while nobody listens.</summary>
internal static class CommerceTelemetry
{
    /// <summary>The name that exporters subscribe to.</summary>
    internal const string Name = "SharpCommerce";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);
}
