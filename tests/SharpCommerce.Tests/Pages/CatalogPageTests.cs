using System.Net.Http.Headers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core.Pages;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Http;
using SharpCommerce.Users.Keys;
using Xunit;
using Answer = SharpCommerce.Tests.Engines.Answer;

namespace SharpCommerce.Tests.Pages;

/// <summary>Kept answers of the catalog, over HTTP: the same as new ones, to whom they belong, and never older than promised.</summary>
public sealed class CatalogPageTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_page_has_a_strong_tag_and_whoever_has_it_gets_no_body(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await shop.AddProductAsync("Boot");
        foreach (var path in (string[])["store/products", "store/products/boot", "store/products?q=boot", "store/categories"])
        {
            var (first, second) = ((await shop.Http.ReadAsync(path)).Expect(200), (await shop.Http.ReadAsync(path)).Expect(200));
            Assert.Equal(first.Text, second.Text);
            Assert.Equal(first.Header("ETag"), second.Header("ETag"));
            Assert.StartsWith("\"", first.Header("ETag"), StringComparison.Ordinal);
            Assert.Equal(("application/json", "0", null), (second.ContentHeaders.ContentType?.MediaType, second.Header("Age"), second.Header("X-Served-Stale")));
            Assert.Equal("Authorization, Origin, X-Publishable-Key, X-Tenant", string.Join(", ", second.Header("Vary")!.Split(", ").Order(StringComparer.Ordinal)));

            foreach (var tags in (string[])[first.Header("ETag")!, "W/" + first.Header("ETag"), $"\"other\", {first.Header("ETag")}", "*"])
            {
                var same = (await shop.Http.CallAsync("GET", path, null, ("If-None-Match", tags))).Expect(304);
                Assert.Equal(("", first.Header("ETag")), (same.Text, same.Header("ETag")));
            }
            Assert.Equal(first.Text, (await shop.Http.CallAsync("GET", path, null, ("If-None-Match", "\"other\""))).Expect(200).Text);
        }
        (await shop.Http.ReadAsync("store/products/nothing")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task What_this_process_writes_is_seen_by_the_next_read(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync("Boot", price: 100, stock: 5);
        var (path, variant) = ($"store/products/{product.Id()}", product.At("variants", 0).Id());
        for (var round = 1; round <= 5; round++)
        {
            await WarmAsync();
            (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = $"Boot {round}" })).Expect(200);
            Assert.Equal($"Boot {round}", (await shop.Http.GetOkAsync(path)).Text("title"));
            Assert.Equal($"Boot {round}", (await shop.Http.GetOkAsync("store/products")).At("items", 0).Text("title"));
        }
        await WarmAsync();
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = -4 })).Expect(200);
        Assert.Equal(1, await AvailableAsync());
        var order = await shop.PlaceOrderAsync((variant, 1));
        Assert.Equal(0, await AvailableAsync());
        Assert.Empty((await shop.Http.GetOkAsync("store/products?inStock=true")).List("items"));
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel", new { })).Expect(200);
        Assert.Equal(1, await AvailableAsync());
        Assert.Single((await shop.Http.GetOkAsync("store/products?inStock=true")).List("items"));

        await WarmAsync();
        var category = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "Shoes" })).Expect(201).Json.Id();
        Assert.Equal("Shoes", (await shop.Http.GetOkAsync("store/categories")).At("items", 0).Text("title"));
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { categoryIds = new[] { category } })).Expect(200);
        Assert.Single((await shop.Http.GetOkAsync("store/products?category=shoes")).List("items"));
        (await shop.Admin.CallAsync("DELETE", $"admin/products/{product.Id()}")).Expect(204);
        (await shop.Http.ReadAsync(path)).ExpectProblem(404, "not_found");
        Assert.Empty((await shop.Http.GetOkAsync("store/products")).List("items"));

        async Task<int> AvailableAsync() => (await shop.Http.GetOkAsync(path)).At("variants", 0).GetProperty("available").GetInt32();

        async Task WarmAsync()
        {
            foreach (var warmed in (string[])[path, "store/products", "store/products?inStock=true", "store/categories"])
                await shop.Http.GetOkAsync(warmed);
        }
    }

    [Theory, OnPostgreSql]
    public async Task What_another_node_writes_is_seen_within_two_seconds(Engine engine)
    {
        // The last to start has the operator's token.
        await using var reader = await TestServer.StartAsync(engine);
        await using var writer = await TestServer.StartAsync(reader.DatabaseUrl);
        await using var shop = await TestShop.OpenAsync(writer);
        await using var there = TestShop.Of(reader, shop.Tenant);
        var product = await shop.AddProductAsync("Boot");
        for (var round = 0; round < 3; round++)
        {
            await there.Http.GetOkAsync("store/products");
            (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = $"Boot {round}" })).Expect(200);
            var written = TimeProvider.System.GetTimestamp();
            var sent = TimeSpan.Zero;
            string title;
            do
            {
                sent = TimeProvider.System.GetElapsedTime(written);
                title = (await there.Http.GetOkAsync("store/products")).At("items", 0).Text("title");
            }
            while (title != $"Boot {round}");
            Assert.InRange(sent, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        }
    }

    [Theory, EachEngine]
    public async Task At_the_same_address_everybody_gets_their_own_cold_and_warm(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var a = await TestShop.OpenAsync(server, "EUR");
        await using var b = await TestShop.OpenAsync(server, "USD", "US");
        await a.AddProductAsync("Boot", price: 100);
        await b.AddProductAsync("Boot", price: 900);
        await a.Admin.CallAsync("POST", "admin/products", new { title = "Canary of A", status = "draft", variants = new[] { new { price = a.Price(1) } } });
        var key = (await b.Get<ApiKeyManager>().CreateAsync(new() { Name = "Shop", Kind = ApiKeyKind.Publishable }, Stop)).Text;
        for (var round = 0; round < 3; round++)
        {
            foreach (var path in (string[])["store/products", "store/products/boot", "store/products?q=boot", "store/products?q=boot&facets=true"])
            {
                var (ofA, ofB) = ((await a.Http.ReadAsync(path)).Expect(200).Text, (await b.Http.ReadAsync(path)).Expect(200).Text);
                Assert.Contains("\"EUR\"", ofA, StringComparison.Ordinal);
                Assert.DoesNotContain("USD", ofA, StringComparison.Ordinal);
                Assert.DoesNotContain("Canary", ofA, StringComparison.Ordinal);
                Assert.Contains("\"USD\"", ofB, StringComparison.Ordinal);
                Assert.DoesNotContain("EUR", ofB, StringComparison.Ordinal);
                // The same tenant by its host, its id and its key.
                using var stranger = server.Client();
                Assert.Equal(ofB, (await stranger.CallAsync("GET", path, null, ("Host", $"{b.Tenant.Slug}.shops.test"))).Expect(200).Text);
                Assert.Equal(ofB, (await stranger.CallAsync("GET", path, null, ("X-Tenant", $"{b.Tenant.Id}"))).Expect(200).Text);
                Assert.Equal(ofB, (await stranger.CallAsync("GET", path, null, ("X-Publishable-Key", key))).Expect(200).Text);
                (await stranger.ReadAsync(path)).ExpectProblem(400, "tenant_required");
            }
        }
    }

    [Theory, EachEngine]
    public async Task Whoever_is_signed_in_is_answered_anew_and_leaves_nothing_for_others(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await shop.AddProductAsync("Boot");
        using var shopper = await shop.SignInAsync();
        foreach (var path in (string[])["store/products", "store/products/boot"])
        {
            foreach (var client in (HttpClient[])[shop.Admin, shopper.Http, shop.Http, shop.Admin, shopper.Http])
            {
                var answer = (await client.ReadAsync(path)).Expect(200);
                var anonymous = client == shop.Http;
                Assert.Equal((anonymous, anonymous, !anonymous), (answer.Header("ETag") is not null, answer.Header("Age") is not null, answer.Headers.CacheControl!.NoStore));
            }
        }
        using var liar = shop.Server.Client();
        liar.DefaultRequestHeaders.Add("X-Tenant", shop.Tenant.Slug);
        liar.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        (await liar.ReadAsync("store/products")).ExpectProblem(401, "unauthenticated");
    }

    [Theory, EachEngine]
    public async Task Parameters_that_mean_nothing_make_no_new_page(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await shop.AddProductAsync("Boot");
        var pages = shop.Server.Services.GetRequiredService<PageCache>();
        var known = await shop.Http.ReadAsync("store/products?q=boot&limit=5");
        var bytes = pages.Bytes;
        foreach (var query in (string[])["limit=5&q=boot", "q=boot&limit=5&utm_source=mail", "q=b%6Fot&limit=5", "_=1&q=boot&limit=5"])
            Assert.Equal(known.Text, (await shop.Http.ReadAsync($"store/products?{query}")).Expect(200).Text);
        // Other tests share this server, so what counts is this tenant's.
        Assert.NotNull(pages.Find(shop.Tenant.Id, "EUR /api/v1/store/products/ q=4:boot limit=1:5"));
        Assert.Null(pages.Find(shop.Tenant.Id, "EUR /api/v1/store/products/ q=4:boot limit=1:5 utm_source=4:mail"));
        Assert.NotEqual(0, bytes);
        Assert.NotEqual(known.Text, (await shop.Http.ReadAsync("store/products?q=boot&limit=5&facets=true")).Expect(200).Text);
    }

    [Theory, EachEngine]
    public async Task A_page_is_known_by_everything_that_its_endpoint_reads(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var kept = server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => (Page: endpoint.Metadata.GetMetadata<CatalogPage>(), Name: endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName))
            .Where(endpoint => endpoint.Page is not null).ToDictionary(endpoint => endpoint.Name!, endpoint => endpoint.Page!);
        Assert.Equal(6, kept.Count);
        foreach (var operation in (await Operation.AllAsync(server)).Where(operation => kept.ContainsKey(operation.Id)))
        {
            Assert.Equal((operation.Id, "GET"), (operation.Id, operation.Method));
            Assert.Equal(operation.Parameters("query").Select(parameter => parameter.Text("name")), kept[operation.Id].Parameters);
            Assert.All(operation.Parameters("header"), header => Assert.Contains(header.Text("name"), (string[])["X-Tenant", "X-Publishable-Key"]));
            Assert.Equal("none", operation.Body.Text("x-permission"));
        }
    }

    [Theory, EachEngine]
    public async Task A_suspended_tenant_is_not_served_from_what_is_kept(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        shop.LeftBroken = true;
        await shop.Http.GetOkAsync("store/products");
        await shop.Server.Tenants.SuspendAsync(shop.Tenant.Id, cancellationToken: Stop);
        (await shop.Http.ReadAsync("store/products")).ExpectProblem(403, "tenant_suspended");
    }

    [Theory, EachEngine]
    public async Task Switched_off_nothing_is_kept(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, ("CATALOG_CACHE", "off"));
        await using var shop = await TestShop.OpenAsync(server);
        await shop.AddProductAsync("Boot");
        Answer[] answers = [await shop.Http.ReadAsync("store/products"), await shop.Http.ReadAsync("store/products")];
        Assert.All(answers, answer => Assert.Equal((200, null, true), (answer.Status, answer.Header("ETag"), answer.Headers.CacheControl?.NoStore)));
        Assert.Equal(0, server.Services.GetRequiredService<PageCache>().Bytes);
    }
}
