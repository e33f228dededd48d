using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;

namespace SharpCommerce.Core.Events;

/// <summary>How long events are kept. What goes is the beginning of the feed, never a part in between.</summary>
internal static class EventRetention
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>A consumer that no process has had for so long, while it had others, is not coming back; what waits for it would keep the feed for ever.</summary>
    private static readonly TimeSpan Gone = TimeSpan.FromDays(30);

    internal static ExpiryRule[] Rules { get; } =
    [
        new(new("DELETE FROM event_deliveries WHERE tenant_id = $1 AND (parked_at <= $2 OR consumer IN (SELECT c.name FROM event_consumers c WHERE c.tenant_id = $1 AND c.seen_at <= $3 AND EXISTS (SELECT 1 FROM event_consumers o WHERE o.tenant_id = $1 AND o.seen_at > $3)) AND due_at <= $3)"), Kept, Gone),
        new(new("DELETE FROM event_consumers WHERE tenant_id = $1 AND seen_at <= $2 AND EXISTS (SELECT 1 FROM event_consumers o WHERE o.tenant_id = $1 AND o.seen_at > $2) AND told_through < (SELECT f.last_sequence FROM event_feeds f WHERE f.tenant_id = $1)"), Gone),
        // A statement of its own: an event that gets its place just now must be seen by the next one.
        new(EventStatements.LockFeed),
        new(
            new("""
                UPDATE event_feeds SET removed_through = COALESCE((
                    SELECT min(m.sequence) - 1 FROM outbox_messages m WHERE m.tenant_id = $1 AND m.sequence > event_feeds.removed_through
                        AND (m.occurred_at > $2 OR EXISTS (SELECT 1 FROM event_deliveries d WHERE d.tenant_id = $1 AND d.message_id = m.id))), last_sequence)
                WHERE tenant_id = $1
                """),
            Kept),
        new(new("DELETE FROM outbox_messages WHERE tenant_id = $1 AND sequence <= (SELECT f.removed_through FROM event_feeds f WHERE f.tenant_id = $1)")),
    ];
}
