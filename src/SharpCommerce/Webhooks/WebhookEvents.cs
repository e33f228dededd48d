using System.Text.Json;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Webhooks;

/// <summary>What this module tells others.</summary>
internal static class WebhookEvents
{
    internal const string DisabledType = "webhook_endpoint.disabled.v1";

    /// <summary>What a test sends; it is in no feed.</summary>
    internal const string TestType = "webhook.test.v1";

    internal static string Disabled(WebhookEndpoint endpoint, WebhookDisabledReason reason, DateTimeOffset at) =>
        JsonSerializer.Serialize(new DisabledData(endpoint.Id, endpoint.Description, SnakeEnum<WebhookDisabledReason>.Write(reason), at), ModelExtensions.Json);

    internal sealed record DisabledData(Id<WebhookEndpoint> EndpointId, string? Description, string Reason, DateTimeOffset DisabledAt);
}
