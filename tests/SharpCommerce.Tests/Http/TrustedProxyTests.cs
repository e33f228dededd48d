using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>Who says where a call comes from and which host it means: the proxies that the operator named, and nobody else.</summary>
public sealed class TrustedProxyTests
{
    private const string Path = "store/payment-providers";

    [Theory, EachEngine]
    public async Task What_an_unknown_peer_forwards_changes_nothing(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        using var client = shop.Server.Client();
        var host = ("X-Forwarded-Host", $"{other.Tenant.Slug}.shops.test");
        (await client.CallAsync("GET", Path, null, host, ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"))).ExpectProblem(400, "tenant_required");
        (await shop.Http.CallAsync("GET", Path, null, host)).Expect(200);
    }

    [Fact]
    public async Task A_proxy_that_is_not_the_trusted_one_is_an_unknown_peer()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, ("PUBLIC_TRUSTED_PROXIES", "10.0.0.0/8"));
        await using var shop = await TestShop.OpenAsync(server);
        using var client = server.Client();
        (await client.CallAsync("GET", Path, null, ("X-Forwarded-Host", $"{shop.Tenant.Slug}.shops.test"), ("X-Forwarded-For", "10.1.2.3"))).ExpectProblem(400, "tenant_required");
    }

    [Fact]
    public async Task A_trusted_proxy_names_the_host()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, ("PUBLIC_TRUSTED_PROXIES", "10.0.0.0/8,127.0.0.1"));
        await using var shop = await TestShop.OpenAsync(server);
        await using var other = await TestShop.OpenAsync(server);
        using var client = server.Client();
        var host = ("X-Forwarded-Host", $"{shop.Tenant.Slug}.shops.test");
        (await client.CallAsync("GET", Path, null, host, ("X-Forwarded-For", "203.0.113.7"))).Expect(200);
        (await other.Http.CallAsync("GET", Path, null, host, ("X-Forwarded-For", "203.0.113.7"))).ExpectProblem(403, "tenant_mismatch");
    }
}
