using System.Text.Json.Nodes;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products;

public sealed class ProductWriteTests
{
    [Theory, EachEngine]
    public async Task Three_options_and_27_variants_are_one_call(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        string[][] values = [["S", "M", "L"], ["Red", "Green", "Blue"], ["Slim", "Regular", "Wide"]];
        var variants = (
            from size in values[0]
            from color in values[1]
            from fit in values[2]
            select new { sku = $"{size}-{color}-{fit}", options = new { Size = size, Color = color, Fit = fit }, price = shop.Price(1000), stock = 3 }).ToList();

        var created = (await shop.Admin.CallAsync("POST", "admin/products", new
        {
            title = "Shirt",
            status = "published",
            options = new[] { new { name = "Size", values = values[0] }, new { name = "Color", values = values[1] }, new { name = "Fit", values = values[2] } },
            variants,
        })).Expect(201).Json;

        Assert.Equal(27, created.List("variants").Select(variant => variant.Id()).Distinct().Count());
        Assert.Equal("S / Red / Slim", created.At("variants", 0).Text("title"));
        var shown = await shop.Http.GetOkAsync($"store/products/{created.Text("slug")}");
        Assert.Equal(variants.Select(variant => variant.sku), shown.List("variants").Select(variant => variant.Text("sku")));
        Assert.All(shown.List("variants"), variant => Assert.Equal(3, variant.GetProperty("available").GetInt32()));
        Assert.Equal("Wide", shown.At("variants", 26).GetProperty("options").Text("Fit"));
    }

    [Theory, EachEngine]
    public async Task Every_broken_rule_names_its_field(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var foreign = (await other.Admin.CallAsync("POST", "admin/categories", new { title = "Foreign" })).Expect(201).Json.Id();
        (string Field, string Path, string Value)[] cases =
        [
            ("title", "title", "\"\""),
            ("title", "title", "\"a\\u0000b\""),
            ("slug", "slug", "\"Not A Slug\""),
            ("description", "description", "\"\\u0000\""),
            ("tags[0]", "tags", "[\"a,b\"]"),
            ("tags[1]", "tags", "[\"fine\",\"a\\u0000\"]"),
            ("tags[0]", "tags", "[null]"),
            ("media[0].url", "media", "[{\"url\":\"javascript:alert(1)\"}]"),
            ("media[0].url", "media", "[{\"url\":\"//elsewhere.example/x.png\"}]"),
            ("media[0].alt", "media", "[{\"url\":\"/x.png\",\"alt\":\"\\u0000\"}]"),
            ("seo.title", "seo", "{\"title\":\"\\u0000\"}"),
            ("categoryIds", "categoryIds", "[\"01a20523-9981-7bb1-91a7-0e2b10481d46\"]"),
            ("categoryIds", "categoryIds", $"[\"{foreign}\"]"),
            ("options[1].name", "options", "[{\"name\":\"Size\",\"values\":[\"S\",\"M\"]},{\"name\":\"size\",\"values\":[\"X\"]}]"),
            ("options[0].values", "options", "[{\"name\":\"Size\",\"values\":[\"S\",\"s\"]}]"),
            ("variants", "variants", "[]"),
            ("variants[0].price", "variants/0/price", "{\"amount\":100,\"currency\":\"USD\"}"),
            ("variants[0].price", "variants/0/price", "{\"amount\":-1,\"currency\":\"EUR\"}"),
            ("variants[0].compareAtPrice", "variants/0/compareAtPrice", "{\"amount\":100,\"currency\":\"JPY\"}"),
            ("variants[0].stock", "variants/0/stock", "-1"),
            ("variants[0].sku", "variants/0/sku", "\"\""),
            ("variants[0].sku", "variants/0/sku", "\"\\u0000\""),
            ("variants[0].id", "variants/0/id", "\"01a20523-9981-7bb1-91a7-0e2b10481d46\""),
            ("variants[0].options", "variants/0/options", "{\"Size\":\"XXL\"}"),
            ("variants[1].options", "variants/1/options", "{\"Size\":\"S\"}"),
            ("variants[1].sku", "variants/1/sku", "\"A\""),
        ];
        foreach (var (field, path, value) in cases)
        {
            var body = Body();
            JsonNode parent = body;
            var steps = path.Split('/');
            foreach (var step in steps[..^1])
                parent = int.TryParse(step, out var index) ? parent[index]! : parent[step]!;
            parent[steps[^1]] = JsonNode.Parse(value);
            (await shop.Admin.CallAsync("POST", "admin/products", body.ToJsonString())).ExpectInvalid(field);
        }
        (await shop.Admin.CallAsync("POST", "admin/products", Body().ToJsonString())).Expect(201);
    }

    [Theory, EachEngine]
    public async Task Several_broken_rules_are_told_at_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var body = Body();
        body["title"] = "";
        body["variants"]![1]!["weightGrams"] = -1;

        var answer = (await shop.Admin.CallAsync("POST", "admin/products", body.ToJsonString())).ExpectInvalid("title");

        Assert.Contains("variants[1].weightGrams", answer.Fields);
    }

    [Theory, EachEngine]
    public async Task Text_that_no_engine_can_store_alike_is_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var text in (string[])["\\ud800", "\\udc00x", "a\\ud83d", "\\u0000"])
        {
            foreach (var template in (string[])["{\"title\":\"T\",\"tags\":[\"X\"],V}", "{\"title\":\"X\",V}", "{\"title\":\"T\",\"options\":[{\"name\":\"X\",\"values\":[\"1\"]}],V}", "{\"X\":1,V}"])
            {
                var body = template.Replace("X", text, StringComparison.Ordinal).Replace("V", "\"variants\":[{\"price\":{\"amount\":1,\"currency\":\"EUR\"}}]", StringComparison.Ordinal);
                (await shop.Admin.CallAsync("POST", "admin/products", body)).ExpectProblem(400, "validation_failed");
            }
            var product = await shop.AddProductAsync();
            foreach (var patch in (string[])["{\"title\":\"X\"}", "{\"tags\":[\"X\"]}", "{\"seo\":{\"title\":\"X\"}}", "{\"X\":null}", "{\"seo\":{\"X\":\"1\"}}"])
                (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", patch.Replace("X", text, StringComparison.Ordinal))).ExpectProblem(400, "validation_failed");
        }
    }

    [Theory, EachEngine]
    public async Task Any_other_text_comes_back_as_it_was_given(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        // The pair at 99 is where the key for sorting by name is cut.
        var titles = new[] { new string('a', 99) + "😀 and more", "Ωmega ' \" \\ ; -- <b>", "\u202e right to left \u0007", "日本語の靴" };
        foreach (var title in titles)
        {
            var created = (await shop.Admin.CallAsync("POST", "admin/products", new { title, status = "published", tags = new[] { title }, variants = new[] { new { price = shop.Price(1) } } })).Expect(201).Json;
            var shown = await shop.Http.GetOkAsync($"store/products/{created.Id()}");
            Assert.Equal((title, title), (shown.Text("title"), shown.At("tags", 0).GetString()));
        }
        Assert.Equal(titles.Length, (await shop.Http.PagesAsync("store/products?sort=name", 1)).Count);
    }

    [Theory, EachEngine]
    public async Task Sku_and_slug_are_unique_within_the_tenant_only(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        Task<Answer> AddAsync(TestShop to, string slug, string sku) =>
            to.Admin.CallAsync("POST", "admin/products", new { title = "T", slug, variants = new[] { new { sku, price = to.Price(1) } } });

        (await AddAsync(shop, "one", "SKU-1")).Expect(201);
        Assert.Equal("slug", (await AddAsync(shop, "one", "SKU-2")).ExpectProblem(409, "duplicate").Json.Text("field"));
        Assert.Equal("sku", (await AddAsync(shop, "two", "SKU-1")).ExpectProblem(409, "duplicate").Json.Text("field"));
        (await AddAsync(shop, "two", "SKU-2")).Expect(201);
        (await AddAsync(other, "one", "SKU-1")).Expect(201);
    }

    [Theory, EachEngine]
    public async Task Equal_titles_get_different_slugs(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var slugs = new List<string>();
        for (var i = 0; i < 4; i++)
            slugs.Add((await shop.AddProductAsync("Crème de la Crème!")).Text("slug"));

        Assert.Equal(["creme-de-la-creme", "creme-de-la-creme-2", "creme-de-la-creme-3", "creme-de-la-creme-4"], slugs);
    }

    [Theory, EachEngine]
    public async Task A_former_slug_leads_to_the_product_until_another_takes_it(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync("First");
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { slug = "second" })).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { slug = "third" })).Expect(200);

        foreach (var slug in (string[])["first", "second", "third"])
            Assert.Equal((product.Id(), "third"), ((await shop.Http.GetOkAsync($"store/products/{slug}")).Id(), (await shop.Http.GetOkAsync($"store/products/{slug}")).Text("slug")));

        var taker = (await shop.AddProductAsync("First")).Id();
        Assert.Equal(taker, (await shop.Http.GetOkAsync("store/products/first")).Id());
        Assert.Equal(product.Id(), (await shop.Http.GetOkAsync("store/products/second")).Id());
        // Back to a name of its own past.
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { slug = "second" })).Expect(200);
        Assert.Equal("second", (await shop.Http.GetOkAsync("store/products/third")).Text("slug"));
    }

    [Theory, EachEngine]
    public async Task Shoppers_see_only_what_is_published_by_now(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var shown = await shop.AddProductAsync("Zebra shown");
        foreach (var (status, publishedAt) in ((string, string?)[])[("draft", null), ("archived", null), ("archived", "2020-01-01T00:00:00Z"), ("draft", "2020-01-01T00:00:00Z"), ("published", "2999-01-01T00:00:00Z")])
        {
            var hidden = (await shop.Admin.CallAsync("POST", "admin/products", new { title = "Zebra hidden", status, publishedAt, variants = new[] { new { price = shop.Price(1) } } })).Expect(201).Json;
            (await shop.Http.ReadAsync($"store/products/{hidden.Id()}")).ExpectProblem(404, "not_found");
            (await shop.Http.ReadAsync($"store/products/{hidden.Text("slug")}")).ExpectProblem(404, "not_found");
            (await shop.Http.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = hidden.At("variants", 0).Id(), quantity = 1 } } })).ExpectInvalid("lines[0].variantId");
        }

        foreach (var path in (string[])["store/products", "store/products?q=zebra", "store/products?q=zebraz", "store/products?sort=name", "store/products?sort=price_asc"])
            Assert.Equal([shown.Id()], (await shop.Http.PagesAsync(path, 100)).Select(item => item.Id()));
        Assert.Equal(6, (await shop.Admin.PagesAsync("admin/products", 4)).Count);
        Assert.Equal(2, (await shop.Admin.PagesAsync("admin/products?status=archived", 1)).Count);
    }

    private static JsonObject Body() => JsonNode.Parse(
        """
        {"title":"Shirt","options":[{"name":"Size","values":["S","M"]}],
         "variants":[{"sku":"A","options":{"Size":"S"},"price":{"amount":100,"currency":"EUR"},"stock":1},{"sku":"B","options":{"Size":"M"},"price":{"amount":100,"currency":"EUR"},"stock":1}]}
        """)!.AsObject();
}
