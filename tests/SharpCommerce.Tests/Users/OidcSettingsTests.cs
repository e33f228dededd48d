using System.Net;
using System.Net.Sockets;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users;
using Xunit;

namespace SharpCommerce.Tests.Users;

/// <summary>Which provider a tenant trusts.</summary>
public sealed class OidcSettingsTests
{
    private const string Issuer = "https://login.example.com/realms/shop";

    [Theory, EachEngine]
    public async Task The_secret_is_kept_encrypted_and_shown_nowhere(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var set = (await shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(Issuer, new { roleClaim = "groups", roleMap = new { staff = "catalog" } }))).Expect(200);
        Assert.Equal("\"1\"", set.Header("ETag"));
        Assert.True(set.Json.GetProperty("hasClientSecret").GetBoolean());
        var shown = set.Text + (await shop.Admin.ReadAsync("admin/oidc")).Expect(200).Text + (await shop.Admin.ReadAsync("admin/audit")).Expect(200).Text;
        var stored = await shop.DumpAsync("settings");
        Assert.Contains("protectedClientSecret\":\"(secret)", shown, StringComparison.Ordinal);
        Assert.Contains("\"staff\":\"catalog\"", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", shown + stored + await shop.DumpAsync("audit_entries"), StringComparison.Ordinal);
        var kept = stored.Split("protectedClientSecret\":\"")[1].Split('"')[0];
        Assert.DoesNotContain(kept[..20], await shop.DumpAsync("audit_entries"), StringComparison.Ordinal);

        // Kept while it goes to the same place, never sent to another one.
        Assert.True((await PutAsync(new { issuer = Issuer, clientId = OidcProvider.ClientId, trustAmr = true }, "\"1\"")).Expect(200).Json.GetProperty("hasClientSecret").GetBoolean());
        (await PutAsync(new { issuer = Issuer, clientId = "x" }, "\"1\"")).ExpectProblem(412, "precondition_failed");
        Assert.False((await PutAsync(new { issuer = "https://evil.example", clientId = OidcProvider.ClientId }, "\"2\"")).Expect(200).Json.GetProperty("hasClientSecret").GetBoolean());
        (await shop.Admin.CallAsync("DELETE", "admin/oidc", null, ("If-Match", "\"1\""))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("DELETE", "admin/oidc", null, ("If-Match", "\"3\""))).Expect(204);
        (await shop.Admin.CallAsync("DELETE", "admin/oidc")).ExpectProblem(404, "oidc_not_configured");

        Task<Answer> PutAsync(object body, string tag) => shop.Admin.CallAsync("PUT", "admin/oidc", body, ("If-Match", tag));
    }

    [Theory, EachEngine]
    public async Task Only_who_holds_everything_may_say_who_is_who(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "people", permissions = (string[])["access:read", "access:write"] })).Expect(201);
        await shop.Get<UserManager>().CreateAsync(new() { Email = "pat@example.com", Kind = UserKind.Staff, Password = "correct horse battery", Roles = ["people"] }, TestContext.Current.CancellationToken);
        var token = (await shop.Http.CallAsync("POST", "auth/login", new { email = "pat@example.com", password = "correct horse battery" })).Expect(200).Json.Text("accessToken");
        (await shop.Http.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(Issuer), ("Authorization", $"Bearer {token}"))).ExpectProblem(403, "missing_permission");
        (await shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(Issuer))).Expect(200);
        (await shop.Http.CallAsync("DELETE", "admin/oidc", null, ("Authorization", $"Bearer {token}"))).ExpectProblem(403, "missing_permission");
        (await shop.Http.CallAsync("GET", "admin/oidc", null, ("Authorization", $"Bearer {token}"))).Expect(200);
    }

    [Theory, EachEngine]
    public async Task What_makes_no_sense_is_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var issuer in (string[])
            [
                "", "login", "http://login.example.com", "ftp://login.example.com", "file:///etc/passwd", "gopher://login.example.com", "https://user:pass@login.example.com", "https://login.example.com?a=b",
                "https://login.example.com#x", "https://127.0.0.1", "https://[::1]:5000", "https://[::ffff:127.0.0.1]", "https://2130706433", "https://0x7f000001", "https://169.254.169.254/latest",
            ])
            (await PutAsync(issuer)).ExpectInvalid("issuer");
        (await PutAsync(Issuer, new { roleClaim = "groups", roleMap = new { a = "nothing" } })).ExpectInvalid("roleMap");
        (await PutAsync(Issuer, new { roleMap = new { a = "owner" } })).ExpectInvalid("roleClaim");
        (await PutAsync(Issuer, new { defaultRoles = (string[])["nothing"] })).ExpectInvalid("defaultRoles");
        (await PutAsync(Issuer, new { scopes = (string[])["a b"] })).ExpectInvalid("scopes");

        Task<Answer> PutAsync(string issuer, object? more = null) => shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(issuer, more));
    }

    [Theory, EachEngine]
    public async Task A_tenant_cannot_make_the_server_call_what_is_not_public(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        foreach (var host in (string[])["localhost", "localhost.", "shops.localhost"])
        {
            (await shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings($"https://{host}:{((IPEndPoint)sink.LocalEndpoint).Port}"))).Expect(200);
            (await shop.Http.CallAsync("POST", "auth/oidc/start", new { redirectUri = OidcProvider.RedirectUri })).ExpectProblem(503, "oidc_unavailable");
        }
        Assert.False(sink.Pending());
    }
}
