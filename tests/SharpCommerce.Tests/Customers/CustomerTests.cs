using System.Text.Json;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users;
using Xunit;

namespace SharpCommerce.Tests.Customers;

public sealed class CustomerTests
{
    private static readonly object Paris = new { name = "Ada Lovelace", line1 = "1 rue de Rivoli", city = "Paris", postalCode = "75001", country = "FR" };

    [Theory, EachEngine]
    public async Task Shoppers_keep_their_profile(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var shopper = await shop.SignInAsync();
        var address = await AddAsync(shopper, ShopCalls.Berlin);

        var changed = (await shopper.Http.CallAsync("PATCH", "store/customers/me", new { name = "Ada", phone = "+49 30 1", defaultShippingAddressId = address })).Expect(200);

        Assert.Equal(("Ada", "+49 30 1", address, shopper.Email), (changed.Json.Text("name"), changed.Json.Text("phone"), changed.Json.Text("defaultShippingAddressId"), changed.Json.Text("email")));
        Assert.Equal(changed.Text, (await shopper.Http.ReadAsync("store/customers/me")).Text);
        (await shopper.Http.CallAsync("PATCH", "store/customers/me", new { phone = (string?)null })).Expect(200);
        var me = await shopper.Http.GetOkAsync("store/customers/me");
        Assert.Equal(("Ada", JsonValueKind.Null), (me.Text("name"), me.GetProperty("phone").ValueKind));
        foreach (var member in (string[])["email", "id", "emailVerified", "disabled", "roles", "version", "kind", "createdAt"])
            (await shopper.Http.CallAsync("PATCH", "store/customers/me", new Dictionary<string, object> { [member] = "x" })).ExpectInvalid(member);
        (await shopper.Http.CallAsync("PATCH", "store/customers/me", new { phone = new string('1', 41) })).ExpectInvalid("phone");
        (await shop.Http.ReadAsync("store/customers/me")).ExpectProblem(401, "unauthenticated");
        (await shop.Admin.ReadAsync("store/customers/me")).ExpectProblem(403, "missing_permission");
    }

    [Theory, EachEngine]
    public async Task Saved_addresses_are_their_owners_alone(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        using var grace = await shop.SignInAsync();
        var (first, second) = (await AddAsync(ada, ShopCalls.Berlin), await AddAsync(ada, Paris));
        var graces = await AddAsync(grace, Paris);

        Assert.Equal([first, second], (await ada.Http.GetOkAsync("store/customers/me/addresses")).List("items").Select(address => address.Id()));
        Assert.Equal("Berlin", (await ada.Http.GetOkAsync($"store/customers/me/addresses/{first}")).Text("city"));
        var changed = (await ada.Http.CallAsync("PATCH", $"store/customers/me/addresses/{first}", new { city = "Potsdam", phone = "1" })).Expect(200).Json;
        Assert.Equal((first, "Potsdam", "DE"), (changed.Id(), changed.Text("city"), changed.Text("country")));
        (await ada.Http.CallAsync("PATCH", $"store/customers/me/addresses/{first}", new { country = "Germany" })).ExpectInvalid("country");
        (await ada.Http.CallAsync("PATCH", $"store/customers/me/addresses/{first}", new { id = second })).ExpectInvalid("id");

        foreach (var id in (string[])[graces, Guid.CreateVersion7().ToString()])
        {
            var cart = (await ada.Http.CallAsync("POST", "store/carts")).Expect(201).Json.Id();
            (await ada.Http.ReadAsync($"store/customers/me/addresses/{id}")).ExpectProblem(404, "not_found");
            (await ada.Http.CallAsync("PATCH", $"store/customers/me/addresses/{id}", new { city = "X" })).ExpectProblem(404, "not_found");
            (await ada.Http.CallAsync("DELETE", $"store/customers/me/addresses/{id}")).ExpectProblem(404, "not_found");
            (await ada.Http.CallAsync("PATCH", "store/customers/me", new { defaultShippingAddressId = id })).ExpectInvalid("defaultShippingAddressId");
            (await ada.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddressId = id })).ExpectInvalid("shippingAddressId");
        }
        Assert.Equal("Paris", (await grace.Http.GetOkAsync($"store/customers/me/addresses/{graces}")).Text("city"));

        (await ada.Http.CallAsync("PATCH", "store/customers/me", new { defaultShippingAddressId = first })).Expect(200);
        (await ada.Http.CallAsync("DELETE", $"store/customers/me/addresses/{first}")).Expect(204);
        Assert.Equal(JsonValueKind.Null, (await ada.Http.GetOkAsync("store/customers/me")).GetProperty("defaultShippingAddressId").ValueKind);
        (await ada.Http.ReadAsync($"store/customers/me/addresses/{first}")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task A_saved_address_is_copied_into_a_cart(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        var address = await AddAsync(ada, Paris);
        var cart = (await ada.Http.CallAsync("POST", "store/carts")).Expect(201).Json.Id();

        var changed = (await ada.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddressId = address })).Expect(200).Json;

        Assert.Equal("Paris", changed.GetProperty("shippingAddress").Text("city"));
        (await ada.Http.CallAsync("PATCH", $"store/customers/me/addresses/{address}", new { city = "Lyon" })).Expect(200);
        Assert.Equal("Paris", (await ada.Http.GetOkAsync($"store/carts/{cart}")).GetProperty("shippingAddress").Text("city"));
        // Guests have none, and cannot use one that they know of.
        var guests = (await shop.Http.CallAsync("POST", "store/carts")).Expect(201).Json.Id();
        (await shop.Http.CallAsync("PATCH", $"store/carts/{guests}", new { shippingAddressId = address })).ExpectInvalid("shippingAddressId");
    }

    [Theory, EachEngine]
    public async Task A_customer_has_at_most_fifty_addresses(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        for (var i = 0; i < 48; i++)
            await AddAsync(ada, Paris);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ada.Http.CallAsync("POST", "store/customers/me/addresses", Paris)));

        Assert.Equal([201, 201, 400, 400], answers.Select(answer => answer.Status).Order());
        Assert.Equal(50, (await ada.Http.GetOkAsync("store/customers/me/addresses")).List("items").Count);
    }

    [Theory, EachEngine]
    public async Task Staff_see_and_change_customers(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var ada = await shop.SignInAsync();
        using var grace = await shop.SignInAsync();
        var staff = await shop.Get<UserManager>().CreateAsync(new() { Email = $"s{Guid.NewGuid():N}@example.com", Kind = UserKind.Staff, Password = Shopper.Password }, TestContext.Current.CancellationToken);
        (await ada.Http.CallAsync("PATCH", "store/customers/me", new { phone = "123" })).Expect(200);

        Assert.Equal([$"{grace.Id}", $"{ada.Id}"], (await shop.Admin.PagesAsync("admin/customers", 1)).Select(customer => customer.Id()));
        Assert.Equal("123", (await shop.Admin.GetOkAsync($"admin/customers?email={ada.Email.ToUpperInvariant()}")).At("items", 0).Text("phone"));
        (await shop.Admin.ReadAsync($"admin/customers/{staff.Id}")).ExpectProblem(404, "not_found");
        (await shop.Admin.CallAsync("PATCH", $"admin/customers/{staff.Id}", new { disabled = true })).ExpectProblem(404, "not_found");
        (await ada.Http.ReadAsync("admin/customers")).ExpectProblem(403, "missing_permission");

        var found = (await shop.Admin.ReadAsync($"admin/customers/{ada.Id}")).Expect(200);
        var renamed = (await shop.Admin.CallAsync("PATCH", $"admin/customers/{ada.Id}", new { name = "Ada L." }, ("If-Match", found.Header("ETag")!))).Expect(200);
        Assert.Equal(("Ada L.", "123"), (renamed.Json.Text("name"), renamed.Json.Text("phone")));
        (await shop.Admin.CallAsync("PATCH", $"admin/customers/{ada.Id}", new { name = "X" }, ("If-Match", found.Header("ETag")!))).ExpectProblem(412, "precondition_failed");
        foreach (var member in (string[])["email", "phone", "roles", "kind", "emailVerified"])
            (await shop.Admin.CallAsync("PATCH", $"admin/customers/{ada.Id}", new Dictionary<string, object> { [member] = "x" })).ExpectInvalid(member);

        (await shop.Admin.CallAsync("PATCH", $"admin/customers/{ada.Id}", new { disabled = true })).Expect(200);
        (await ada.Http.ReadAsync("store/customers/me")).ExpectProblem(401, "unauthenticated");
        (await grace.Http.ReadAsync("store/customers/me")).Expect(200);
    }

    private static async Task<string> AddAsync(Shopper shopper, object address) => (await shopper.Http.CallAsync("POST", "store/customers/me/addresses", address)).Expect(201).Json.Id();
}
