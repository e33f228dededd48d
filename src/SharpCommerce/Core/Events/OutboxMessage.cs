using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>A domain event, written in the transaction of the change that it tells of.</summary>
internal sealed class OutboxMessage : ITenantOwned
{
    private OutboxMessage()
    {
    }

    internal OutboxMessage(Id<OutboxMessage> id, string type, Guid aggregateId, string payload, DateTimeOffset occurredAt)
    {
        Id = id;
        Type = type;
        AggregateId = aggregateId;
        Payload = payload;
        OccurredAt = occurredAt;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<OutboxMessage> Id { get; private set; }

    /// <summary>The event's name and version, such as <c>order.placed.v1</c>.</summary>
    public string Type { get; private set; } = "";

    public Guid AggregateId { get; private set; }

    /// <summary>JSON.</summary>
    public string Payload { get; private set; } = "";

    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>Its place in the feed; null until it is given one, soon after the commit.</summary>
    public long? Sequence { get; private set; }
}

/// <summary>How far a tenant's feed goes. Whoever gives out places in it holds this row.</summary>
internal sealed class EventFeed : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The last place that was given out.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Events up to this place were kept long enough and are gone.</summary>
    public long RemovedThrough { get; private set; }
}

/// <summary>How far a consumer has been given a tenant's events.</summary>
internal sealed class EventConsumer : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What it wants up to this place has become deliveries.</summary>
    public long ToldThrough { get; private set; }

    /// <summary>When a process that has it last worked for the tenant.</summary>
    public DateTimeOffset SeenAt { get; private set; }
}

/// <summary>An event that a consumer has not acted on yet. Gone once it has.</summary>
internal sealed class EventDelivery : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; }

    public string Consumer { get; private set; } = "";

    public long Sequence { get; private set; }

    public Id<OutboxMessage> MessageId { get; private set; }

    public Guid AggregateId { get; private set; }

    public EventDeliveryStatus Status { get; internal set; }

    /// <summary>Tries so far, the one under way included.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When it may be tried: for one under way the end of its lease, so that another process takes over what a dead one left.</summary>
    public DateTimeOffset DueAt { get; internal set; }

    /// <summary>The try under way, which alone may write its outcome; null when there is none.</summary>
    public Guid? Claim { get; private set; }

    /// <summary>Why the last try failed.</summary>
    public string? Error { get; internal set; }

    public DateTimeOffset? ParkedAt { get; internal set; }
}

/// <summary>Where a delivery stands.</summary>
internal enum EventDeliveryStatus
{
    /// <summary>To be tried when it is due and nothing earlier of its aggregate is left.</summary>
    Waiting,

    /// <summary>Put aside after too many tries; nothing waits for it any more.</summary>
    Parked,
}
