using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Orders;

public sealed class CancelTests
{
    [Theory, EachEngine]
    public async Task A_canceled_order_gives_its_stock_back_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (one, two) = (await shop.AddVariantAsync(), await shop.AddVariantAsync());
        await shop.PlaceOrderAsync((one, 1), (two, 1));
        var order = await shop.PlaceOrderAsync((one, 4), (two, 5));
        Assert.Equal(((10, 5), (10, 6)), (await shop.StockAsync(one), await shop.StockAsync(two)));
        var path = $"admin/orders/{order.Id()}/cancel";

        var canceled = (await shop.Admin.CallAsync("POST", path, new { reason = "r" })).Expect(200).Json;

        Assert.Equal(("canceled", "voided", "voided"), (canceled.Text("status"), canceled.Text("paymentStatus"), canceled.At("payments", 0).Text("status")));
        Assert.Equal(((10, 1), (10, 1)), (await shop.StockAsync(one), await shop.StockAsync(two)));
        Assert.Empty((await shop.Admin.CallAsync("POST", path, new { })).ExpectProblem(409, "illegal_transition").Json.List("allowed"));
        Assert.Equal(((10, 1), (10, 1)), (await shop.StockAsync(one), await shop.StockAsync(two)));
        Assert.Equal(1, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant AND type = 'order.canceled.v1' AND aggregate_id = @order", ("order", Guid.Parse(order.Id()))));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Cancel_checks_its_input(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = (await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1))).Id();
        var path = $"admin/orders/{order}/cancel";
        foreach (var body in (string[])["{\"reason\":\"\\u0000\"}", "{\"reason\":\"\\ud800\"}", "{\"reason\":1}", "{\"why\":\"x\"}", $"{{\"reason\":\"{new string('a', 401)}\"}}"])
            (await shop.Admin.CallAsync("POST", path, body)).ExpectProblem(400, "validation_failed");
        (await shop.Admin.CallAsync("POST", path, new { }, ("If-Match", "\"7\""))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("POST", $"admin/orders/{Guid.CreateVersion7()}/cancel", new { })).ExpectProblem(404, "not_found");
        await using var other = await TestShop.OpenAsync(engine);
        (await other.Admin.CallAsync("POST", path, new { })).ExpectProblem(404, "not_found");
        (await shop.Http.CallAsync("POST", path, new { })).ExpectProblem(401, "unauthenticated");
        var etag = (await shop.Admin.ReadAsync($"admin/orders/{order}")).Header("ETag")!;
        // A body is optional.
        Assert.NotEqual(etag, (await shop.Admin.CallAsync("POST", path, null, ("If-Match", etag))).Expect(200).Header("ETag"));
    }

    [Theory, EachEngine]
    public async Task Thirty_parallel_cancels_release_the_stock_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: 100);
        await shop.PlaceOrderAsync((variant, 50));
        for (var round = 0; round < 3; round++)
        {
            var order = (await shop.PlaceOrderAsync((variant, 5))).Id();

            var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => shop.Admin.CallAsync("POST", $"admin/orders/{order}/cancel", new { })));

            Assert.Single(answers, answer => answer.Status == 200);
            Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.ExpectProblem(409, "illegal_transition"));
            Assert.Equal((100, 50), await shop.StockAsync(variant));
            Assert.Equal(2, (await shop.Admin.GetOkAsync($"admin/orders/{order}")).List("events").Count);
        }
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    [Trait("Category", "Slow")]
    public async Task Released_units_go_to_those_who_buy_meanwhile_and_never_twice(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (one, two) = (await shop.AddVariantAsync(stock: 10), await shop.AddVariantAsync(stock: 10));
        for (var round = 0; round < 2; round++)
        {
            var held = new List<string>();
            for (var i = 0; i < 5; i++)
                held.Add((await shop.PlaceOrderAsync(i % 2 == 0 ? [(one, 1), (two, 1)] : [(two, 1), (one, 1)])).Id());
            var carts = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shop.AddReadyCartAsync(i % 2 == 0 ? [(one, 1), (two, 1)] : [(two, 1), (one, 1)])));

            var canceling = Task.WhenAll(held.Select(id => shop.Admin.CallAsync("POST", $"admin/orders/{id}/cancel", new { })));
            var answers = await Task.WhenAll(carts.Select(cart => shop.Http.CompleteAsync(cart)));

            Assert.All(await canceling, answer => answer.Expect(200));
            var placed = answers.Where(answer => answer.Status == 201).Select(answer => answer.Json.Id()).ToList();
            Assert.InRange(placed.Count, 5, 10);
            Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ExpectProblem(409, "insufficient_stock"));
            Assert.Equal((10, placed.Count), await shop.StockAsync(one));
            await shop.AssertInvariantsAsync();
            foreach (var id in placed)
                (await shop.Admin.CallAsync("POST", $"admin/orders/{id}/cancel", new { })).Expect(200);
            Assert.Equal(((10, 0), (10, 0)), (await shop.StockAsync(one), await shop.StockAsync(two)));
        }
    }
}
