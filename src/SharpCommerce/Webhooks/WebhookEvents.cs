using SharpCommerce.Core.Events;

namespace SharpCommerce.Webhooks;

/// <summary>What this module tells others.</summary>
internal static class WebhookEvents
{
    private static readonly Id<WebhookEndpoint> Sample = new(Guid.Parse("019ab3c2-7c1e-7d60-8f0e-4f1c8f6f2a11"));

    internal static readonly EventType<WebhookDisabled> DisabledType = new(
        "webhook_endpoint.disabled.v1", "A webhook endpoint was disabled because it is `gone` or has been `failing` for days.", new(Sample, "gone", DateTimeOffset.UnixEpoch.AddDays(20_000)));

    /// <summary>What a test sends; it is in no feed.</summary>
    internal const string TestType = "webhook.test.v1";
}

/// <summary>An endpoint was disabled.</summary>
internal sealed record WebhookDisabled(Id<WebhookEndpoint> EndpointId, string Reason, DateTimeOffset DisabledAt);
