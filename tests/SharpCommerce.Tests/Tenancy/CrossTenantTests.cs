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
    public async Task Another_tenants_id_answers_exactly_as_one_that_does_not_exist(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        var before = await database.DumpAsync(theirs.Shop.Tenant.Id);
        var rows = await database.CountAsync(ours.Shop.Tenant.Id);
        Assert.NotEmpty(before);

        var own = Names.Of(ours);
        foreach (var (attempt, control) in Attempt.All(Names.Of(theirs), own).Zip(Attempt.All(Names.Unknown(), own)))
        {
            var foreign = await attempt.SendAsync(ours);
            var unknown = await control.SendAsync(ours);
            Assert.True(foreign == unknown, $"{attempt}: {foreign}\nand for an unknown one {unknown}");
            Assert.True(foreign.Status is 400 or 404 || attempt.Lists && foreign.Status == 200, $"{attempt}: {foreign}");
            Assert.DoesNotContain(theirs.Canary, foreign.Body, StringComparison.Ordinal);
        }

        Assert.Equal(before, await database.DumpAsync(theirs.Shop.Tenant.Id));
        Assert.Equal(rows, await database.CountAsync(ours.Shop.Tenant.Id));
        // Each of these means something to the tenant whose they are, so it is no typing error that is refused above.
        foreach (var attempt in Attempt.All(Names.Of(theirs), Names.Of(theirs)))
        {
            var answer = await attempt.SendAsync(theirs);
            Assert.True(answer.Status is >= 200 and < 300 or 409, $"{attempt}: {answer}");
            Assert.True(!attempt.Lists || attempt.Empty || answer.Body.Length > "{'items':[],'nextCursor':null}".Length + 20, $"{attempt}: {answer}");
        }
    }

    [Theory, EachEngine]
    public async Task Every_operation_that_names_something_in_its_path_is_tried(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var named = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>()?.Surface is Surface.Store or Surface.Admin && endpoint.RoutePattern.Parameters.Count > 0)
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Except(SharedNames).ToList();

        var tried = Attempt.All(Names.Unknown(), Names.Unknown()).Select(attempt => attempt.Operation).ToHashSet();
        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !tried.Contains(name));
    }

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
