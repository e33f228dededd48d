namespace SharpCommerce.Core.Work;

/// <summary>How to see that rows of a tenant wait for a <see cref="TenantWorker"/>.</summary>
/// <param name="Name">The kind of work, lower_snake.</param>
/// <param name="Table">Where it waits.</param>
/// <param name="Condition">What a waiting row is like, in SQL that both engines know. <c>$now</c> stands for the time, <c>$far</c> for one that no lease reaches: one that does was written by a clock that has been set back since. An index should serve it.</param>
internal sealed record PendingWork(string Name, string Table, string Condition)
{
    /// <summary>Jobs that nobody runs, or whose node is gone.</summary>
    internal static readonly PendingWork Jobs = new(
        "jobs", "jobs", "finished_at IS NULL AND (status = 'queued' AND (not_before IS NULL OR not_before <= $now) OR status <> 'queued' AND (lease_until <= $now OR lease_until > $far))");

    /// <summary>How far from now <c>$far</c> is.</summary>
    internal static readonly TimeSpan Far = TimeSpan.FromMinutes(15);

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
