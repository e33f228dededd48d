using System.Net.Http.Json;
using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>What the proof of isolation does not send: searches, names that all tenants share, and one key in two tenants.</summary>
public sealed class CrossTenantTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Lists_and_exports_show_no_row_of_another_tenant(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        foreach (var path in new[]
        {
            "store/products", "store/products?q=sneaker&facets=true", "store/products?sort=name&inStock=true", "store/categories", "admin/products", "admin/products?q=sneaker", "admin/products/export",
            "admin/products/export?format=json", "admin/categories", "admin/orders", "admin/shipping-methods",
        })
        {
            var body = await ours.Shop.Admin.GetStringAsync(path, Stop);
            Assert.Contains(ours.Canary, body, StringComparison.Ordinal);
            Assert.DoesNotContain(theirs.Canary, body, StringComparison.Ordinal);
        }
    }

    [Theory, EachEngine]
    public async Task A_tax_rate_belongs_to_its_tenant_though_countries_are_everybodys(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await TestShop.OpenAsync(server);
        await using var theirs = await TestShop.OpenAsync(server);
        var before = await theirs.Admin.GetStringAsync("admin/tax-rates", Stop);
        (await ours.Admin.PutAsJsonAsync("admin/tax-rates/DE", new { name = "Ours", ratePpm = 1 }, Stop)).EnsureSuccessStatusCode();
        (await ours.Admin.DeleteAsync("admin/tax-rates/FR", Stop)).EnsureSuccessStatusCode();
        Assert.Equal(before, await theirs.Admin.GetStringAsync("admin/tax-rates", Stop));
    }

    [Theory, EachEngine]
    public async Task A_key_of_one_tenant_means_nothing_to_another(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        // The same operator, so the same credential, and the same body under the same key.
        var key = Guid.NewGuid().ToString();
        var first = await CreateAsync(ours.Shop, key);
        var second = await CreateAsync(theirs.Shop, key);
        Assert.Equal((first.Id, true), await CreateAsync(ours.Shop, key));
        Assert.NotEqual(first.Id, second.Id);
        Assert.False(first.Replayed || second.Replayed);
        Assert.Single(await ours.Shop.Categories.ListAsync(Stop), category => category.Title == key);
        Assert.Single(await theirs.Shop.Categories.ListAsync(Stop), category => category.Title == key);

        // The key with which they bought buys here, and does not show their order.
        using var complete = new HttpRequestMessage(HttpMethod.Post, $"store/carts/{ours.Cart.Id}/complete") { Content = JsonContent.Create(new { payment = new { provider = "manual" } }) };
        complete.Headers.Add("Idempotency-Key", theirs.IdempotencyKey);
        using var bought = await ours.Shop.Http.SendAsync(complete, Stop);
        Assert.Equal(201, (int)bought.StatusCode);
        Assert.DoesNotContain(theirs.OrderId.ToString(), await bought.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<(string Id, bool Replayed)> CreateAsync(TestShop shop, string key)
    {
        using var create = new HttpRequestMessage(HttpMethod.Post, "admin/categories") { Content = JsonContent.Create(new { title = key }) };
        create.Headers.Add("Idempotency-Key", key);
        using var response = await shop.Admin.SendAsync(create, Stop);
        Assert.Equal(201, (int)response.StatusCode);
        return ((await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!, response.Headers.Contains("Idempotent-Replayed"));
    }
}
