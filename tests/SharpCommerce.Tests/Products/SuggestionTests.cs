using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products;

public sealed class SuggestionTests
{
    [Theory, EachEngine]
    public async Task Half_a_word_finds_categories_and_products_that_shoppers_see(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        await other.AddProductAsync("Canvas Tote");
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Canvas Shoes", slug = "canvas-shoes" })).Expect(201);
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Bags of canvas", slug = "bags" })).Expect(201);
        for (var i = 0; i < 10; i++)
            await shop.AddProductAsync($"Canvas Sneakers {i}");
        (await shop.Admin.CallAsync("POST", "admin/products", new { title = "Canvas Secret", variants = new[] { new { price = shop.Price(1) } } })).Expect(201);

        var items = (await shop.Http.GetOkAsync("store/search/suggestions?q=CANV")).List("items");

        Assert.Equal(8, items.Count);
        Assert.Equal(["bags", "canvas-shoes"], items.Take(2).Select(item => item.Text("slug")).Order());
        Assert.All(items.Take(2), item => Assert.Equal("category", item.Text("kind")));
        Assert.All(items.Skip(2), item => Assert.StartsWith("Canvas Sneakers", item.Text("title"), StringComparison.Ordinal));
        Assert.All(items.Skip(2), item => Assert.Equal("product", item.Text("kind")));
    }

    [Theory, EachEngine]
    public async Task Nothing_typed_suggests_nothing_and_signs_mean_themselves(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Shoes", slug = "shoes" })).Expect(201);
        foreach (var q in (string[])["", "?q=", "?q=%20", "?q=%25", "?q=_", "?q=%5C", "?q=zzzz", "?q='%20OR%201=1--"])
            Assert.Empty((await shop.Http.GetOkAsync($"store/search/suggestions{q}")).List("items"));
        Assert.Single((await shop.Http.GetOkAsync("store/search/suggestions?q=sho")).List("items"));
        foreach (var bad in (string[])["%00", new string('x', 201)])
            (await shop.Http.ReadAsync($"store/search/suggestions?q={bad}")).ExpectInvalid("q");
    }
}
