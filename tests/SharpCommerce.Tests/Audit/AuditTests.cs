using System.Text.Json;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Tenancy;
using SharpCommerce.Tests.Users;
using Xunit;

namespace SharpCommerce.Tests.Audit;

/// <summary>Every change of staff and operators is told once, with what was before and after.</summary>
public sealed class AuditTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Every_change_of_staff_has_exactly_one_entry(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var told = new List<string>();
        var category = (await ChangeAsync("createCategory", "category", "POST", "admin/categories", new { title = "Shoes" })).Id();
        await ChangeAsync("updateCategory", "category", "PATCH", $"admin/categories/{category}", new { title = "Boots" });
        var variants = new[] { new { sku = "A", options = new { N = "1" }, price = shop.Price(5), stock = 3 }, new { sku = "B", options = new { N = "2" }, price = shop.Price(5), stock = 3 } };
        var product = await ChangeAsync("createProduct", "product", "POST", "admin/products", new { title = "Boot", status = "published", options = new[] { new { name = "N", values = (string[])["1", "2"] } }, variants });
        // Stock, SKUs and the slug change past EF's change tracker.
        await ChangeAsync("updateProduct", "product", "PATCH", $"admin/products/{product.Id()}", new
        {
            slug = "boots",
            variants = product.List("variants").Select((variant, i) => new { id = variant.Id(), sku = i == 0 ? "B" : "A", options = new { N = $"{i + 1}" }, price = shop.Price(5), stock = 9 }),
        });
        await ChangeAsync("adjustInventory", "inventory_item", "POST", "admin/inventory/adjustments", new { variantId = product.At("variants", 0).Id(), delta = -2 });
        var order = (await shop.PlaceOrderAsync((product.At("variants", 0).Id(), 1))).Id();
        await ChangeAsync("cancelOrder", "order", "POST", $"admin/orders/{order}/cancel", new { reason = "No" });
        var variant = await shop.AddVariantAsync();
        var sent = (await shop.PlaceOrderAsync((variant, 1))).Id();
        await ChangeAsync("createOrderNote", "order", "POST", $"admin/orders/{sent}/notes", new { text = "Ring twice" });
        await ChangeAsync("createFulfillment", "order", "POST", $"admin/orders/{sent}/fulfillments", new { });
        var paid = await PaymentAsync();
        await ChangeAsync("capturePayment", "order", "POST", $"{paid}/capture", new { });
        await ChangeAsync("refundPayment", "order", "POST", $"{paid}/refund", new { amount = shop.Price(1) });
        await ChangeAsync("voidPayment", "order", "POST", $"{await PaymentAsync()}/void", new { });
        await ChangeAsync("setPaymentSettings", "setting", "PUT", "admin/payment-providers/manual", new { enabled = false, settings = new { } });
        await ChangeAsync("removePaymentSettings", "setting", "DELETE", "admin/payment-providers/manual", null);
        await ChangeAsync("updateShopSettings", "setting", "PATCH", "admin/settings", new { name = "Boots & More" });
        using var picture = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Gif), "file", "boot.gif" } };
        var media = (await ChangeAsync("uploadMedia", "media_file", "POST", "admin/media", picture)).Id();
        await ChangeAsync("deleteMedia", "media_file", "DELETE", $"admin/media/{media}", null);
        await ChangeAsync("deleteProduct", "product", "DELETE", $"admin/products/{product.Id()}", null);
        await ChangeAsync("deleteCategory", "category", "DELETE", $"admin/categories/{category}", null);
        var method = (await ChangeAsync("createShippingMethod", "shipping_method", "POST", "admin/shipping-methods", new { name = "Express", price = shop.Price(9) })).Id();
        await ChangeAsync("updateShippingMethod", "shipping_method", "PATCH", $"admin/shipping-methods/{method}", new { enabled = false });
        await ChangeAsync("deleteShippingMethod", "shipping_method", "DELETE", $"admin/shipping-methods/{method}", null);
        await ChangeAsync("setTaxRate", "tax_rate", "PUT", "admin/tax-rates/CA", new { name = "GST", ratePpm = 50_000 });
        await ChangeAsync("deleteTaxRate", "tax_rate", "DELETE", "admin/tax-rates/CA", null);
        var role = (await ChangeAsync("createRole", "role", "POST", "admin/roles", new { name = "packer", permissions = (string[])["orders:read"] })).Id();
        await ChangeAsync("updateRole", "role", "PATCH", $"admin/roles/{role}", new { permissions = (string[])["orders:write"] });
        await ChangeAsync("deleteRole", "role", "DELETE", $"admin/roles/{role}", null);
        var user = (await ChangeAsync("createUser", "user", "POST", "admin/users", new { email = "eve@example.com", roles = (string[])["owner"] })).Id();
        await ChangeAsync("createUser", "user", "POST", "admin/users", new { email = "mallory@example.com", roles = (string[])["owner"] });
        await ChangeAsync("updateUser", "user", "PATCH", $"admin/users/{user}", new { roles = (string[])["orders"] });
        await ChangeAsync("signOutUser", "session", "POST", $"admin/users/{user}/sign-out", null);
        await ChangeAsync("resetUserTwoFactor", "user", "DELETE", $"admin/users/{user}/two-factor", null);
        using var shopper = shop.From();
        var email = People.NewEmail();
        await shopper.RegisterAsync(email);
        var customer = (await shop.Admin.GetOkAsync($"admin/customers?email={email}")).At("items", 0).Id();
        await ChangeAsync("updateCustomer", "user", "PATCH", $"admin/customers/{customer}", new { name = "Ada" });
        await ChangeAsync("updateAccessSettings", "setting", "PATCH", "admin/access-settings", new { twoFactorRoles = (string[])["owner"] });
        await ChangeAsync("setOidc", "setting", "PUT", "admin/oidc", new { issuer = "https://login.example.com", clientId = "shop", clientSecret = "s3cret" });
        await ChangeAsync("deleteOidc", "setting", "DELETE", "admin/oidc", null);
        var key = (await ChangeAsync("createApiKey", "api_key", "POST", "admin/api-keys", new { name = "ERP", permissions = (string[])["orders:read"] })).Id();
        await ChangeAsync("rotateApiKey", "api_key", "POST", $"admin/api-keys/{key}/rotate", null);
        await ChangeAsync("revokeApiKey", "api_key", "DELETE", $"admin/api-keys/{key}", null);
        using var file = new StringContent("[]", System.Text.Encoding.UTF8, "application/json");
        await ChangeAsync("importProducts", "job", "POST", "admin/products/import?dryRun=true", file);

        // Of a kind that nobody runs.
        var waiting = new SharpCommerce.Core.Jobs.Job(Id<SharpCommerce.Core.Jobs.Job>.New(TimeProvider.System), "stays", "{}", DateTimeOffset.UnixEpoch);
        await using (var session = await shop.Get<SharpCommerce.Core.Tenancy.TenantDb>().WriteAsync(CancellationToken.None))
        {
            session.Context.Add(waiting);
            await session.SaveAndCommitAsync(CancellationToken.None);
        }
        await ChangeAsync("cancelJob", "job", "DELETE", $"admin/jobs/{waiting.Id}", null);

        var webhook = (await ChangeAsync("createWebhook", "webhook_endpoint", "POST", "admin/webhooks", new { url = "https://erp.example.com/hooks" })).Id();
        await ChangeAsync("updateWebhook", "webhook_endpoint", "PATCH", $"admin/webhooks/{webhook}", new { description = "ERP" });
        await ChangeAsync("rotateWebhookSecret", "webhook_endpoint", "POST", $"admin/webhooks/{webhook}/rotate-secret", new { overlapSeconds = 60 });
        var delivery = (await ChangeAsync("testWebhook", "webhook_endpoint", "POST", $"admin/webhooks/{webhook}/test", null)).Id();
        await ChangeAsync("replayWebhookDelivery", "webhook_endpoint", "POST", $"admin/webhooks/{webhook}/deliveries/{delivery}/replay", null);
        await ChangeAsync("replayWebhook", "webhook_endpoint", "POST", $"admin/webhooks/{webhook}/replay", new { from = "2026-01-01T00:00:00Z" });
        await ChangeAsync("deleteWebhook", "webhook_endpoint", "DELETE", $"admin/webhooks/{webhook}", null);
        await FullShop.LeaveEventsAsync(shop);
        await ChangeAsync("releaseEvent", "event_delivery", "POST", $"admin/events/{(await shop.Admin.GetOkAsync("admin/events/parked")).At("items", 0).Text("eventId")}/release", null);
        await ChangeAsync("releaseMessage", "inbox_message", "POST", $"admin/inbound/{(await shop.Admin.GetOkAsync("admin/inbound/parked")).At("items", 0).Id()}/release", null);

        var document = await shop.Http.GetOkAsync("/openapi/v1.json");
        var all = document.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/v1/admin/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject()).Where(operation => operation.Name != "get").Select(operation => operation.Value.Text("operationId"));
        Assert.Equal(all.Order(StringComparer.Ordinal), told.Distinct().Order(StringComparer.Ordinal));

        async Task<string> PaymentAsync()
        {
            var placed = await shop.PlaceOrderAsync((variant, 1));
            return $"admin/orders/{placed.Id()}/payments/{placed.At("payments", 0).Id()}";
        }

        async Task<JsonElement> ChangeAsync(string operation, string subject, string method, string path, object? body)
        {
            var before = (await EntriesAsync(shop)).Count;
            var request = Guid.NewGuid().ToString("N");
            var answer = await shop.Admin.CallAsync(method, path, body, ("X-Request-Id", request), ("Idempotency-Key", request));
            Assert.InRange(answer.Status, 200, 299);
            var entries = await EntriesAsync(shop);
            Assert.True(entries.Count == before + 1, $"{operation} has {entries.Count - before} entries.");
            Assert.Equal((operation, subject, request, "127.0.0.1"), (entries[0].Text("action"), entries[0].Text("subject"), entries[0].Text("requestId"), entries[0].Text("address").Replace("::ffff:", "", StringComparison.Ordinal)));
            Assert.NotEmpty(entries[0].List("changes"));
            told.Add(operation);
            return answer.Status == 204 ? default : answer.Json;
        }
    }

    [Theory, EachEngine]
    public async Task What_shoppers_do_and_what_is_refused_is_not_told(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var before = (await EntriesAsync(shop)).Count;

        await shop.PlaceOrderAsync((variant, 1));
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = -100 })).ExpectProblem(409, "insufficient_stock");
        (await shop.Admin.CallAsync("PUT", "admin/tax-rates/DE", new { name = "VAT", ratePpm = 1 }, ("If-Match", "\"7\""))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("POST", "admin/products", new { title = "" })).Expect(400);
        await shop.Admin.GetOkAsync("admin/orders");

        Assert.Equal(before, (await EntriesAsync(shop)).Count);
    }

    [Theory, EachEngine]
    public async Task An_entry_tells_what_was_before_and_after_and_no_more(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = await shop.AddProductAsync("Boot", stock: 3);
        (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = "Shoe", description = new string('x', 5_000) })).Expect(200);

        var entry = (await EntriesAsync(shop))[0];
        Assert.Equal(product.Id(), entry.Text("subjectId"));
        var change = entry.List("changes").Single(found => found.Text("entity") == "product");
        Assert.Equal(("updated", "Boot", "Shoe"), (change.Text("change"), change.GetProperty("before").Text("title"), change.GetProperty("after").Text("title")));
        Assert.Equal(1_001, change.GetProperty("after").Text("description").Length);
        Assert.False(change.GetProperty("after").TryGetProperty("status", out _));

        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = product.At("variants", 0).Id(), delta = 2 })).Expect(200);
        change = (await EntriesAsync(shop))[0].List("changes").Single(found => found.Text("entity") == "inventory_item");
        Assert.Equal((3, 5), (change.GetProperty("before").GetProperty("onHand").GetInt32(), change.GetProperty("after").GetProperty("onHand").GetInt32()));
    }

    [Theory, EachEngine]
    public async Task Changes_at_once_stand_one_after_another(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var before = (await EntriesAsync(shop))[0].GetProperty("sequence").GetInt64();

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async i => i % 2 == 0
            ? (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = 1 })).Expect(200)
            : (await shop.Admin.CallAsync("POST", "admin/categories", new { title = $"C{i}" })).Expect(201)));

        var sequences = (await EntriesAsync(shop)).Select(entry => entry.GetProperty("sequence").GetInt64()).Take(24).Reverse();
        Assert.Equal(Enumerable.Range(1, 24).Select(i => before + i), sequences);
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_log_is_filtered_and_paged_and_its_tenants_own(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        await using var other = await TestShop.OpenAsync(server);
        var category = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "A" }, ("X-Request-Id", "first"))).Json.Id();
        await shop.Admin.CallAsync("PATCH", $"admin/categories/{category}", new { title = "B" });
        await shop.Admin.CallAsync("POST", "admin/categories", new { title = "C" });

        Assert.Equal(3, (await shop.Admin.PagesAsync("admin/audit", 2)).Count);
        Assert.Equal(2, (await shop.Admin.PagesAsync("admin/audit?action=createCategory", 1)).Count);
        Assert.Equal(2, (await shop.Admin.PagesAsync($"admin/audit?subject=category&subjectId={category}", 1)).Count);
        Assert.Single(await shop.Admin.PagesAsync("admin/audit?requestId=first", 10));
        var actor = (await EntriesAsync(shop))[0].Text("actor");
        Assert.Equal(3, (await shop.Admin.PagesAsync($"admin/audit?actor={Uri.EscapeDataString(actor)}", 10)).Count);
        Assert.Empty(await shop.Admin.PagesAsync("admin/audit?actor=nobody", 10));
        Assert.Empty(await shop.Admin.PagesAsync("admin/audit?before=2020-01-01T00:00:00Z", 10));
        Assert.Equal(3, (await shop.Admin.PagesAsync("admin/audit?from=2020-01-01T00:00:00Z", 10)).Count);
        Assert.Empty(await other.Admin.PagesAsync("admin/audit", 10));
        (await shop.Admin.ReadAsync("admin/audit?limit=101")).ExpectInvalid("limit");
        (await shop.Admin.ReadAsync("admin/audit?cursor=x")).ExpectInvalid("cursor");
        (await shop.Http.ReadAsync("admin/audit")).Expect(401);
    }

    [Theory, EachEngine]
    public async Task What_operators_do_to_tenants_is_in_the_platforms_log(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var tenant = (await server.Platform.CallAsync("POST", "platform/tenants", new { slug = "shop", name = "Shop", defaultCurrency = "EUR", domains = (string[])["a.example"] })).Expect(201).Json.Id();
        (await server.Platform.CallAsync("PATCH", $"platform/tenants/{tenant}", new { name = "Shop 2" })).Expect(200);
        (await server.Platform.CallAsync("POST", "platform/tenants", new { slug = "shop", name = "Again", defaultCurrency = "EUR" })).Expect(409);
        (await server.Platform.CallAsync("POST", $"platform/tenants/{tenant}/suspend")).Expect(200);
        (await server.Platform.CallAsync("POST", $"platform/tenants/{tenant}/resume")).Expect(200);
        using (var staff = server.Client())
        {
            staff.DefaultRequestHeaders.Authorization = server.Platform.DefaultRequestHeaders.Authorization;
            staff.DefaultRequestHeaders.Add("X-Tenant", "shop");
            await Task.Delay(100, Stop);
            Assert.Empty((await staff.GetOkAsync("admin/audit")).List("items"));
        }
        (await server.Platform.CallAsync("DELETE", $"platform/tenants/{tenant}")).Expect(204);

        var entries = await server.Platform.PagesAsync("platform/audit", 2);
        Assert.Equal(["deleteTenant", "resumeTenant", "suspendTenant", "updateTenant", "createTenant"], entries.Select(entry => entry.Text("action")));
        Assert.All(entries, entry => Assert.Equal(("tenant", tenant), (entry.Text("subject"), entry.Text("subjectId"))));
        using var nobody = server.Client();
        nobody.DefaultRequestHeaders.Authorization = server.Platform.DefaultRequestHeaders.Authorization;
        nobody.DefaultRequestHeaders.Add("X-Tenant", Guid.Empty.ToString());
        (await nobody.ReadAsync("admin/audit")).ExpectProblem(404, "tenant_not_found");
    }

    private static async Task<List<JsonElement>> EntriesAsync(TestShop shop) => (await shop.Admin.GetOkAsync("admin/audit?limit=100")).List("items");
}
