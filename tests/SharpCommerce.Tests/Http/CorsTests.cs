using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>Scripts of other origins read a tenant's answers only where that tenant allows it.</summary>
public sealed class CorsTests
{
    private static readonly string[] Written = ["https://SHOP.example.com/", "https://shop.example.com:443", "https://bücher.example", "http://localhost:5173", "https://shop.example.com:8443"];

    private const string Allow = "Access-Control-Allow-Origin";

    [Theory, EachEngine]
    public async Task Only_exactly_the_origins_of_that_tenant_may_read(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var host = $"{Guid.NewGuid():N}.example.com";
        await ChangeAsync(shop, new { allowedOrigins = new[] { $"https://www.{host}", $"https://app.{host}:8443" }, domains = new[] { host } });
        await ChangeAsync(other, new { allowedOrigins = new[] { $"https://other.{host}" } });

        foreach (var origin in (string[])[$"https://www.{host}", $"https://app.{host}:8443", $"https://{host}"])
        {
            foreach (var (path, status) in ((string, int)[])[("store/products", 200), ("store/products/none", 404), ("store/products?limit=0", 400), ("admin/orders", 401)])
            {
                var answer = (await shop.Http.CallAsync("GET", path, null, ("Origin", origin))).Expect(status);
                Assert.Equal((origin, path), (answer.Header(Allow), path));
                Assert.Contains("Idempotent-Replayed", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
                AssertVaries(answer);
            }
            // The same origin gets nothing from another tenant.
            AssertForeign(await other.Http.CallAsync("GET", "store/products", null, ("Origin", origin)));
            var preflight = (await PreflightAsync(shop, "store/products", origin)).Expect(204);
            Assert.Equal(origin, preflight.Header(Allow));
            Assert.Contains("X-Tenant", preflight.Header("Access-Control-Allow-Headers"), StringComparison.Ordinal);
            Assert.Contains("PATCH", preflight.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
            Assert.Null(preflight.Header("Access-Control-Allow-Credentials"));
        }

        string[] hostile =
        [
            "null", "*", $"http://www.{host}", $"http://{host}", $"https://www.{host}:444", $"https://WWW.{host}", $"HTTPS://www.{host}", $"https://x.www.{host}", $"https://www.{host}.evil.example", $"https://evil{host}",
            $"https://www.{host}/", $"https://www.{host}.", $"https://user@www.{host}", $"https://app.{host}", "https://example.com", $"https://www.{host} https://evil.example", $"https://www.{host},https://evil.example", "file://", "",
        ];
        foreach (var origin in hostile.Append($"https://other.{host}"))
            AssertForeign(await shop.Http.CallAsync("GET", "store/products", null, ("Origin", origin)));
        foreach (var origin in hostile)
            AssertForeign(await PreflightAsync(shop, "store/products", origin));
        // A preflight to a tenant's own host is answered for that tenant; one that names no tenant, for an origin that any tenant allows.
        Assert.Equal($"https://other.{host}", (await PreflightAsync(shop, "store/products", $"https://other.{host}")).Header(Allow));
        AssertForeign(await PreflightAsync(shop, "store/products", $"https://other.{host}", ("Host", host)));
        Assert.Equal($"https://www.{host}", (await PreflightAsync(shop, "store/products", $"https://www.{host}", ("Host", host))).Header(Allow));
        AssertForeign(await PreflightAsync(shop, "store/products", $"https://other.{host}", ("Host", $"{shop.Tenant.Slug}.shops.test")));
        // Operators' calls name no tenant, so no other origin reads them.
        AssertForeign(await shop.Server.Platform.CallAsync("GET", "platform/tenants?limit=1", null, ("Origin", $"https://www.{host}")));
    }

    [Theory, EachEngine]
    public async Task A_suspended_tenant_lets_nobody_read(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var origin = $"https://{Guid.NewGuid():N}.example.com";
        await ChangeAsync(shop, new { allowedOrigins = new[] { origin } });
        (await shop.Server.Platform.CallAsync("POST", $"platform/tenants/{shop.Tenant.Id}/suspend")).Expect(200);
        AssertForeign(await shop.Http.CallAsync("GET", "store/products", null, ("Origin", origin)));
        AssertForeign(await PreflightAsync(shop, "store/products", origin));
    }

    [Theory, EachEngine]
    public async Task Origins_are_checked_and_brought_into_one_form(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var saved = await ChangeAsync(shop, new { allowedOrigins = Written });
        Assert.Equal("http://localhost:5173 https://shop.example.com https://shop.example.com:8443 https://xn--bcher-kva.example", string.Join(' ', saved.Json.List("allowedOrigins").Select(origin => origin.GetString())));
        foreach (var bad in (string?[])["*", "null", "", "shop.example.com", "https://*.example.com", "http://shop.example.com", "https://shop.example.com/path", "https://shop.example.com?x", "https://shop.example.com#x", "https://u:p@shop.example.com", "ftp://shop.example.com", "javascript:alert(1)", "https://", "https://a b.example", "https://shop.example.com\\x", "file:///", null])
            (await shop.Server.Platform.CallAsync("PATCH", $"platform/tenants/{shop.Tenant.Id}", new { allowedOrigins = new[] { bad } })).ExpectInvalid("allowedOrigins[0]");
        (await shop.Server.Platform.CallAsync("PATCH", $"platform/tenants/{shop.Tenant.Id}", new { allowedOrigins = Enumerable.Range(0, 51).Select(i => $"https://s{i}.example.com") })).ExpectInvalid("allowedOrigins");
    }

    [Theory, EachEngine]
    public async Task Tenants_and_stock_have_versions(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var tenant = $"platform/tenants/{shop.Tenant.Id}";
        var first = (await shop.Server.Platform.ReadAsync(tenant)).Expect(200).Header("ETag")!;
        var second = (await shop.Server.Platform.CallAsync("PATCH", tenant, new { name = "B" }, ("If-Match", first))).Expect(200).Header("ETag")!;
        Assert.NotEqual(first, second);
        foreach (var (method, path, body) in ((string, string, object?)[])[("PATCH", tenant, new { name = "C" }), ("POST", tenant + "/suspend", null), ("DELETE", tenant, null)])
            (await shop.Server.Platform.CallAsync(method, path, body, ("If-Match", first))).ExpectProblem(412, "precondition_failed");
        Assert.Equal(second, (await shop.Server.Platform.ReadAsync(tenant)).Header("ETag"));

        var level = $"admin/inventory/levels/{variant}";
        var before = (await shop.Admin.ReadAsync(level)).Expect(200).Header("ETag")!;
        var after = (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = 2 }, ("If-Match", before))).Expect(200);
        Assert.Equal(after.Header("ETag"), (await shop.Admin.ReadAsync(level)).Header("ETag"));
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = 2 }, ("If-Match", before))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("POST", "admin/inventory/adjustments", new { variantId = variant, delta = -100 }, ("If-Match", after.Header("ETag")!))).ExpectProblem(409, "insufficient_stock");
    }

    private static async Task<Answer> ChangeAsync(TestShop shop, object patch) => (await shop.Server.Platform.CallAsync("PATCH", $"platform/tenants/{shop.Tenant.Id}", patch)).Expect(200);

    private static async Task<Answer> PreflightAsync(TestShop shop, string path, string origin, params (string Name, string Value)[] headers)
    {
        // As a browser sends it: without the values of the call's own headers.
        using var browser = shop.Server.Client();
        return await browser.CallAsync("OPTIONS", path, null, [("Origin", origin), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "x-tenant,content-type"), .. headers]);
    }

    private static void AssertForeign(Answer answer)
    {
        Assert.Equal((null, null), (answer.Header(Allow), answer.Header("Access-Control-Allow-Credentials")));
        AssertVaries(answer);
    }

    private static void AssertVaries(Answer answer)
    {
        if (answer.Status != 405)
            Assert.Contains("Origin", answer.Header("Vary") ?? "", StringComparison.Ordinal);
    }
}
