using SharpCommerce.Carts;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Checkout;

public sealed class CompleteTests
{
    [Theory, EachEngine]
    public async Task Stock_of_10_and_200_buyers_make_exactly_10_orders(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variantId = (await shop.ProductAsync(stock: 10)).Variants[0].Id;
        var carts = new List<PricedCart>();
        for (var i = 0; i < 200; i++)
            carts.Add(await shop.ReadyCartAsync(variantId));

        var outcomes = await Task.WhenAll(carts.Select(async cart =>
        {
            try
            {
                await shop.Orders.CompleteAsync(cart.Id, "manual");
                return "placed";
            }
            catch (CommerceException broken)
            {
                return broken.Error.Code;
            }
        }));

        Assert.Equal(10, outcomes.Count(outcome => outcome == "placed"));
        Assert.Equal(190, outcomes.Count(outcome => outcome == "insufficient_stock"));
        var stock = await shop.Inventory.FindAsync(variantId, TestContext.Current.CancellationToken);
        Assert.Equal((10, 10), (stock!.OnHand, stock.Reserved));
    }
}
