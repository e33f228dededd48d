using System.Text.Json;
using SharpCommerce.Webhooks;

namespace SharpCommerce.AspNetCore.Webhooks;

/// <summary>A webhook endpoint.</summary>
/// <param name="Id">The id.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="Description">What it is for.</param>
/// <param name="EventTypes">Names of events, or beginnings such as <c>order.*</c>; empty means all.</param>
/// <param name="Enabled">Whether events are sent.</param>
/// <param name="Status">The same as a word.</param>
/// <param name="DisabledReason">Why it is disabled.</param>
/// <param name="DisabledAt">Since when it is disabled.</param>
/// <param name="FailingSince">Since when nothing was delivered any more.</param>
/// <param name="Secret">The secret by which signatures are checked, in the answers that make it.</param>
/// <param name="FormerUntil">Until when the secret before the last rotation signs, too.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record WebhookResponse(
    Id<WebhookEndpoint> Id, string Url, string? Description, IReadOnlyList<string> EventTypes, bool Enabled, WebhookStatus Status, WebhookDisabledReason? DisabledReason, DateTimeOffset? DisabledAt,
    DateTimeOffset? FailingSince, string? Secret, DateTimeOffset? FormerUntil, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>An event on its way to an endpoint.</summary>
/// <param name="Id">The event's id, which the receiver sees as <c>webhook-id</c>.</param>
/// <param name="WebhookId">The endpoint.</param>
/// <param name="EventType">The event's name and version.</param>
/// <param name="Sequence">Its place in the feed; 0 for a test.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="NextAttemptAt">When it is tried next; while it is being sent, when another node may take it over.</param>
/// <param name="CreatedAt">When it was queued first.</param>
/// <param name="FinishedAt">When it was done with.</param>
/// <param name="LastAttempt">How it went last.</param>
internal sealed record WebhookDeliverySummary(
    Id<WebhookDelivery> Id, Id<WebhookEndpoint> WebhookId, string EventType, long Sequence, WebhookDeliveryStatus Status, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt,
    WebhookAttempt? LastAttempt);

/// <summary>An event on its way to an endpoint, with everything that is known of it.</summary>
/// <param name="Id">The event's id, which the receiver sees as <c>webhook-id</c>.</param>
/// <param name="WebhookId">The endpoint.</param>
/// <param name="EventType">The event's name and version.</param>
/// <param name="Sequence">Its place in the feed; 0 for a test.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="NextAttemptAt">When it is tried next; while it is being sent, when another node may take it over.</param>
/// <param name="CreatedAt">When it was queued first.</param>
/// <param name="FinishedAt">When it was done with.</param>
/// <param name="Attempts">How it went, the last 50 times.</param>
/// <param name="Body">What is sent.</param>
internal sealed record WebhookDeliveryResponse(
    Id<WebhookDelivery> Id, Id<WebhookEndpoint> WebhookId, string EventType, long Sequence, WebhookDeliveryStatus Status, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt,
    IReadOnlyList<WebhookAttempt> Attempts, JsonElement Body);

internal static class WebhookContracts
{
    extension(WebhookEndpoint endpoint)
    {
        internal WebhookResponse Response(string? secret = null) => new(
            endpoint.Id, endpoint.Url, endpoint.Description, endpoint.EventTypes, endpoint.Status == WebhookStatus.Active, endpoint.Status, endpoint.DisabledReason, endpoint.DisabledAt,
            endpoint.FailingSince, secret, endpoint.FormerUntil, endpoint.CreatedAt, endpoint.UpdatedAt);
    }

    extension(WebhookDelivery delivery)
    {
        internal WebhookDeliverySummary Summary() => new(
            delivery.Id, delivery.EndpointId, delivery.EventType, delivery.Sequence, delivery.Status, delivery.DueAt, delivery.CreatedAt, delivery.FinishedAt, delivery.Attempts.Count > 0 ? delivery.Attempts[^1] : null);

        internal WebhookDeliveryResponse Response() => new(
            delivery.Id, delivery.EndpointId, delivery.EventType, delivery.Sequence, delivery.Status, delivery.DueAt, delivery.CreatedAt, delivery.FinishedAt, delivery.Attempts,
            JsonSerializer.Deserialize<JsonElement>(delivery.Body));
    }
}
