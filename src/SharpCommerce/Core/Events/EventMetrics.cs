using System.Diagnostics.Metrics;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Core.Events;

/// <summary>Figures of what consumers are told. Their names are code, and few.</summary>
internal static class EventMetrics
{
    private static readonly Counter<long> Told = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.events", description: "Tries of consumers to act on an event, by outcome: delivered, failed (it is tried again), parked (put aside after too many tries).");
    private static readonly Histogram<long> Delay = CommerceTelemetry.Meter.CreateHistogram<long>("sharpcommerce.events.delay", "ms", "From the moment of an event to a consumer's having acted on it.");

    internal static void Done(string consumer, TimeSpan delay)
    {
        Count(consumer, "delivered");
        // Another machine's clock may be ahead of this one's.
        Delay.Record((long)Math.Max(0, delay.TotalMilliseconds), new KeyValuePair<string, object?>("consumer", consumer));
    }

    internal static void NotDone(string consumer, bool forGood) => Count(consumer, forGood ? "parked" : "failed");

    private static void Count(string consumer, string outcome) => Told.Add(1, new("consumer", consumer), new("outcome", outcome));
}
