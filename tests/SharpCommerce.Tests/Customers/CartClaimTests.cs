using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Customers;

public sealed class CartClaimTests
{
    [Theory, EachEngine]
    public async Task A_claimed_cart_takes_in_what_the_shopper_had(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var (shared, own, guests) = (await shop.AddVariantAsync(), await shop.AddVariantAsync(), await shop.AddVariantAsync());
        var former = await CartAsync(shopper.Http, (shared, 2), (own, 1));
        var cart = await CartAsync(shop.Http, (guests, 4), (shared, 3));

        var claimed = (await shopper.Http.CallAsync("POST", $"store/carts/{cart}/claim")).Expect(200).Json;

        Assert.Equal(cart, claimed.Id());
        // In the order in which they were put into a cart.
        Assert.Equal([(own, 1), (guests, 4), (shared, 5)], Lines(claimed));
        (await shopper.Http.ReadAsync($"store/carts/{former}")).ExpectProblem(404, "not_found");
        (await shop.Http.ReadAsync($"store/carts/{cart}")).ExpectProblem(404, "not_found");
        Assert.Equal(cart, (await shopper.Http.GetOkAsync("store/customers/me/cart")).Id());
        // Again, as when the answer was lost.
        Assert.Equal(Lines(claimed), Lines((await shopper.Http.CallAsync("POST", $"store/carts/{cart}/claim")).Expect(200).Json));
        (await shop.Http.CallAsync("POST", $"store/carts/{cart}/claim")).ExpectProblem(401, "unauthenticated");
        (await shopper.Http.CallAsync("POST", $"store/carts/{Guid.NewGuid()}/claim")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task Quantities_end_at_the_most_that_a_line_may_have(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync(stock: null);
        await CartAsync(shopper.Http, (variant, 9_000));
        var cart = await CartAsync(shop.Http, (variant, 5_000));

        Assert.Equal([(variant, 9_999)], Lines((await shopper.Http.CallAsync("POST", $"store/carts/{cart}/claim")).Expect(200).Json));
    }

    [Theory, EachEngine, Trait("Category", "Slow")]
    public async Task What_does_not_fit_stays_in_the_former_cart(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var variants = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var product = await shop.Admin.CallAsync("POST", "admin/products", new
            {
                title = $"P{i}",
                status = "published",
                options = new[] { new { name = "N", values = Enumerable.Range(0, 84).Select(n => $"{n}") } },
                variants = Enumerable.Range(0, 84).Select(n => new { options = new { N = $"{n}" }, price = shop.Price(100) }),
            });
            variants.AddRange(product.Expect(201).Json.List("variants").Select(variant => variant.Id()));
        }
        // 252 variants: one of the former cart's is in both, two of its others are one more than there is place for.
        var former = await CartAsync(shopper.Http, (variants[0], 1), (variants[249], 1), (variants[250], 1));
        var cart = await CartAsync(shop.Http, [.. variants.Take(249).Select(variant => (variant, 1))]);

        var claimed = (await shopper.Http.CallAsync("POST", $"store/carts/{cart}/claim")).Expect(200).Json;

        Assert.Equal(250, claimed.List("lines").Count);
        Assert.Contains((variants[0], 2), Lines(claimed));
        Assert.Equal([(variants[250], 1)], Lines(await shopper.Http.GetOkAsync($"store/carts/{former}")));
    }

    [Theory, EachEngine]
    public async Task Of_two_who_claim_a_cart_at_once_one_has_it(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        using var grace = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync(stock: 1_000);
        for (var round = 0; round < 10; round++)
        {
            var adas = await CartAsync(ada.Http, (variant, 1));
            var graces = await CartAsync(grace.Http, (variant, 1));
            var cart = await CartAsync(shop.Http, (variant, 1));

            var answers = await Task.WhenAll(ada.Http.CallAsync("POST", $"store/carts/{cart}/claim"), grace.Http.CallAsync("POST", $"store/carts/{cart}/claim"));

            Assert.Equal([200, 404], answers.Select(answer => answer.Status).Order());
            var (winner, loser, lost, kept) = answers[0].Status == 200 ? (ada, grace, adas, graces) : (grace, ada, graces, adas);
            Assert.Equal([(variant, 2)], Lines(await winner.Http.GetOkAsync($"store/carts/{cart}")));
            (await winner.Http.ReadAsync($"store/carts/{lost}")).ExpectProblem(404, "not_found");
            // Nothing of the loser's went into it.
            Assert.Equal([(variant, 1)], Lines(await loser.Http.GetOkAsync($"store/carts/{kept}")));
            (await winner.Http.CallAsync("PATCH", $"store/carts/{cart}", new { email = "a@example.com", shippingAddress = ShopCalls.Berlin })).Expect(200);
            (await winner.Http.CompleteAsync(cart)).Expect(201);
            (await loser.Http.CallAsync("PATCH", $"store/carts/{kept}", new { email = "a@example.com", shippingAddress = ShopCalls.Berlin })).Expect(200);
            (await loser.Http.CompleteAsync(kept)).Expect(201);
        }
    }

    [Theory, EachEngine]
    public async Task A_claim_and_a_guests_completion_at_once_leave_one_order_of_one_of_them(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync(stock: 1_000);
        for (var round = 0; round < 10; round++)
        {
            var cart = await shop.AddReadyCartAsync((variant, 1));

            var answers = await Task.WhenAll(shopper.Http.CallAsync("POST", $"store/carts/{cart}/claim"), shop.Http.CompleteAsync(cart));

            Assert.Contains((answers[0].Status, answers[1].Status), ((int, int)[])[(200, 404), (409, 201)]);
        }
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM orders WHERE tenant_id = @tenant AND customer_id IS NOT NULL"));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_completed_cart_is_not_claimed(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var variant = await shop.AddVariantAsync();
        var own = await CartAsync(shopper.Http, (variant, 1));
        var cart = await shop.AddReadyCartAsync((variant, 1));
        (await shop.Http.CompleteAsync(cart)).Expect(201);

        (await shopper.Http.CallAsync("POST", $"store/carts/{cart}/claim")).ExpectProblem(409, "cart_completed");

        Assert.Equal([(variant, 1)], Lines(await shopper.Http.GetOkAsync($"store/carts/{own}")));
        Assert.Empty((await shopper.Http.GetOkAsync("store/orders")).List("items"));
    }

    private static async Task<string> CartAsync(HttpClient client, params (string VariantId, int Quantity)[] lines) =>
        (await client.CallAsync("POST", "store/carts", new { lines = lines.Select(line => new { variantId = line.VariantId, quantity = line.Quantity }) })).Expect(201).Json.Id();

    private static List<(string VariantId, int Quantity)> Lines(System.Text.Json.JsonElement cart) =>
        [.. cart.List("lines").Select(line => (line.Text("variantId"), line.GetProperty("quantity").GetInt32()))];
}
