using System.Text.Json;

namespace SharpCommerce.Tests.Engines;

/// <summary>What a shop's clients do, over HTTP.</summary>
internal static class ShopCalls
{
    internal static readonly object Berlin = new { name = "Ada Lovelace", line1 = "Unter den Linden 1", city = "Berlin", postalCode = "10117", country = "DE" };

    internal static readonly object Manual = new { payment = new { provider = "manual" } };

    internal static object Price(this TestShop shop, long amount) => new { amount, currency = shop.Tenant.DefaultCurrency };

    /// <summary>A published product with one variant, as staff would make it.</summary>
    internal static async Task<JsonElement> AddProductAsync(this TestShop shop, string title = "Canvas Sneakers", long price = 5900, int? stock = 10, string? sku = null) =>
        (await shop.Admin.CallAsync("POST", "admin/products", new { title, status = "published", variants = new[] { new { sku, price = shop.Price(price), stock } } })).Expect(201).Json;

    internal static async Task<string> AddVariantAsync(this TestShop shop, long price = 5900, int? stock = 10) =>
        (await shop.AddProductAsync($"Product {Guid.NewGuid():N}", price, stock)).At("variants", 0).Id();

    internal static async Task<JsonElement> AddCartAsync(this TestShop shop, params (string VariantId, int Quantity)[] lines) =>
        (await shop.Http.CallAsync("POST", "store/carts", new { lines = lines.Select(line => new { variantId = line.VariantId, quantity = line.Quantity }) })).Expect(201).Json;

    /// <summary>The id of a cart that can be completed.</summary>
    internal static async Task<string> AddReadyCartAsync(this TestShop shop, params (string VariantId, int Quantity)[] lines)
    {
        var id = (await shop.AddCartAsync(lines)).Id();
        (await shop.Http.CallAsync("PATCH", $"store/carts/{id}", new { email = "ada@example.com", shippingAddress = Berlin })).Expect(200);
        return id;
    }

    internal static Task<Answer> CompleteAsync(this HttpClient client, string cartId, string? key = null, object? body = null) =>
        client.CallAsync("POST", $"store/carts/{cartId}/complete", body ?? Manual, ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    internal static async Task<JsonElement> PlaceOrderAsync(this TestShop shop, params (string VariantId, int Quantity)[] lines) =>
        (await shop.Http.CompleteAsync(await shop.AddReadyCartAsync(lines))).Expect(201).Json;

    internal static async Task<(int OnHand, int Reserved)> StockAsync(this TestShop shop, string variantId)
    {
        var level = await shop.Admin.GetOkAsync($"admin/inventory/levels/{variantId}");
        return (level.GetProperty("onHand").GetInt32(), level.GetProperty("reserved").GetInt32());
    }
}
