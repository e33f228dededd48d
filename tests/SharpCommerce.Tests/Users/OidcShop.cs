using System.Collections.Concurrent;
using System.Text.Json;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Users;

/// <summary>A shop on a server that may call providers on this machine, and one such provider.</summary>
internal sealed class OidcShop : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<TestServer>>> Servers = new();

    private OidcShop(TestShop shop, OidcProvider provider) => (Shop, Provider) = (shop, provider);

    internal TestShop Shop { get; }

    internal OidcProvider Provider { get; }

    internal static Task<TestServer> ServerAsync(Engine engine) => Servers.GetOrAdd(engine, key => new(() => TestServer.StartAsync(key, ("OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8")))).Value;

    /// <summary>Members of the shop's group <c>admins</c> are owners, those of <c>catalog</c> keep the catalog.</summary>
    internal static async Task<OidcShop> OpenAsync(Engine engine, object? settings = null)
    {
        var (shop, provider) = (await TestShop.OpenAsync(await ServerAsync(engine)), await OidcProvider.StartAsync());
        (await shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(provider.Issuer, settings ?? new { roleClaim = "groups", roleMap = new { admins = "owner", catalog = "catalog" } }))).Expect(200);
        return new(shop, provider);
    }

    internal async Task<JsonElement> StartAsync() => (await Shop.Http.CallAsync("POST", "auth/oidc/start", new { redirectUri = OidcProvider.RedirectUri })).Expect(200).Json;

    /// <summary>The whole way, up to the answer.</summary>
    internal async Task<Answer> SignInAsync()
    {
        var (code, state) = await OidcProvider.VisitAsync((await StartAsync()).Text("authorizationUrl"));
        return await CompleteAsync(new { code, state });
    }

    internal Task<Answer> CompleteAsync(object body) => Shop.Http.CallAsync("POST", "auth/oidc/complete", body);

    internal Task<Answer> MeAsync(Answer signedIn) => Shop.Http.CallAsync("GET", "auth/me", null, ("Authorization", $"Bearer {signedIn.Expect(200).Json.Text("accessToken")}"));

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
