using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Carts;

public sealed class CartTests
{
    [Theory, EachEngine]
    public async Task Only_the_server_knows_prices(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(price: 5900);
        var cart = (await shop.AddCartAsync((variant, 1))).Id();

        foreach (var member in (string[])["price", "unitPrice", "total", "discount", "tax", "title"])
        {
            (await shop.Http.CallAsync("POST", "store/carts", $$"""{"lines":[{"variantId":"{{variant}}","quantity":1,"{{member}}":1}]}""")).ExpectInvalid($"lines[0].{member}");
            (await shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", $$"""{"variantId":"{{variant}}","quantity":1,"{{member}}":{"amount":1,"currency":"EUR"} }""")).ExpectInvalid(member);
            (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", $$"""{"{{member}}":1}""")).ExpectInvalid(member);
            (await shop.Http.CompleteAsync(cart, body: $$"""{"payment":{"provider":"manual"},"{{member}}":1}""")).ExpectInvalid(member);
        }
        var read = await shop.Http.GetOkAsync($"store/carts/{cart}");
        Assert.Equal((1, 5900, 5900), (read.List("lines").Count, read.At("lines", 0).Amount("unitPrice"), read.Amount("subtotal")));
    }

    [Theory, EachEngine]
    public async Task Fifty_parallel_additions_of_one_variant_lose_none(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: 1000);
        var cart = (await shop.AddCartAsync()).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 2 })));

        Assert.All(answers, answer => answer.Expect(200));
        var lines = (await shop.Http.GetOkAsync($"store/carts/{cart}")).List("lines");
        Assert.Equal([100], lines.Select(line => line.GetProperty("quantity").GetInt32()));
    }

    [Theory, EachEngine]
    public async Task Fifty_parallel_additions_of_different_variants_lose_none(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = (await shop.Admin.CallAsync("POST", "admin/products", new
        {
            title = "P",
            status = "published",
            options = new[] { new { name = "N", values = Enumerable.Range(0, 50).Select(i => $"{i}") } },
            variants = Enumerable.Range(0, 50).Select(i => new { options = new { N = $"{i}" }, price = shop.Price(i) }),
        })).Expect(201).Json;
        var cart = (await shop.AddCartAsync()).Id();
        // A change of the cart's own fields races with them.
        var patch = shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { email = "ada@example.com" });

        var answers = await Task.WhenAll(product.List("variants").Select(variant => shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", new { variantId = variant.Id(), quantity = 1 })));

        Assert.All(answers, answer => answer.Expect(200));
        Assert.Contains((await patch).Status, (int[])[200, 409]);
        var read = await shop.Http.GetOkAsync($"store/carts/{cart}");
        Assert.Equal((50, 49 * 50 / 2), (read.List("lines").Count, read.Amount("subtotal")));
    }

    [Theory, EachEngine]
    public async Task Quantities_have_limits(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: null);
        var cart = (await shop.AddCartAsync((variant, 9_999))).Id();
        var line = (await shop.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 0).Id();

        foreach (var quantity in (string[])["0", "-1", "10000", "2147483647", "-2147483648"])
        {
            (await shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", $$"""{"variantId":"{{variant}}","quantity":{{quantity}}}""")).ExpectInvalid("quantity");
            (await shop.Http.CallAsync("POST", "store/carts", $$"""{"lines":[{"variantId":"{{variant}}","quantity":{{quantity}}}]}""")).ExpectInvalid("lines[0].quantity");
        }
        foreach (var quantity in (string[])["\"1\"", "1.5", "null", "2147483648", "true", "1e400"])
            (await shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", $$"""{"variantId":"{{variant}}","quantity":{{quantity}}}""")).ExpectProblem(400, "validation_failed");
        (await shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 1 })).ExpectInvalid("variantId");
        (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}/lines/{line}", new { quantity = 10_000 })).ExpectInvalid("quantity");
        (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}/lines/{line}", new { quantity = -1 })).ExpectInvalid("quantity");
        (await shop.Http.CallAsync("POST", "store/carts", new { lines = Enumerable.Range(0, 251).Select(_ => new { variantId = variant, quantity = 1 }) })).ExpectInvalid("lines");

        Assert.Equal(9_999, (await shop.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 0).GetProperty("quantity").GetInt32());
    }

    [Theory, EachEngine]
    public async Task Lines_are_changed_and_removed_one_by_one(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (one, two) = (await shop.AddVariantAsync(price: 100), await shop.AddVariantAsync(price: 10));
        var cart = await shop.AddCartAsync((one, 1), (two, 2), (one, 3));
        Assert.Equal([4, 2], cart.List("lines").Select(line => line.GetProperty("quantity").GetInt32()));
        var (first, second) = (cart.At("lines", 0).Id(), cart.At("lines", 1).Id());
        var lines = $"store/carts/{cart.Id()}/lines";

        Assert.Equal(520, (await shop.Http.CallAsync("PATCH", $"{lines}/{first}", new { quantity = 5 })).Expect(200).Json.Amount("subtotal"));
        Assert.Equal(500, (await shop.Http.CallAsync("PATCH", $"{lines}/{second}", new { quantity = 0 })).Expect(200).Json.Amount("subtotal"));
        (await shop.Http.CallAsync("PATCH", $"{lines}/{second}", new { quantity = 1 })).ExpectProblem(404, "not_found");
        (await shop.Http.CallAsync("DELETE", $"{lines}/{second}")).ExpectProblem(404, "not_found");
        Assert.Empty((await shop.Http.CallAsync("DELETE", $"{lines}/{first}")).Expect(200).Json.List("lines"));

        // A line is reached only through its own cart.
        var stranger = await shop.AddCartAsync((one, 1));
        (await shop.Http.CallAsync("DELETE", $"{lines}/{stranger.At("lines", 0).Id()}")).ExpectProblem(404, "not_found");
        (await shop.Http.CallAsync("PATCH", $"{lines}/{stranger.At("lines", 0).Id()}", new { quantity = 9 })).ExpectProblem(404, "not_found");
        foreach (var method in (string[])["GET", "PATCH", "DELETE"])
            (await shop.Http.CallAsync(method, $"store/carts/{Guid.NewGuid()}{(method == "DELETE" ? $"/lines/{first}" : "")}", method == "PATCH" ? new { email = "a@b.example" } : null)).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task What_cannot_be_bought_leaves_no_half_cart(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var good = await shop.AddVariantAsync();
        var draft = (await shop.Admin.CallAsync("POST", "admin/products", new { title = "Draft", variants = new[] { new { price = shop.Price(1) } } })).Expect(201).Json.At("variants", 0).Id();
        var foreign = await other.AddVariantAsync();
        var before = await shop.CountAsync("SELECT count(*) FROM carts WHERE tenant_id = @tenant");
        var cart = (await shop.AddCartAsync((good, 1))).Id();

        foreach (var bad in (string[])[Guid.NewGuid().ToString(), draft, foreign, good[..^1] + (good[^1] == '0' ? '1' : '0')])
        {
            (await shop.Http.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = good, quantity = 1 }, new { variantId = bad, quantity = 1 } } })).ExpectInvalid("lines[1].variantId");
            (await shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", new { variantId = bad, quantity = 1 })).ExpectInvalid("variantId");
        }
        (await shop.Http.CallAsync("POST", "store/carts", new { currency = "USD" })).ExpectInvalid("currency");
        (await shop.Http.CallAsync("POST", "store/carts", new { currency = "XXX" })).ExpectInvalid("currency");

        Assert.Equal(before + 1, await shop.CountAsync("SELECT count(*) FROM carts WHERE tenant_id = @tenant"));
        Assert.Single((await shop.Http.GetOkAsync($"store/carts/{cart}")).List("lines"));
        (await other.Http.ReadAsync($"store/carts/{cart}")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task Two_patches_of_different_fields_both_survive(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        for (var round = 0; round < 10; round++)
        {
            var cart = (await shop.AddCartAsync()).Id();
            await Task.WhenAll(
                Task.Run(async () => (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { email = "ada@example.com" })).Expect(200)),
                Task.Run(async () => (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddress = ShopCalls.Berlin })).Expect(200)),
                Task.Run(async () => (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { billingAddress = ShopCalls.Berlin })).Expect(200)));
            var read = await shop.Http.GetOkAsync($"store/carts/{cart}");
            Assert.Equal(("ada@example.com", "Berlin", "Berlin"), (read.Text("email"), read.GetProperty("shippingAddress").Text("city"), read.GetProperty("billingAddress").Text("city")));
        }
    }

    [Theory, EachEngine]
    public async Task Details_are_checked_and_merged(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var path = $"store/carts/{(await shop.AddCartAsync()).Id()}";
        (string Field, string Body)[] refused =
        [
            ("email", """{"email":"nobody"}"""), ("email", """{"email":"a@b.example\u0000"}"""), ("couponCodes", """{"couponCodes":["FREE"]}"""), ("shippingMethodId", """{"shippingMethodId":"01a20523-9981-7bb1-91a7-0e2b10481d46"}"""),
            ("shippingAddress.country", """{"shippingAddress":{"name":"A","line1":"B","city":"C","postalCode":"","country":"de"}}"""), ("shippingAddress.name", """{"shippingAddress":{"name":"","line1":"B","city":"C","postalCode":"","country":"DE"}}"""),
            ("shippingAddress", """{"shippingAddress":{"name":"A"}}"""), ("shippingAddress.street", """{"shippingAddress":{"name":"A","line1":"B","city":"C","postalCode":"","country":"DE","street":"x"}}"""),
        ];
        foreach (var (field, body) in refused)
            (await shop.Http.CallAsync("PATCH", path, body)).ExpectInvalid(field);

        (await shop.Http.CallAsync("PATCH", path, new { email = "ada@example.com", shippingAddress = ShopCalls.Berlin })).Expect(200);
        var patched = (await shop.Http.CallAsync("PATCH", path, """{"shippingAddress":{"line2":"3rd floor"},"couponCodes":[]}""")).Expect(200).Json;
        Assert.Equal(("Berlin", "3rd floor", "ada@example.com"), (patched.GetProperty("shippingAddress").Text("city"), patched.GetProperty("shippingAddress").Text("line2"), patched.Text("email")));
        Assert.Equal("null", (await shop.Http.CallAsync("PATCH", path, """{"shippingAddress":null}""")).Expect(200).Json.GetProperty("shippingAddress").GetRawText());
    }

    [Theory, EachEngine]
    public async Task A_completed_cart_refuses_every_change(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = await shop.AddReadyCartAsync((variant, 1));
        var line = (await shop.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 0).Id();
        var order = (await shop.Http.CompleteAsync(cart)).Expect(201).Json.Id();
        var before = (await shop.Http.ReadAsync($"store/carts/{cart}")).Text;

        Answer[] refused =
        [
            await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { email = "b@example.com" }),
            await shop.Http.CallAsync("POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 1 }),
            await shop.Http.CallAsync("PATCH", $"store/carts/{cart}/lines/{line}", new { quantity = 5 }),
            await shop.Http.CallAsync("DELETE", $"store/carts/{cart}/lines/{line}"),
            await shop.Http.CompleteAsync(cart),
        ];

        Assert.All(refused, answer => Assert.Equal(order, answer.ExpectProblem(409, "cart_completed").Json.Text("orderId")));
        Assert.Equal(before, (await shop.Http.ReadAsync($"store/carts/{cart}")).Text);
        Assert.Equal((10, 1), await shop.StockAsync(variant));
    }
}
