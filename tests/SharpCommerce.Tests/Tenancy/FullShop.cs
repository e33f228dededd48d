using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Carts;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;
using SharpCommerce.Products;
using SharpCommerce.Shipping;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Http;
using SharpCommerce.Users;
using SharpCommerce.Users.Oidc;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>A tenant with a row in every table, made by the product itself.</summary>
internal sealed class FullShop : IAsyncDisposable
{
    private FullShop(TestShop shop, string canary) => (Shop, Canary, Callers) = (shop, canary, new(shop));

    internal TestShop Shop { get; }

    /// <summary>A word that occurs in every text of this tenant and of no other.</summary>
    internal string Canary { get; }

    /// <summary>Who calls what is about the caller.</summary>
    internal Callers Callers { get; }

    internal required Category Category { get; init; }

    internal required Product Product { get; init; }

    /// <summary>Another product, of which nothing is sold and no stock is kept.</summary>
    internal required Product Spare { get; init; }

    internal required string FormerSlug { get; init; }

    internal Id<Variant> VariantId => Product.Variants[0].Id;

    /// <summary>Open, with one line.</summary>
    internal required PricedCart Cart { get; init; }

    internal Id<CartLine> LineId => Cart.Lines[0].Id;

    internal required Id<Order> OrderId { get; init; }

    internal required string OrderToken { get; init; }

    internal required string IdempotencyKey { get; init; }

    internal required Id<ShippingMethod> ShippingMethodId { get; init; }

    internal required Id<Job> JobId { get; init; }

    /// <summary>Signed in, with a saved address.</summary>
    internal required Shopper Shopper { get; init; }

    internal required Guid AddressId { get; init; }

    /// <summary>Of a user, and of who ordered.</summary>
    internal required string Email { get; init; }

    internal static async Task<FullShop> OpenAsync(TestServer server)
    {
        var shop = await TestShop.OpenAsync(server);
        var canary = $"canary{Guid.NewGuid():N}"[..14];
        var parent = await shop.Categories.CreateAsync(new() { Title = $"Root {canary}" });
        var category = await shop.Categories.CreateAsync(new() { Title = $"Shoes {canary}", Slug = $"shoes-{canary}", ParentId = parent.Id });
        var input = new ProductInput
        {
            Title = $"Sneaker {canary}",
            Description = $"<p>{canary}</p>",
            Slug = $"former-{canary}",
            Status = ProductStatus.Published,
            CategoryIds = [category.Id],
            Variants = [new() { Sku = $"SKU-{canary}", Price = new(5900, shop.Currency), Stock = 100 }],
        };
        var product = await shop.Products.CreateAsync(input);
        product = await shop.Products.UpdateAsync(product.Id, input with { Slug = $"sneaker-{canary}", Variants = [input.Variants[0] with { Id = product.Variants[0].Id }] });
        var email = $"{canary}@example.com";
        // As staff over HTTP: the audit log tells of it.
        (await shop.Admin.CallAsync("PUT", "admin/tax-rates/CA", new { name = canary, ratePpm = 50_000 })).Expect(200);
        await AccessAsync(shop, canary);
        var shopper = await shop.SignInAsync(email);
        (await shopper.Http.CallAsync("PATCH", "store/customers/me", new { name = $"Ada {canary}", phone = canary })).Expect(200);
        var address = (await shopper.Http.CallAsync("POST", "store/customers/me/addresses", new { name = canary, line1 = canary, city = "Berlin", postalCode = "10117", country = "DE" })).Expect(201).Json.Id();
        var (order, key) = await BuyAsync(shop, product.Variants[0].Id, email);
        var full = new FullShop(shop, canary)
        {
            Category = category,
            Product = product,
            Spare = await shop.ProductAsync($"Spare {canary}", stock: null),
            FormerSlug = input.Slug,
            Cart = await shop.ReadyCartAsync(product.Variants[0].Id),
            OrderId = new(order.GetProperty("id").GetGuid()),
            OrderToken = order.GetProperty("accessToken").GetString()!,
            IdempotencyKey = key,
            ShippingMethodId = (await shop.Get<ShippingManager>().CreateAsync(new() { Name = $"Courier {canary}", Price = new(900, shop.Currency), Position = 9 })).Id,
            JobId = await JobAsync(shop, canary),
            Email = email,
            Shopper = shopper,
            AddressId = Guid.Parse(address),
        };
        await LeaveEventsAsync(shop);
        await SendAsync(shop, product.Variants[0].Id, email, canary);
        return full;
    }

    public ValueTask DisposeAsync()
    {
        Callers.Dispose();
        Shopper.Dispose();
        return Shop.DisposeAsync();
    }

    /// <summary>A member of staff with everything that a user can have, a role, a key and settings.</summary>
    private static async Task AccessAsync(TestShop shop, string canary)
    {
        (await shop.Admin.CallAsync("POST", "admin/roles", new { name = canary, description = canary, permissions = (string[])["orders:read"] })).Expect(201);
        (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = canary, permissions = (string[])["orders:read"] })).Expect(201);
        var webhook = (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url = $"https://{canary}.example.com/", description = canary, eventTypes = (string[])["order.*"] })).Expect(201).Json.Id();
        (await shop.Admin.CallAsync("POST", $"admin/webhooks/{webhook}/test")).Expect(201);
        (await shop.Admin.CallAsync("PATCH", "admin/access-settings", new { twoFactorRoles = new[] { canary } })).Expect(200);
        var staff = new Id<User>(Guid.Parse((await shop.Admin.CallAsync("POST", "admin/users", new { email = $"staff-{canary}@example.com", name = canary, roles = new[] { canary } })).Expect(201).Json.Id()));
        await using var session = await shop.Server.Services.GetRequiredService<DatabaseMap>().For(shop.Tenant).BeginAsync(shop.Tenant.Id, write: true, CancellationToken.None);
        session.Context.Add(new RecoveryCode(staff, [1, 2, 3]));
        session.Context.Add(new UserLogin("https://login.example.com", canary, staff, TimeProvider.System.GetUtcNow()));
        await session.SaveAndCommitAsync(CancellationToken.None);
    }

    /// <summary>Gives every event its place, and leaves something for a consumer and from a provider that are nowhere.</summary>
    internal static async Task LeaveEventsAsync(TestShop shop)
    {
        await shop.Admin.GetOkAsync("admin/events");
        await shop.ExecuteAsync("INSERT INTO event_consumers (tenant_id, name, told_through, seen_at) SELECT tenant_id, 'nobody', sequence, occurred_at FROM outbox_messages WHERE tenant_id = @tenant AND sequence = (SELECT last_sequence FROM event_feeds WHERE tenant_id = @tenant)");
        await shop.ExecuteAsync("INSERT INTO event_deliveries (tenant_id, consumer, sequence, message_id, aggregate_id, status, attempts, due_at, error, parked_at) SELECT tenant_id, 'nobody', sequence, id, aggregate_id, 'parked', 10, occurred_at, 'TimeoutException', occurred_at FROM outbox_messages WHERE tenant_id = @tenant AND sequence = 1");
        await shop.ExecuteAsync("INSERT INTO inbox_messages (tenant_id, id, source, external_id, body, received_at, status, attempts, due_at, error, ended_at) SELECT tenant_id, id, 'nobody', 'evt_1', access_token_hash, placed_at, 'parked', 10, placed_at, 'TimeoutException', placed_at FROM orders WHERE tenant_id = @tenant AND number = 1001");
    }

    /// <summary>Another order, of which a part has left, with a note; a picture; and how the shop looks.</summary>
    private static async Task SendAsync(TestShop shop, Id<Variant> variantId, string email, string canary)
    {
        var (order, _) = await BuyAsync(shop, variantId, email);
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/fulfillments", new { tracking = new { carrier = canary } })).Expect(201);
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/notes", new { text = canary, visibility = "customer" })).Expect(201);
        (await shop.Admin.CallAsync("PATCH", "admin/settings", new { name = $"Shop {canary}" })).Expect(200);
        using var picture = new ByteArrayContent([.. Pictures.Gif, .. System.Text.Encoding.UTF8.GetBytes(canary)]) { Headers = { ContentType = new("image/gif") } };
        (await shop.Admin.CallAsync("POST", "admin/media", picture)).Expect(201);
    }

    private static async Task<(JsonElement Order, string Key)> BuyAsync(TestShop shop, Id<Variant> variantId, string email)
    {
        var key = Guid.NewGuid().ToString();
        var cart = await shop.ReadyCartAsync(variantId);
        await shop.Carts.UpdateAsync(cart.Id, details => details with { Email = email });
        using var complete = new HttpRequestMessage(HttpMethod.Post, $"store/carts/{cart.Id}/complete") { Content = JsonContent.Create(new { payment = new { provider = "manual" } }) };
        complete.Headers.Add("Idempotency-Key", key);
        using var response = await shop.Http.SendAsync(complete);
        response.EnsureSuccessStatusCode();
        var order = await response.Content.ReadFromJsonAsync<JsonElement>();
        // A part of it was paid.
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/payments/{order.At("payments", 0).Id()}/capture", new { amount = shop.Price(100), reason = email }, ("Idempotency-Key", key))).Expect(200);
        return (order, key);
    }

    private static async Task<Id<Job>> JobAsync(TestShop shop, string canary)
    {
        var id = Id<Job>.New(TimeProvider.System);
        await using var session = await shop.Server.Services.GetRequiredService<DatabaseMap>().For(shop.Tenant).BeginAsync(shop.Tenant.Id, write: true, CancellationToken.None);
        // A kind that nobody runs.
        session.Context.Add(new Job(id, "stays", $$"""{"file":"{{canary}}"}""", DateTimeOffset.UnixEpoch));
        session.Context.Add(new JobInput(id, 0, [1, 2, 3]));
        await session.SaveAndCommitAsync(CancellationToken.None);
        // Only the installation has recurring work; its table stands behind the same walls.
        await shop.ExecuteAsync("INSERT INTO schedules (tenant_id, name, next_at, run) SELECT tenant_id, 'stays', created_at, 0 FROM jobs WHERE tenant_id = @tenant");
        return id;
    }
}
