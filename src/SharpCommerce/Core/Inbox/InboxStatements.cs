using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;

namespace SharpCommerce.Core.Inbox;

/// <summary>The inbox in SQL.</summary>
internal static class InboxStatements
{
    /// <summary>Senders repeat a message for days; what was put aside waits longer for somebody to look.</summary>
    internal static readonly ExpiryRule Expired = new(
        new("DELETE FROM inbox_messages WHERE tenant_id = $1 AND (status = 'handled' AND ended_at <= $2 OR status = 'parked' AND ended_at <= $3 OR status = 'waiting' AND due_at <= $3)"), TimeSpan.FromDays(30), TimeSpan.FromDays(90));

    /// <summary>Answers with a row when the message is new.</summary>
    internal static readonly SqlStatement Store = new(
        """
        INSERT INTO inbox_messages (tenant_id, id, source, external_id, body, received_at, status, attempts, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $6) ON CONFLICT DO NOTHING RETURNING 1
        """);

    internal static readonly SqlStatement Claimed = new(
        "SELECT id, source, external_id, body, received_at, attempts FROM inbox_messages WHERE tenant_id = $1 AND status = 'waiting' AND due_at = $3 AND claim = $2");

    internal static readonly SqlStatement Done = new(
        "UPDATE inbox_messages SET status = 'handled', ended_at = $4, body = $5, error = NULL, claim = NULL WHERE tenant_id = $1 AND id = $2 AND claim = $3 RETURNING 1");

    internal static readonly SqlStatement Fail = new("UPDATE inbox_messages SET due_at = $4, error = $5, claim = NULL WHERE tenant_id = $1 AND id = $2 AND claim = $3 RETURNING 1");

    internal static readonly SqlStatement Park = new("UPDATE inbox_messages SET status = 'parked', ended_at = $4, error = $5, claim = NULL WHERE tenant_id = $1 AND id = $2 AND claim = $3 RETURNING 1");

    /// <summary>Gives a message back untried, for another process.</summary>
    internal static readonly SqlStatement Return = new("UPDATE inbox_messages SET due_at = $4, attempts = attempts - 1, claim = NULL WHERE tenant_id = $1 AND id = $2 AND claim = $3 RETURNING 1");

    /// <summary>That it refers to something unknown is no failure: the tries that failed are counted anew.</summary>
    internal static readonly SqlStatement Unknown = new("UPDATE inbox_messages SET due_at = $4, error = $5, attempts = 0, claim = NULL WHERE tenant_id = $1 AND id = $2 AND claim = $3 RETURNING 1");

    /// <summary>Takes what is due of these sources.</summary>
    /// <param name="sources">Their names, which are lower_snake.</param>
    /// <param name="skipLocked">What passes over rows that another transaction is just taking.</param>
    internal static SqlStatement Claim(IEnumerable<string> sources, string skipLocked) => new(
        $"""
        WITH due AS MATERIALIZED (
            SELECT id FROM inbox_messages WHERE tenant_id = $1 AND status = 'waiting' AND due_at <= $4 AND source IN ({string.Join(", ", sources.Select(source => $"'{source}'"))})
            ORDER BY due_at LIMIT $5 {skipLocked})
        UPDATE inbox_messages AS m SET claim = $2, due_at = $3, attempts = m.attempts + 1 FROM due WHERE m.tenant_id = $1 AND m.id = due.id RETURNING 1
        """);
}
