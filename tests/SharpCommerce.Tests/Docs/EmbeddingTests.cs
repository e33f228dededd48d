using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.AspNetCore;
using SharpCommerce.Orders;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Docs;

/// <summary>What docs/guides/embedding.md says of an application with endpoints of its own.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public async Task An_application_of_ones_own_serves_the_API_beside_its_own_endpoints()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var file = Path.Combine(TestDatabases.NewFolder(), "shops.db");
        await using (var commerce = await Commerce.StartAsync(shops => shops.UseSqlite(file), cancellationToken))
            await commerce.Tenants.CreateAsync(new() { Slug = "corner-shop", Name = "Corner Shop", DefaultCurrency = Currency.Parse("EUR") }, cancellationToken);

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSharpCommerce(commerce => commerce.UseSqlite(file));
        builder.Services.AddSharpCommerceHttp(http => http.BaseDomain = "shops.example.com");
        await using var app = builder.Build();
        app.MapSharpCommerce();
        app.MapGet("/about", () => "Our shops").AllowAnonymous();
        app.MapGet("/forgotten", () => "Nobody declared who may call this.");
        await app.StartAsync(cancellationToken);

        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(app.Urls.First()) };
        Assert.Equal("Our shops", await client.GetStringAsync("about", cancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("forgotten", cancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("health/ready", cancellationToken)).StatusCode);
        client.DefaultRequestHeaders.Host = "corner-shop.shops.example.com";
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("api/v1/store/products", cancellationToken)).StatusCode);
        await app.StopAsync(cancellationToken);
    }

    [Fact]
    public async Task A_program_without_a_host_works_for_one_tenant_after_the_other()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var commerce = await Commerce.StartAsync(builder => builder.UseSqlite(Path.Combine(TestDatabases.NewFolder(), "shops.db")), cancellationToken);
        foreach (var slug in (string[])["one", "two"])
            await commerce.Tenants.CreateAsync(new() { Slug = slug, Name = slug, DefaultCurrency = Currency.Parse("EUR") }, cancellationToken);

        var pages = 0;
        foreach (var tenant in await commerce.Tenants.ListAsync(cancellationToken))
        {
            await using var shop = commerce.For(tenant, actor: "nightly-report");
            var page = await shop.Orders.ListAsync(new() { Status = OrderStatus.Confirmed, Limit = 100 }, cancellationToken);
            pages += page.Items.Count == 0 ? 1 : 0;
        }

        Assert.Equal(2, pages);
    }
}
