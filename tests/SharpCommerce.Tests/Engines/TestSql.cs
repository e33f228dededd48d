using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace SharpCommerce.Tests.Engines;

/// <summary>Looks into a test's database past the product; <c>@tenant</c> is the shop's tenant.</summary>
internal static class TestSql
{
    // Each counts the rows that break a rule.
    private static readonly (string Rule, string Sql)[] Rules =
    [
        ("I1 total", "SELECT count(*) FROM orders WHERE tenant_id = @tenant AND total <> subtotal - discount + shipping + CASE WHEN tax_included THEN 0 ELSE tax END"),
        ("I1 line total", "SELECT count(*) FROM order_lines WHERE tenant_id = @tenant AND total <> unit_price * quantity"),
        ("I1 sums", """
            SELECT count(*) FROM orders o LEFT JOIN (SELECT order_id, sum(total) AS total, sum(discount) AS discount, sum(tax) AS tax FROM order_lines WHERE tenant_id = @tenant GROUP BY order_id) l
                ON l.order_id = o.id
            WHERE o.tenant_id = @tenant AND (l.order_id IS NULL OR l.total <> o.subtotal OR l.discount <> o.discount OR l.tax + o.shipping_tax <> o.tax)
            """),
        ("I5 cart", "SELECT count(*) FROM (SELECT cart_id FROM orders WHERE tenant_id = @tenant GROUP BY cart_id HAVING count(*) > 1) d"),
        ("I5 number", "SELECT count(*) FROM (SELECT number FROM orders WHERE tenant_id = @tenant GROUP BY number HAVING count(*) > 1) d"),
        ("I5 cart's order", "SELECT count(*) FROM orders o JOIN carts c ON c.tenant_id = o.tenant_id AND c.id = o.cart_id WHERE o.tenant_id = @tenant AND (c.order_id IS NULL OR c.order_id <> o.id)"),
        ("I6 bounds", "SELECT count(*) FROM inventory_items WHERE tenant_id = @tenant AND (on_hand < 0 OR reserved < 0 OR reserved > on_hand)"),
        ("I6 reserved", """
            SELECT count(*) FROM inventory_items i WHERE i.tenant_id = @tenant
                AND i.reserved <> (SELECT COALESCE(sum(l.reserved), 0) FROM order_lines l WHERE l.tenant_id = i.tenant_id AND l.variant_id = i.variant_id)
            """),
        ("I6 reserved of nothing", """
            SELECT count(*) FROM order_lines l WHERE l.tenant_id = @tenant AND l.reserved > 0
                AND NOT EXISTS (SELECT 1 FROM inventory_items i WHERE i.tenant_id = l.tenant_id AND i.variant_id = l.variant_id)
            """),
        ("I6 on hand", """
            SELECT count(*) FROM inventory_items i WHERE i.tenant_id = @tenant
                AND i.on_hand <> (SELECT COALESCE(sum(m.delta), 0) FROM stock_movements m WHERE m.tenant_id = i.tenant_id AND m.variant_id = i.variant_id)
            """),
        ("one payment", "SELECT count(*) FROM orders o WHERE o.tenant_id = @tenant AND 1 <> (SELECT count(*) FROM payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.amount = o.total)"),
        ("one event", "SELECT count(*) FROM orders o WHERE o.tenant_id = @tenant AND 1 <> (SELECT count(*) FROM order_events e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id AND e.type = 'placed')"),
        ("one message", """
            SELECT count(*) FROM orders o WHERE o.tenant_id = @tenant
                AND 1 <> (SELECT count(*) FROM outbox_messages m WHERE m.tenant_id = o.tenant_id AND m.aggregate_id = o.id AND m.type = 'order.placed.v1')
            """),
    ];

    /// <summary>The invariants of money, stock and orders hold for the shop's tenant.</summary>
    internal static async Task AssertInvariantsAsync(this TestShop shop)
    {
        foreach (var (rule, sql) in Rules)
            Assert.True(await shop.CountAsync(sql) == 0, $"{rule} is broken.");
    }

    internal static async Task<long> CountAsync(this TestShop shop, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, sql, parameters);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    internal static async Task<int> ExecuteAsync(this TestShop shop, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every value of every row of a table, as text, for tests that look for a secret.</summary>
    internal static async Task<string> DumpAsync(this TestShop shop, string table)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, $"SELECT * FROM {table} WHERE tenant_id = @tenant", []);
        await using var reader = await command.ExecuteReaderAsync();
        var text = new StringWriter();
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                await text.WriteLineAsync(reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : reader.GetValue(i).ToString());
        }
        return text.ToString();
    }

    private static async Task<DbConnection> OpenAsync(string url)
    {
        const string Sqlite = "sqlite:///";
        DbConnection connection = url.StartsWith(Sqlite, StringComparison.Ordinal)
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = url[Sqlite.Length..], Pooling = false, DefaultTimeout = 30 }.ConnectionString)
            : new NpgsqlConnection(TestDatabases.ConnectionString(url));
        await connection.OpenAsync();
        return connection;
    }

    private static DbCommand Command(DbConnection connection, TestShop shop, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters.Append(("tenant", shop.Tenant.Id.Value)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            if (sql.Contains("@" + name, StringComparison.Ordinal))
                command.Parameters.Add(parameter);
        }
        return command;
    }
}
