using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products;

public sealed class ProductPatchTests
{
    [Theory, EachEngine]
    public async Task What_a_patch_does_not_name_stays(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = (await AddAsync(shop)).Json;
        var path = $"admin/products/{created.Id()}";

        var patched = (await shop.Admin.CallAsync("PATCH", path, new { title = "Renamed" })).Expect(200).Json;

        Assert.Equal("Renamed", patched.Text("title"));
        foreach (var member in (string[])["slug", "description", "vendor", "productType", "status", "publishedAt", "tags", "options", "variants", "media", "seo", "categoryIds"])
            Assert.Equal(created.GetProperty(member).GetRawText(), patched.GetProperty(member).GetRawText());
        Assert.Equal(patched.GetRawText(), (await shop.Admin.GetOkAsync(path)).GetRawText());
    }

    [Theory, EachEngine]
    public async Task Null_clears(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = (await AddAsync(shop)).Json;

        var patched = (await shop.Admin.CallAsync("PATCH", $"admin/products/{created.Id()}", """{"description":null,"vendor":null,"seo":{"title":null},"tags":null,"media":null}""")).Expect(200).Json;

        Assert.Equal((null, null), (patched.GetProperty("description").GetString(), patched.GetProperty("vendor").GetString()));
        Assert.Equal("{\"title\":null,\"description\":\"D\"}", patched.GetProperty("seo").GetRawText());
        Assert.Empty(patched.List("tags"));
        Assert.Empty(patched.List("media"));
        foreach (var required in (string[])["title", "variants", "status"])
            (await shop.Admin.CallAsync("PATCH", $"admin/products/{created.Id()}", $"{{\"{required}\":null}}")).ExpectProblem(400, "validation_failed");
    }

    [Theory, EachEngine]
    public async Task A_patch_that_cannot_be_understood_changes_nothing(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = await AddAsync(shop);
        var path = $"admin/products/{created.Json.Id()}";

        foreach (var body in (string[])["{\"titel\":\"x\"}", "{\"titel\":null}", "[]", "null", "\"x\"", "{", "", "{\"title\":1}", "{\"title\":\"a\",\"title\":\"b\"}", "{\"seo\":{\"robots\":\"x\"}}", "{\"id\":\"01a20523-9981-7bb1-91a7-0e2b10481d46\"}", "{\"tenantId\":\"x\"}"])
            (await shop.Admin.CallAsync("PATCH", path, body)).ExpectProblem(400, "validation_failed");

        Assert.Equal(created.Text, (await shop.Admin.ReadAsync(path)).Expect(200).Text);
    }

    [Theory, EachEngine]
    public async Task A_stale_version_is_refused_and_every_change_moves_the_etag(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = await AddAsync(shop);
        var path = $"admin/products/{created.Json.Id()}";
        var first = created.Header("ETag")!;
        Assert.Equal(first, (await shop.Admin.ReadAsync(path)).Header("ETag"));

        var second = (await shop.Admin.CallAsync("PATCH", path, new { title = "2" }, ("If-Match", first))).Expect(200).Header("ETag")!;

        Assert.NotEqual(first, second);
        foreach (var stale in (string[])[first, "\"999\"", "W/\"1\"", "x"])
        {
            (await shop.Admin.CallAsync("PATCH", path, new { title = "3" }, ("If-Match", stale))).ExpectProblem(412, "precondition_failed");
            (await shop.Admin.CallAsync("DELETE", path, null, ("If-Match", stale))).ExpectProblem(412, "precondition_failed");
        }
        Assert.Equal("2", (await shop.Admin.GetOkAsync(path)).Text("title"));
        (await shop.Admin.CallAsync("PATCH", path, new { title = "3" }, ("If-Match", "*"))).Expect(200);
        (await shop.Admin.CallAsync("DELETE", path)).Expect(204);
        (await shop.Admin.ReadAsync(path)).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task Of_parallel_patches_none_undoes_another(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var path = $"admin/products/{(await AddAsync(shop)).Json.Id()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => i % 2 == 0
            ? shop.Admin.CallAsync("PATCH", path, new { title = $"T{i}" })
            : shop.Admin.CallAsync("PATCH", path, new { vendor = $"V{i}" })));

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 412]));
        var version = (await shop.Admin.ReadAsync(path)).Header("ETag");
        Assert.Equal($"\"{1 + answers.Count(answer => answer.Status == 200)}\"", version);
    }

    [Theory, EachEngine]
    public async Task Variants_are_matched_by_id(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = (await AddAsync(shop)).Json;
        var path = $"admin/products/{created.Id()}";
        var (small, medium) = (created.At("variants", 0).Id(), created.At("variants", 1).Id());

        var patched = (await shop.Admin.CallAsync("PATCH", path, new
        {
            options = new[] { new { name = "Size", values = (string[])["S", "M", "L"] } },
            variants = new object[]
            {
                new { sku = "L", options = new { Size = "L" }, price = shop.Price(300), stock = 7 },
                new { id = medium, sku = "M", options = new { Size = "M" }, price = shop.Price(250) },
            },
        })).Expect(200).Json;

        Assert.Equal(["L", "M"], patched.List("variants").Select(variant => variant.Text("sku")));
        Assert.Equal(medium, patched.At("variants", 1).Id());
        Assert.Equal((250, 20), (patched.At("variants", 1).Amount("price"), patched.At("variants", 1).GetProperty("stock").GetInt32()));
        Assert.Equal(7, patched.At("variants", 0).GetProperty("stock").GetInt32());
        (await shop.Admin.ReadAsync($"admin/inventory/levels/{small}")).ExpectProblem(404, "not_found");
        (await shop.Admin.CallAsync("PATCH", path, new { variants = new[] { new { id = small, options = new { Size = "S" }, price = shop.Price(1) } } })).ExpectInvalid("variants[0].id");
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task Promised_units_can_neither_be_removed_nor_set_away(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = (await AddAsync(shop)).Json;
        var path = $"admin/products/{created.Id()}";
        var (small, medium) = (created.At("variants", 0).Id(), created.At("variants", 1).Id());
        await shop.PlaceOrderAsync((small, 3));
        object Variant(string id, string size, int? stock = null, bool? trackStock = null) => new { id, options = new { Size = size }, price = shop.Price(1), stock, trackStock };

        (await shop.Admin.CallAsync("PATCH", path, new { variants = (object[])[Variant(medium, "M")] })).ExpectProblem(409, "stock_reserved");
        (await shop.Admin.CallAsync("PATCH", path, new { variants = (object[])[Variant(small, "S", stock: 2)] })).ExpectProblem(409, "stock_reserved");
        (await shop.Admin.CallAsync("PATCH", path, new { variants = (object[])[Variant(small, "S", trackStock: false)] })).ExpectProblem(409, "stock_reserved");
        (await shop.Admin.CallAsync("DELETE", path)).ExpectProblem(409, "stock_reserved");

        Assert.Equal((10, 3), await shop.StockAsync(small));
        (await shop.Admin.CallAsync("PATCH", path, new { variants = (object[])[Variant(small, "S", stock: 3)] })).Expect(200);
        Assert.Equal((3, 3), await shop.StockAsync(small));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_sale_between_read_and_patch_is_not_lost(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var created = await AddAsync(shop);
        var path = $"admin/products/{created.Json.Id()}";
        var small = created.Json.At("variants", 0).Id();
        var medium = created.Json.At("variants", 1).Id();
        await shop.PlaceOrderAsync((small, 4));
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = medium, delta = 5 })).Expect(200);
        object[] variants = [new { id = small, options = new { Size = "S" }, price = shop.Price(1), stock = 50 }, new { id = medium, options = new { Size = "M" }, price = shop.Price(1) }];

        (await shop.Admin.CallAsync("PATCH", path, new { variants }, ("If-Match", created.Header("ETag")!))).Expect(200);

        Assert.Equal((50, 4), await shop.StockAsync(small));
        Assert.Equal((25, 0), await shop.StockAsync(medium));
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_variant_is_either_sold_or_removed(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        for (var round = 0; round < 12; round++)
        {
            var created = (await AddAsync(shop, $"R{round}")).Json;
            var (small, medium) = (created.At("variants", 0).Id(), created.At("variants", 1).Id());
            var cart = await shop.AddReadyCartAsync((small, 1));
            var remove = shop.Admin.CallAsync("PATCH", $"admin/products/{created.Id()}", new { variants = new[] { new { id = medium, options = new { Size = "M" }, price = shop.Price(1) } } });
            var complete = shop.Http.CompleteAsync(cart);
            await Task.WhenAll(remove, complete);

            Assert.Contains((await remove).Status, (int[])[200, 409]);
            Assert.Contains((await complete).Status, (int[])[201, 409]);
            Assert.False((await remove).Status == 200 && (await complete).Status == 201, "Both the sale and the removal were accepted.");
        }
        await shop.AssertInvariantsAsync();
    }

    private static async Task<Answer> AddAsync(TestShop shop, string prefix = "") => (await shop.Admin.CallAsync("POST", "admin/products", new
    {
        title = "Shirt",
        description = "<p>D</p>",
        vendor = "V",
        productType = "Shirts",
        status = "published",
        tags = (string[])["a", "b"],
        options = new[] { new { name = "Size", values = (string[])["S", "M"] } },
        media = new[] { new { url = "/x.png", alt = "X" } },
        seo = new { title = "T", description = "D" },
        variants = new[]
        {
            new { sku = prefix + "S", options = new { Size = "S" }, price = shop.Price(100), stock = 10 },
            new { sku = prefix + "M", options = new { Size = "M" }, price = shop.Price(200), stock = 20 },
        },
    })).Expect(201);
}
