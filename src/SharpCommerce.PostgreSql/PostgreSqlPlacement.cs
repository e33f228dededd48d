using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using SharpCommerce.Carts;
using SharpCommerce.Checkout;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.PostgreSql;

/// <summary>Writes a group of orders: one round trip locks carts and stock in key order, one writes everything as a set, then commit.</summary>
internal static class PostgreSqlPlacement
{
    private const int Attempts = 4;

    private const string LockCarts = "SELECT id, version, order_id FROM carts WHERE tenant_id = $1 AND id = ANY($2) ORDER BY id FOR NO KEY UPDATE";

    private const string LockStock = "SELECT variant_id, on_hand - reserved FROM inventory_items WHERE tenant_id = $1 AND variant_id = ANY($2) ORDER BY variant_id FOR NO KEY UPDATE";

    /// <summary>
    /// Foreign keys are checked at the end of the statement, so the parts may refer to one another.
    /// The conditions repeat what was decided under lock: if one fails, the counts differ and nothing is committed.
    /// </summary>
    private const string Write =
        """
        WITH taken AS (
            UPDATE inventory_items i SET reserved = i.reserved + d.quantity
            FROM unnest($2::uuid[], $3::int[]) AS d (variant_id, quantity)
            WHERE i.tenant_id = $1 AND i.variant_id = d.variant_id AND i.on_hand - i.reserved >= d.quantity
            RETURNING 1),
        closed AS (
            UPDATE carts c SET order_id = o.id, customer_id = o.customer_id, version = c.version + 1, updated_at = $4
            FROM unnest($5::uuid[], $6::uuid[], $44::uuid[]) AS o (id, cart_id, customer_id)
            WHERE c.tenant_id = $1 AND c.id = o.cart_id AND c.order_id IS NULL
            RETURNING 1),
        placed AS (
            INSERT INTO orders (tenant_id, id, number, cart_id, access_token_hash, idempotency_key_hash, email, status, payment_status, fulfillment_status,
                currency, subtotal, discount, shipping, shipping_tax, tax, total, tax_included, shipping_method, shipping_address, billing_address, placed_at, version, customer_id, normalized_email, payment_due_at)
            SELECT $1, o.id, next_order_number(), o.cart_id, o.access_token_hash, o.idempotency_key_hash, o.email, o.status, o.payment_status, 'unfulfilled',
                o.currency, o.subtotal, o.discount, o.shipping, o.shipping_tax, o.tax, o.total, o.tax_included, o.shipping_method, o.shipping_address, o.billing_address, o.placed_at, 1, o.customer_id, o.normalized_email, o.payment_due_at
            FROM unnest($5::uuid[], $6::uuid[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[],
                    $16::bigint[], $17::bigint[], $18::bigint[], $19::bool[], $20::text[], $21::text[], $22::text[], $43::timestamptz[], $44::uuid[], $45::text[], $46::timestamptz[])
                AS o (id, cart_id, access_token_hash, idempotency_key_hash, email, status, payment_status, currency, subtotal, discount, shipping,
                    shipping_tax, tax, total, tax_included, shipping_method, shipping_address, billing_address, placed_at, customer_id, normalized_email, payment_due_at)
            RETURNING id, number),
        sold AS (
            INSERT INTO order_lines (tenant_id, order_id, id, position, variant_id, product_id, title, variant_title, sku, quantity, reserved, unit_price, discount, tax, total)
            SELECT $1, l.* FROM unnest($23::uuid[], $24::uuid[], $25::int[], $26::uuid[], $27::uuid[], $28::text[], $29::text[], $30::text[], $31::int[], $32::int[],
                $33::bigint[], $34::bigint[], $35::bigint[], $36::bigint[]) AS l),
        paid AS (
            INSERT INTO payments (tenant_id, order_id, id, provider, status, currency, amount, captured, refunded, created_at, sandbox, capture_at_once, return_url, shop_name, check_at, checks, version)
            SELECT $1, p.order_id, p.id, p.provider, p.status, p.currency, p.amount, 0, 0, p.created_at, p.sandbox, p.capture_at_once, p.return_url, p.shop_name, p.check_at, 0, 1
            FROM unnest($5::uuid[], $37::uuid[], $38::text[], $11::text[], $12::text[], $18::bigint[], $43::timestamptz[], $47::bool[], $48::bool[], $49::text[], $50::text[], $51::timestamptz[])
                AS p (order_id, id, provider, status, currency, amount, created_at, sandbox, capture_at_once, return_url, shop_name, check_at)),
        begun AS (
            INSERT INTO payment_attempts (tenant_id, order_id, payment_id, id, operation, number, operation_key, amount, final, actor, status, created_at, sent_at)
            SELECT $1, a.order_id, a.payment_id, a.id, 'authorize', 1, a.operation_key, a.amount, FALSE, a.actor, 'sent', a.created_at, a.created_at
            FROM unnest($5::uuid[], $37::uuid[], $52::uuid[], $53::text[], $18::bigint[], $40::text[], $43::timestamptz[]) AS a (order_id, payment_id, id, operation_key, amount, actor, created_at)
            WHERE a.id IS NOT NULL),
        told AS (
            INSERT INTO order_events (tenant_id, order_id, id, type, from_status, to_status, actor, reason, occurred_at)
            SELECT $1, e.order_id, e.id, 'placed', NULL, e.status, e.actor, NULL, e.occurred_at
            FROM unnest($5::uuid[], $39::uuid[], $10::text[], $40::text[], $43::timestamptz[]) AS e (order_id, id, status, actor, occurred_at)),
        sent AS (
            INSERT INTO outbox_messages (tenant_id, id, type, aggregate_id, payload, occurred_at)
            SELECT $1, m.id, 'order.placed.v1', m.order_id, m.payload, m.occurred_at
            FROM unnest($41::uuid[], $5::uuid[], $42::text[], $43::timestamptz[]) AS m (id, order_id, payload, occurred_at))
        SELECT id, number, (SELECT count(*) FROM taken), (SELECT count(*) FROM closed) FROM placed
        """;

    internal static async Task<Placement[]> PlaceAsync(NpgsqlDataSource source, Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PlaceOnceAsync(source, tenantId, drafts, cancellationToken);
            }
            catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < Attempts)
            {
                // Two nodes locked the same rows from different sides; the one that was rolled back simply tries again.
            }
        }
    }

    private static async Task<Placement[]> PlaceOnceAsync(NpgsqlDataSource source, Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var plan = await LockAndDecideAsync(connection, tenantId, drafts, cancellationToken);
        if (plan.Accepted.Count == 0)
            return plan.Answer(new Dictionary<Id<Order>, long>());
        KillPoint.Reach(KillPoint.PlacementLocked);

        var demand = plan.Demand;
        var numbers = new Dictionary<Id<Order>, long>();
        await using (var write = new NpgsqlCommand(Write, connection))
        {
            Bind(write, tenantId, demand, [.. plan.Accepted.Select(accepted => accepted.Draft)]);
            await using var reader = await write.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetInt64(2) != demand.Count || reader.GetInt64(3) != plan.Accepted.Count)
                    throw new InvalidOperationException("Stock or cart changed under lock; nothing was written.");
                numbers.Add(new(reader.GetGuid(0)), reader.GetInt64(1));
            }
        }
        KillPoint.Reach(KillPoint.PlacementBeforeCommit);
        await transaction.CommitAsync(cancellationToken);
        KillPoint.Reach(KillPoint.PlacementAfterCommit);
        return plan.Answer(numbers);
    }

    private static async Task<PlacementPlan> LockAndDecideAsync(NpgsqlConnection connection, Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT set_config('app.tenant_id', $1, true)") { Parameters = { new NpgsqlParameter<string> { TypedValue = tenantId.ToString() } } },
                new(LockCarts) { Parameters = { Uuid(tenantId.Value), Uuids(PlacementPlan.CartIds(drafts).Select(id => id.Value)) } },
                new(LockStock) { Parameters = { Uuid(tenantId.Value), Uuids(PlacementPlan.VariantIds(drafts).Select(id => id.Value)) } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var carts = new Dictionary<Id<Cart>, LockedCart>();
        while (await reader.ReadAsync(cancellationToken))
            carts.Add(new(reader.GetGuid(0)), new(reader.GetInt64(1), reader.IsDBNull(2) ? null : new Id<Order>(reader.GetGuid(2))));
        await reader.NextResultAsync(cancellationToken);
        var available = new Dictionary<Id<Variant>, int>();
        while (await reader.ReadAsync(cancellationToken))
            available.Add(new(reader.GetGuid(0)), reader.GetInt32(1));
        return PlacementPlan.Decide(drafts, carts, available);
    }

    private static void Bind(NpgsqlCommand command, Id<Tenant> tenantId, IReadOnlyList<KeyValuePair<Id<Variant>, int>> demand, OrderDraft[] drafts)
    {
        var lines = drafts.SelectMany(draft => draft.Lines.Select((line, position) => (draft, line, position))).ToArray();
        NpgsqlParameter[] parameters =
        [
            Uuid(tenantId.Value),
            Uuids(demand.Select(item => item.Key.Value)),
            Ints(demand.Select(item => item.Value)),
            new NpgsqlParameter<DateTimeOffset> { TypedValue = drafts[0].PlacedAt },
            Uuids(drafts.Select(draft => draft.Id.Value)),
            Uuids(drafts.Select(draft => draft.CartId.Value)),
            new NpgsqlParameter<byte[][]> { TypedValue = [.. drafts.Select(draft => draft.AccessTokenHash)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            new NpgsqlParameter<byte[]?[]> { TypedValue = [.. drafts.Select(draft => draft.IdempotencyKeyHash)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            Texts(drafts.Select(draft => draft.Email)),
            Texts(drafts.Select(draft => SnakeEnum<OrderStatus>.Write(draft.Status))),
            Texts(drafts.Select(draft => SnakeEnum<PaymentStatus>.Write(draft.PaymentStatus))),
            Texts(drafts.Select(draft => draft.Currency)),
            Longs(drafts.Select(draft => draft.Totals.Subtotal)),
            Longs(drafts.Select(draft => draft.Totals.Discount)),
            Longs(drafts.Select(draft => draft.Totals.Shipping)),
            Longs(drafts.Select(draft => draft.Totals.ShippingTax)),
            Longs(drafts.Select(draft => draft.Totals.Tax)),
            Longs(drafts.Select(draft => draft.Totals.Total)),
            new NpgsqlParameter<bool[]> { TypedValue = [.. drafts.Select(draft => draft.Totals.TaxIncluded)] },
            Texts(drafts.Select(draft => draft.ShippingMethod)),
            Texts(drafts.Select(draft => JsonSerializer.Serialize(draft.ShippingAddress, ModelExtensions.Json))),
            Texts(drafts.Select(draft => draft.BillingAddress is null ? null : JsonSerializer.Serialize(draft.BillingAddress, ModelExtensions.Json))),
            Uuids(lines.Select(item => item.draft.Id.Value)),
            Uuids(lines.Select(item => item.line.Id.Value)),
            Ints(lines.Select(item => item.position)),
            Uuids(lines.Select(item => item.line.VariantId.Value)),
            Uuids(lines.Select(item => item.line.ProductId.Value)),
            Texts(lines.Select(item => item.line.Title)),
            Texts(lines.Select(item => item.line.VariantTitle)),
            Texts(lines.Select(item => item.line.Sku)),
            Ints(lines.Select(item => item.line.Quantity)),
            Ints(lines.Select(item => item.line.Reserved)),
            Longs(lines.Select(item => item.line.UnitPrice)),
            Longs(lines.Select(item => item.line.Totals.Discount)),
            Longs(lines.Select(item => item.line.Totals.Tax)),
            Longs(lines.Select(item => item.line.Totals.Total)),
            Uuids(drafts.Select(draft => draft.PaymentId.Value)),
            Texts(drafts.Select(draft => draft.Provider)),
            Uuids(drafts.Select(draft => draft.EventId.Value)),
            Texts(drafts.Select(draft => draft.Actor)),
            Uuids(drafts.Select(draft => draft.OutboxId.Value)),
            Texts(drafts.Select(OrderEvents.Placed)),
            new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. drafts.Select(draft => draft.PlacedAt)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
            new NpgsqlParameter<Guid?[]> { TypedValue = [.. drafts.Select(draft => draft.CustomerId?.Value)] },
            Texts(drafts.Select(draft => draft.NormalizedEmail)),
            Times(drafts.Select(draft => draft.PaymentDueAt)),
            new NpgsqlParameter<bool[]> { TypedValue = [.. drafts.Select(draft => draft.Sandbox)] },
            new NpgsqlParameter<bool[]> { TypedValue = [.. drafts.Select(draft => draft.CaptureAtOnce)] },
            Texts(drafts.Select(draft => draft.ReturnUrl)),
            Texts(drafts.Select(draft => draft.ShopName)),
            Times(drafts.Select(draft => draft.CheckAt)),
            new NpgsqlParameter<Guid?[]> { TypedValue = [.. drafts.Select(draft => draft.AttemptId?.Value)] },
            Texts(drafts.Select(draft => draft.AttemptKey)),
        ];
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
    }

    private static NpgsqlParameter<Guid> Uuid(Guid value) => new() { TypedValue = value };

    private static NpgsqlParameter<Guid[]> Uuids(IEnumerable<Guid> values) => new() { TypedValue = [.. values] };

    private static NpgsqlParameter<int[]> Ints(IEnumerable<int> values) => new() { TypedValue = [.. values] };

    private static NpgsqlParameter<long[]> Longs(IEnumerable<long> values) => new() { TypedValue = [.. values] };

    private static NpgsqlParameter<DateTimeOffset?[]> Times(IEnumerable<DateTimeOffset?> values) => new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter<string?[]> Texts(IEnumerable<string?> values) => new() { TypedValue = [.. values] };
}
