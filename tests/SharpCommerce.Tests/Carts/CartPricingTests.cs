using System.Text.Json;
using SharpCommerce.Pricing;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Carts;

public sealed class CartPricingTests
{
    [Theory, EachEngine]
    public async Task German_prices_contain_the_tax(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(price: 1999), 3), (await shop.AddVariantAsync(price: 1), 1));

        var read = await shop.Http.GetOkAsync($"store/carts/{cart}");

        AssertTotals(read, TotalsCalculator.Calculate(new([new(1999, 3), new(1, 1)], 0, 500, new(190_000, Included: true, AppliesToShipping: true))));
        Assert.True(read.GetProperty("taxIncluded").GetBoolean());
        Assert.Equal(read.Amount("subtotal") - read.Amount("discount") + read.Amount("shipping"), read.Amount("total"));
        Assert.InRange(read.Amount("tax"), 1, read.Amount("total"));
    }

    [Theory, EachEngine]
    public async Task A_tax_of_the_merchants_own_is_added_when_prices_lack_it(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine, "USD", "US");
        (await shop.Admin.CallAsync("PUT", "admin/tax-rates/US", new { name = "Sales tax", ratePpm = 88_750, included = false, appliesToShipping = false })).Expect(200);
        var cart = (await shop.AddCartAsync((await shop.AddVariantAsync(price: 1999), 3))).Id();

        // Without an address the shop's own country decides.
        AssertTotals(await shop.Http.GetOkAsync($"store/carts/{cart}"), TotalsCalculator.Calculate(new([new(1999, 3)], 0, 0, new(88_750, Included: false, AppliesToShipping: false))));
        var read = (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddress = Address("US") })).Expect(200).Json;

        AssertTotals(read, TotalsCalculator.Calculate(new([new(1999, 3)], 0, 500, new(88_750, Included: false, AppliesToShipping: false))));
        Assert.False(read.GetProperty("taxIncluded").GetBoolean());
        Assert.Equal(read.Amount("subtotal") - read.Amount("discount") + read.Amount("shipping") + read.Amount("tax"), read.Amount("total"));
        Assert.Equal(532, read.Amount("tax"));

        // A country without a rate is untaxed.
        var abroad = (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddress = Address("JP") })).Expect(200).Json;
        Assert.Equal((0, 6497, false), (abroad.Amount("tax"), abroad.Amount("total"), abroad.GetProperty("taxIncluded").GetBoolean()));
    }

    [Theory, EachEngine]
    public async Task Yen_have_no_digits_and_dinars_three(Engine engine)
    {
        foreach (var (currency, shipping) in ((string, int)[])[("JPY", 5), ("KWD", 5000)])
        {
            await using var shop = await TestShop.OpenAsync(engine, currency);
            var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(price: 1999), 2));
            var read = await shop.Http.GetOkAsync($"store/carts/{cart}");

            AssertTotals(read, TotalsCalculator.Calculate(new([new(1999, 2)], 0, shipping, new(190_000, Included: true, AppliesToShipping: true))));
            Assert.Equal((currency, currency), (read.Text("currency"), read.GetProperty("total").Text("currency")));
            var order = (await shop.Http.CompleteAsync(cart)).Expect(201).Json;
            Assert.Equal((currency, read.Amount("total")), (order.GetProperty("total").Text("currency"), order.Amount("total")));
            await shop.AssertInvariantsAsync();
        }
    }

    [Theory, EachEngine]
    public async Task Untaxed_and_unshipped_variants_are_priced_so(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = (await shop.Admin.CallAsync("POST", "admin/products", new { title = "E-book", status = "published", variants = new[] { new { price = shop.Price(1000), taxable = false, requiresShipping = false } } })).Expect(201).Json;
        var cart = await shop.AddReadyCartAsync((product.At("variants", 0).Id(), 1));

        var read = await shop.Http.GetOkAsync($"store/carts/{cart}");

        Assert.Equal((1000, 0, 0, 1000), (read.Amount("subtotal"), read.Amount("shipping"), read.Amount("tax"), read.Amount("total")));
        Assert.Equal("null", read.GetProperty("shippingMethodId").GetRawText());
        (await shop.Http.CompleteAsync(cart)).Expect(201);
    }

    [Theory, EachEngine]
    public async Task A_shipping_method_is_preselected_by_the_address_and_limited_to_its_countries(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var standard = (await shop.Admin.GetOkAsync("admin/shipping-methods")).At("items", 0).Id();
        async Task<string> AddAsync(string name, int price, int position, params string[] countries) =>
            (await shop.Admin.CallAsync("POST", "admin/shipping-methods", new { name, price = shop.Price(price), countries, position })).Expect(201).Json.Id();
        var austria = await AddAsync("Austria", 700, -2, "AT");
        var germany = await AddAsync("Germany", 300, -1, "DE", "CH");
        var cart = (await shop.AddCartAsync((await shop.AddVariantAsync(), 1))).Id();
        var path = $"store/carts/{cart}";

        var read = await shop.Http.GetOkAsync(path);
        Assert.Equal(("null", 0), (read.GetProperty("shippingMethodId").GetRawText(), read.Amount("shipping")));
        Assert.Equal([austria, germany, standard], (await shop.Http.GetOkAsync($"{path}/shipping-methods")).List("items").Select(method => method.Id()));

        read = (await shop.Http.CallAsync("PATCH", path, new { shippingAddress = ShopCalls.Berlin })).Expect(200).Json;
        Assert.Equal((germany, 300), (read.Text("shippingMethodId"), read.Amount("shipping")));
        Assert.Equal([germany, standard], (await shop.Http.GetOkAsync($"{path}/shipping-methods")).List("items").Select(method => method.Id()));
        (await shop.Http.CallAsync("PATCH", path, new { shippingMethodId = austria })).ExpectInvalid("shippingMethodId");

        read = (await shop.Http.CallAsync("PATCH", path, new { shippingMethodId = standard })).Expect(200).Json;
        Assert.Equal((standard, 500), (read.Text("shippingMethodId"), read.Amount("shipping")));
        // What is switched off can no longer be the choice.
        (await shop.Admin.CallAsync("PATCH", $"admin/shipping-methods/{standard}", new { enabled = false })).Expect(200);
        read = await shop.Http.GetOkAsync(path);
        Assert.Equal((germany, 300), (read.Text("shippingMethodId"), read.Amount("shipping")));
        (await shop.Admin.CallAsync("DELETE", $"admin/shipping-methods/{standard}")).ExpectProblem(409, "in_use");
    }

    [Theory, EachEngine]
    public async Task The_cart_tells_what_the_shopper_should_know(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (gone, scarce, dearer) = (await shop.AddProductAsync("Gone"), await shop.AddProductAsync("Scarce", stock: 5), await shop.AddProductAsync("Dearer", price: 100));
        string Variant(JsonElement product) => product.At("variants", 0).Id();
        var cart = await shop.AddCartAsync((Variant(gone), 1), (Variant(scarce), 3), (Variant(dearer), 1));
        Assert.Empty(cart.List("issues"));
        var path = $"store/carts/{cart.Id()}";

        (await shop.Admin.CallAsync("PATCH", $"admin/products/{gone.Id()}", new { status = "archived" })).Expect(200);
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = Variant(scarce), delta = -3 })).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{dearer.Id()}", new { variants = new[] { new { id = Variant(dearer), price = shop.Price(150) } } })).Expect(200);

        var read = await shop.Http.GetOkAsync(path);
        Assert.Equal(
            [("unavailable", cart.At("lines", 0).Id()), ("insufficient_stock", cart.At("lines", 1).Id()), ("price_changed", cart.At("lines", 2).Id())],
            read.List("issues").Select(issue => (issue.Text("code"), issue.Text("lineId"))));
        Assert.Equal(2, read.At("issues", 1).GetProperty("available").GetInt32());
        Assert.Equal((100, 150), (read.At("issues", 2).Amount("previousPrice"), read.At("lines", 2).Amount("unitPrice")));

        await shop.Http.CallAsync("PATCH", $"{path}/lines/{cart.At("lines", 1).Id()}", new { quantity = 2 });
        (await shop.Http.CallAsync("PATCH", $"{path}/lines/{cart.At("lines", 2).Id()}", new { quantity = 1 })).Expect(200);
        Assert.Equal(["unavailable"], (await shop.Http.GetOkAsync(path)).List("issues").Select(issue => issue.Text("code")));
        (await shop.Http.CallAsync("DELETE", $"{path}/lines/{cart.At("lines", 0).Id()}")).Expect(200);
        Assert.Empty((await shop.Http.GetOkAsync(path)).List("issues"));
    }

    private static object Address(string country) => new { name = "Ada", line1 = "1 Main St", city = "Springfield", postalCode = "12345", country };

    private static void AssertTotals(JsonElement cart, Totals expected)
    {
        Assert.Equal(
            (expected.Subtotal, expected.Discount, expected.Shipping, expected.Tax, expected.Total, expected.TaxIncluded),
            (cart.Amount("subtotal"), cart.Amount("discount"), cart.Amount("shipping"), cart.Amount("tax"), cart.Amount("total"), cart.GetProperty("taxIncluded").GetBoolean()));
        Assert.Equal(
            expected.Lines.Select(line => (line.Total, line.Discount, line.Tax)),
            cart.List("lines").Select(line => (line.Amount("total"), line.Amount("discount"), line.Amount("tax"))));
    }
}
