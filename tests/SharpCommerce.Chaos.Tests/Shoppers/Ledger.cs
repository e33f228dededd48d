using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>What the database holds at one moment, read past the product. This is the one place that knows where orders and events are found.</summary>
internal sealed record Ledger(
    IReadOnlyDictionary<string, LedgerOrder> Orders, IReadOnlyDictionary<string, Dictionary<string, int>> Lines, IReadOnlyDictionary<string, int> Placed, IReadOnlyDictionary<string, int> Canceled,
    IReadOnlyDictionary<string, (int OnHand, int Reserved)> Stock, IReadOnlyDictionary<string, int> Movements)
{
    internal static async Task<Ledger> ReadAsync(string databaseUrl)
    {
        await using var connection = await OpenAsync(databaseUrl);
        await using var snapshot = await connection.BeginTransactionAsync(connection is NpgsqlConnection ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable);
        var orders = await ReadAsync(connection, "SELECT lower(CAST(id AS text)), lower(CAST(tenant_id AS text)), number, lower(CAST(cart_id AS text)), total, status, idempotency_key_hash FROM orders",
            row => new LedgerOrder(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4), row.GetString(5), row.IsDBNull(6) ? null : Convert.ToHexString(row.GetFieldValue<byte[]>(6))));
        var lines = await ReadAsync(connection, "SELECT lower(CAST(order_id AS text)), lower(CAST(variant_id AS text)), quantity FROM order_lines", row => (Order: row.GetString(0), Variant: row.GetString(1), Quantity: row.GetInt32(2)));
        var events = await ReadAsync(connection, "SELECT lower(CAST(aggregate_id AS text)), type FROM outbox_messages", row => (Order: row.GetString(0), Type: row.GetString(1)));
        var stock = await ReadAsync(connection, "SELECT lower(CAST(variant_id AS text)), on_hand, reserved FROM inventory_items", row => (Variant: row.GetString(0), OnHand: row.GetInt32(1), Reserved: row.GetInt32(2)));
        var movements = await ReadAsync(connection, "SELECT reason FROM stock_movements", row => row.GetString(0));
        return new(
            orders.ToDictionary(order => order.Id),
            lines.GroupBy(line => line.Order).ToDictionary(group => group.Key, group => group.ToDictionary(line => line.Variant, line => line.Quantity)),
            Counts(events.Where(message => message.Type == "order.placed.v1").Select(message => message.Order)),
            Counts(events.Where(message => message.Type == "order.canceled.v1").Select(message => message.Order)),
            stock.ToDictionary(item => item.Variant, item => (item.OnHand, item.Reserved)),
            Counts(movements));
    }

    internal static async Task<List<string>> ReadJobsAsync(string databaseUrl)
    {
        await using var connection = await OpenAsync(databaseUrl);
        return await ReadAsync(connection, "SELECT status, created + updated + unchanged FROM jobs", row => $"{row.GetString(0)} {Convert.ToInt64(row.GetValue(1))}");
    }

    /// <summary>What was promised and is not there, and what is there although nobody asked for it or only once.</summary>
    internal IEnumerable<string> FaultsAgainst(Promises promises, Func<string, bool> wanted)
    {
        foreach (var promised in promises.Orders)
        {
            if (!Orders.TryGetValue(promised.Id, out var order))
                yield return $"The acknowledged order {promised.Number} ({promised.Id}) is lost.";
            else if (order.Tenant != promised.Tenant || order.Number != promised.Number || order.Total != promised.Total || order.CartId != promised.CartId || order.KeyHash != Hash(promised.Key))
                yield return $"The order {promised.Id} is not as it was acknowledged: {order} instead of {promised}.";
            else if (!Lines[order.Id].OrderBy(line => line.Key).SequenceEqual(promised.Lines.OrderBy(line => line.Key)))
                yield return $"The order {promised.Id} holds {Describe(Lines[order.Id])} instead of {Describe(promised.Lines)}.";
        }
        foreach (var id in promises.Cancelations.Where(id => Orders.GetValueOrDefault(id)?.Status != "canceled"))
            yield return $"The acknowledged cancelation of order {id} is lost.";
        foreach (var adjustment in promises.Adjustments.Where(adjustment => !Movements.ContainsKey(adjustment.Key)))
            yield return $"The acknowledged adjustment {adjustment.Key} is lost.";
        foreach (var (key, count) in Movements.Where(movement => movement.Value > 1 && movement.Key.StartsWith('s')))
            yield return $"The adjustment {key} was made {count} times.";
        foreach (var doubled in Orders.Values.GroupBy(order => (order.Tenant, order.CartId)).Where(group => group.Count() > 1))
            yield return $"The cart {doubled.Key.CartId} became {doubled.Count()} orders.";
        foreach (var doubled in Orders.Values.GroupBy(order => (order.Tenant, order.KeyHash)).Where(group => group.Count() > 1))
            yield return $"One key made {doubled.Count()} orders: {string.Join(", ", doubled.Select(order => order.Number))}.";
        foreach (var order in Orders.Values.Where(order => !wanted(order.CartId)))
            yield return $"Nobody wanted the order {order.Number} ({order.Id}).";
        foreach (var order in Orders.Values.Where(order => Placed.GetValueOrDefault(order.Id) != 1 || Canceled.GetValueOrDefault(order.Id) != (order.Status == "canceled" ? 1 : 0)))
            yield return $"The order {order.Number} ({order.Status}) was announced {Placed.GetValueOrDefault(order.Id)} times, its cancelation {Canceled.GetValueOrDefault(order.Id)} times.";
        foreach (var id in Placed.Keys.Concat(Canceled.Keys).Where(id => !Orders.ContainsKey(id)))
            yield return $"An order {id} was announced that does not exist.";
    }

    /// <summary>What is there beyond what was promised, once every call was answered.</summary>
    internal IEnumerable<string> Surplus(Promises promises, IEnumerable<StageTenant> tenants)
    {
        foreach (var order in Orders.Values.ExceptBy(promises.Orders.Select(promised => promised.Id), order => order.Id))
            yield return $"The order {order.Number} ({order.Id}) was placed and nobody was told of it.";
        foreach (var order in Orders.Values.Where(order => order.Status == "canceled" && !promises.Cancelations.Contains(order.Id)))
            yield return $"The order {order.Number} was canceled and nobody was told of it.";
        foreach (var variant in tenants.SelectMany(tenant => tenant.Variants))
        {
            var there = variant.Stock + promises.Adjustments.Where(adjustment => adjustment.VariantId == variant.Id).Sum(adjustment => adjustment.Delta);
            var sold = Orders.Values.Where(order => order.Status != "canceled").Sum(order => Lines[order.Id].GetValueOrDefault(variant.Id));
            if (Stock[variant.Id] != (there, sold) || sold > there)
                yield return $"Of variant {variant.Id} there should be {there}, of which {sold} are sold; there are {Stock[variant.Id]}.";
        }
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static string Describe(IEnumerable<KeyValuePair<string, int>> lines) => string.Join(", ", lines.Select(line => $"{line.Value} × {line.Key}"));

    private static Dictionary<string, int> Counts(IEnumerable<string> items) => items.CountBy(item => item).ToDictionary();

    private static async Task<List<T>> ReadAsync<T>(DbConnection connection, string sql, Func<DbDataReader, T> row)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(row(reader));
        return rows;
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
}

/// <summary>An order as the database has it.</summary>
internal sealed record LedgerOrder(string Id, string Tenant, long Number, string CartId, long Total, string Status, string? KeyHash);
