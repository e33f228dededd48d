using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Products;

public sealed class CategoryTests
{
    [Theory, EachEngine]
    public async Task Shoppers_see_a_tree_in_the_merchants_order(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var shoes = await AddAsync(shop, "Shoes", position: 2);
        var bags = await AddAsync(shop, "Bags", position: 1);
        await AddAsync(shop, "Sneakers", shoes, 2);
        await AddAsync(shop, "Boots", shoes, 1);

        var tree = (await shop.Http.GetOkAsync("store/categories")).List("items");

        Assert.Equal([bags, shoes], tree.Select(node => node.Id()));
        Assert.Equal(["boots", "sneakers"], tree[1].List("children").Select(node => node.Text("slug")));
        Assert.Equal(2, (await shop.Http.GetOkAsync("store/categories/shoes")).List("children").Count);
        Assert.Empty((await shop.Http.GetOkAsync("store/categories/sneakers")).List("children"));
        (await shop.Http.ReadAsync("store/categories/nothing")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task No_category_becomes_its_own_ancestor(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var a = await AddAsync(shop, "A");
        var b = await AddAsync(shop, "B", a);
        var c = await AddAsync(shop, "C", b);

        foreach (var parentId in (string[])[a, b, c])
            (await shop.Admin.CallAsync("PATCH", $"admin/categories/{a}", new { parentId })).ExpectInvalid("parentId");
        (await shop.Admin.CallAsync("PATCH", $"admin/categories/{c}", """{"parentId":null}""")).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/categories/{a}", new { parentId = c })).Expect(200);
        Assert.Equal([c], (await shop.Http.GetOkAsync("store/categories")).List("items").Select(node => node.Id()));
    }

    [Theory, EachEngine]
    public async Task The_tree_has_ten_levels_at_most_also_after_a_move(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        string? deepest = null;
        for (var level = 1; level <= 10; level++)
            deepest = await AddAsync(shop, $"L{level}", deepest);
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "L11", parentId = deepest })).ExpectInvalid("parentId");

        var top = await AddAsync(shop, "Top");
        await AddAsync(shop, "Below", top);
        var ninth = (await shop.Admin.GetOkAsync("admin/categories")).List("items").Single(item => item.Text("title") == "L9").Id();
        var eighth = (await shop.Admin.GetOkAsync("admin/categories")).List("items").Single(item => item.Text("title") == "L8").Id();
        (await shop.Admin.CallAsync("PATCH", $"admin/categories/{top}", new { parentId = ninth })).ExpectInvalid("parentId");
        (await shop.Admin.CallAsync("PATCH", $"admin/categories/{top}", new { parentId = eighth })).Expect(200);
    }

    [Theory, EachEngine]
    public async Task A_category_with_children_stays_and_products_outlive_theirs(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var parent = await AddAsync(shop, "Parent");
        var child = await AddAsync(shop, "Child", parent);
        var product = (await shop.Admin.CallAsync("POST", "admin/products", new { title = "P", status = "published", categoryIds = new[] { child }, variants = new[] { new { price = shop.Price(1) } } })).Expect(201).Json.Id();

        (await shop.Admin.CallAsync("DELETE", $"admin/categories/{parent}")).ExpectProblem(409, "in_use");
        (await shop.Admin.CallAsync("DELETE", $"admin/categories/{child}")).Expect(204);
        (await shop.Admin.CallAsync("DELETE", $"admin/categories/{parent}")).Expect(204);

        Assert.Empty((await shop.Http.GetOkAsync($"store/products/{product}")).List("categories"));
        Assert.Empty((await shop.Http.GetOkAsync("store/categories")).List("items"));
    }

    [Theory, EachEngine]
    public async Task Input_is_checked(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var foreign = await AddAsync(other, "Foreign");
        await AddAsync(shop, "Taken");

        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "x", slug = "taken" })).ExpectProblem(409, "duplicate");
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "" })).ExpectInvalid("title");
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "x", slug = "A B" })).ExpectInvalid("slug");
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "x", parentId = foreign })).ExpectInvalid("parentId");
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "a\0b" })).ExpectInvalid("title");
        (await shop.Admin.CallAsync("PATCH", $"admin/categories/{foreign}", new { title = "x" })).ExpectProblem(404, "not_found");
        (await shop.Admin.CallAsync("DELETE", $"admin/categories/{foreign}")).ExpectProblem(404, "not_found");
        (await other.Admin.CallAsync("POST", "admin/categories", new { title = "x", slug = "taken" })).Expect(201);
    }

    [Theory, EachEngine]
    public async Task No_title_breaks_the_page_of_a_product(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var title in (string[])["a\u001eb", "a\u001fb", "a\u001f\u001eb", "tab\tand\nline", "😀"])
        {
            var category = await shop.Admin.CallAsync("POST", "admin/categories", new { title });
            if (category.Status != 201)
            {
                category.ExpectInvalid("title");
                continue;
            }
            var product = (await shop.Admin.CallAsync("POST", "admin/products", new { title = "P", status = "published", categoryIds = new[] { category.Json.Id() }, variants = new[] { new { price = shop.Price(1) } } })).Expect(201).Json.Id();
            Assert.Equal(title, (await shop.Http.GetOkAsync($"store/products/{product}")).At("categories", 0).Text("title"));
        }
    }

    private static async Task<string> AddAsync(TestShop shop, string title, string? parentId = null, int position = 0) =>
        (await shop.Admin.CallAsync("POST", "admin/categories", new { title, parentId, position })).Expect(201).Json.Id();
}
