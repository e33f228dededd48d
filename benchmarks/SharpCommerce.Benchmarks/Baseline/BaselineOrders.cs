using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace SharpCommerce.Benchmarks.Baseline;

/// <summary>
/// Completing a cart, one order per transaction: once with everything that the product does for a single order, and once as a
/// simpler shop would, without locking first and without idempotency records.
/// </summary>
internal sealed class BaselineOrders(NpgsqlDataSource source)
{
    private readonly BaselineCarts _carts = new(source);

    /// <summary>The product's statements for an order that has no company: claim, read, lock, write, commit, save.</summary>
    public async Task CompleteAsync(BaselineTenant tenant, Guid cartId, string path, string key, byte[] body, BaselineAnswer answer)
    {
        RequireManual(body);
        var keyHash = SHA256.HashData(Encoding.UTF8.GetBytes($"guest:{path}\n{key}"));
        var now = TimeProvider.System.GetUtcNow();
        var leaseUntil = now.AddMinutes(1);
        if (!await ClaimAsync(tenant, keyHash, now, leaseUntil, SHA256.HashData([.. Encoding.UTF8.GetBytes($"POST {path}\n"), .. body])))
            throw new InvalidOperationException("The benchmark never repeats a key.");
        var order = Price(await _carts.SnapshotAsync(tenant, cartId) ?? throw new InvalidOperationException("The benchmark completes carts that exist."), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await using (var connection = await source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await LockAsync(connection, tenant, order);
            await using (var write = new NpgsqlCommand(BaselineSql.WriteOrder, connection))
            {
                foreach (var parameter in order.Parameters(tenant))
                    write.Parameters.Add(parameter);
                await using var rows = await write.ExecuteReaderAsync();
                await ReadNumberAsync(rows, order);
            }
            await transaction.CommitAsync();
        }
        order.Write(answer);
        await SaveAsync(tenant, keyHash, leaseUntil, order.Location, answer.Written().ToArray());
    }

    /// <summary>One order, one transaction: the conditional update of stock is what keeps it from overselling.</summary>
    public async Task CompleteUngroupedAsync(BaselineTenant tenant, Guid cartId, byte[] body, BaselineAnswer answer)
    {
        RequireManual(body);
        var order = Price(await _carts.SnapshotAsync(tenant, cartId) ?? throw new InvalidOperationException("The benchmark completes carts that exist."), null);
        await using (var connection = await source.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { tenant.Set(), BaselineTenant.Command(BaselineSql.WriteOrder, order.Parameters(tenant)) } })
            await using (var rows = await batch.ExecuteReaderAsync())
            {
                await rows.NextResultAsync();
                await ReadNumberAsync(rows, order);
            }
            await transaction.CommitAsync();
        }
        order.Write(answer);
    }

    private static BaselineOrder Price(BaselineCart cart, byte[]? keyHash)
    {
        if (cart.OrderId is not null || cart.Lines.Count == 0 || cart.Email is null || cart.ShippingAddress is null || cart.Lines.Exists(line => !line.OnSale))
            throw new InvalidOperationException("The benchmark completes carts that are ready.");
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new(cart, token, SHA256.HashData(Encoding.UTF8.GetBytes(token)), keyHash, TimeProvider.System.GetUtcNow());
    }

    private async Task<bool> ClaimAsync(BaselineTenant tenant, byte[] keyHash, DateTimeOffset now, DateTimeOffset leaseUntil, byte[] requestHash)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                tenant.Set(durable: false),
                BaselineTenant.Command(
                    BaselineSql.Claim, tenant.Parameter(), Bytes(keyHash), Bytes(requestHash), BaselineCarts.Time(leaseUntil), BaselineCarts.Time(now.AddDays(1)), BaselineCarts.Time(now)),
                BaselineTenant.Command(BaselineSql.ReadClaim, tenant.Parameter(), Bytes(keyHash)),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var mine = await rows.ReadAsync();
        while (await rows.NextResultAsync())
        {
        }
        return mine;
    }

    private async Task SaveAsync(BaselineTenant tenant, byte[] keyHash, DateTimeOffset leaseUntil, string location, byte[] body)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                tenant.Set(durable: false),
                BaselineTenant.Command(
                    BaselineSql.Save, tenant.Parameter(), Bytes(keyHash), new NpgsqlParameter<int> { TypedValue = 201 }, Text("application/json; charset=utf-8"), Text($$"""{"Location":"{{location}}"}"""),
                    Bytes(body), BaselineCarts.Time(leaseUntil)),
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    private static async Task LockAsync(NpgsqlConnection connection, BaselineTenant tenant, BaselineOrder order)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                tenant.Set(),
                BaselineTenant.Command(BaselineSql.LockCarts, tenant.Parameter(), new NpgsqlParameter<Guid[]> { TypedValue = [order.Cart.Id] }),
                BaselineTenant.Command(BaselineSql.LockStock, tenant.Parameter(), new NpgsqlParameter<Guid[]> { TypedValue = order.Demanded }),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        if (!await rows.ReadAsync() || rows.GetInt64(1) != order.Cart.Version || !rows.IsDBNull(2))
            throw new InvalidOperationException("Nobody else completes the benchmark's carts.");
        await rows.NextResultAsync();
        var available = new Dictionary<Guid, int>();
        while (await rows.ReadAsync())
            available.Add(rows.GetGuid(0), rows.GetInt32(1));
        foreach (var line in order.Cart.Lines)
        {
            if (available[line.VariantId] < line.Quantity)
                throw new InvalidOperationException("The benchmark's stock never runs out.");
        }
    }

    private static async Task ReadNumberAsync(NpgsqlDataReader rows, BaselineOrder order)
    {
        if (!await rows.ReadAsync() || rows.GetInt64(2) != order.Demanded.Length || rows.GetInt64(3) != 1)
            throw new InvalidOperationException("Stock or cart changed.");
        order.Number = rows.GetInt64(1);
    }

    private static void RequireManual(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        if (!json.RootElement.GetProperty("payment"u8).GetProperty("provider"u8).ValueEquals("manual"u8))
            throw new InvalidOperationException("The benchmark pays by hand.");
    }

    internal static NpgsqlParameter Bytes(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea };

    internal static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };
}
