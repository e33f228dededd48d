using SharpCommerce.Core;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>Nobody may leave the number of a card where people write; what merely has many digits is none.</summary>
public sealed class CardNumberTests
{
    [Theory]
    [InlineData("4242424242424242")]
    [InlineData("my card is 4242 4242 4242 4242, thanks")]
    [InlineData("(5555-5555-5555-4444)")]
    [InlineData("378282246310005")]
    [InlineData("3782 822463 10005.")]
    [InlineData("6011111111111117")]
    [InlineData("2223003122003222")]
    [InlineData("card:4000056655665556\nexp 12/30")]
    public void It_knows_a_card(string text) => Assert.True(CardNumbers.Contains(text));

    [Theory]
    [InlineData("4242424242424241")] // The check digit.
    [InlineData("4006381333931")] // EAN-13.
    [InlineData("04006381333931")] // GTIN-14.
    [InlineData("SKU-4242424242424242")]
    [InlineData("4242424242424242-B")]
    [InlineData("DE42424242424242424242")] // IBAN.
    [InlineData("BE51 4242 4242 4242")]
    [InlineData("4242 42424242 4242")] // Not its groups.
    [InlineData("0.4242424242424242")]
    [InlineData("1Z999AA10123456784")]
    [InlineData("+1 (555) 010-9999 ext. 12345")]
    [InlineData("01890a5d-ac96-774b-bcce-b302099a8057")]
    [InlineData("1764110000000000")] // A time in microseconds.
    public void It_knows_what_is_none(string text) => Assert.False(CardNumbers.Contains(text));

    [Theory, EachEngine]
    public async Task It_is_refused_where_people_write_and_not_where_codes_stand(Engine engine)
    {
        const string Card = "4242 4242 4242 4242";
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync(sku: "4242424242424242");
        var variant = product.At("variants", 0);
        var cart = await shop.AddReadyCartAsync((variant.Id(), 1));

        var refused = (await shop.Http.CallAsync("PATCH", $"store/carts/{cart}", new { shippingAddress = new { name = "Ada", line1 = Card, city = "Berlin", postalCode = "10117", country = "DE" } }))
            .ExpectInvalid("shippingAddress.line1");
        Assert.DoesNotContain("4242", refused.Text, StringComparison.Ordinal);
        var order = (await shop.Http.CompleteAsync(cart)).Expect(201).Json;
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel", new { reason = $"paid by {Card}" })).ExpectInvalid("reason");
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { description = $"call me, {Card}" })).ExpectInvalid("description");
        foreach (var table in (string[])["carts", "orders", "order_events", "products"])
            Assert.DoesNotContain(Card, await shop.DumpAsync(table), StringComparison.Ordinal);
    }
}
