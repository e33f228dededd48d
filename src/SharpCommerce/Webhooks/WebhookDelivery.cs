using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Webhooks;

/// <summary>An event on its way to one endpoint, and how it went.</summary>
public sealed class WebhookDelivery : ITenantOwned
{
    private WebhookDelivery()
    {
    }

    internal WebhookDelivery(Id<WebhookEndpoint> endpointId, Id<WebhookDelivery> id, string eventType, long sequence, string body, DateTimeOffset createdAt)
    {
        EndpointId = endpointId;
        Id = id;
        EventType = eventType;
        Sequence = sequence;
        Body = body;
        CreatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Where it goes.</summary>
    public Id<WebhookEndpoint> EndpointId { get; private set; }

    /// <summary>The event's id, which the receiver sees as <c>webhook-id</c>: the same at every attempt and every replay.</summary>
    public Id<WebhookDelivery> Id { get; private set; }

    /// <summary>The event's name and version.</summary>
    public string EventType { get; private set; } = "";

    /// <summary>The event's place in the feed; 0 for a test.</summary>
    public long Sequence { get; private set; }

    /// <summary>What is sent, to the byte.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public WebhookDeliveryStatus Status { get; internal set; }

    /// <summary>How often it was tried since it was queued last.</summary>
    internal int Attempt { get; set; }

    /// <summary>How it went, the last <see cref="MostAttempts"/> times.</summary>
    public IReadOnlyList<WebhookAttempt> Attempts { get; internal set; } = [];

    /// <summary>When it is tried next; while it is being sent, when another node may take it over. Null when it is done with.</summary>
    public DateTimeOffset? DueAt { get; internal set; }

    /// <summary>When it was queued first.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was done with.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    internal const int MostAttempts = 50;

    /// <summary>Lets it be sent as if it had never been.</summary>
    internal void Queue(DateTimeOffset now) => (Status, DueAt, Attempt, FinishedAt) = (WebhookDeliveryStatus.Pending, now, 0, null);
}

/// <summary>One try to deliver.</summary>
/// <param name="At">When.</param>
/// <param name="StatusCode">The answer's HTTP status; null when there was none.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="Failure">What went wrong; null when it was delivered.</param>
public sealed record WebhookAttempt(DateTimeOffset At, int? StatusCode, int DurationMs, WebhookFailure? Failure);

/// <summary>Where a delivery stands.</summary>
public enum WebhookDeliveryStatus
{
    /// <summary>Waits for its time.</summary>
    Pending,

    /// <summary>Is being sent.</summary>
    Sending,

    /// <summary>The receiver took it.</summary>
    Succeeded,

    /// <summary>The receiver did not take it, and it is not tried again by itself.</summary>
    Failed,

    /// <summary>The endpoint was disabled before it was delivered.</summary>
    Canceled,
}

/// <summary>Why a try failed.</summary>
public enum WebhookFailure
{
    /// <summary>The answer's status was not 2xx.</summary>
    Status,

    /// <summary>There was no answer in time.</summary>
    Timeout,

    /// <summary>The address may not be called.</summary>
    AddressRefused,

    /// <summary>The connection could not be secured.</summary>
    Tls,

    /// <summary>There was no connection, or it broke.</summary>
    Unreachable,

    /// <summary>This server could not make the attempt: the endpoint's secret cannot be opened with its secrets key, or attempt after attempt never came to an end.</summary>
    Internal,
}
