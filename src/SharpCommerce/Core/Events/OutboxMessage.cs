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
}
