using SharpCommerce.Core.Data;

namespace SharpCommerce.Core.Events;

/// <summary>The outbox in SQL: written once, with the two words in which the engines differ.</summary>
/// <param name="order">What sorts messages as they were inserted.</param>
/// <param name="skipLocked">See <see cref="SkipLocked"/>.</param>
/// <param name="byPlace">Keeps an engine that plans without figures from sorting all that is due: appended to a column, it walks the key instead.</param>
internal sealed class EventStatements(string order, string skipLocked, string byPlace)
{
    private const int MostSequenced = 1_000;

    /// <summary>Whether events wait for their place in the feed, or for these consumers to be told of them.</summary>
    internal static SqlStatement IsBehind(IReadOnlyCollection<string> consumers) => new(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM outbox_messages WHERE tenant_id = $1 AND sequence IS NULL)" + (consumers.Count == 0 ? "" :
            $"""
             OR EXISTS (SELECT 1 FROM event_consumers c JOIN event_feeds f ON f.tenant_id = c.tenant_id
                WHERE c.tenant_id = $1 AND c.name IN ({string.Join(", ", consumers.Select(name => $"'{name}'"))}) AND c.told_through < f.last_sequence)
            """) + " THEN 1 ELSE 0 END");

    internal static readonly SqlStatement Backlog = new(
        """
        SELECT (SELECT count(*) FROM outbox_messages WHERE tenant_id = $1 AND sequence IS NULL),
            (SELECT count(*) FROM event_deliveries WHERE tenant_id = $1 AND status = 'waiting'),
            (SELECT count(*) FROM event_deliveries WHERE tenant_id = $1 AND status = 'parked'),
            (SELECT min(occurred_at) FROM outbox_messages WHERE tenant_id = $1 AND sequence IS NULL),
            (SELECT min(m.occurred_at) FROM event_deliveries d JOIN outbox_messages m ON m.tenant_id = d.tenant_id AND m.id = d.message_id WHERE d.tenant_id = $1 AND d.status = 'waiting')
        """);

    internal static readonly SqlStatement MakeFeed = new("INSERT INTO event_feeds (tenant_id, last_sequence, removed_through) VALUES ($1, 0, 0) ON CONFLICT DO NOTHING");

    /// <summary>A statement of its own: what the next one sees is what was committed when this one had the lock.</summary>
    internal static readonly SqlStatement LockFeed = new("UPDATE event_feeds SET last_sequence = last_sequence WHERE tenant_id = $1");

    /// <summary>A consumer that is new here hears of what has no place yet, and of all that follows.</summary>
    internal static readonly SqlStatement MakeConsumer = new(
        "INSERT INTO event_consumers (tenant_id, name, told_through, seen_at) SELECT $1, $2, last_sequence, $3 FROM event_feeds WHERE tenant_id = $1 ON CONFLICT DO NOTHING");

    internal static readonly SqlStatement MoveFeed = new(
        """
        UPDATE event_feeds SET last_sequence = COALESCE((SELECT max(m.sequence) FROM outbox_messages m WHERE m.tenant_id = $1 AND m.sequence > event_feeds.last_sequence), last_sequence)
        WHERE tenant_id = $1
        """);

    internal static readonly SqlStatement MoveConsumer = new(
        "UPDATE event_consumers SET told_through = (SELECT f.last_sequence FROM event_feeds f WHERE f.tenant_id = $1), seen_at = $3 WHERE tenant_id = $1 AND name = $2");

    internal static readonly SqlStatement Claimed = new(
        """
        SELECT d.sequence, m.id, m.type, m.aggregate_id, m.occurred_at, m.payload, d.attempts
        FROM event_deliveries d JOIN outbox_messages m ON m.tenant_id = d.tenant_id AND m.id = d.message_id
        WHERE d.tenant_id = $1 AND d.consumer = $2 AND d.status = 'waiting' AND d.due_at = $4 AND d.claim = $3 ORDER BY d.sequence
        """);

    internal static readonly SqlStatement Done = new("DELETE FROM event_deliveries WHERE tenant_id = $1 AND consumer = $2 AND sequence = $3 AND claim = $4 RETURNING 1");

    /// <summary>Gives a delivery back untried, for another process.</summary>
    internal static readonly SqlStatement Return = new(
        "UPDATE event_deliveries SET due_at = $5, attempts = attempts - 1, claim = NULL WHERE tenant_id = $1 AND consumer = $2 AND sequence = $3 AND claim = $4 AND status = 'waiting'");

    /// <summary>What follows of the aggregate is put off together with the one that failed, so that nobody looks for it before.</summary>
    internal static readonly SqlStatement PutOffRest = new(
        """
        UPDATE event_deliveries SET due_at = $5
        WHERE tenant_id = $1 AND consumer = $2 AND status = 'waiting' AND due_at < $5 AND sequence > $3
            AND aggregate_id = (SELECT e.aggregate_id FROM event_deliveries e WHERE e.tenant_id = $1 AND e.consumer = $2 AND e.sequence = $3 AND e.claim = $4)
        """);

    internal static readonly SqlStatement Fail = new("UPDATE event_deliveries SET due_at = $5, error = $6, claim = NULL WHERE tenant_id = $1 AND consumer = $2 AND sequence = $3 AND claim = $4");

    internal static readonly SqlStatement FreeRest = new(
        """
        UPDATE event_deliveries SET due_at = $5
        WHERE tenant_id = $1 AND consumer = $2 AND status = 'waiting' AND due_at > $5 AND sequence > $3
            AND aggregate_id = (SELECT e.aggregate_id FROM event_deliveries e WHERE e.tenant_id = $1 AND e.consumer = $2 AND e.sequence = $3 AND e.claim = $4)
        """);

    internal static readonly SqlStatement Park = new(
        "UPDATE event_deliveries SET status = 'parked', parked_at = $5, error = $6, claim = NULL WHERE tenant_id = $1 AND consumer = $2 AND sequence = $3 AND claim = $4");

    /// <summary>What passes over rows that another transaction is just taking.</summary>
    internal string SkipLocked => skipLocked;

    internal SqlStatement Sequence { get; } = new(
        $"""
        UPDATE outbox_messages AS m SET sequence = s.sequence
        FROM (SELECT id, (SELECT f.last_sequence FROM event_feeds f WHERE f.tenant_id = $1) + row_number() OVER (ORDER BY {order}) AS sequence
              FROM outbox_messages WHERE tenant_id = $1 AND sequence IS NULL ORDER BY {order} LIMIT {MostSequenced}) AS s
        WHERE m.tenant_id = $1 AND m.id = s.id
        """);

    /// <summary>The first of each aggregate that is due, unless something earlier of the aggregate is still to be done.</summary>
    internal SqlStatement Claim { get; } = new(
        $"""
        WITH due AS MATERIALIZED (
            SELECT d.sequence FROM event_deliveries d
            WHERE d.tenant_id = $1 AND d.consumer = $2 AND d.status{byPlace} = 'waiting' AND d.due_at <= $5
                AND NOT EXISTS (SELECT 1 FROM event_deliveries e WHERE e.tenant_id = $1 AND e.consumer = $2 AND e.aggregate_id = d.aggregate_id AND e.sequence < d.sequence AND e.status = 'waiting')
            ORDER BY d.sequence LIMIT $6 {skipLocked})
        UPDATE event_deliveries AS t SET claim = $3, due_at = $4, attempts = t.attempts + 1 FROM due
        WHERE t.tenant_id = $1 AND t.consumer = $2 AND t.sequence = due.sequence RETURNING 1
        """);

    /// <summary>Makes deliveries for a consumer from what it wants.</summary>
    /// <param name="types">Of which types.</param>
    /// <param name="condition">Under which further condition on the tenant's rows; null for always.</param>
    internal static SqlStatement TellOf(IEnumerable<string> types, string? condition) => new(
        $"""
        INSERT INTO event_deliveries (tenant_id, consumer, sequence, message_id, aggregate_id, status, attempts, due_at)
        SELECT $1, $2, m.sequence, m.id, m.aggregate_id, 'waiting', 0, $3
        FROM outbox_messages m JOIN event_consumers c ON c.tenant_id = m.tenant_id AND c.name = $2
        WHERE m.tenant_id = $1 AND m.sequence > c.told_through AND m.type IN ({string.Join(", ", types.Select(type => $"'{type}'"))}){(condition is null ? "" : $" AND {condition}")}
        """);
}
