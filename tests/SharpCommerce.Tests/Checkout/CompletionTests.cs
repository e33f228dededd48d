using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Checkout;

public sealed class CompletionTests
{
    [Theory, EachEngine]
    public async Task Fifty_completions_of_one_cart_by_different_keys_make_one_order(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = await shop.AddReadyCartAsync((variant, 2));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Http.CompleteAsync(cart)));

        var order = Assert.Single(answers, answer => answer.Status == 201).Json.Id();
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal(order, answer.ExpectProblem(409, "cart_completed").Json.Text("orderId")));
        Assert.Equal((10, 2), await shop.StockAsync(variant));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task What_is_missing_is_named(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = (await shop.AddCartAsync((variant, 1))).Id();
        async Task<string> MissingAsync() => string.Join(' ', (await shop.Http.CompleteAsync(cart)).ExpectProblem(409, "checkout_incomplete").Json.List("missing").Select(name => name.GetString()));

        Assert.Equal("email shippingAddress", await MissingAsync());
        await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { email = "ada@example.com" });
        Assert.Equal("shippingAddress", await MissingAsync());
        var method = (await shop.Admin.GetOkAsync("admin/shipping-methods")).At("items", 0).Id();
        (await shop.Admin.CallAsync("PATCH", $"admin/shipping-methods/{method}", new { countries = (string[])["US"] })).Expect(200);
        await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddress = ShopCalls.Berlin });
        Assert.Equal("shippingMethodId", await MissingAsync());
        (await shop.Admin.CallAsync("PATCH", $"admin/shipping-methods/{method}", new { countries = (string[])["DE"] })).Expect(200);
        (await shop.Http.CompleteAsync(cart)).Expect(201);
    }

    [Theory, EachEngine]
    public async Task What_cannot_be_sold_is_refused_and_takes_nothing(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync();
        var variant = product.At("variants", 0).Id();
        var cart = await shop.AddReadyCartAsync((variant, 1));

        (await shop.Http.CompleteAsync(await shop.AddReadyCartAsync())).ExpectProblem(409, "cart_empty");
        (await shop.Http.CompleteAsync(Guid.NewGuid().ToString())).ExpectProblem(404, "not_found");
        Assert.NotNull((await shop.Http.CompleteAsync(cart, body: new { payment = new { provider = "stripe" } })).ExpectProblem(503, "provider_not_configured").Header("Retry-After"));
        foreach (var provider in (string[])["", "MANUAL", "../x", "manual\0", new string('a', 100)])
            (await shop.Http.CompleteAsync(cart, body: new { payment = new { provider } })).ExpectInvalid("payment.provider");
        foreach (var body in (string[])["{}", "[]", "null", "\"manual\"", "{\"payment\":null}", "{\"payment\":{}}", "{\"payment\":{\"provider\":1}}", "{\"payment\":{\"provider\":\"manual\",\"amount\":1}}"])
            (await shop.Http.CompleteAsync(cart, body: body)).ExpectProblem(400, "validation_failed");

        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { status = "draft" })).Expect(200);
        Assert.Equal("unavailable", (await shop.Http.CompleteAsync(cart)).ExpectProblem(409, "line_unavailable").Json.At("issues", 0).Text("code"));
        Assert.Equal((10, 0), await shop.StockAsync(variant));
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM orders WHERE tenant_id = @tenant"));
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { status = "published" })).Expect(200);
        (await shop.Http.CompleteAsync(cart)).Expect(201);
    }

    [Theory, EachEngine]
    public async Task The_price_is_the_servers_at_that_moment(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync(price: 100);
        var variant = product.At("variants", 0).Id();
        var cart = await shop.AddReadyCartAsync((variant, 2));
        Assert.Equal(700, (await shop.Http.GetOkAsync($"store/carts/{cart}")).Amount("total"));
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { variants = new[] { new { id = variant, price = shop.Price(1000) } } })).Expect(200);

        var order = (await shop.Http.CompleteAsync(cart)).Expect(201).Json;

        Assert.Equal((2000, 500, 2500, 2500), (order.Amount("subtotal"), order.Amount("shipping"), order.Amount("total"), order.At("payments", 0).Amount("amount")));
        Assert.Equal(1000, order.At("lines", 0).Amount("unitPrice"));
    }

    [Theory, EachEngine]
    public async Task One_variant_short_takes_nothing_of_the_other(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (plenty, scarce) = (await shop.AddVariantAsync(stock: 100), await shop.AddVariantAsync(stock: 2));
        var cart = await shop.AddReadyCartAsync((plenty, 5), (scarce, 3));

        var shortage = (await shop.Http.CompleteAsync(cart)).ExpectProblem(409, "insufficient_stock").Json.List("shortages");

        Assert.Equal((scarce, 3, 2), (shortage.Single().Text("variantId"), shortage[0].GetProperty("requested").GetInt32(), shortage[0].GetProperty("available").GetInt32()));
        Assert.Equal(((100, 0), (2, 0)), (await shop.StockAsync(plenty), await shop.StockAsync(scarce)));
        // Never less than what was asked for: the shopper decides.
        var line = (await shop.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 1).Id();
        (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}/lines/{line}", new { quantity = 2 })).Expect(200);
        (await shop.Http.CompleteAsync(cart)).Expect(201);
        Assert.Equal(((100, 5), (2, 2)), (await shop.StockAsync(plenty), await shop.StockAsync(scarce)));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task An_order_is_a_snapshot(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync("Old title", price: 100, sku: "OLD");
        var variant = product.At("variants", 0).Id();
        var cart = await shop.AddReadyCartAsync((variant, 1));
        (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { billingAddress = new { name = "Bills", line1 = "2 Side St", city = "Vienna", postalCode = "1010", country = "AT" } })).Expect(200);
        var placed = (await shop.Http.CompleteAsync(cart)).Expect(201);
        var order = placed.Json;
        Assert.EndsWith($"/api/v1/store/orders/{order.Id()}", placed.Header("Location"), StringComparison.Ordinal);

        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = "New", variants = new[] { new { id = variant, sku = "NEW", price = shop.Price(999) } } })).Expect(200);
        (await shop.Admin.CallAsync("PUT", "admin/tax-rates/DE", new { name = "VAT", ratePpm = 500_000, included = false })).Expect(200);
        var method = (await shop.Admin.GetOkAsync("admin/shipping-methods")).At("items", 0).Id();
        (await shop.Admin.CallAsync("PATCH", $"admin/shipping-methods/{method}", new { name = "Renamed", price = shop.Price(1) })).Expect(200);

        var read = (await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", order.Text("accessToken")))).Expect(200).Json;
        foreach (var member in order.EnumerateObject().Where(member => member.Name != "accessToken"))
            Assert.Equal(member.Value.GetRawText(), read.GetProperty(member.Name).GetRawText());
        Assert.Equal(("Old title", "OLD", "Standard"), (read.At("lines", 0).Text("title"), read.At("lines", 0).Text("sku"), read.Text("shippingMethod")));
        Assert.Equal(("Vienna", "Berlin"), (read.GetProperty("billingAddress").Text("city"), read.GetProperty("shippingAddress").Text("city")));
        Assert.False(read.TryGetProperty("accessToken", out _) || read.TryGetProperty("events", out _));
    }

    [Theory, EachEngine]
    public async Task Every_answer_in_a_group_is_what_was_stored(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (plenty, scarce) = (await shop.AddVariantAsync(stock: 1000), await shop.AddVariantAsync(stock: 3));
        var carts = new List<string>();
        for (var i = 0; i < 40; i++)
            carts.Add(await shop.AddReadyCartAsync(i % 4 == 0 ? [(plenty, 1), (scarce, 1)] : [(plenty, i + 1)]));

        var answers = await Task.WhenAll(carts.Select(cart => shop.Http.CompleteAsync(cart)));

        // Ten wanted the scarce one; the seven that were refused spoiled nobody else's order.
        Assert.Equal((33, 7), (answers.Count(answer => answer.Status == 201), answers.Count(answer => answer.Status == 409)));
        Assert.All(answers.Where(answer => answer.Status == 409), answer => answer.ExpectProblem(409, "insufficient_stock"));
        foreach (var placed in answers.Where(answer => answer.Status == 201).Select(answer => answer.Json))
        {
            var read = (await shop.Http.CallAsync("GET", $"store/orders/{placed.Id()}", null, ("X-Order-Token", placed.Text("accessToken")))).Expect(200).Json;
            foreach (var member in placed.EnumerateObject().Where(member => member.Name != "accessToken"))
                Assert.Equal(member.Value.GetRawText(), read.GetProperty(member.Name).GetRawText());
        }
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Order_numbers_rise_within_the_tenant_and_ignore_others(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var (mine, theirs) = (await shop.AddVariantAsync(), await other.AddVariantAsync());
        var numbers = new List<long>();
        var others = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            numbers.Add((await shop.PlaceOrderAsync((mine, 1))).GetProperty("number").GetInt64());
            others.Add((await other.PlaceOrderAsync((theirs, 1))).GetProperty("number").GetInt64());
        }

        Assert.Equal(numbers.Order().Distinct(), numbers);
        Assert.Equal(numbers, others);
        Assert.Equal(numbers[0] + 3, numbers[3]);
    }

    [Theory, EachEngine]
    public async Task Untracked_stock_never_runs_out(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: null);
        var order = await shop.PlaceOrderAsync((variant, 9_999));
        Assert.Equal(9_999, order.At("lines", 0).GetProperty("quantity").GetInt32());
        (await shop.Admin.ReadAsync($"admin/inventory/levels/{variant}")).ExpectProblem(404, "not_found");
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_change_of_the_cart_is_either_in_the_order_or_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(price: 100, stock: 1000);
        for (var round = 0; round < 15; round++)
        {
            var cart = await shop.AddReadyCartAsync((variant, 1));
            var add = shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 1 });
            var complete = shop.Http.CompleteAsync(cart);
            await Task.WhenAll(add, complete);
            var order = (await complete).Expect(201).Json;
            var quantity = order.At("lines", 0).GetProperty("quantity").GetInt32();
            Assert.Equal((await add).Status == 200 ? 2 : 1, quantity);
            if ((await add).Status != 200)
                (await add).ExpectProblem(409, "cart_completed");
            Assert.Equal(quantity * 100, order.Amount("subtotal"));
            var shown = await shop.Http.GetOkAsync($"store/carts/{cart}");
            Assert.Equal((quantity, order.Id()), (shown.At("lines", 0).GetProperty("quantity").GetInt32(), shown.Text("orderId")));
        }
        await shop.AssertInvariantsAsync();
    }
}
