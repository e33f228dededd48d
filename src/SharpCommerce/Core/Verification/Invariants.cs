using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;

namespace SharpCommerce.Core.Verification;

/// <summary>What is always true of money, stock and orders. Much of it the database enforces as well; here nobody is trusted.</summary>
internal static class Invariants
{
    private const string Order = "'order ' || lower(CAST(o.id AS text))";
    private const string Payment = "'payment ' || lower(CAST(p.id AS text))";
    private const string Stock = "'stock of variant ' || lower(CAST(i.variant_id AS text))";

    internal static Invariant[] All { get; } =
    [
        Of("I1", "An order's total is the sum of its parts", $"SELECT {Order} FROM orders o WHERE o.tenant_id = $1 AND o.total <> o.subtotal - o.discount + o.shipping + CASE WHEN o.tax_included THEN 0 ELSE o.tax END"),
        Of("I1", "No amount of an order is negative", $"SELECT {Order} FROM orders o WHERE o.tenant_id = $1 AND (o.subtotal < 0 OR o.discount < 0 OR o.shipping < 0 OR o.shipping_tax < 0 OR o.tax < 0 OR o.total < 0)"),
        Of("I1", "A line's total is price times quantity", "SELECT 'order line ' || lower(CAST(l.id AS text)) FROM order_lines l WHERE l.tenant_id = $1 AND (l.total <> l.unit_price * l.quantity OR l.quantity <= 0 OR l.unit_price < 0)"),
        Of("I1", "The lines' totals, discounts and taxes add up to the order's", $"""
            SELECT {Order} FROM orders o
            LEFT JOIN (SELECT order_id, sum(total) AS total, sum(discount) AS discount, sum(tax) AS tax FROM order_lines WHERE tenant_id = $1 GROUP BY order_id) l ON l.order_id = o.id
            WHERE o.tenant_id = $1 AND (l.order_id IS NULL OR l.total <> o.subtotal OR l.discount <> o.discount OR l.tax + o.shipping_tax <> o.tax)
            """),
        Of("I2", "Refunded is at most captured, and captured at most authorized", $"SELECT {Payment} FROM payments p WHERE p.tenant_id = $1 AND (p.refunded < 0 OR p.refunded > p.captured OR p.captured > p.amount)"),
        Of("I2", "What was captured and refunded are the sums of what moved", $"""
            SELECT {Payment} FROM payments p WHERE p.tenant_id = $1 AND (
                p.captured <> (SELECT COALESCE(sum(m.amount), 0) FROM payment_movements m WHERE m.tenant_id = p.tenant_id AND m.payment_id = p.id AND m.kind = 'capture' AND m.status = 'succeeded')
                OR p.refunded <> (SELECT COALESCE(sum(m.amount), 0) FROM payment_movements m WHERE m.tenant_id = p.tenant_id AND m.payment_id = p.id AND m.kind = 'refund' AND m.status = 'succeeded'))
            """),
        Of("I2", "A payment's status is what its sums say", $"""
            SELECT {Payment} FROM payments p WHERE p.tenant_id = $1 AND p.amount > 0 AND (
                (p.status = 'paid') <> (p.captured = p.amount AND p.refunded = 0)
                OR (p.status = 'partially_refunded') <> (p.captured = p.amount AND p.refunded > 0 AND p.refunded < p.captured)
                OR (p.status = 'refunded') <> (p.captured > 0 AND p.refunded = p.captured)
                OR (p.status = 'partially_paid') <> (p.captured > 0 AND p.captured < p.amount AND p.refunded < p.captured))
            """),
        Of("I2", "No call is promised more than there is", $"""
            SELECT {Payment} FROM payments p WHERE p.tenant_id = $1 AND p.captured - p.refunded <
                (SELECT COALESCE(sum(a.amount), 0) FROM payment_attempts a WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id AND a.operation = 'refund' AND a.status IN ('waiting', 'sent', 'unknown')
                    AND NOT EXISTS (SELECT 1 FROM payment_movements m WHERE m.tenant_id = p.tenant_id AND m.payment_id = p.id AND m.attempt_id = a.id))
            """),
        Of("I3", "Every order has a payment of its total in its currency", $"""
            SELECT {Order} FROM orders o WHERE o.tenant_id = $1
                AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.amount = o.total AND p.currency = o.currency)
            """),
        Of("I3", "An order is paid exactly when a payment of its total is", $"""
            SELECT {Order} FROM orders o WHERE o.tenant_id = $1 AND o.total > 0
                AND (o.payment_status IN ('paid', 'partially_refunded'))
                    <> EXISTS (SELECT 1 FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.captured = o.total AND p.refunded < p.captured
                        AND NOT EXISTS (SELECT 1 FROM payment_attempts a WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id AND a.operation = 'refund' AND a.reason = 'not_needed'))
                AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.attention IS NOT NULL)
            """),
        Of("I3", "An order that is carried out has its payment", $"""
            SELECT {Order} FROM orders o WHERE o.tenant_id = $1 AND o.total > 0 AND o.status IN ('confirmed', 'completed') AND o.payment_status IN ('pending', 'requires_action', 'failed')
                AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.attention IS NOT NULL)
            """),
        Of("I3", "Money belongs to an order that is carried out, goes back, or is called to attention", $"""
            SELECT {Payment} FROM payments p JOIN orders o ON o.tenant_id = p.tenant_id AND o.id = p.order_id WHERE p.tenant_id = $1 AND p.captured > p.refunded
                AND o.status NOT IN ('confirmed', 'completed') AND p.attention IS NULL
                AND NOT EXISTS (SELECT 1 FROM payment_attempts a WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id AND a.operation = 'refund' AND a.status IN ('waiting', 'sent', 'unknown'))
                AND NOT EXISTS (SELECT 1 FROM payment_movements m WHERE m.tenant_id = p.tenant_id AND m.payment_id = p.id AND m.kind = 'refund' AND m.status = 'pending')
            """),
        Of("I4", "Every charge of a provider is known once", "SELECT 'movement ' || m.provider_id FROM payment_movements m WHERE m.tenant_id = $1 GROUP BY m.provider, m.kind, m.provider_id HAVING count(*) > 1"),
        Of("I5", "A cart becomes one order that stays at most", "SELECT 'cart ' || lower(CAST(o.cart_id AS text)) FROM orders o WHERE o.tenant_id = $1 AND o.status <> 'canceled' GROUP BY o.cart_id HAVING count(*) > 1"),
        Of("I5", "Order numbers are unique", "SELECT 'order number ' || CAST(o.number AS text) FROM orders o WHERE o.tenant_id = $1 GROUP BY o.number HAVING count(*) > 1"),
        Of("I5", "An order and its cart name each other", $"SELECT {Order} FROM orders o LEFT JOIN carts c ON c.tenant_id = o.tenant_id AND c.id = o.cart_id WHERE o.tenant_id = $1 AND o.status <> 'canceled' AND (c.order_id IS NULL OR c.order_id <> o.id)"),
        Of("I6", "No more is promised than there is", $"SELECT {Stock} FROM inventory_items i WHERE i.tenant_id = $1 AND (i.on_hand < 0 OR i.reserved < 0 OR i.reserved > i.on_hand)"),
        Of("I6", "What is promised is what orders hold", $"""
            SELECT {Stock} FROM inventory_items i
            LEFT JOIN (SELECT variant_id, sum(reserved) AS reserved FROM order_lines WHERE tenant_id = $1 GROUP BY variant_id) l ON l.variant_id = i.variant_id
            WHERE i.tenant_id = $1 AND i.reserved <> COALESCE(l.reserved, 0)
            """),
        Of("I6", "What orders hold is in stock", """
            SELECT 'order line ' || lower(CAST(l.id AS text)) FROM order_lines l WHERE l.tenant_id = $1 AND l.reserved > 0
                AND NOT EXISTS (SELECT 1 FROM inventory_items i WHERE i.tenant_id = l.tenant_id AND i.variant_id = l.variant_id)
            """),
        Of("I6", "Canceled orders hold nothing", """
            SELECT 'order line ' || lower(CAST(l.id AS text)) FROM order_lines l JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
            WHERE l.tenant_id = $1 AND l.reserved > 0 AND o.status = 'canceled'
            """),
        Of("I6", "A stock is the sum of its movements", $"""
            SELECT {Stock} FROM inventory_items i
            LEFT JOIN (SELECT variant_id, sum(delta) AS delta FROM stock_movements WHERE tenant_id = $1 GROUP BY variant_id) m ON m.variant_id = i.variant_id
            WHERE i.tenant_id = $1 AND i.on_hand <> COALESCE(m.delta, 0)
            """),
        Of("I8", "The ledger has what moved, once, and nothing else", $"""
            SELECT {Payment} FROM payments p
            LEFT JOIN (SELECT payment_id, sum(CASE kind WHEN 'capture' THEN amount WHEN 'capture_reversed' THEN -amount ELSE 0 END) AS captured, sum(CASE kind WHEN 'refund' THEN amount WHEN 'refund_reversed' THEN -amount ELSE 0 END) AS refunded
                FROM ledger_entries WHERE tenant_id = $1 GROUP BY payment_id) l ON l.payment_id = p.id
            WHERE p.tenant_id = $1 AND (p.captured <> COALESCE(l.captured, 0) OR p.refunded <> COALESCE(l.refunded, 0))
            """),
        Of("I8", "An entry of the ledger is of a movement, in an amount above zero", """
            SELECT 'ledger entry ' || lower(CAST(e.id AS text)) FROM ledger_entries e WHERE e.tenant_id = $1
                AND (e.amount <= 0 OR NOT EXISTS (SELECT 1 FROM payment_movements m WHERE m.tenant_id = e.tenant_id AND m.id = e.movement_id AND m.payment_id = e.payment_id AND m.order_id = e.order_id))
            """),
        Of("I11", "A call that nobody knows the end of is looked after", $"""
            SELECT {Payment} FROM payments p WHERE p.tenant_id = $1 AND p.check_at IS NULL
                AND EXISTS (SELECT 1 FROM payment_attempts a WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id AND a.status IN ('waiting', 'sent', 'unknown'))
            """),
        Of("I11", "An order that waits for its payment is given up in the end", $"""
            SELECT {Order} FROM orders o WHERE o.tenant_id = $1 AND o.status = 'pending_payment'
                AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.check_at IS NOT NULL)
            """),
        Of("I9", "A feed has no gaps", """
            SELECT 'the feed from ' || CAST(f.removed_through + 1 AS text) || ' to ' || CAST(f.last_sequence AS text) FROM event_feeds f WHERE f.tenant_id = $1 AND f.last_sequence - f.removed_through
                <> (SELECT count(*) FROM outbox_messages m WHERE m.tenant_id = $1 AND m.sequence > f.removed_through AND m.sequence <= f.last_sequence)
            """),
        Of("I9", "No event stands outside of its feed", """
            SELECT 'event ' || lower(CAST(m.id AS text)) FROM outbox_messages m WHERE m.tenant_id = $1 AND m.sequence IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM event_feeds f WHERE f.tenant_id = $1 AND m.sequence > f.removed_through AND m.sequence <= f.last_sequence)
            """),
        Of("I9", "A delivery is of its event", """
            SELECT 'event ' || lower(CAST(d.message_id AS text)) || ' for ' || d.consumer FROM event_deliveries d WHERE d.tenant_id = $1
                AND NOT EXISTS (SELECT 1 FROM outbox_messages m WHERE m.tenant_id = $1 AND m.id = d.message_id AND m.sequence = d.sequence AND m.aggregate_id = d.aggregate_id)
            """),
        Of("I9", "What was put aside has a reason", "SELECT 'event ' || lower(CAST(d.message_id AS text)) || ' for ' || d.consumer FROM event_deliveries d WHERE d.tenant_id = $1 AND d.status = 'parked' AND (d.error IS NULL OR d.parked_at IS NULL)"),
        Of("I9", "A message from outside was handled, waits, or has a reason", "SELECT 'message ' || lower(CAST(m.id AS text)) || ' of ' || m.source FROM inbox_messages m WHERE m.tenant_id = $1 AND (m.ended_at IS NULL) <> (m.status = 'waiting') OR m.tenant_id = $1 AND m.status = 'parked' AND m.error IS NULL"),
        Of("I13", "An order's history begins once, when it was placed", $"""
            SELECT {Order} FROM orders o WHERE o.tenant_id = $1
                AND (1 <> (SELECT count(*) FROM order_events e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id AND e.type = 'placed')
                    OR 1 <> (SELECT count(*) FROM order_events e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id AND e.from_status IS NULL))
            """),
        Of("I13", "An order's history leads to its status", $"""
            SELECT {Order} FROM orders o WHERE o.tenant_id = $1
                AND o.status <> COALESCE((SELECT e.to_status FROM order_events e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id ORDER BY e.id DESC LIMIT 1), '')
            """),
        Of("I13", "An order takes only steps that are allowed", """
            SELECT 'order event ' || lower(CAST(e.id AS text)) FROM order_events e WHERE e.tenant_id = $1 AND e.from_status <> e.to_status
                AND e.from_status || '>' || e.to_status NOT IN ('pending_payment>confirmed', 'pending_payment>canceled', 'confirmed>completed', 'confirmed>canceled')
            """),
        Of("I13", "An order was sent as far as its lines were", $"""
            SELECT {Order} FROM orders o
            JOIN (SELECT order_id, sum(fulfilled) AS fulfilled, sum(quantity) AS quantity FROM order_lines WHERE tenant_id = $1 GROUP BY order_id) l ON l.order_id = o.id
            WHERE o.tenant_id = $1 AND o.fulfillment_status <> 'returned'
                AND o.fulfillment_status <> CASE WHEN l.fulfilled = 0 THEN 'unfulfilled' WHEN l.fulfilled < l.quantity THEN 'partially_fulfilled' ELSE 'fulfilled' END
            """),
        Of("I13", "An order's history never goes back in time", """
            SELECT 'order event ' || lower(CAST(e.id AS text)) FROM order_events e JOIN orders o ON o.tenant_id = e.tenant_id AND o.id = e.order_id
            WHERE e.tenant_id = $1 AND (e.occurred_at < o.placed_at
                OR EXISTS (SELECT 1 FROM order_events b WHERE b.tenant_id = e.tenant_id AND b.order_id = e.order_id AND b.id < e.id AND b.occurred_at > e.occurred_at))
            """),
    ];

    /// <summary>Those that depend on the time of now.</summary>
    internal static Invariant[] At(DateTimeOffset now) =>
    [
        new("I11", "Calls that never ended are forgotten in the end", new("SELECT 'idempotency record expired at ' || CAST(r.expires_at AS text) FROM idempotency_records r WHERE r.tenant_id = $1 AND r.status_code IS NULL AND r.expires_at <= $2"),
            // The sweep comes once an hour.
            now - TimeSpan.FromHours(3)),
        new("I9", "Every order was announced once", new($"""
            SELECT {Order} FROM orders o
            LEFT JOIN (SELECT aggregate_id, count(*) AS messages FROM outbox_messages WHERE tenant_id = $1 AND type = 'order.placed.v1' GROUP BY aggregate_id) m ON m.aggregate_id = o.id
            WHERE o.tenant_id = $1 AND (m.messages > 1 OR m.messages IS NULL AND o.placed_at > $2)
            """),
            // Older announcements may be gone.
            now - EventRetention.Kept),
        new("I9", "No process that is long gone holds an event or a message", new("""
            SELECT 'event ' || lower(CAST(d.message_id AS text)) || ' for ' || d.consumer FROM event_deliveries d WHERE d.tenant_id = $1 AND d.claim IS NOT NULL AND d.due_at <= $2
            UNION ALL SELECT 'message ' || lower(CAST(m.id AS text)) || ' of ' || m.source FROM inbox_messages m WHERE m.tenant_id = $1 AND m.claim IS NOT NULL AND m.due_at <= $2
            """),
            // Leases last a minute; a server may be down for a night.
            now - TimeSpan.FromDays(1)),
    ];

    private static Invariant Of(string id, string name, string sql) => new(id, name, new SqlStatement(sql));
}
