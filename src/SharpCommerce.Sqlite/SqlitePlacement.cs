using System.Text.Json;
using Microsoft.Data.Sqlite;
using SharpCommerce.Carts;
using SharpCommerce.Checkout;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.Sqlite;

/// <summary>Writes a group of orders inside the writer's transaction; SQLite itself is the lock.</summary>
internal sealed class SqlitePlacement(SqliteConnection connection, Id<Tenant> tenantId)
{
    internal Placement[] Place(IReadOnlyList<OrderDraft> drafts)
    {
        var carts = new Dictionary<Id<Cart>, LockedCart>();
        foreach (var cartId in PlacementPlan.CartIds(drafts))
            Query("SELECT version, order_id FROM carts WHERE tenant_id = $1 AND id = $2", row => carts.Add(cartId, new(row.GetInt64(0), row.IsDBNull(1) ? null : new Id<Order>(row.GetGuid(1)))), cartId.Value);
        var available = new Dictionary<Id<Variant>, int>();
        foreach (var variantId in PlacementPlan.VariantIds(drafts))
            Query("SELECT on_hand - reserved FROM inventory_items WHERE tenant_id = $1 AND variant_id = $2", row => available.Add(variantId, row.GetInt32(0)), variantId.Value);

        var plan = PlacementPlan.Decide(drafts, carts, available);
        if (plan.Accepted.Count > 0)
            KillPoint.Reach(KillPoint.PlacementLocked);
        foreach (var (variantId, quantity) in plan.Demand)
            ExecuteOne("UPDATE inventory_items SET reserved = reserved + $3 WHERE tenant_id = $1 AND variant_id = $2 AND on_hand - reserved >= $3", variantId.Value, quantity);
        var numbers = plan.Accepted.ToDictionary(accepted => accepted.Draft.Id, accepted => Write(accepted.Draft));
        if (numbers.Count > 0)
            KillPoint.Reach(KillPoint.PlacementBeforeCommit);
        return plan.Answer(numbers);
    }

    private long Write(OrderDraft draft)
    {
        var number = 0L;
        Query("SELECT COALESCE(MAX(number), 1000) + 1 FROM orders WHERE tenant_id = $1", row => number = row.GetInt64(0));
        ExecuteOne(
            "UPDATE carts SET order_id = $3, customer_id = $6, version = version + 1, updated_at = $4 WHERE tenant_id = $1 AND id = $2 AND order_id IS NULL AND version = $5",
            draft.CartId.Value, draft.Id.Value, draft.PlacedAt, draft.CartVersion, draft.CustomerId?.Value);
        var totals = draft.Totals;
        ExecuteOne(
            """
            INSERT INTO orders (tenant_id, id, number, cart_id, access_token_hash, idempotency_key_hash, email, status, payment_status, fulfillment_status,
                currency, subtotal, discount, shipping, shipping_tax, tax, total, tax_included, shipping_method, shipping_address, billing_address, placed_at, version, customer_id, normalized_email, payment_due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'unfulfilled', $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 1, $22, $23, $24)
            """,
            draft.Id.Value, number, draft.CartId.Value, draft.AccessTokenHash, draft.IdempotencyKeyHash, draft.Email,
            SnakeEnum<OrderStatus>.Write(draft.Status), SnakeEnum<PaymentStatus>.Write(draft.PaymentStatus), draft.Currency,
            totals.Subtotal, totals.Discount, totals.Shipping, totals.ShippingTax, totals.Tax, totals.Total, totals.TaxIncluded, draft.ShippingMethod,
            JsonSerializer.Serialize(draft.ShippingAddress, ModelExtensions.Json),
            draft.BillingAddress is null ? null : JsonSerializer.Serialize(draft.BillingAddress, ModelExtensions.Json),
            draft.PlacedAt, draft.CustomerId?.Value, draft.NormalizedEmail, draft.PaymentDueAt);
        for (var position = 0; position < draft.Lines.Count; position++)
        {
            var line = draft.Lines[position];
            ExecuteOne(
                """
                INSERT INTO order_lines (tenant_id, order_id, id, position, variant_id, product_id, title, variant_title, sku, quantity, reserved, unit_price, discount, tax, total)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                """,
                draft.Id.Value, line.Id.Value, position, line.VariantId.Value, line.ProductId.Value, line.Title, line.VariantTitle, line.Sku,
                line.Quantity, line.Reserved, line.UnitPrice, line.Totals.Discount, line.Totals.Tax, line.Totals.Total);
        }
        ExecuteOne(
            """
            INSERT INTO payments (tenant_id, order_id, id, provider, status, currency, amount, captured, refunded, created_at, sandbox, capture_at_once, return_url, shop_name, check_at, checks, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8, $9, $10, $11, $12, $13, 0, 1)
            """,
            draft.Id.Value, draft.PaymentId.Value, draft.Provider, SnakeEnum<PaymentStatus>.Write(draft.PaymentStatus), draft.Currency, totals.Total, draft.PlacedAt,
            draft.Sandbox, draft.CaptureAtOnce, draft.ReturnUrl, draft.ShopName, draft.CheckAt);
        if (draft.AttemptId is { } attemptId)
        {
            ExecuteOne(
                """
                INSERT INTO payment_attempts (tenant_id, order_id, payment_id, id, operation, number, operation_key, amount, final, actor, status, created_at, sent_at)
                VALUES ($1, $2, $3, $4, 'authorize', 1, $5, $6, FALSE, $7, 'sent', $8, $8)
                """,
                draft.Id.Value, draft.PaymentId.Value, attemptId.Value, draft.AttemptKey, totals.Total, draft.Actor, draft.PlacedAt);
        }
        ExecuteOne(
            "INSERT INTO order_events (tenant_id, order_id, id, type, from_status, to_status, actor, reason, occurred_at) VALUES ($1, $2, $3, 'placed', NULL, $4, $5, NULL, $6)",
            draft.Id.Value, draft.EventId.Value, SnakeEnum<OrderStatus>.Write(draft.Status), draft.Actor, draft.PlacedAt);
        ExecuteOne(
            "INSERT INTO outbox_messages (tenant_id, id, type, aggregate_id, payload, occurred_at) VALUES ($1, $2, $3, $4, $5, $6)",
            draft.OutboxId.Value, OrderEvents.PlacedType.Name, draft.Id.Value, OrderEvents.Placed(draft), draft.PlacedAt);
        return number;
    }

    private void ExecuteOne(string sql, params object?[] arguments)
    {
        using var command = SqliteCommands.Create(connection, sql, [tenantId.Value, .. arguments]);
        if (command.ExecuteNonQuery() != 1)
            throw new InvalidOperationException("Stock or cart changed under lock; nothing was written.");
    }

    private void Query(string sql, Action<SqliteDataReader> row, params object?[] arguments)
    {
        using var command = SqliteCommands.Create(connection, sql, [tenantId.Value, .. arguments]);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            row(reader);
    }
}
