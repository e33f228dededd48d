using System.Diagnostics.Metrics;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Core.Events;

/// <summary>Figures of what consumers are told. Their names are code, and few.</summary>
internal static class EventMetrics
{
    private static readonly Counter<long> Delivered = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.events.delivered", description: "Events that a consumer has acted on.");
    private static readonly Counter<long> Failed = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.events.failed", description: "Tries of a consumer that failed.");
    private static readonly Counter<long> Parked = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.events.parked", description: "Events that were put aside after too many tries.");
    private static readonly Histogram<long> Delay = CommerceTelemetry.Meter.CreateHistogram<long>("sharpcommerce.events.delay", "ms", "From the moment of an event to a consumer's having acted on it.");

    internal static void Done(string consumer, TimeSpan delay)
    {
        Delivered.Add(1, new KeyValuePair<string, object?>("consumer", consumer));
        // Another machine's clock may be ahead of this one's.
        Delay.Record((long)Math.Max(0, delay.TotalMilliseconds), new KeyValuePair<string, object?>("consumer", consumer));
    }

    internal static void NotDone(string consumer, bool forGood)
    {
        Failed.Add(1, new KeyValuePair<string, object?>("consumer", consumer));
        if (forGood)
            Parked.Add(1, new KeyValuePair<string, object?>("consumer", consumer));
    }
}
