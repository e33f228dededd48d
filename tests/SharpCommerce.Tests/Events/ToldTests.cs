using System.Text;
using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using SharpCommerce.Tests.Users;
using Xunit;

namespace SharpCommerce.Tests.Events;

/// <summary>That every change tells what it was, and tells nothing that is nobody's business.</summary>
public sealed class ToldTests
{
    [Fact]
    public void Every_entity_says_which_events_its_changes_are()
    {
        foreach (var entity in Models.Of(Engine.Sqlite).GetEntityTypes())
            Assert.NotNull(CommerceEvents.Catalog.Of(entity.ClrType));
    }

    [Theory, EachEngine]
    public async Task Every_change_of_staff_is_told_with_its_commit(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var last = (await shop.Admin.GetOkAsync("admin/events?type=none.v1")).GetProperty("lastSequence").GetInt64();

        var product = await shop.AddProductAsync();
        var variant = product.At("variants", 0).Id();
        await ExpectAsync($"product.created.v1 {{\"productId\":\"{product.Id()}\"}}", $"inventory.changed.v1 {{\"variantId\":\"{variant}\",\"delta\":10}}");
        await CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = "Boots", tags = (string[])["new"] });
        await ExpectAsync($"product.updated.v1 {{\"productId\":\"{product.Id()}\",\"changed\":[\"tags\",\"title\"]}}");
        await CallAsync("PATCH", $"admin/products/{product.Id()}", new { variants = new[] { new { id = variant, price = shop.Price(100), stock = 12 } } });
        await ExpectAsync($"product.updated.v1 {{\"productId\":\"{product.Id()}\",\"changed\":[\"priceMin\",\"variants\"]}}", $"inventory.changed.v1 {{\"variantId\":\"{variant}\",\"delta\":2}}");
        await CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = -3 });
        await ExpectAsync($"inventory.changed.v1 {{\"variantId\":\"{variant}\",\"delta\":-3}}");
        await CallAsync("DELETE", $"admin/products/{product.Id()}");
        await ExpectAsync($"product.deleted.v1 {{\"productId\":\"{product.Id()}\"}}");

        var category = (await CallAsync("POST", "admin/categories", new { title = "Shoes" })).Id();
        await ExpectAsync($"category.created.v1 {{\"categoryId\":\"{category}\"}}");
        await CallAsync("DELETE", $"admin/categories/{category}");
        await ExpectAsync($"category.deleted.v1 {{\"categoryId\":\"{category}\"}}");

        var method = (await CallAsync("POST", "admin/shipping-methods", new { name = "Express", price = shop.Price(900) })).Id();
        await ExpectAsync($"shipping_method.created.v1 {{\"shippingMethodId\":\"{method}\"}}");
        await CallAsync("PUT", "admin/tax-rates/IS", new { name = "VAT", ratePpm = 240000 });
        await ExpectAsync("tax_rate.created.v1 {\"country\":\"IS\"}");
        await CallAsync("PUT", "admin/tax-rates/IS", new { name = "VAT", ratePpm = 110000 });
        await ExpectAsync("tax_rate.updated.v1 {\"country\":\"IS\",\"changed\":[\"ratePpm\"]}");
        await CallAsync("PATCH", "admin/access-settings", new { requireVerifiedEmail = true });
        await ExpectAsync("settings.created.v1 {\"name\":\"access\"}");

        var user = (await shop.AddStaffAsync("grace@example.com", "support")).Id();
        await ExpectAsync($"user.created.v1 {{\"userId\":\"{user}\"}}");
        await CallAsync("PATCH", $"admin/users/{user}", new { name = "Grace Hopper", roles = (string[])["orders"] });
        await ExpectAsync($"user.updated.v1 {{\"userId\":\"{user}\",\"changed\":[\"name\",\"roles\"]}}");
        var role = (await CallAsync("POST", "admin/roles", new { name = "packer", permissions = (string[])["orders:read"] })).Id();
        await ExpectAsync($"role.created.v1 {{\"roleId\":\"{role}\"}}");
        var key = (await CallAsync("POST", "admin/api-keys", new { name = "Warehouse", kind = "secret", permissions = (string[])["catalog:read"] })).Id();
        await ExpectAsync($"api_key.created.v1 {{\"apiKeyId\":\"{key}\"}}");

        async Task<JsonElement> CallAsync(string verb, string path, object? body = null)
        {
            var answer = await shop.Admin.CallAsync(verb, path, body);
            Assert.InRange(answer.Status, 200, 204);
            return answer.Status == 204 ? default : answer.Json;
        }

        async Task ExpectAsync(params string[] expected)
        {
            var page = await shop.Admin.GetOkAsync($"admin/events?after={last}");
            last = page.GetProperty("lastSequence").GetInt64();
            Assert.Equal(expected.Order(StringComparer.Ordinal), page.List("items").Select(found => $"{found.Text("type")} {found.GetProperty("data").GetRawText()}").Order(StringComparer.Ordinal));
        }
    }

    [Theory, EachEngine]
    public async Task What_shoppers_do_is_told_without_a_word_about_them(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var last = (await shop.Admin.GetOkAsync("admin/events?type=none.v1")).GetProperty("lastSequence").GetInt64();
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        (await client.CallAsync("PATCH", "store/customers/me", new { name = "Ada Lovelace", phone = "+49 30 1234567" })).Expect(200);
        var address = (await client.CallAsync("POST", "store/customers/me/addresses", ShopCalls.Berlin)).Expect(201).Json.Id();
        (await client.CallAsync("DELETE", $"store/customers/me/addresses/{address}")).Expect(204);
        var order = await shop.PlaceOrderAsync((variant, 1));
        (await client.CallAsync("POST", $"store/orders/{order.Id()}/claim", null, ("X-Order-Token", order.Text("accessToken")))).Expect(200);
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel", new { reason = "Ada Lovelace phoned." })).Expect(200);

        var types = (await shop.Admin.GetOkAsync($"admin/events?after={last}&limit=100")).List("items").Select(found => found.Text("type")).Where(type => type.StartsWith("user", StringComparison.Ordinal) || type.StartsWith("order", StringComparison.Ordinal));

        Assert.Equal(["user.created.v1", "user.updated.v1", "user.updated.v1", "user.updated.v1", "order.placed.v1", "order.claimed.v1", "order.canceled.v1", "order.payment_changed.v1"], types);
        var rows = await shop.DumpAsync("outbox_messages");
        foreach (var word in (string[])["Lovelace", "@example.com", "1234567", "Linden", "10117", "127.0.", order.Text("accessToken"), People.Password])
            Assert.DoesNotContain(word, rows, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Every_product_of_an_import_is_told_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var file = new StringContent("Handle,Title,Variant Price,Variant Inventory Qty\na,A,12.00,3\nb,B,13.00,4\n", Encoding.UTF8, "text/csv");
        var job = (await shop.Admin.CallAsync("POST", "admin/products/import", file)).Expect(202).Json.Id();
        for (var i = 0; (await shop.Admin.GetOkAsync($"admin/jobs/{job}")).Text("status") != "succeeded"; i++)
        {
            Assert.True(i < 500, "The import did not end.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var events = (await shop.Admin.GetOkAsync("admin/events?type=product.created.v1")).List("items");

        Assert.Equal(await shop.CountAsync("SELECT count(*) FROM products WHERE tenant_id = @tenant"), events.DistinctBy(found => found.Text("aggregateId")).Count());
        Assert.Equal(2, events.Count);
    }

    [Theory, EachEngine]
    public async Task A_change_of_an_order_that_tells_nothing_is_not_committed(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var id = Id<Order>.Parse((await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1))).Id(), null);
        await using var session = await shop.Get<TenantDb>().WriteAsync(CancellationToken.None);
        var order = (await OrderManager.LoadAsync(session, id, CancellationToken.None))!;
        order.Status = OrderStatus.Completed;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => session.SaveAndCommitAsync(CancellationToken.None));
        Assert.Contains($"Order {id} was changed without an event", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_call_that_fails_tells_nothing(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var before = await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant");
        await shop.Categories.CreateAsync(new() { Title = "One", Slug = "one" }, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<CommerceException>(() => shop.Categories.CreateAsync(new() { Title = "Two", Slug = "one" }, TestContext.Current.CancellationToken));

        Assert.Equal(before + 1, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant"));
    }
}
