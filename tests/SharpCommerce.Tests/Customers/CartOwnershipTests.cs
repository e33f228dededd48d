using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Customers;

/// <summary>A cart that is somebody's exists for nobody else, by whatever call.</summary>
public sealed class CartOwnershipTests
{
    [Theory, EachEngine]
    public async Task Anothers_cart_answers_every_call_as_one_that_does_not_exist(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var owner = await shop.SignInAsync();
        using var other = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync();
        var cart = await ReadyCartAsync(owner, variant);
        var line = (await owner.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 0).Id();
        var before = (await owner.Http.ReadAsync($"store/carts/{cart}")).Text;
        var dump = await shop.DumpAsync("carts") + await shop.DumpAsync("cart_lines");

        foreach (var stranger in (HttpClient[])[other.Http, shop.Http, shop.Admin])
        {
            foreach (var (method, path, body) in Calls(cart, line, variant).Where(call => stranger == other.Http || !call.Path.EndsWith("/claim", StringComparison.Ordinal)))
                (await stranger.CallAsync(method, path, body, ("Idempotency-Key", Guid.NewGuid().ToString()))).ExpectProblem(404, "not_found");
        }

        Assert.Equal(before, (await owner.Http.ReadAsync($"store/carts/{cart}")).Text);
        Assert.Equal(dump, await shop.DumpAsync("carts") + await shop.DumpAsync("cart_lines"));
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM orders WHERE tenant_id = @tenant"));
        // None of the calls was refused for another reason: they are good for the owner.
        foreach (var (method, path, body) in Calls(cart, line, variant))
            Assert.InRange((await owner.Http.CallAsync(method, path, body, ("Idempotency-Key", Guid.NewGuid().ToString()))).Status, 200, 201);
        (await other.Http.CompleteAsync(cart)).ExpectProblem(404, "not_found");
        (await shop.Http.CompleteAsync(cart)).ExpectProblem(404, "not_found");
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task The_program_itself_may_use_every_cart(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var owner = await shop.SignInAsync();
        var cart = await ReadyCartAsync(owner, await shop.AddVariantAsync());

        Assert.NotNull(await shop.Carts.FindAsync(new(Guid.Parse(cart)), TestContext.Current.CancellationToken));
        var order = await shop.Orders.CompleteAsync(new(Guid.Parse(cart)), "manual", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(owner.Id, order.CustomerId);
    }

    [Theory, EachEngine]
    public async Task Reading_a_guests_cart_leaves_it_and_changing_it_takes_it(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync();
        foreach (var (method, path, body) in ((string, string, object?)[])[("POST", "/lines", new { variantId = variant, quantity = 1 }), ("PATCH", "", new { email = "ada@example.com" }), ("PATCH", "/lines/LINE", new { quantity = 2 }), ("DELETE", "/lines/LINE", null)])
        {
            var cart = await shop.AddCartAsync((variant, 1));
            var id = cart.Id();
            (await shopper.Http.ReadAsync($"store/carts/{id}")).Expect(200);
            (await shop.Http.ReadAsync($"store/carts/{id}")).Expect(200);

            (await shopper.Http.CallAsync(method, $"store/carts/{id}{path.Replace("LINE", cart.At("lines", 0).Id(), StringComparison.Ordinal)}", body)).Expect(200);

            (await shop.Http.ReadAsync($"store/carts/{id}")).ExpectProblem(404, "not_found");
            (await shopper.Http.ReadAsync($"store/carts/{id}")).Expect(200);
        }
    }

    [Theory, EachEngine]
    public async Task A_guests_cart_that_a_shopper_completes_is_theirs_with_its_order(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(), 1));

        var order = (await shopper.Http.CompleteAsync(cart)).Expect(201).Json;

        Assert.Equal(shopper.Id.ToString(), order.Text("customerId"));
        Assert.Equal(order.Id(), (await shopper.Http.GetOkAsync("store/orders")).At("items", 0).Id());
        (await shop.Http.CompleteAsync(cart)).ExpectProblem(404, "not_found");
        (await shopper.Http.CompleteAsync(cart)).ExpectProblem(409, "cart_completed");
    }

    [Theory, EachEngine]
    public async Task The_current_cart_is_the_open_one_that_was_changed_last(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        using var other = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync();
        (await shop.Http.ReadAsync("store/customers/me/cart")).ExpectProblem(401, "unauthenticated");
        (await shopper.Http.ReadAsync("store/customers/me/cart")).ExpectProblem(404, "not_found");
        var first = await ReadyCartAsync(shopper, variant);
        var second = await ReadyCartAsync(shopper, variant);
        Assert.Equal(second, (await shopper.Http.GetOkAsync("store/customers/me/cart")).Id());
        (await shopper.Http.CallAsync("POST", $"store/carts/{first}/lines", new { variantId = variant, quantity = 1 })).Expect(200);
        Assert.Equal(first, (await shopper.Http.GetOkAsync("store/customers/me/cart")).Id());
        (await shopper.Http.CompleteAsync(first)).Expect(201);
        Assert.Equal(second, (await shopper.Http.GetOkAsync("store/customers/me/cart")).Id());
        (await other.Http.ReadAsync("store/customers/me/cart")).ExpectProblem(404, "not_found");
    }

    private static async Task<string> ReadyCartAsync(Shopper shopper, string variant)
    {
        var id = (await shopper.Http.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = variant, quantity = 1 } } })).Expect(201).Json.Id();
        (await shopper.Http.CallAsync("PATCH", $"store/carts/{id}", new { email = shopper.Email, shippingAddress = ShopCalls.Berlin })).Expect(200);
        return id;
    }

    private static (string Method, string Path, object? Body)[] Calls(string cart, string line, string variant) =>
    [
        ("GET", $"store/carts/{cart}", null),
        ("GET", $"store/carts/{cart}/shipping-methods", null),
        ("POST", $"store/carts/{cart}/claim", null),
        ("POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 1 }),
        ("PATCH", $"store/carts/{cart}/lines/{line}", new { quantity = 2 }),
        ("PATCH", $"store/carts/{cart}", new { email = "mallory@example.com" }),
        ("DELETE", $"store/carts/{cart}/lines/{line}", null),
        ("POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 1 }),
        ("POST", $"store/carts/{cart}/complete", ShopCalls.Manual),
    ];
}
