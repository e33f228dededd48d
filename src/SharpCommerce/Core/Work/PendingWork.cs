namespace SharpCommerce.Core.Work;

/// <summary>How to see that rows of a tenant wait for a <see cref="TenantWorker"/>.</summary>
/// <param name="Name">The kind of work, lower_snake.</param>
/// <param name="Table">Where it waits.</param>
/// <param name="Condition">What a waiting row is like, in SQL that both engines know. <c>$now</c> stands for the time. An index should serve it.</param>
internal sealed record PendingWork(string Name, string Table, string Condition)
{
    /// <summary>Jobs that nobody runs, or whose node is gone.</summary>
    internal static readonly PendingWork Jobs = new("jobs", "jobs", "status = 'queued' OR (status = 'running' OR status = 'failed') AND lease_until <= $now");

    /// <summary>Deliveries whose time has come, or whose node is gone.</summary>
    internal static readonly PendingWork Webhooks = new("webhooks", "webhook_deliveries", "due_at <= $now");

    /// <summary>Events without a place in the feed, consumers that were not told of all, and deliveries that are due.</summary>
    internal static readonly PendingWork Events = new("events", "outbox_messages", "sequence IS NULL")
    {
        Or = new("", "event_consumers", "EXISTS (SELECT 1 FROM event_feeds f WHERE f.tenant_id = event_consumers.tenant_id AND f.last_sequence > event_consumers.told_through)")
        {
            Or = new("", "event_deliveries", "status = 'waiting' AND due_at <= $now"),
        },
    };

    /// <summary>What came from outside and is due.</summary>
    internal static readonly PendingWork Inbox = new("inbox", "inbox_messages", "status = 'waiting' AND due_at <= $now");

    /// <summary>Every kind: the engines make from it what they need.</summary>
    internal static IReadOnlyList<PendingWork> All => [Jobs, Events, Inbox, Webhooks];

    /// <summary>Where else it waits.</summary>
    internal PendingWork? Or { get; init; }

    /// <summary>All the places where it waits.</summary>
    internal IEnumerable<PendingWork> Parts
    {
        get
        {
            for (var part = this; part is not null; part = part.Or)
                yield return part;
        }
    }
}
