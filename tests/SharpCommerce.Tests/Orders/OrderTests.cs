using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Orders;

public sealed class OrderTests
{
    [Theory, EachEngine]
    public async Task Only_its_own_token_opens_an_order_and_nothing_else_tells_that_it_exists(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var (order, second) = (await shop.PlaceOrderAsync((variant, 1)), await shop.PlaceOrderAsync((variant, 1)));
        var token = order.Text("accessToken");
        Assert.True(token.Length >= 43);

        (await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", token))).Expect(200);
        Answer[] refused =
        [
            await shop.Http.ReadAsync($"store/orders/{order.Id()}"),
            await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", "")),
            await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", token[..^1])),
            await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", second.Text("accessToken"))),
            await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", token), ("X-Order-Token", token)),
            await other.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", token)),
            await shop.Http.CallAsync("GET", $"store/orders/{Guid.CreateVersion7()}", null, ("X-Order-Token", token)),
        ];

        Assert.Single(refused.Select(Timeless).Distinct());
        refused[0].ExpectProblem(404, "not_found");

        static string Timeless(Answer answer) => answer.Text.Replace(answer.Json.Text("traceId"), "", StringComparison.Ordinal).Replace(answer.Json.Text("requestId"), "", StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task The_token_is_stored_only_as_a_hash(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));

        foreach (var table in (string[])["orders", "order_lines", "order_events", "payments", "outbox_messages", "carts"])
        {
            var dump = await shop.DumpAsync(table);
            Assert.NotEmpty(dump);
            Assert.DoesNotContain(order.Text("accessToken"), dump, StringComparison.Ordinal);
        }
    }

    [Theory, EachEngine]
    public async Task Staff_find_orders_by_every_filter_and_page_by_page(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        await other.PlaceOrderAsync((await other.AddVariantAsync(), 1));
        var variant = await shop.AddVariantAsync(stock: 100);
        var orders = new List<(string Id, long Number)>();
        for (var i = 0; i < 7; i++)
        {
            var cart = await shop.AddReadyCartAsync((variant, 1));
            (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { email = $"buyer{i % 2}@example.com" })).Expect(200);
            var order = (await shop.Http.CompleteAsync(cart)).Expect(201).Json;
            orders.Add((order.Id(), order.GetProperty("number").GetInt64()));
        }
        (await shop.Admin.CallAsync("POST", $"admin/orders/{orders[2].Id}/cancel", new { })).Expect(200);
        var all = orders.Select(order => order.Id).Reverse().ToList();
        async Task<IEnumerable<string>> FindAsync(string query, int limit = 2) => (await shop.Admin.PagesAsync($"admin/orders?{query}", limit)).Select(order => order.Id());

        foreach (var limit in (int[])[1, 3, 7, 100])
            Assert.Equal(all, await FindAsync("", limit));
        Assert.Equal([orders[2].Id], await FindAsync("status=canceled"));
        Assert.Equal(all.Where(id => id != orders[2].Id), await FindAsync("status=confirmed"));
        Assert.Equal([orders[2].Id], await FindAsync("paymentStatus=voided"));
        Assert.Empty(await FindAsync("paymentStatus=paid"));
        Assert.Equal(all, await FindAsync("fulfillmentStatus=unfulfilled"));
        Assert.Empty(await FindAsync("fulfillmentStatus=returned"));
        Assert.Equal([orders[5].Id, orders[3].Id, orders[1].Id], await FindAsync("email=buyer1@example.com"));
        Assert.Equal([orders[4].Id], await FindAsync($"number={orders[4].Number}"));
        Assert.Empty(await FindAsync("number=1"));
        Assert.Equal(all, await FindAsync("placedFrom=2020-01-01T00:00:00Z&placedBefore=2999-01-01T00:00:00%2B02:00"));
        Assert.Empty(await FindAsync("placedFrom=2999-01-01T00:00:00Z"));
        Assert.Empty(await FindAsync("placedBefore=2020-01-01T00:00:00Z"));
        var third = Uri.EscapeDataString((await shop.Admin.GetOkAsync($"admin/orders/{orders[3].Id}")).Text("placedAt"));
        Assert.Equal(all.Take(4), await FindAsync($"placedFrom={third}"));
        Assert.Equal(all.Skip(4), await FindAsync($"placedBefore={third}"));

        foreach (var (field, query) in ((string, string)[])[("limit", "limit=0"), ("limit", "limit=101"), ("cursor", "cursor=x"), ("status", "status=gone"), ("paymentStatus", "paymentStatus=x"), ("fulfillmentStatus", "fulfillmentStatus=X"), ("number", "number=x"), ("placedFrom", "placedFrom=yesterday"), ("email", "email=%00")])
            (await shop.Admin.ReadAsync($"admin/orders?{query}")).ExpectInvalid(field);
        (await shop.Admin.ReadAsync($"admin/orders/{Guid.CreateVersion7()}")).ExpectProblem(404, "not_found");
        (await other.Admin.ReadAsync($"admin/orders/{orders[0].Id}")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task The_history_says_who_did_what_when_and_why(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel", new { reason = "Changed \"mind\" 😀" })).Expect(200);

        var history = (await shop.Admin.GetOkAsync($"admin/orders/{order.Id()}")).List("events");

        Assert.Equal(
            [("placed", null, "confirmed", "shopper", null), ("canceled", "confirmed", "canceled", "operator:bootstrap", "Changed \"mind\" 😀")],
            history.Select(change => (change.Text("type"), change.GetProperty("fromStatus").GetString(), change.Text("toStatus"), change.Text("actor"), change.GetProperty("reason").GetString())));
        var times = history.Select(change => change.GetProperty("occurredAt").GetDateTimeOffset()).ToList();
        Assert.True(before < times[0] && times[0] <= times[1] && times[1] <= TimeProvider.System.GetUtcNow().AddSeconds(1));
    }
}
