using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products;

public sealed class ProductSearchTests
{
    [Theory, EachEngine]
    [Trait("Category", "Slow")]
    public async Task Title_beats_tag_beats_description_even_when_every_product_has_the_word(Engine engine)
    {
        // A database of its own: how common a word is must not decide the order.
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        // Long, so that its length speaks against it; and first, so that its age does in a tie.
        await AddAsync(shop, "A long and winding name of a lantern");
        await AddAsync(shop, "Tagged thing", tag: "lantern");
        await AddAsync(shop, "Described thing", description: "<p>Goes well with a lantern.</p>");

        Assert.Equal(["A long and winding name of a lantern", "Tagged thing", "Described thing"], await TitlesAsync(shop, "lantern"));

        for (var i = 0; i < 8; i++)
            await AddAsync(shop, $"Other {i}");
        Assert.Equal(["A long and winding name of a lantern", "Tagged thing", "Described thing"], await TitlesAsync(shop, "lantern"));
    }

    [Theory, EachEngine]
    public async Task The_last_word_may_be_unfinished_and_every_word_must_occur(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await AddAsync(shop, "Canvas Sneakers");
        await AddAsync(shop, "Leather Sneakers");
        await AddAsync(shop, "Canvas Bag");

        Assert.Equal(["Canvas Sneakers"], await TitlesAsync(shop, "canvas snea"));
        Assert.Equal(["Canvas Sneakers"], await TitlesAsync(shop, "sneaker CANVAS"));
        Assert.Equal(["Canvas Bag", "Canvas Sneakers"], (await TitlesAsync(shop, "canv")).Order(StringComparer.Ordinal));
        Assert.Equal(["Canvas Sneakers"], await TitlesAsync(shop, "  canvas,  sneakers! "));
    }

    [Theory, EachEngine]
    public async Task A_slip_of_the_finger_still_finds(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await AddAsync(shop, "Canvas Sneakers");
        await AddAsync(shop, "Wooden Table");

        foreach (var text in (string[])["snekaer", "snekaers", "sneekers"])
            Assert.Equal(["Canvas Sneakers"], await TitlesAsync(shop, text));
        Assert.Empty(await TitlesAsync(shop, "xylophone"));
    }

    [Theory, EachEngine]
    public async Task Article_numbers_and_accents_are_found(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await AddAsync(shop, "Crème brûlée set", sku: "SNK-41/A");
        await AddAsync(shop, "Plain creme", sku: "OTHER-99");

        Assert.Equal(["Crème brûlée set"], await TitlesAsync(shop, "SNK-41/A"));
        Assert.Equal(["Crème brûlée set"], await TitlesAsync(shop, "snk-41"));
        foreach (var text in (string[])["creme brulee", "CRÈME BRÛLÉE", "crème brulée"])
            Assert.Equal(["Crème brûlée set"], await TitlesAsync(shop, text));
        Assert.Equal(2, (await TitlesAsync(shop, "crème")).Count);
    }

    [Theory, EachEngine]
    public async Task What_a_search_engine_might_take_for_syntax_is_only_text(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await AddAsync(shop, "Canvas Sneakers");
        string[] texts =
        [
            "\"", "\"canvas", "*", "canvas*", "AND", "OR", "NOT", "canvas AND", "NEAR(canvas sneakers, 2)", "title:canvas", ":", ":*", "'", "''", "'; DROP TABLE products; --", "%", "_", "&", "|", "!", "(", ")", "&|!()", "<->",
            "canvas <-> sneakers", "!canvas", "\\", "$1", "{title}", "^canvas", "+canvas -sneakers", "canvas\tsneakers", "the", "a", "-", "🎉", "ﷺ", "ａｂｃ", "½", "ß", "e\u0301", "\u200b", "１２", "٣", "²", "ª", "x:*&y",
        ];
        foreach (var text in texts)
        {
            foreach (var sort in (string[])["relevance", "name"])
                (await shop.Http.ReadAsync($"store/products?sort={sort}&facets=true&q={Uri.EscapeDataString(text)}")).Expect(200);
        }
        foreach (var text in (string[])["\"canvas", "canvas*", "canvas\tsneakers", "'canvas'"])
            Assert.Equal(["Canvas Sneakers"], await TitlesAsync(shop, text));
        Assert.Equal(["Canvas Sneakers"], await TitlesAsync(shop, " "));
    }

    [Theory, EachEngine]
    public async Task A_search_finds_only_the_own_tenants_products(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        await AddAsync(other, "Quixotic Windmill");
        await AddAsync(shop, "Plain Table");

        foreach (var text in (string[])["quixotic", "quixotik", "windm", $"t{other.Tenant.Id.Value:N}"])
            Assert.Empty(await TitlesAsync(shop, text));
        Assert.Equal(["Quixotic Windmill"], await TitlesAsync(other, "quixotik"));
    }

    [Theory, EachEngine]
    public async Task A_search_follows_every_change(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync("Quartz");
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = "Velvet", tags = (string[])["zither"] })).Expect(200);

        Assert.Empty(await TitlesAsync(shop, "quartz"));
        Assert.Equal(["Velvet"], await TitlesAsync(shop, "velvet"));
        Assert.Equal(["Velvet"], await TitlesAsync(shop, "zither"));
        (await shop.Admin.CallAsync("DELETE", $"admin/products/{product.Id()}")).Expect(204);
        Assert.Empty(await TitlesAsync(shop, "velvet"));
    }

    private static async Task AddAsync(TestShop shop, string title, string? tag = null, string? description = null, string? sku = null) =>
        (await shop.Admin.CallAsync("POST", "admin/products", new
        {
            title,
            description,
            status = "published",
            tags = tag is null ? [] : (string[])[tag],
            variants = new[] { new { sku, price = shop.Price(100) } },
        })).Expect(201);

    private static async Task<List<string>> TitlesAsync(TestShop shop, string text) =>
        [.. (await shop.Http.GetOkAsync($"store/products?q={Uri.EscapeDataString(text)}")).List("items").Select(item => item.Text("title"))];
}
