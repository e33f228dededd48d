using System.Buffers;
using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Payments;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Ledger;

/// <summary>
/// Writes what was sold, paid and moved as lines of JSON, for checks from outside: every tenant as of one moment, with no more than a line in memory.
/// Holds no personal data.
/// </summary>
internal sealed class LedgerExport(DatabaseMap databases)
{
    private static readonly LineKind[] Kinds =
    [
        new("order", new(
            """
            SELECT id, number, status, payment_status, fulfillment_status, currency, subtotal, discount, shipping, shipping_tax, tax, tax_included, total, cart_id, customer_id, placed_at
            FROM orders WHERE tenant_id = $1 ORDER BY id
            """),
            (rows, json) =>
            {
                json.Id("id", rows.Guid(0));
                json.WriteNumber("number", rows.Long(1));
                json.WriteString("status", rows.String(2));
                json.WriteString("paymentStatus", rows.String(3));
                json.WriteString("fulfillmentStatus", rows.String(4));
                json.WriteString("currency", rows.String(5));
                foreach (var (i, name) in ((string[])["subtotal", "discount", "shipping", "shippingTax", "tax"]).Index())
                    json.WriteNumber(name, rows.Long(6 + i));
                json.WriteBoolean("taxIncluded", rows.Bool(11));
                json.WriteNumber("total", rows.Long(12));
                json.Id("cartId", rows.Guid(13));
                json.Id("customerId", rows.IsNull(14) ? null : rows.Guid(14));
                json.WriteString("placedAt", rows.Time(15));
            }),
        new("order_line", new("SELECT order_id, id, variant_id, sku, quantity, unit_price, discount, tax, total FROM order_lines WHERE tenant_id = $1 ORDER BY order_id, position"),
            (rows, json) =>
            {
                json.Id("orderId", rows.Guid(0));
                json.Id("id", rows.Guid(1));
                json.Id("variantId", rows.Guid(2));
                json.WriteString("sku", rows.StringOrNull(3));
                json.WriteNumber("quantity", rows.Int(4));
                foreach (var (i, name) in ((string[])["unitPrice", "discount", "tax", "total"]).Index())
                    json.WriteNumber(name, rows.Long(5 + i));
            }),
        new("payment", new("SELECT order_id, id, provider, status, currency, amount, captured, refunded, created_at, provider_id, sandbox, attention FROM payments WHERE tenant_id = $1 ORDER BY order_id, id"),
            (rows, json) =>
            {
                json.Id("orderId", rows.Guid(0));
                json.Id("id", rows.Guid(1));
                json.WriteString("provider", rows.String(2));
                json.WriteString("status", rows.String(3));
                json.WriteString("currency", rows.String(4));
                foreach (var (i, name) in ((string[])["amount", "captured", "refunded"]).Index())
                    json.WriteNumber(name, rows.Long(5 + i));
                json.WriteString("createdAt", rows.Time(8));
                json.WriteString("providerId", rows.StringOrNull(9));
                json.WriteBoolean("sandbox", rows.Bool(10));
                json.WriteString("attention", rows.StringOrNull(11));
            }),
        new("payment_attempt", new("SELECT order_id, payment_id, id, operation, operation_key, status, amount, failure_code, created_at FROM payment_attempts WHERE tenant_id = $1 ORDER BY order_id, payment_id, id"),
            (rows, json) =>
            {
                json.Id("orderId", rows.Guid(0));
                json.Id("paymentId", rows.Guid(1));
                json.Id("id", rows.Guid(2));
                foreach (var (i, name) in ((string[])["operation", "key", "status"]).Index())
                    json.WriteString(name, rows.String(3 + i));
                json.WriteNumber("amount", rows.Long(6));
                json.WriteString("failureCode", rows.StringOrNull(7));
                json.WriteString("createdAt", rows.Time(8));
            }),
        new("refund", new("SELECT order_id, payment_id, id, provider, provider_id, status, amount, created_at FROM payment_movements WHERE tenant_id = $1 AND kind = 'refund' ORDER BY order_id, payment_id, id"), Movement),
        new("capture", new("SELECT order_id, payment_id, id, provider, provider_id, status, amount, created_at FROM payment_movements WHERE tenant_id = $1 AND kind = 'capture' ORDER BY order_id, payment_id, id"), Movement),
        new("ledger_entry", new(
            $"""
            SELECT e.id, e.order_id, e.payment_id, e.movement_id, e.kind, a.account, a.sign * e.amount, e.currency, e.occurred_at FROM ledger_entries e
            JOIN ({string.Join(" UNION ALL ", Enum.GetValues<LedgerKind>().SelectMany(LedgerAccounts.Rows))}) a ON a.kind = e.kind
            WHERE e.tenant_id = $1 ORDER BY e.id, a.sign DESC
            """),
            (rows, json) =>
            {
                json.Id("transactionId", rows.Guid(0));
                json.Id("orderId", rows.Guid(1));
                json.Id("paymentId", rows.Guid(2));
                json.Id("movementId", rows.Guid(3));
                json.WriteString("type", rows.String(4));
                json.WriteString("account", rows.String(5));
                json.WriteNumber("debit", rows.Long(6));
                json.WriteString("currency", rows.String(7));
                json.WriteString("occurredAt", rows.Time(8));
            }),
        new("stock", new("SELECT variant_id, on_hand, reserved FROM inventory_items WHERE tenant_id = $1 ORDER BY variant_id"),
            (rows, json) =>
            {
                json.Id("variantId", rows.Guid(0));
                json.WriteNumber("onHand", rows.Int(1));
                json.WriteNumber("reserved", rows.Int(2));
            }),
        new("stock_move", new("SELECT id, variant_id, delta, reason, occurred_at FROM stock_movements WHERE tenant_id = $1 ORDER BY id"),
            (rows, json) =>
            {
                json.Id("id", rows.Guid(0));
                json.Id("variantId", rows.Guid(1));
                json.WriteNumber("delta", rows.Int(2));
                json.WriteString("reason", rows.String(3));
                json.WriteString("occurredAt", rows.Time(4));
            }),
        new("reservation", new("SELECT order_id, id, variant_id, reserved FROM order_lines WHERE tenant_id = $1 AND reserved > 0 ORDER BY order_id, position"),
            (rows, json) =>
            {
                json.Id("orderId", rows.Guid(0));
                json.Id("orderLineId", rows.Guid(1));
                json.Id("variantId", rows.Guid(2));
                json.WriteNumber("quantity", rows.Int(3));
            }),
    ];

    private static void Movement(SqlReader rows, Utf8JsonWriter json)
    {
        json.Id("orderId", rows.Guid(0));
        json.Id("paymentId", rows.Guid(1));
        json.Id("id", rows.Guid(2));
        foreach (var (i, name) in ((string[])["provider", "providerId", "status"]).Index())
            json.WriteString(name, rows.String(3 + i));
        json.WriteNumber("amount", rows.Long(6));
        json.WriteString("createdAt", rows.Time(7));
    }

    /// <summary>Writes one tenant's lines.</summary>
    internal Task WriteAsync(Tenant tenant, Stream output, CancellationToken cancellationToken) => databases.For(tenant).SnapshotAsync(
        tenant.Id,
        [.. Kinds.Select(kind => kind.Rows.With())],
        async (rows, token) =>
        {
            var line = new ArrayBufferWriter<byte>();
            await using var json = new Utf8JsonWriter(line);
            foreach (var kind in Kinds)
            {
                while (await rows.ReadAsync(token))
                {
                    json.WriteStartObject();
                    json.WriteString("kind", kind.Name);
                    json.WriteString("tenant", tenant.Slug);
                    json.Id("tenantId", tenant.Id.Value);
                    kind.Write(rows, json);
                    json.WriteEndObject();
                    await json.FlushAsync(token);
                    line.Write("\n"u8);
                    await output.WriteAsync(line.WrittenMemory, token);
                    line.ResetWrittenCount();
                    json.Reset();
                }
                await rows.NextResultAsync(token);
            }
            return true;
        },
        cancellationToken);

    private sealed record LineKind(string Name, SqlStatement Rows, Action<SqlReader, Utf8JsonWriter> Write);
}

internal static class LedgerJson
{
    internal static void Id(this Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } known)
            json.WriteString(name, known);
        else
            json.WriteNull(name);
    }
}
