using SharpCommerce.Tests.Engines;
using SharpCommerce.Users;
using Xunit;

namespace SharpCommerce.Tests.Customers;

public sealed class OrderOwnershipTests
{
    [Theory, EachEngine]
    public async Task An_order_is_for_its_owner_and_for_who_holds_its_token(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var owner = await shop.SignInAsync();
        using var other = await shop.SignInAsync();
        var (order, token) = await BuyAsync(shop, owner.Http, owner.Email);
        var (guests, guestToken) = await BuyAsync(shop, shop.Http, "guest@example.com");

        Assert.Equal(owner.Id.ToString(), (await owner.Http.GetOkAsync($"store/orders/{order}")).Text("customerId"));
        Assert.False((await shop.Http.CallAsync("GET", $"store/orders/{guests}", null, ("X-Order-Token", guestToken))).Expect(200).Json.TryGetProperty("customerId", out _));
        (await shop.Http.CallAsync("GET", $"store/orders/{order}", null, ("X-Order-Token", token))).Expect(200);
        foreach (var stranger in (HttpClient[])[other.Http, shop.Http, shop.Admin])
        {
            foreach (var id in (string[])[order, guests, Guid.CreateVersion7().ToString()])
            {
                (await stranger.ReadAsync($"store/orders/{id}")).ExpectProblem(404, "not_found");
                (await stranger.CallAsync("GET", $"store/orders/{id}", null, ("X-Order-Token", id == order ? guestToken : token))).ExpectProblem(404, "not_found");
                (await stranger.CallAsync("GET", $"store/orders/{id}", null, ("X-Order-Token", ""))).ExpectProblem(404, "not_found");
            }
        }
        // A guest's order is nobody's, also for somebody who is nobody's.
        (await owner.Http.ReadAsync($"store/orders/{guests}")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task Shoppers_list_their_own_orders(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        using var grace = await shop.SignInAsync();
        var adas = new List<string>();
        for (var i = 0; i < 3; i++)
            adas.Insert(0, (await BuyAsync(shop, ada.Http, ada.Email)).Order);
        var (graces, _) = await BuyAsync(shop, grace.Http, ada.Email);
        await BuyAsync(shop, shop.Http, ada.Email);

        Assert.Equal(adas, (await ada.Http.PagesAsync("store/orders", 2)).Select(order => order.Id()));
        Assert.Equal([graces], (await grace.Http.PagesAsync("store/orders", 2)).Select(order => order.Id()));
        (await shop.Http.ReadAsync("store/orders")).ExpectProblem(401, "unauthenticated");
        (await shop.Admin.ReadAsync("store/orders")).ExpectProblem(403, "missing_permission");
        Assert.Equal(adas, (await shop.Admin.PagesAsync($"admin/orders?customerId={ada.Id}", 2)).Select(order => order.Id()));
        Assert.Empty(await shop.Admin.PagesAsync($"admin/orders?customerId={Guid.NewGuid()}", 2));
        Assert.Equal(5, (await shop.Admin.PagesAsync($"admin/orders?email={ada.Email.ToUpperInvariant()}", 2)).Count);
    }

    [Theory, EachEngine]
    public async Task A_verified_address_brings_the_orders_that_were_placed_with_it_until_then(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var email = $"Ada.{Guid.NewGuid():N}@Example.com";
        var (earlier, _) = await BuyAsync(shop, shop.Http, email.ToUpperInvariant());
        var (similar, _) = await BuyAsync(shop, shop.Http, $"x{email}");
        using var grace = await shop.SignInAsync();
        var (graces, _) = await BuyAsync(shop, grace.Http, email);
        using var ada = await shop.SignInAsync(email);
        // Nobody has proved anything yet.
        Assert.Empty((await ada.Http.GetOkAsync("store/orders")).List("items"));
        (await ada.Http.ReadAsync($"store/orders/{earlier}")).ExpectProblem(404, "not_found");
        var (own, _) = await BuyAsync(shop, ada.Http, "elsewhere@example.com");
        var version = (await shop.Admin.ReadAsync($"admin/orders/{earlier}")).Header("ETag");

        await shop.VerifyAsync(ada);

        Assert.Equal([own, earlier], (await ada.Http.PagesAsync("store/orders", 5)).Select(order => order.Id()));
        Assert.NotEqual(version, (await shop.Admin.ReadAsync($"admin/orders/{earlier}")).Header("ETag"));
        Assert.Equal([graces], (await grace.Http.PagesAsync("store/orders", 5)).Select(order => order.Id()));
        (await ada.Http.ReadAsync($"store/orders/{similar}")).ExpectProblem(404, "not_found");
        // Anybody can type an address: what comes later is theirs only by its token.
        var (later, token) = await BuyAsync(shop, shop.Http, email);
        (await ada.Http.ReadAsync($"store/orders/{later}")).ExpectProblem(404, "not_found");
        (await ada.Http.CallAsync("POST", $"store/orders/{later}/claim", null, ("X-Order-Token", token))).Expect(200);
        Assert.Equal([later, own, earlier], (await ada.Http.PagesAsync("store/orders", 5)).Select(order => order.Id()));
    }

    [Theory, EachEngine]
    public async Task An_address_that_only_looks_alike_brings_nothing(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var name = $"{Guid.NewGuid():N}";
        var (order, _) = await BuyAsync(shop, shop.Http, $"k{name}@example.com");
        // The Kelvin sign, whose lower case is k.
        using var shopper = await shop.SignInAsync($"\u212A{name}@example.com");

        await shop.VerifyAsync(shopper);

        (await shopper.Http.ReadAsync($"store/orders/{order}")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task An_address_verified_by_a_reset_password_brings_them_too(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        var (order, _) = await BuyAsync(shop, shop.Http, ada.Email);

        await shop.Get<AccountManager>().ResetPasswordAsync(await shop.LinkAsync(ada, TokenPurpose.ResetPassword), "another good password", TestContext.Current.CancellationToken);

        Assert.Equal(ada.Id, (await shop.Orders.FindAsync(new(Guid.Parse(order)), TestContext.Current.CancellationToken))!.CustomerId);
    }

    [Theory, EachEngine]
    public async Task An_order_is_claimed_by_its_token_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        using var grace = await shop.SignInAsync();
        var (guests, guestsToken) = await BuyAsync(shop, shop.Http, "guest@example.com");
        (await shop.Http.CallAsync("POST", $"store/orders/{guests}/claim", null, ("X-Order-Token", guestsToken))).ExpectProblem(401, "unauthenticated");
        (await ada.Http.CallAsync("POST", $"store/orders/{guests}/claim")).ExpectProblem(404, "not_found");
        (await ada.Http.CallAsync("POST", $"store/orders/{guests}/claim", null, ("X-Order-Token", "guess"))).ExpectProblem(404, "not_found");
        for (var round = 0; round < 5; round++)
        {
            var (order, token) = await BuyAsync(shop, shop.Http, "guest@example.com");

            var answers = await Task.WhenAll(((Shopper[])[ada, grace]).Select(shopper => shopper.Http.CallAsync("POST", $"store/orders/{order}/claim", null, ("X-Order-Token", token))));

            Assert.Equal([200, 404], answers.Select(answer => answer.Status).Order());
            var winner = answers[0].Status == 200 ? ada : grace;
            Assert.Equal(winner.Id.ToString(), answers.Single(answer => answer.Status == 200).Json.Text("customerId"));
            (await winner.Http.CallAsync("POST", $"store/orders/{order}/claim", null, ("X-Order-Token", token))).Expect(200);
        }
    }

    private static async Task<(string Order, string Token)> BuyAsync(TestShop shop, HttpClient client, string email)
    {
        var cart = (await client.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = await shop.AddVariantAsync(), quantity = 1 } } })).Expect(201).Json.Id();
        (await client.CallAsync("PATCH", $"store/carts/{cart}", new { email, shippingAddress = ShopCalls.Berlin })).Expect(200);
        var order = (await client.CompleteAsync(cart)).Expect(201).Json;
        return (order.Id(), order.Text("accessToken"));
    }
}
