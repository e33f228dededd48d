using System.Text.Json;
using SharpCommerce.Tests.Docs;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Verification;

/// <summary>Whatever is broken past the product is found and named.</summary>
public sealed class VerifierTests
{
    private const string Delivery = "INSERT INTO event_deliveries (tenant_id, consumer, message_id, aggregate_id, due_at, status, attempts, sequence, error) SELECT tenant_id, 'nobody', id, aggregate_id, occurred_at";

    private const string Message = "INSERT INTO inbox_messages (tenant_id, id, source, external_id, body, received_at, due_at, status, attempts, ended_at) SELECT tenant_id, id, 'nobody', 'x', access_token_hash, placed_at, placed_at";

    /// <summary>The rule, and what breaks it in a shop with one order.</summary>
    private static readonly (string Id, string Name, string Sql)[] Breaches =
    [
        ("I1", "An order's total is the sum of its parts", "UPDATE orders SET total = total + 1 WHERE tenant_id = $1"),
        ("I1", "No amount of an order is negative", "UPDATE orders SET shipping = -1 WHERE tenant_id = $1"),
        ("I1", "A line's total is price times quantity", "UPDATE order_lines SET quantity = quantity + 1 WHERE tenant_id = $1"),
        ("I1", "The lines' totals, discounts and taxes add up to the order's", "UPDATE order_lines SET discount = discount + 1 WHERE tenant_id = $1"),
        ("I2", "Refunded is at most captured, and captured at most authorized", "UPDATE payments SET refunded = 1 WHERE tenant_id = $1"),
        ("I3", "Every order has a payment of its total in its currency", "UPDATE payments SET amount = amount + 1 WHERE tenant_id = $1"),
        ("I2", "What was captured and refunded are the sums of what moved", "UPDATE payments SET captured = 1 WHERE tenant_id = $1"),
        ("I2", "A payment's status is what its sums say", "UPDATE payments SET status = 'paid' WHERE tenant_id = $1"),
        ("I2", "No call is promised more than there is", Attempt),
        ("I3", "An order that is carried out has its payment", "UPDATE orders SET payment_status = 'pending' WHERE tenant_id = $1"),
        ("I8", "The ledger has what moved, once, and nothing else", "UPDATE payments SET captured = 1 WHERE tenant_id = $1"),
        ("I8", "An entry of the ledger is of a movement, in an amount above zero", "INSERT INTO ledger_entries (tenant_id, id, order_id, payment_id, movement_id, kind, amount, currency, occurred_at) SELECT tenant_id, id, order_id, id, id, 'fee', 1, 'EUR', created_at FROM payments WHERE tenant_id = $1"),
        ("I11", "A call that nobody knows the end of is looked after", Attempt),
        ("I11", "An order that waits for its payment is given up in the end", "UPDATE orders SET status = 'pending_payment' WHERE tenant_id = $1"),
        ("I3", "An order is paid exactly when a payment of its total is", "UPDATE orders SET payment_status = 'paid' WHERE tenant_id = $1"),
        ("I3", "Money belongs to an order that is carried out, goes back, or is called to attention", "UPDATE orders SET status = 'canceled' WHERE tenant_id = $1; UPDATE payments SET captured = amount WHERE tenant_id = $1"),
        ("I5", "An order and its cart name each other", "UPDATE carts SET order_id = NULL WHERE tenant_id = $1"),
        ("I6", "No more is promised than there is", "UPDATE inventory_items SET on_hand = 0 WHERE tenant_id = $1"),
        ("I6", "What is promised is what orders hold", "UPDATE inventory_items SET reserved = reserved + 1 WHERE tenant_id = $1"),
        ("I6", "What orders hold is in stock", "DELETE FROM inventory_items WHERE tenant_id = $1"),
        ("I6", "Canceled orders hold nothing", "UPDATE orders SET status = 'canceled' WHERE tenant_id = $1"),
        ("I6", "A stock is the sum of its movements", "UPDATE stock_movements SET delta = delta + 1 WHERE tenant_id = $1"),
        ("I9", "Every order was announced once", "DELETE FROM outbox_messages WHERE tenant_id = $1"),
        ("I9", "A feed has no gaps", "UPDATE outbox_messages SET sequence = NULL WHERE tenant_id = $1 AND sequence = 2"),
        ("I9", "No event stands outside of its feed", "UPDATE outbox_messages SET sequence = 1000 WHERE tenant_id = $1 AND sequence = 2"),
        ("I9", "A delivery is of its event", $"{Delivery}, 'waiting', 1, 9, NULL FROM outbox_messages WHERE tenant_id = $1 AND sequence = 2"),
        ("I9", "What was put aside has a reason", $"{Delivery}, 'parked', 1, sequence, NULL FROM outbox_messages WHERE tenant_id = $1 AND sequence = 2"),
        ("I9", "A message from outside was handled, waits, or has a reason", $"{Message}, 'parked', 1, placed_at FROM orders WHERE tenant_id = $1"),
        ("I9", "No process that is long gone holds an event or a message", $"{Message}, 'waiting', 1, NULL FROM orders WHERE tenant_id = $1; UPDATE inbox_messages SET claim = id, due_at = due_at - {{day}} WHERE tenant_id = $1"),
        ("I10", "order_lines refer to orders of their own tenant", "UPDATE order_lines SET order_id = id WHERE tenant_id = $1"),
        ("I11", "Calls that never ended are forgotten in the end", "UPDATE idempotency_records SET status_code = NULL, expires_at = lease_until - {day} WHERE tenant_id = $1"),
        ("I12", "The audit log is whole and unchanged", "UPDATE audit_entries SET actor = 'nobody' WHERE tenant_id = $1 AND sequence = 1"),
        ("I13", "An order's history begins once, when it was placed", "UPDATE order_events SET type = 'moved' WHERE tenant_id = $1"),
        ("I13", "An order's history leads to its status", "UPDATE order_events SET to_status = 'completed' WHERE tenant_id = $1"),
        ("I13", "An order takes only steps that are allowed", "UPDATE order_events SET from_status = 'canceled' WHERE tenant_id = $1"),
        ("I13", "An order's history never goes back in time", "UPDATE order_events SET occurred_at = occurred_at - {day} WHERE tenant_id = $1"),
        ("I13", "An order was sent as far as its lines were", "UPDATE order_lines SET fulfilled = 1 WHERE tenant_id = $1"),
        ("I13", "status of orders is a known one", "UPDATE orders SET status = 'lost' WHERE tenant_id = $1"),
    ];

    private const string Attempt = "INSERT INTO payment_attempts (tenant_id, order_id, payment_id, id, operation, number, operation_key, amount, final, actor, status, created_at, sent_at) SELECT tenant_id, order_id, id, id, 'refund', 1, 'refund:1', 1, FALSE, 'test', 'sent', created_at, created_at FROM payments WHERE tenant_id = $1";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Whatever_is_broken_is_named(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        await UnlockAsync(database, engine);
        foreach (var (id, name, sql) in Breaches)
        {
            await using var shop = await TestShop.OpenAsync(server);
            shop.LeftBroken = true;
            await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));
            // Gives every event its place.
            await shop.Admin.GetOkAsync("admin/events");
            await shop.AssertInvariantsAsync();

            foreach (var statement in sql.Replace("{day}", engine == Engine.Sqlite ? "90000000000" : "interval '25 hours'", StringComparison.Ordinal).Split(';'))
                Assert.True(await database.ExecuteAsync(statement, shop.Tenant.Id.Value) > 0, statement);

            var check = (await shop.VerifyAsync()).Single(found => found.Id == id && found.Name == name);
            Assert.True(check.Violations > 0, $"{id} {name} was not found.");
            Assert.NotEmpty(check.Examples);
        }
    }

    [Theory, EachEngine]
    public async Task A_changed_a_missing_and_a_forged_audit_entry_are_named(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        await UnlockAsync(database, engine);
        foreach (var (sql, fault) in new[]
        {
            // The last byte of one hash.
            (engine == Engine.Sqlite
                ? "UPDATE audit_entries SET hash = CAST(substr(hash, 1, 31) || X'00' AS BLOB) WHERE tenant_id = $1 AND sequence = 2"
                : "UPDATE audit_entries SET hash = set_byte(hash, 31, 255 - get_byte(hash, 31)) WHERE tenant_id = $1 AND sequence = 2", "audit entry 2 "),
            ("UPDATE audit_entries SET changes = replace(changes, 'C1', 'C9') WHERE tenant_id = $1 AND sequence = 2", "audit entry 2 "),
            ("UPDATE audit_entries SET address = NULL WHERE tenant_id = $1 AND sequence = 2", "audit entry 2 "),
            ("DELETE FROM audit_entries WHERE tenant_id = $1 AND sequence = 2", "audit entry 2 is missing"),
            ("UPDATE audit_entries SET sequence = 9 WHERE tenant_id = $1 AND sequence = 2", "audit entry 2 is missing"),
        })
        {
            await using var shop = await TestShop.OpenAsync(server);
            shop.LeftBroken = true;
            for (var i = 0; i < 3; i++)
                (await shop.Admin.CallAsync("POST", "admin/categories", new { title = $"C{i}" })).Expect(201);
            await shop.AssertInvariantsAsync();

            Assert.Equal(1, await database.ExecuteAsync(sql, shop.Tenant.Id.Value));

            Assert.Contains((await shop.VerifyAsync()).Single(check => check.Id == "I12").Examples, example => example.StartsWith(fault, StringComparison.Ordinal));
        }
    }

    [Theory, EachEngine, Trait("Category", "Slow")]
    public async Task The_command_answers_by_its_exit_code(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));
        (await server.Platform.CallAsync("PATCH", $"platform/tenants/{shop.Tenant.Id}", new { name = "Other" })).Expect(200);

        var well = await VerifyAsync(server, "--json");
        using var report = JsonDocument.Parse(well.Output);
        Assert.Equal((0, true, 1), (well.ExitCode, report.RootElement.GetProperty("ok").GetBoolean(), report.RootElement.GetProperty("tenants").GetInt32()));
        Assert.True(report.RootElement.List("checks").Count > 40);

        await shop.ExecuteAsync("UPDATE stock_movements SET delta = delta + 1 WHERE tenant_id = @tenant");
        shop.LeftBroken = true;
        var broken = await VerifyAsync(server);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("BROKEN I6  A stock is the sum of its movements (1)", broken.Output, StringComparison.Ordinal);
        Assert.Contains($"{shop.Tenant.Slug}: stock of variant ", broken.Output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> VerifyAsync(TestServer server, params string[] options)
    {
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "SharpCommerce.Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "SharpCommerce.Server.dll");
        var run = await Repository.RunAsync("dotnet", [program, "verify", .. options], new Dictionary<string, string> { ["DATABASE_URL"] = server.DatabaseUrl }, TestDatabases.NewFolder(), Stop);
        return (run.ExitCode, run.Output);
    }

    /// <summary>Takes away what the database itself would refuse.</summary>
    private static async Task UnlockAsync(RawDatabase database, Engine engine)
    {
        if (engine == Engine.Sqlite)
        {
            foreach (var sql in (string[])["PRAGMA ignore_check_constraints = ON", "PRAGMA foreign_keys = OFF", "DROP TRIGGER audit_entries_no_update", "DROP TRIGGER audit_entries_no_delete"])
                await database.ExecuteAsync(sql);
            return;
        }
        foreach (var constraint in await database.RowsAsync("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace"))
            await database.ExecuteAsync($"ALTER TABLE {constraint[0]} DROP CONSTRAINT {constraint[1]}");
    }
}
