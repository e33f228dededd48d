using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;
using SharpCommerce.Orders;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.Tests.Engines;

/// <summary>A fresh tenant on a server, reachable over HTTP and in process.</summary>
internal sealed class TestShop : IAsyncDisposable
{
    private readonly List<AsyncServiceScope> _scopes = [];

    private TestShop(TestServer server, Tenant tenant)
    {
        (Server, Tenant) = (server, tenant);
        Http = server.Client();
        Http.DefaultRequestHeaders.Add("X-Tenant", tenant.Slug);
        Admin = server.Client();
        Admin.DefaultRequestHeaders.Add("X-Tenant", tenant.Slug);
        Admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
    }

    internal TestServer Server { get; }

    internal Tenant Tenant { get; }

    internal Currency Currency => Currency.Parse(Tenant.DefaultCurrency);

    /// <summary>Calls as a shopper.</summary>
    internal HttpClient Http { get; }

    /// <summary>Calls as staff.</summary>
    internal HttpClient Admin { get; }

    internal CommerceDatabase Database => Server.Services.GetRequiredService<DatabaseMap>().For(Tenant);

    internal ProductManager Products => Get<ProductManager>();

    internal CategoryManager Categories => Get<CategoryManager>();

    internal InventoryManager Inventory => Get<InventoryManager>();

    internal CartManager Carts => Get<CartManager>();

    internal OrderManager Orders => Get<OrderManager>();

    internal static Address Address { get; } = new() { Name = "Ada Lovelace", Line1 = "Unter den Linden 1", City = "Berlin", PostalCode = "10117", Country = "DE" };

    internal static async Task<TestShop> OpenAsync(Engine engine, string currency = "EUR", string country = "DE", TenantIsolation isolation = TenantIsolation.Shared) =>
        await OpenAsync(await TestServer.SharedAsync(engine), currency, country, isolation);

    internal static async Task<TestShop> OpenAsync(TestServer server, string currency = "EUR", string country = "DE", TenantIsolation isolation = TenantIsolation.Shared) =>
        new(server, await server.Tenants.CreateAsync(new() { Slug = $"t{Guid.NewGuid():N}"[..20], Name = "Test", DefaultCurrency = Currency.Parse(currency), Country = country, Isolation = isolation }));

    internal static TestShop Of(TestServer server, Tenant tenant) => new(server, tenant);

    /// <summary>A manager in a scope of its own, as every request has one.</summary>
    internal T Get<T>()
        where T : notnull
    {
        var scope = Server.Services.CreateAsyncScope();
        lock (_scopes)
            _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(Tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = "test";
        return scope.ServiceProvider.GetRequiredService<T>();
    }

    /// <summary>A published product with one variant.</summary>
    internal Task<Product> ProductAsync(string title = "Canvas Sneakers", long price = 5900, int? stock = 10, string? sku = null) =>
        Products.CreateAsync(new() { Title = title, Status = ProductStatus.Published, Variants = [new() { Sku = sku, Price = new(price, Currency), Stock = stock }] });

    /// <summary>A cart that can be completed.</summary>
    internal async Task<PricedCart> ReadyCartAsync(Id<Variant> variantId, int quantity = 1)
    {
        var cart = await Carts.CreateAsync([new() { VariantId = variantId, Quantity = quantity }]);
        return await Carts.UpdateAsync(cart.Id, details => details with { Email = "ada@example.com", ShippingAddress = Address });
    }

    /// <summary>For a test that breaks the shop's rules on purpose, or takes its database away: they are not checked at its end.</summary>
    internal bool LeftBroken { get; set; }

    /// <summary>Every test ends with the product's own check of what it left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!LeftBroken && await Server.Services.GetRequiredService<TenantRegistry>().ByIdAsync(Tenant.Id, CancellationToken.None) is not null)
            await this.AssertInvariantsAsync();
        Http.Dispose();
        Admin.Dispose();
        foreach (var scope in _scopes)
            await scope.DisposeAsync();
    }
}
