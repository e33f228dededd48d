using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OtpNet;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users;
using SharpCommerce.Users.Oidc;
using Xunit;

namespace SharpCommerce.Tests.Users;

/// <summary>Staff sign in by their tenant's OpenID provider.</summary>
public sealed class OidcTests
{
    private const string Password = "correct horse battery";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_first_sign_in_makes_the_user_and_the_provider_groups_give_and_take_roles(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        oidc.Provider.Groups = ["admins", "others"];
        var first = (await oidc.SignInAsync()).Expect(200).Json;
        var user = first.GetProperty("user");
        Assert.Equal(("ada@example.com", "Ada Lovelace", true, "staff"), (user.Text("email"), user.Text("name"), user.GetProperty("emailVerified").GetBoolean(), user.Text("kind")));
        Assert.Equal(["owner"], Roles(user));

        // She was the last owner: that stays although the provider says otherwise.
        oidc.Provider.Groups = ["catalog"];
        var second = await oidc.SignInAsync();
        Assert.Equal(["catalog", "owner"], Roles(second.Expect(200).Json.GetProperty("user")));
        Assert.Equal(user.Id(), second.Json.GetProperty("user").Id());
        Assert.Contains("access:write", (await oidc.MeAsync(second)).Expect(200).Text, StringComparison.Ordinal);

        await oidc.Shop.Get<UserManager>().CreateAsync(new() { Email = "boss@example.com", Kind = UserKind.Staff, Password = Password, Roles = ["owner"] }, cancellationToken: Stop);
        await oidc.Shop.Get<UserManager>().UpdateAsync(Id<User>.Parse(user.Id(), null), change => change with { Roles = ["owner", "finance"] }, cancellationToken: Stop);
        // Another address changes nothing: the subject is who she is. A role that no group stands for stays.
        oidc.Provider.Email = "ada@elsewhere.example";
        oidc.Provider.Groups = [];
        Assert.Equal(["finance"], Roles((await oidc.SignInAsync()).Expect(200).Json.GetProperty("user")));
    }

    [Theory, EachEngine]
    public async Task Who_is_nobody_here_stays_out(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        (await oidc.SignInAsync()).ExpectProblem(401, "oidc_failed");
        oidc.Provider.Groups = ["admins"];
        oidc.Provider.EmailVerified = false;
        (await oidc.SignInAsync()).ExpectProblem(401, "oidc_failed");

        var users = oidc.Shop.Get<UserManager>();
        var staff = await users.CreateAsync(new() { Email = "ada@example.com", Kind = UserKind.Staff, Password = Password, Roles = ["support"] }, cancellationToken: Stop);
        (await oidc.SignInAsync()).ExpectProblem(401, "oidc_failed");
        oidc.Provider.EmailVerified = true;
        Assert.Equal(staff.Id.ToString(), (await oidc.SignInAsync()).Expect(200).Json.GetProperty("user").Id());
        // Once linked, the address does not matter; and nobody else gets her account by it.
        oidc.Provider.EmailVerified = false;
        (await oidc.SignInAsync()).Expect(200);
        (oidc.Provider.EmailVerified, oidc.Provider.Subject) = (true, "ada-2");
        (await oidc.SignInAsync()).ExpectProblem(401, "oidc_failed");
        oidc.Provider.Subject = "ada-1";
        await oidc.Shop.Get<UserManager>().CreateAsync(new() { Email = "boss@example.com", Kind = UserKind.Staff, Password = Password, Roles = ["owner"] }, cancellationToken: Stop);
        await oidc.Shop.Get<UserManager>().UpdateAsync(staff.Id, change => change with { Disabled = true }, cancellationToken: Stop);
        (await oidc.SignInAsync()).ExpectProblem(401, "oidc_failed");

        await users.CreateAsync(new() { Email = "shopper@example.com", Password = Password }, cancellationToken: Stop);
        (oidc.Provider.Subject, oidc.Provider.Email) = ("shopper-1", "shopper@example.com");
        (await oidc.SignInAsync()).ExpectProblem(401, "oidc_failed");
    }

    [Theory, EachEngine]
    public async Task Default_roles_are_for_whom_no_group_gives_one(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine, new { roleClaim = "realm.roles", roleMap = new { admins = "owner" }, defaultRoles = (string[])["read_only"] });
        Assert.Equal(["read_only"], Roles((await oidc.SignInAsync()).Expect(200).Json.GetProperty("user")));
        (oidc.Provider.Subject, oidc.Provider.Email) = ("bea-1", "bea@example.com");
        oidc.Provider.Forge = claims =>
        {
            claims["realm"] = new JsonObject { ["roles"] = new JsonArray("admins") };
            return OidcProvider.Sign(claims, oidc.Provider.Key, SecurityAlgorithms.RsaSha256);
        };
        Assert.Equal(["owner"], Roles((await oidc.SignInAsync()).Expect(200).Json.GetProperty("user")));
    }

    [Theory, EachEngine]
    public async Task A_token_that_is_not_meant_exactly_so_lets_nobody_in(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        oidc.Provider.Groups = ["admins"];
        using var stranger = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var own = oidc.Provider.Key;
        var publicKey = new SymmetricSecurityKey(own.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = own.KeyId };
        var forgeries = new Dictionary<string, Func<JsonObject, string>>
        {
            ["another nonce"] = claims => Signed(claims, "nonce", "x"),
            ["no nonce"] = claims => Signed(claims, "nonce", null),
            ["another audience"] = claims => Signed(claims, "aud", "another"),
            ["two audiences"] = claims => Signed(claims, "aud", new JsonArray(OidcProvider.ClientId, "another")),
            ["another party"] = claims => Signed(claims, "azp", "another"),
            ["another issuer"] = claims => Signed(claims, "iss", "https://login.example.com/"),
            ["the past"] = claims => Signed(claims, "exp", now - 31),
            ["no end"] = claims => Signed(claims, "exp", null),
            ["the future"] = claims => Signed(claims, "iat", now + 120),
            ["nobody"] = claims => Signed(claims, "sub", ""),
            ["no signature"] = claims => $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.",
            ["a public key as a shared secret"] = claims => OidcProvider.Sign(claims, publicKey, SecurityAlgorithms.HmacSha256),
            ["the client's secret"] = claims => OidcProvider.Sign(claims, new SymmetricSecurityKey(new byte[64]), SecurityAlgorithms.HmacSha256),
            ["a stranger's key"] = claims => OidcProvider.Sign(claims, new RsaSecurityKey(stranger) { KeyId = own.KeyId }, SecurityAlgorithms.RsaSha256),
            ["an unknown key"] = claims => OidcProvider.Sign(claims, new RsaSecurityKey(stranger) { KeyId = "two" }, SecurityAlgorithms.RsaSha256),
            ["no token"] = _ => "x",
        };
        foreach (var (what, forge) in forgeries)
        {
            oidc.Provider.Forge = forge;
            var answer = await oidc.SignInAsync();
            Assert.True(answer.Status == 401, $"{what}: {answer.Text}");
            answer.ExpectProblem(401, "oidc_failed");
        }
        oidc.Provider.Forge = claims => OidcProvider.Sign(claims, own, SecurityAlgorithms.RsaSsaPssSha256);
        (await oidc.SignInAsync()).Expect(200);

        string Signed(JsonObject claims, string name, JsonNode? value)
        {
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
            return OidcProvider.Sign(claims, own, SecurityAlgorithms.RsaSha256);
        }
    }

    [Theory, EachEngine]
    public async Task A_state_is_good_for_its_tenant_its_time_and_its_code_alone(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        await using var other = await OidcShop.OpenAsync(engine);
        (await other.Shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(oidc.Provider.Issuer))).Expect(200);
        oidc.Provider.Groups = ["admins"];
        var start = await oidc.StartAsync();
        Assert.DoesNotContain("nonce", Uri.UnescapeDataString(start.Text("state")), StringComparison.Ordinal);
        var (code, state) = await OidcProvider.VisitAsync(start.Text("authorizationUrl"));
        Assert.Equal(start.Text("state"), state);

        (await other.CompleteAsync(new { code, state })).ExpectProblem(401, "oidc_failed");
        (await oidc.CompleteAsync(new { code, state = state[..^2] + (state[^2] == 'A' ? 'B' : 'A') + state[^1] })).ExpectProblem(401, "oidc_failed");
        foreach (var junk in (string[])["x", "AAAA", new('A', 200), "!", "ü"])
            (await oidc.CompleteAsync(new { code, state = junk })).ExpectProblem(401, "oidc_failed");
        (await oidc.CompleteAsync(new { state })).ExpectInvalid("code");
        (await oidc.CompleteAsync(new { code, state = new string('A', 5_000) })).ExpectInvalid("state");
        (await oidc.CompleteAsync(new { code, state = (await oidc.StartAsync()).Text("state") })).ExpectProblem(401, "oidc_failed");

        var fresh = await OidcProvider.VisitAsync((await oidc.StartAsync()).Text("authorizationUrl"));
        (await oidc.CompleteAsync(new { code = fresh.Code, state = Expired(oidc, fresh.State) })).ExpectProblem(401, "oidc_failed");
        (await oidc.CompleteAsync(new { code = fresh.Code, state = fresh.State })).Expect(200);
        (await oidc.CompleteAsync(new { code = fresh.Code, state = fresh.State })).ExpectProblem(401, "oidc_failed");
    }

    [Theory, EachEngine]
    public async Task The_code_is_sent_to_pages_of_the_shop_alone(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        var (own, origin) = ($"{Guid.NewGuid():N}.example.com", $"https://{Guid.NewGuid():N}.example.com:8443");
        (await oidc.Shop.Server.Platform.CallAsync("PATCH", $"platform/tenants/{oidc.Shop.Tenant.Id}", new { domains = (string[])[own], allowedOrigins = (string[])[origin] })).Expect(200);
        // What the registry knew stays for two seconds.
        await Task.Delay(TimeSpan.FromSeconds(2.2), Stop);

        foreach (var good in (string[])["http://localhost:8080/a?b=c", $"https://{own}/a", $"{origin}/", $"https://{own.ToUpperInvariant()}/a"])
            Assert.Contains(Uri.EscapeDataString(good), (await StartAsync(good)).Expect(200).Json.Text("authorizationUrl"), StringComparison.Ordinal);
        foreach (var bad in (string[])
            [
                "https://evil.example/", $"http://{own}/a", $"https://{own}:444/", $"https://{own}.evil.example/", $"https://x@{own}/", $"https://{own}@evil.example/", $"https://{own}/#x",
                $"https://evil.example\\@{own}/", "http://localhost:8081/", "javascript:alert(1)", "/admin", "//localhost:8080/", "", "null", "data:text/html,x",
            ])
            (await StartAsync(bad)).ExpectInvalid("redirectUri");

        Task<Answer> StartAsync(string redirectUri) => oidc.Shop.Http.CallAsync("POST", "auth/oidc/start", new { redirectUri });
    }

    [Theory, EachEngine]
    public async Task A_provider_that_is_down_is_not_the_users_fault(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        var (code, state) = await OidcProvider.VisitAsync((await oidc.StartAsync()).Text("authorizationUrl"));
        var issuer = oidc.Provider.Issuer;
        await oidc.Provider.DisposeAsync();
        (await oidc.CompleteAsync(new { code, state })).ExpectProblem(503, "oidc_unavailable");

        await using var other = await TestShop.OpenAsync(oidc.Shop.Server);
        (await other.Http.CallAsync("POST", "auth/oidc/start", new { redirectUri = OidcProvider.RedirectUri })).ExpectProblem(404, "oidc_not_configured");
        (await other.Http.CallAsync("POST", "auth/oidc/complete", new { code, state })).ExpectProblem(404, "oidc_not_configured");
        (await other.Admin.ReadAsync("admin/oidc")).ExpectProblem(404, "oidc_not_configured");
        (await other.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(issuer))).Expect(200);
        (await other.Http.CallAsync("POST", "auth/oidc/start", new { redirectUri = OidcProvider.RedirectUri })).ExpectProblem(503, "oidc_unavailable");
    }

    [Theory, EachEngine]
    public async Task A_second_factor_of_ones_own_is_asked_for_and_the_providers_counts_only_where_it_is_trusted(Engine engine)
    {
        await using var oidc = await OidcShop.OpenAsync(engine);
        oidc.Provider.Groups = ["admins"];
        oidc.Provider.Methods = ["pwd", "mfa"];
        await oidc.Shop.Admin.CallAsync("PATCH", "admin/access-settings", new { twoFactorRoles = (string[])["owner"] });
        Assert.True((await oidc.MeAsync(await oidc.SignInAsync())).Expect(200).Json.GetProperty("twoFactorRequired").GetBoolean());
        (await oidc.Shop.Admin.CallAsync("PUT", "admin/oidc", OidcProvider.Settings(oidc.Provider.Issuer, new { trustAmr = true }))).Expect(200);
        Assert.False((await oidc.MeAsync(await oidc.SignInAsync())).Expect(200).Json.GetProperty("twoFactorRequired").GetBoolean());
        oidc.Provider.Methods = ["pwd"];
        Assert.True((await oidc.MeAsync(await oidc.SignInAsync())).Expect(200).Json.GetProperty("twoFactorRequired").GetBoolean());

        var bea = await oidc.Shop.Get<UserManager>().CreateAsync(new() { Email = "bea@example.com", Kind = UserKind.Staff, Password = Password, Roles = ["owner"] }, cancellationToken: Stop);
        var factor = oidc.Shop.Get<TwoFactorManager>();
        var totp = new Totp(Base32Encoding.ToBytes((await factor.SetUpAsync(bea.Id, Password, Stop)).Secret));
        await factor.EnableAsync(bea.Id, default, totp.ComputeTotp(), Stop);
        (oidc.Provider.Subject, oidc.Provider.Email, oidc.Provider.Methods) = ("bea-1", "bea@example.com", ["mfa"]);
        var state = (await oidc.SignInAsync()).ExpectProblem(401, "two_factor_required").Json.Text("state");
        (await oidc.CompleteAsync(new { state })).ExpectProblem(401, "two_factor_required");
        (await oidc.CompleteAsync(new { state, twoFactorCode = "000000" })).ExpectProblem(401, "invalid_code");
        var next = totp.ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(30).UtcDateTime);
        Assert.False((await oidc.MeAsync(await oidc.CompleteAsync(new { state, twoFactorCode = next }))).Json.GetProperty("twoFactorRequired").GetBoolean());
        (await oidc.CompleteAsync(new { state, twoFactorCode = next })).ExpectProblem(401, "invalid_code");
    }

    private static string Expired(OidcShop oidc, string state)
    {
        var services = oidc.Shop.Server.Services;
        var states = new OidcStates(services.GetRequiredService<SecretProtector>(), TimeProvider.System);
        var opened = states.Open(oidc.Shop.Tenant, state)!;
        Assert.InRange(opened.ExpiresAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        return states.Seal(oidc.Shop.Tenant, opened with { ExpiresAt = TimeProvider.System.GetUtcNow().AddSeconds(-1) });
    }

    private static List<string?> Roles(JsonElement user) => [.. user.List("roles").Select(role => role.GetString())];
}
