using System.Buffers.Text;
using System.Text;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products;

public sealed class ProductListTests
{
    [Theory, EachEngine]
    public async Task Every_sort_pages_to_the_end_without_duplicate_or_gap(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var all = new List<string>();
        for (var i = 0; i < 17; i++)
            all.Add((await shop.AddProductAsync($"Boot {"aab"[i % 3]}", price: 100 * (i % 4))).Id());
        all.Sort(StringComparer.Ordinal);

        foreach (var query in (string[])["sort=newest", "sort=price_asc", "sort=price_desc", "sort=name", "q=boot", "q=boto", "q=boot&sort=relevance", "q=boot&sort=name"])
        {
            foreach (var limit in (int[])[1, 4, 17, 100])
            {
                var items = await shop.Http.PagesAsync($"store/products?{query}", limit);
                Assert.Equal(all, items.Select(item => item.Id()).Order(StringComparer.Ordinal));
                var prices = items.Select(item => item.Amount("price")).ToList();
                if (query == "sort=price_asc")
                    Assert.Equal(prices.Order(), prices);
                if (query == "sort=price_desc")
                    Assert.Equal(prices.OrderDescending(), prices);
                var titles = items.Select(item => item.Text("title")).ToList();
                if (query.Contains("name", StringComparison.Ordinal))
                    Assert.Equal(titles.Order(StringComparer.Ordinal), titles);
            }
        }
        Assert.Equal(all, (await shop.Admin.PagesAsync("admin/products", 3)).Select(item => item.Id()).Order(StringComparer.Ordinal));
    }

    [Theory, EachEngine]
    public async Task Newest_means_last_published_first(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var (title, day) in ((string, int)[])[("b", 2), ("c", 3), ("a", 1)])
            (await shop.Admin.CallAsync("POST", "admin/products", new { title, status = "published", publishedAt = $"2020-01-0{day}T00:00:00+02:00", variants = new[] { new { price = shop.Price(1) } } })).Expect(201);

        Assert.Equal(["c", "b", "a"], (await shop.Http.PagesAsync("store/products", 2)).Select(item => item.Text("title")));
    }

    [Theory, EachEngine]
    public async Task Filters_and_facets_agree(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var root = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Root" })).Expect(201).Json.Id();
        var child = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Child", parentId = root })).Expect(201).Json.Id();
        var leaf = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Leaf", parentId = child })).Expect(201).Json.Id();
        async Task AddAsync(string title, int price, int? stock, params string[] categoryIds) =>
            (await shop.Admin.CallAsync("POST", "admin/products", new { title, status = "published", categoryIds, variants = new[] { new { price = shop.Price(price), stock } } })).Expect(201);
        await AddAsync("Alpha red", 100, 5, root);
        await AddAsync("Beta red", 200, 0, child, leaf);
        await AddAsync("Gamma blue", 300, null, leaf);
        await AddAsync("Delta blue", 400, 1);

        (string Query, string[] Titles)[] cases =
        [
            ("minPrice=200", ["Beta red", "Delta blue", "Gamma blue"]),
            ("maxPrice=200", ["Alpha red", "Beta red"]),
            ("minPrice=200&maxPrice=300", ["Beta red", "Gamma blue"]),
            ("minPrice=301&maxPrice=300", []),
            ("inStock=true", ["Alpha red", "Delta blue", "Gamma blue"]),
            ("inStock=false", ["Beta red"]),
            ("category=root", ["Alpha red", "Beta red", "Gamma blue"]),
            ($"category={child}", ["Beta red", "Gamma blue"]),
            ("category=leaf&inStock=true", ["Gamma blue"]),
            ("category=nowhere", []),
            ("q=red", ["Alpha red", "Beta red"]),
            ("q=blue&minPrice=301", ["Delta blue"]),
            ("q=red&category=leaf", ["Beta red"]),
        ];
        foreach (var (query, titles) in cases)
        {
            Assert.Equal(titles, (await shop.Http.PagesAsync($"store/products?{query}", 1)).Select(item => item.Text("title")).Order(StringComparer.Ordinal));
            var facets = (await shop.Http.GetOkAsync($"store/products?{query}&facets=true&limit=1")).GetProperty("facets");
            Assert.Equal(titles.Length, facets.GetProperty("total").GetInt32());
        }

        var page = await shop.Http.GetOkAsync("store/products?facets=true&category=root&limit=1");
        var counted = page.GetProperty("facets");
        Assert.Equal((3, 2, 100, 300), (counted.GetProperty("total").GetInt32(), counted.GetProperty("inStock").GetInt32(), counted.Amount("minPrice"), counted.Amount("maxPrice")));
        Assert.Equal(["leaf 2", "child 1", "root 1"], counted.List("categories").Select(facet => $"{facet.Text("slug")} {facet.GetProperty("count").GetInt32()}"));
        var next = await shop.Http.GetOkAsync($"store/products?facets=true&category=root&limit=1&cursor={page.Text("nextCursor")}");
        Assert.Equal(counted.GetRawText(), next.GetProperty("facets").GetRawText());
        Assert.Equal("null", (await shop.Http.GetOkAsync("store/products")).GetProperty("facets").GetRawText());
    }

    [Theory, EachEngine]
    public async Task A_query_that_makes_no_sense_is_refused_by_its_parameter(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await shop.AddProductAsync();
        await shop.AddProductAsync();
        var ofName = (await shop.Http.GetOkAsync("store/products?sort=name&limit=1")).Text("nextCursor");
        (string Field, string Query)[] cases =
        [
            ("limit", "limit=0"), ("limit", "limit=101"), ("limit", "limit=-1"), ("limit", "limit=1e9"), ("limit", "limit=abc"), ("limit", "limit=99999999999"),
            ("sort", "sort=cheapest"), ("sort", "sort=Newest"), ("sort", "sort=name;drop"), ("sort", "sort=relevance"), ("sort", "sort=relevance&q="),
            ("category", "category=Not%20A%20Slug"), ("category", "category='"), ("minPrice", "minPrice=abc"), ("maxPrice", "maxPrice=1.5"), ("inStock", "inStock=maybe"), ("facets", "facets=2"),
            ("q", $"q={new string('a', 201)}"), ("q", "q=a%00b"),
            ("cursor", "cursor=garbage"), ("cursor", "cursor=%00"), ("cursor", $"cursor={new string('A', 3000)}"), ("cursor", $"cursor={ofName}"), ("cursor", $"sort=price_asc&cursor={ofName}"),
            // Forged: of the right sort, but no moment or price that could be.
            ("cursor", $"cursor={Forged("newest", "9223372036854775807")}"), ("cursor", $"cursor={Forged("newest", "-9223372036854775808")}"), ("cursor", $"cursor={Forged("newest", "300000000000000000")}"),
            ("cursor", $"cursor={Forged("newest", "")}"), ("cursor", $"sort=price_asc&cursor={Forged("price_asc", "99999999999999999999")}"), ("cursor", $"sort=name&cursor={Forged("name", "a\0b")}"),
        ];
        foreach (var (field, query) in cases)
        {
            (await shop.Http.ReadAsync($"store/products?{query}")).ExpectInvalid(field);
            (await shop.Admin.ReadAsync($"admin/products?{query}")).ExpectInvalid(field);
        }
        (await shop.Admin.ReadAsync("admin/products?status=gone")).ExpectInvalid("status");
        foreach (var query in (string[])["minPrice=-1", "minPrice=9223372036854775807", $"sort=price_asc&cursor={Forged("price_asc", "9223372036854775807")}", $"q=x&cursor={Forged("relevance", "-9223372036854775808")}", $"sort=name&cursor={Forged("name", "")}"])
            (await shop.Http.ReadAsync($"store/products?{query}")).Expect(200);
    }

    [Theory, EachEngine]
    public async Task The_detail_tells_everything_a_shop_page_needs(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var category = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Shoes & more" })).Expect(201).Json;
        var created = (await shop.Admin.CallAsync("POST", "admin/products", new
        {
            title = "Boot",
            description = "<p>Sturdy</p>",
            status = "published",
            categoryIds = new[] { category.Id() },
            options = new[] { new { name = "Size", values = (string[])["41", "42"] } },
            media = new[] { new { url = "https://cdn.example/boot.png", alt = "Boot" } },
            seo = new { title = "Buy boots" },
            variants = new object[]
            {
                new { sku = "B42", options = new { Size = "42" }, price = shop.Price(900), compareAtPrice = shop.Price(1200), stock = 0 },
                new { sku = "B41", options = new { Size = "41" }, price = shop.Price(1000) },
            },
        })).Expect(201).Json;

        var shown = await shop.Http.GetOkAsync($"store/products/{created.Id()}");

        Assert.Equal(("<p>Sturdy</p>", 900, 1200, true), (shown.Text("description"), shown.Amount("price"), shown.Amount("compareAtPrice"), shown.GetProperty("inStock").GetBoolean()));
        Assert.Equal((category.Id(), "shoes-more", "Shoes & more"), (shown.At("categories", 0).Id(), shown.At("categories", 0).Text("slug"), shown.At("categories", 0).Text("title")));
        Assert.Equal(["0", "null"], shown.List("variants").Select(variant => variant.GetProperty("available").GetRawText()));
        Assert.Equal("Buy boots", shown.GetProperty("seo").Text("title"));
        var listed = (await shop.Http.GetOkAsync("store/products")).At("items", 0);
        Assert.Equal(("https://cdn.example/boot.png", 900, 1200), (listed.Text("thumbnail"), listed.Amount("price"), listed.Amount("compareAtPrice")));
        foreach (var unknown in (string[])["01a20523-9981-7bb1-91a7-0e2b10481d46", "no-such", "%27", "A B", "%E2%98%83", new string('a', 500)])
            (await shop.Http.ReadAsync($"store/products/{unknown}")).ExpectProblem(404, "not_found");
    }

    private static string Forged(string sort, string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{sort}\n{Guid.NewGuid():N}\n{key}"));
}
