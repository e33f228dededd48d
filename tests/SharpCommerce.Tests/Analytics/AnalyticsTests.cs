using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Analytics;

public sealed class AnalyticsTests
{
    [Theory, EachEngine]
    public async Task A_shop_that_sold_nothing_has_zeros(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var report = await shop.Admin.GetOkAsync("admin/analytics/sales?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z");
        var euros = Assert.Single(report.List("currencies"));
        Assert.Equal(("EUR", 0, 0L, 0L), (euros.Text("currency"), euros.GetProperty("orders").GetInt32(), euros.Amount("gross"), euros.Amount("refunded")));
        Assert.Equal(28, euros.List("points").Count);
        Assert.Equal("2026-02-28T00:00:00+00:00", euros.List("points")[^1].Text("start"));
        var overview = await shop.Admin.GetOkAsync("admin/analytics/overview");
        Assert.Equal((0, 0, 0), (overview.GetProperty("ordersToFulfill").GetInt32(), overview.GetProperty("ordersUnpaid").GetInt32(), overview.GetProperty("lowStock").GetProperty("count").GetInt32()));
    }

    [Theory, EachEngine]
    public async Task Sales_are_what_the_orders_say(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        await other.PlaceOrderAsync((await other.AddVariantAsync(), 1));
        var variant = await shop.AddVariantAsync(price: 1_000, stock: 100);
        var orders = new List<(string Id, long Total)>();
        for (var i = 1; i <= 4; i++)
        {
            var order = await shop.PlaceOrderAsync((variant, i));
            orders.Add((order.Id(), order.Amount("total")));
        }
        // Two of a day, one of the last moment before a month, one that was canceled.
        await MoveAsync(shop, orders[0].Id, "2026-05-03T08:00:00Z");
        await MoveAsync(shop, orders[1].Id, "2026-05-03T23:59:59.999999Z");
        await MoveAsync(shop, orders[2].Id, "2026-04-30T23:59:59.999999Z");
        await MoveAsync(shop, orders[3].Id, "2026-05-04T00:00:00Z");
        (await shop.Admin.CallAsync("POST", $"admin/orders/{orders[3].Id}/cancel")).Expect(200);
        await shop.ExecuteAsync("UPDATE payments SET captured = amount, refunded = 100 WHERE tenant_id = @tenant AND order_id = @order", ("order", Guid.Parse(orders[0].Id)));
        await shop.ExecuteAsync("UPDATE orders SET payment_status = 'partially_refunded' WHERE tenant_id = @tenant AND id = @order", ("order", Guid.Parse(orders[0].Id)));
        shop.LeftBroken = true;

        var days = (await shop.Admin.GetOkAsync("admin/analytics/sales?from=2026-05-02T15:00:00Z&to=2026-05-05T00:00:00Z")).At("currencies", 0);
        Assert.Equal((2, orders[0].Total + orders[1].Total, 100L), (days.GetProperty("orders").GetInt32(), days.Amount("gross"), days.Amount("refunded")));
        Assert.Equal([("2026-05-02T00:00:00+00:00", 0, 0L), ("2026-05-03T00:00:00+00:00", 2, days.Amount("gross")), ("2026-05-04T00:00:00+00:00", 0, 0L)], days.List("points").Select(point => (point.Text("start"), point.GetProperty("orders").GetInt32(), point.Amount("gross"))));

        var months = (await shop.Admin.GetOkAsync("admin/analytics/sales?from=2026-04-15T00:00:00Z&to=2026-06-01T00:00:00Z&interval=month")).At("currencies", 0);
        Assert.Equal([1, 2], months.List("points").Select(point => point.GetProperty("orders").GetInt32()));
        Assert.Equal(orders[2].Total, months.At("points", 0).Amount("gross"));
        var weeks = (await shop.Admin.GetOkAsync("admin/analytics/sales?from=2026-05-01T00:00:00Z&to=2026-05-11T00:00:00Z&interval=week")).At("currencies", 0);
        // Weeks begin on Mondays: the first one on April 27.
        Assert.Equal([("2026-04-27T00:00:00+00:00", 3), ("2026-05-04T00:00:00+00:00", 0)], weeks.List("points").Select(point => (point.Text("start"), point.GetProperty("orders").GetInt32())));
    }

    [Theory, EachEngine]
    public async Task Today_counts_by_default(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));
        var euros = (await shop.Admin.GetOkAsync("admin/analytics/sales")).At("currencies", 0);
        Assert.Equal((1, order.Amount("total")), (euros.GetProperty("orders").GetInt32(), euros.Amount("gross")));
        Assert.InRange(euros.List("points").Count, 30, 31);
    }

    [Theory, EachEngine]
    public async Task The_overview_counts_what_is_to_be_done(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: 100);
        for (var i = 0; i < 12; i++)
            await shop.AddProductAsync($"Scarce {i:00}", stock: i % 4, sku: $"S{i}");
        await shop.AddProductAsync("Plenty", stock: 50);
        await shop.AddProductAsync("Untracked", stock: null);
        var orders = new[] { await shop.PlaceOrderAsync((variant, 1)), await shop.PlaceOrderAsync((variant, 2)), await shop.PlaceOrderAsync((variant, 1)) };
        (await shop.Admin.CallAsync("POST", $"admin/orders/{orders[0].Id()}/fulfillments")).Expect(201);
        (await shop.Admin.CallAsync("POST", $"admin/orders/{orders[1].Id()}/fulfillments", new { lines = new[] { new { lineId = orders[1].At("lines", 0).Id(), quantity = 1 } } })).Expect(201);

        var overview = await shop.Admin.GetOkAsync("admin/analytics/overview?lowStock=3");

        // The one that has left waits for its money still.
        Assert.Equal((2, 3), (overview.GetProperty("ordersToFulfill").GetInt32(), overview.GetProperty("ordersUnpaid").GetInt32()));
        var low = overview.GetProperty("lowStock");
        Assert.Equal((3, 12, 10), (low.GetProperty("threshold").GetInt32(), low.GetProperty("count").GetInt32(), low.List("items").Count));
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2, 3], low.List("items").Select(item => item.GetProperty("available").GetInt32()));
        Assert.Equal(("Scarce 00", "S0"), (low.At("items", 0).Text("title"), low.At("items", 0).Text("sku")));
        Assert.Equal(3, (await shop.Admin.GetOkAsync("admin/analytics/overview?lowStock=0")).GetProperty("lowStock").GetProperty("count").GetInt32());
    }

    [Theory, EachEngine]
    public async Task Reports_that_would_cost_too_much_are_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var (field, query) in ((string, string)[])[
            ("from", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"), ("from", "from=0001-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"), ("from", "to=9999-12-31T23:59:59Z&from=9999-12-01T00:00:00Z"),
            ("interval", "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"), ("interval", "interval=second"), ("from", "from=yesterday")])
            (await shop.Admin.ReadAsync($"admin/analytics/sales?{query}")).ExpectInvalid(field);
        foreach (var threshold in (string[])["-1", "1000001", "x"])
            (await shop.Admin.ReadAsync($"admin/analytics/overview?lowStock={threshold}")).ExpectInvalid("lowStock");
        (await shop.Admin.ReadAsync("admin/analytics/sales?from=2025-01-01T00:00:00Z&to=2026-01-31T00:00:00Z")).Expect(200);
    }

    private static async Task MoveAsync(TestShop shop, string order, string time)
    {
        object at = shop.Server.DatabaseUrl.StartsWith("sqlite", StringComparison.Ordinal) ? (DateTimeOffset.Parse(time, null).UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond : DateTimeOffset.Parse(time, null);
        foreach (var sql in (string[])["UPDATE orders SET placed_at = @at WHERE tenant_id = @tenant AND id = @order", "UPDATE order_events SET occurred_at = @at WHERE tenant_id = @tenant AND order_id = @order"])
            await shop.ExecuteAsync(sql, ("order", Guid.Parse(order)), ("at", at));
    }
}
