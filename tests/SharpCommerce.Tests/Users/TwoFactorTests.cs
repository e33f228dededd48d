using OtpNet;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Users;

public sealed class TwoFactorTests
{
    [Theory, EachEngine]
    public async Task A_second_factor_is_asked_for_and_each_code_works_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        (await client.CallAsync("POST", "auth/two-factor/setup", new { password = "not the password" })).ExpectProblem(401, "invalid_credentials");
        var setup = (await client.CallAsync("POST", "auth/two-factor/setup", new { password = People.Password })).Expect(200).Json;
        Assert.StartsWith("otpauth://totp/", setup.Text("uri"), StringComparison.Ordinal);
        var totp = new Totp(Base32Encoding.ToBytes(setup.Text("secret")));
        (await client.CallAsync("POST", "auth/two-factor/enable", new { code = "000000" })).ExpectProblem(401, "invalid_code");
        var code = Code(totp, 0);
        var recovery = (await client.CallAsync("POST", "auth/two-factor/enable", new { code })).Expect(200).Json.List("recoveryCodes");
        Assert.Equal(10, recovery.Count);
        Assert.DoesNotContain(setup.Text("secret"), await shop.DumpAsync("users"), StringComparison.Ordinal);

        using var other = shop.From();
        (await other.LoginAsync(email)).ExpectProblem(401, "two_factor_required");
        (await LoginAsync(other, email, code)).ExpectProblem(401, "invalid_code");
        var next = Code(totp, 1);
        var race = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync(other, email, next)));
        Assert.Single(race, answer => answer.Status == 200);
        var signedIn = (await other.CallAsync("POST", "auth/login", new { email, password = People.Password, recoveryCode = recovery[0].GetString()!.ToLowerInvariant() })).Expect(200).Json;
        (await other.CallAsync("POST", "auth/login", new { email, password = People.Password, recoveryCode = recovery[0].GetString() })).ExpectProblem(401, "invalid_code");

        other.DefaultRequestHeaders.Authorization = new("Bearer", signedIn.Text("accessToken"));
        var renewed = (await other.CallAsync("POST", "auth/two-factor/recovery-codes", new { password = People.Password })).Expect(200).Json.List("recoveryCodes");
        Assert.Empty(renewed.Select(item => item.GetString()).Intersect(recovery.Select(item => item.GetString())));
        (await other.CallAsync("POST", "auth/two-factor/disable", new { password = People.Password })).Expect(204);
        await other.SignInAsync(email);
    }

    [Theory, EachEngine]
    public async Task A_role_may_demand_a_second_factor(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        (await shop.Admin.CallAsync("PATCH", "admin/access-settings", new { twoFactorRoles = (string[])["finance"] })).Expect(200);
        (await shop.Admin.CallAsync("PATCH", "admin/access-settings", new { twoFactorRoles = (string[])["nobody"] })).ExpectInvalid("twoFactorRoles");
        using var staff = await shop.StaffAsync("finance", "catalog");
        (await staff.ReadAsync("admin/products")).Expect(200);
        var refused = (await staff.ReadAsync("admin/orders")).ExpectProblem(403, "missing_permission");
        Assert.True(refused.Json.GetProperty("twoFactorRequired").GetBoolean());
        Assert.True((await staff.GetOkAsync("auth/me")).GetProperty("twoFactorRequired").GetBoolean());

        var setup = (await staff.CallAsync("POST", "auth/two-factor/setup", new { password = People.Password })).Expect(200).Json;
        (await staff.CallAsync("POST", "auth/two-factor/enable", new { code = Code(new(Base32Encoding.ToBytes(setup.Text("secret"))), 0) })).Expect(200);
        (await staff.ReadAsync("admin/orders")).Expect(200);
        var user = (await staff.GetOkAsync("auth/me")).GetProperty("user");
        (await shop.Admin.CallAsync("DELETE", $"admin/users/{user.Id()}/two-factor")).Expect(204);
        await SessionTests.EventuallyAsync(async () => (await staff.ReadAsync("auth/me")).Status == 401);
        await staff.SignInAsync(user.Text("email"));
        (await staff.ReadAsync("admin/orders")).ExpectProblem(403, "missing_permission");
    }

    private static Task<Answer> LoginAsync(HttpClient client, string email, string code) => client.CallAsync("POST", "auth/login", new { email, password = People.Password, code });

    private static string Code(Totp totp, int steps) => totp.ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30 * steps));
}
