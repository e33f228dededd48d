using System.Diagnostics.Metrics;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Webhooks;

/// <summary>What operators count. Neither tenant nor endpoint is a label: there may be thousands.</summary>
internal static class WebhookMetrics
{
    private static readonly Counter<long> Attempts = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.webhooks.attempts", description: "Attempts to deliver, by what became of the delivery.");
    private static readonly Histogram<long> Duration = CommerceTelemetry.Meter.CreateHistogram<long>("sharpcommerce.webhooks.attempt.duration", "ms", "How long receivers take.");
    private static readonly Counter<long> Disabled = CommerceTelemetry.Meter.CreateCounter<long>("sharpcommerce.webhooks.disabled", description: "Endpoints that were disabled, by reason.");

    internal static void Attempted(WebhookAttempt attempt, WebhookOutcome outcome)
    {
        Attempts.Add(
            1,
            new("outcome", outcome.Status == WebhookDeliveryStatus.Pending ? "retry" : SnakeEnum<WebhookDeliveryStatus>.Write(outcome.Status)),
            new("failure", attempt.Failure is { } failure ? SnakeEnum<WebhookFailure>.Write(failure) : "none"));
        Duration.Record(attempt.DurationMs);
        if (outcome.Disable is { } reason)
            Disabled.Add(1, new KeyValuePair<string, object?>("reason", SnakeEnum<WebhookDisabledReason>.Write(reason)));
    }
}
