namespace SharpCommerce.Core.Work;

/// <summary>How to see that rows of a tenant wait for a <see cref="TenantWorker"/>.</summary>
/// <param name="Name">The kind of work, lower_snake.</param>
/// <param name="Places">Where it may wait.</param>
internal sealed record PendingWork(string Name, params WaitingRows[] Places)
{
    /// <summary>How far from now <c>$far</c> is.</summary>
    internal static readonly TimeSpan Far = TimeSpan.FromMinutes(15);

    /// <summary>Jobs that nobody runs, or whose node is gone.</summary>
    internal static readonly PendingWork Jobs = new(
        "jobs",
        new WaitingRows("jobs", "finished_at IS NULL AND (status = 'queued' AND (not_before IS NULL OR not_before <= $now) OR status <> 'queued' AND (lease_until <= $now OR lease_until > $far))"));

    /// <summary>Events without a place in the feed, consumers that were not told of all, and deliveries that are due.</summary>
    internal static readonly PendingWork Events = new(
        "events",
        new WaitingRows("outbox_messages", "sequence IS NULL"),
        new WaitingRows("event_consumers", "EXISTS (SELECT 1 FROM event_feeds f WHERE f.tenant_id = event_consumers.tenant_id AND f.last_sequence > event_consumers.told_through)"),
        new WaitingRows("event_deliveries", "status = 'waiting' AND due_at <= $now"));

    /// <summary>What came from outside and is due.</summary>
    internal static readonly PendingWork Inbox = new("inbox", new WaitingRows("inbox_messages", "status = 'waiting' AND due_at <= $now"));

    /// <summary>Calls to receivers whose time has come, or whose node is gone.</summary>
    internal static readonly PendingWork Webhooks = new("webhooks", new WaitingRows("webhook_deliveries", "due_at <= $now"));

    /// <summary>Payments that are to be looked after.</summary>
    internal static readonly PendingWork Payments = new("payments", new WaitingRows("payments", "check_at <= $now"));

    /// <summary>Every kind: the engines make from it what they need.</summary>
    internal static IReadOnlyList<PendingWork> All => [Jobs, Events, Inbox, Webhooks, Payments];
}

/// <summary>Rows that wait.</summary>
/// <param name="Table">Where.</param>
/// <param name="Condition">
/// What a waiting row is like, in SQL that both engines know. <c>$now</c> stands for the time, <c>$far</c> for one that no lease reaches: one that
/// does was written by a clock that has been set back since. An index should serve it.
/// </param>
internal sealed record WaitingRows(string Table, string Condition);
