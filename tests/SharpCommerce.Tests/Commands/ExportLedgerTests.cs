using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Commands;

[Trait("Category", "Slow")]
public sealed class ExportLedgerTests
{
    [Theory, EachEngine]
    public async Task Every_order_that_was_answered_is_found_with_its_payment_and_stock(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        await using var other = await TestShop.OpenAsync(server, "JPY", "JP");
        var variant = await shop.AddVariantAsync(price: 1_999, stock: 20);
        var orders = new List<JsonElement>();
        for (var i = 1; i <= 3; i++)
            orders.Add(await shop.PlaceOrderAsync((variant, i)));
        (await shop.Admin.CallAsync("POST", $"admin/orders/{orders[2].Id()}/cancel", new { reason = "A test." })).Expect(200);
        await other.PlaceOrderAsync((await other.AddVariantAsync(price: 500), 1));

        var lines = await ExportAsync(server);

        var mine = lines.Where(line => line.Text("tenant") == shop.Tenant.Slug).ToList();
        Assert.Equal(orders.Select(order => (order.Id(), order.Amount("total"))).Order(), Of(mine, "order").Select(line => (line.Id(), line.GetProperty("total").GetInt64())).Order());
        Assert.Equal(orders.Select(order => (order.Id(), order.Amount("total"), "EUR")).Order(), Of(mine, "payment").Select(line => (line.Text("orderId"), line.GetProperty("amount").GetInt64(), line.Text("currency"))).Order());
        Assert.Equal(3, Of(mine, "order_line").Count);
        Assert.Equal(3, Of(mine, "reservation").Sum(line => line.GetProperty("quantity").GetInt32()));
        var stock = Assert.Single(Of(mine, "stock"));
        Assert.Equal((variant, 20, 3), (stock.Text("variantId"), stock.GetProperty("onHand").GetInt32(), stock.GetProperty("reserved").GetInt32()));
        Assert.Equal(20, Of(mine, "stock_move").Sum(line => line.GetProperty("delta").GetInt32()));
        Assert.Contains(lines, line => line.Text("tenant") == other.Tenant.Slug && line.Text("kind") == "order" && line.Text("currency") == "JPY");
        Assert.All(mine, line => Assert.Equal($"{shop.Tenant.Id}", line.Text("tenantId")));

        var alone = await ExportAsync(server, "--tenant", shop.Tenant.Slug);
        Assert.Equal(mine.Select(line => line.ToString()), alone.Select(line => line.ToString()));
        Assert.DoesNotContain("ada@example.com", string.Concat(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_tenant_and_a_call_that_cannot_be_understood_are_told_apart()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite);

        Assert.Equal(1, (await ServerProcess.RunAsync(["export-ledger", "--ndjson", "--tenant", "nobody"], ("DATABASE_URL", server.DatabaseUrl))).ExitCode);
        Assert.Equal(2, (await ServerProcess.RunAsync(["export-ledger", "--csv"], ("DATABASE_URL", server.DatabaseUrl))).ExitCode);
    }

    private static async Task<List<JsonElement>> ExportAsync(TestServer server, params string[] options)
    {
        var run = await ServerProcess.RunAsync(["export-ledger", "--ndjson", .. options], ("DATABASE_URL", server.DatabaseUrl), ("DATA_DIRECTORY", server.DataDirectory));
        Assert.True(run.ExitCode == 0, run.Errors);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var parsed = JsonDocument.Parse(line);
            return parsed.RootElement.Clone();
        })];
    }

    private static List<JsonElement> Of(List<JsonElement> lines, string kind) => [.. lines.Where(line => line.Text("kind") == kind)];
}
