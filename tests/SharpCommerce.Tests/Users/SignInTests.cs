using Microsoft.AspNetCore.Identity;
using OtpNet;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users;
using Xunit;

namespace SharpCommerce.Tests.Users;

public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_shopper_registers_confirms_the_address_signs_in_and_out(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        var verified = (await client.CallAsync("POST", "auth/email/verify", new { token = await shop.LinkAsync(email, "email_verification") })).Expect(200).Json;
        Assert.True(verified.GetProperty("emailVerified").GetBoolean());
        var signedIn = await client.SignInAsync(email);
        Assert.Equal((900, "customer"), (signedIn.GetProperty("expiresIn").GetInt32(), signedIn.GetProperty("user").Text("kind")));
        var me = await client.GetOkAsync("auth/me");
        Assert.Equal(email, me.GetProperty("user").Text("email"));
        Assert.Empty(me.List("permissions"));
        (await client.CallAsync("GET", "admin/orders")).ExpectProblem(403, "missing_permission");

        (await client.CallAsync("POST", "auth/logout")).Expect(204);
        (await client.CallAsync("GET", "auth/me")).ExpectProblem(401, "unauthenticated");
        (await client.CallAsync("POST", "auth/refresh", new { refreshToken = signedIn.Text("refreshToken") })).ExpectProblem(401, "unauthenticated");
    }

    [Theory, EachEngine]
    public async Task The_same_address_in_two_tenants_is_two_users(Engine engine)
    {
        await using var ours = await TestShop.OpenAsync(engine);
        await using var theirs = await TestShop.OpenAsync(engine);
        using var here = ours.From();
        using var there = theirs.From();
        var email = People.NewEmail();
        await here.RegisterAsync(email, "a password of here");
        await there.RegisterAsync(email, "a password of there");
        (await there.LoginAsync(email, "a password of here")).ExpectProblem(401, "invalid_credentials");
        var user = (await here.SignInAsync(email, "a password of here")).GetProperty("user").Id();
        Assert.NotEqual(user, (await there.SignInAsync(email, "a password of there")).GetProperty("user").Id());

        // The token is good where it was made, whatever the header says.
        here.DefaultRequestHeaders.Remove("X-Tenant");
        Assert.Equal(user, (await here.GetOkAsync("auth/me")).GetProperty("user").Id());
        (await here.CallAsync("GET", "auth/me", null, ("X-Tenant", theirs.Tenant.Slug))).ExpectProblem(403, "tenant_mismatch");
    }

    [Theory, EachEngine]
    public async Task A_password_is_reset_by_a_link_that_works_once_and_all_sessions_end(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        await client.SignInAsync(email);
        using var stranger = shop.From();
        (await stranger.CallAsync("POST", "auth/password/forgot", new { email })).Expect(202);
        var token = await shop.LinkAsync(email, "password_reset");
        (await stranger.CallAsync("POST", "auth/password/reset", new { token, password = "password1" })).ExpectInvalid("password");
        var reset = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => stranger.CallAsync("POST", "auth/password/reset", new { token, password = $"a wholly new one {i}" })));
        var winner = Array.FindIndex(reset, answer => answer.Status == 200);
        Assert.Single(reset, answer => answer.Status == 200);
        Assert.All(reset.Where(answer => answer.Status != 200), answer => answer.ExpectProblem(400, "invalid_token"));

        (await client.CallAsync("GET", "auth/me")).ExpectProblem(401, "unauthenticated");
        (await stranger.LoginAsync(email)).ExpectProblem(401, "invalid_credentials");
        await stranger.SignInAsync(email, $"a wholly new one {winner}");
        Assert.DoesNotContain(token, await shop.DumpAsync("one_time_tokens"), StringComparison.Ordinal);
        Assert.Equal("password_changed", (await shop.MailsAsync(email))[0].Text("purpose"));
    }

    [Theory, EachEngine]
    public async Task An_old_link_and_a_link_of_another_tenant_do_not_work(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        (await client.CallAsync("POST", "auth/password/forgot", new { email })).Expect(202);
        var token = await shop.LinkAsync(email, "password_reset");
        using var elsewhere = other.From();
        (await elsewhere.CallAsync("POST", "auth/password/reset", new { token, password = "a wholly new one" })).ExpectProblem(400, "invalid_token");
        // A link to verify is no link to reset.
        (await client.CallAsync("POST", "auth/email/verify", new { token })).ExpectProblem(400, "invalid_token");
        await shop.AgeAsync("one_time_tokens", "expires_at", TimeSpan.FromMinutes(31));
        (await client.CallAsync("POST", "auth/password/reset", new { token, password = "a wholly new one" })).ExpectProblem(400, "invalid_token");
    }

    [Theory, EachEngine]
    public async Task An_address_is_changed_by_a_link_to_the_new_one(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var (email, newEmail, taken) = (People.NewEmail(), People.NewEmail(), People.NewEmail());
        await client.RegisterAsync(email);
        await client.RegisterAsync(taken);
        await client.SignInAsync(email);
        (await client.CallAsync("POST", "auth/email/change", new { newEmail, password = "not the password" })).ExpectProblem(401, "invalid_credentials");
        // The same answer for an address that another user has; the mail tells its owner.
        (await client.CallAsync("POST", "auth/email/change", new { newEmail = taken, password = People.Password })).Expect(202);
        Assert.Equal("already_registered", (await shop.MailsAsync(taken))[0].Text("purpose"));
        (await client.CallAsync("POST", "auth/email/change", new { newEmail, password = People.Password })).Expect(202);
        (await client.CallAsync("POST", "auth/email/verify", new { token = await shop.LinkAsync(newEmail, "email_change") })).Expect(200);
        await client.SignInAsync(newEmail);
        Assert.Equal("email_changed", (await shop.MailsAsync(email))[0].Text("purpose"));
        (await client.LoginAsync(email)).ExpectProblem(401, "invalid_credentials");
    }

    [Theory, EachEngine]
    public async Task A_tenant_may_demand_a_confirmed_address(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        (await shop.Admin.CallAsync("PATCH", "admin/access-settings", new { requireVerifiedEmail = true })).Expect(200);
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        (await client.LoginAsync(email)).ExpectProblem(403, "email_unverified");
        (await client.CallAsync("POST", "auth/email/verify", new { token = await shop.LinkAsync(email, "email_verification") })).Expect(200);
        await client.SignInAsync(email);
    }

    [Theory, EachEngine]
    public async Task Registering_an_address_again_takes_nothing_from_anybody_and_its_owner_gets_in_by_mail(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var first = shop.From();
        using var second = shop.From();
        var email = People.NewEmail();
        await first.RegisterAsync(email, "what the first one chose");
        await first.SignInAsync(email, "what the first one chose");
        await second.RegisterAsync(email, "what the second one chose");
        (await second.LoginAsync(email, "what the second one chose")).ExpectProblem(401, "invalid_credentials");
        (await first.ReadAsync("auth/me")).Expect(200);

        // Who has the mailbox has the account from then on, with nothing left of who opened it.
        var setup = (await first.CallAsync("POST", "auth/two-factor/setup", new { password = "what the first one chose" })).Expect(200).Json;
        (await first.CallAsync("POST", "auth/two-factor/enable", new { code = new Totp(Base32Encoding.ToBytes(setup.Text("secret"))).ComputeTotp() })).Expect(200);
        (await second.CallAsync("POST", "auth/password/reset", new { token = await shop.LinkAsync(email, "already_registered"), password = "what the owner chose" })).Expect(200);
        await SessionTests.EventuallyAsync(async () => (await first.ReadAsync("auth/me")).Status == 401);
        Assert.True((await second.SignInAsync(email, "what the owner chose")).GetProperty("user").GetProperty("emailVerified").GetBoolean());
    }

    [Theory]
    [EachEngine]
    public async Task Passwords_are_judged_by_length_and_by_what_attackers_try_first(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        foreach (var password in (string[])["short", "password1", "1234567890", "Football", new('x', 257)])
            (await client.CallAsync("POST", "auth/register", new { email = People.NewEmail(), password })).ExpectInvalid("password");
        foreach (var password in (string[])["        a", new('ü', 128), "пароль на восемь", "a\tb\u200d😀 cdefg"])
        {
            var email = People.NewEmail();
            await client.RegisterAsync(email, password);
            await client.SignInAsync(email, password);
        }
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = People.NewEmail(), password = "elevenchars", roles = (string[])["orders"] })).ExpectInvalid("password");
        var hashes = await shop.DumpAsync("users");
        Assert.DoesNotContain("пароль", hashes, StringComparison.Ordinal);
        // Identity's format 3: PBKDF2 with SHA-512 (2) and 210,000 rounds.
        var header = Convert.FromBase64String(hashes.Split('\n').First(line => line.StartsWith("AQAAAA", StringComparison.Ordinal)).Trim()).AsSpan(0, 9).ToArray();
        Assert.Equal([1, 0, 0, 0, 2, 0, 3, 0x34, 0x50], header);
    }

    [Theory, EachEngine]
    public async Task A_weaker_hash_is_renewed_when_its_owner_signs_in(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        // Identity's own default of 100,000 rounds.
        var weak = new PasswordHasher<User>().HashPassword(null!, People.Password);
        Assert.Equal(1, await shop.ExecuteAsync("UPDATE users SET password_hash = @weak WHERE tenant_id = @tenant", ("weak", weak)));
        await client.SignInAsync(email);
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM users WHERE tenant_id = @tenant AND password_hash = @weak", ("weak", weak)));
        await client.SignInAsync(email);
    }

    [Theory, EachEngine]
    public async Task A_known_address_and_an_unknown_one_look_the_same_at_every_door(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var known = People.NewEmail();
        await client.RegisterAsync(known);
        (await client.CallAsync("POST", "auth/email/verify", new { token = await shop.LinkAsync(known, "email_verification") })).Expect(200);
        foreach (var (path, body) in new (string, Func<string, object>)[]
        {
            ("auth/login", email => new { email, password = "not the password" }),
            ("auth/register", email => new { email, password = "some long password" }),
            ("auth/password/forgot", email => new { email }),
        })
        {
            var (of, instead) = (await client.CallAsync("POST", path, body(known)), await client.CallAsync("POST", path, body("nobody" + known)));
            Assert.Equal(Shape(of, known), Shape(instead, "nobody" + known));
        }
        var staff = await shop.AddStaffAsync(People.NewEmail(), "orders");
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{staff.Id()}", new { disabled = true })).Expect(200);
        var (disabled, nobody) = (await client.LoginAsync(staff.Text("email")), await client.LoginAsync(People.NewEmail()));
        Assert.Equal(Shape(disabled, staff.Text("email")), Shape(nobody, "-"));

        static string Shape(Answer answer, string email) => $"{answer.Status} " + string.Concat(answer.Text.Replace(email, "EMAIL", StringComparison.Ordinal).Split(',').Where(part => !part.Contains("traceId", StringComparison.Ordinal) && !part.Contains("requestId", StringComparison.Ordinal)));
    }

    [Theory, EachEngine]
    public async Task Guessing_is_slowed_down_and_the_owner_signs_in_from_elsewhere(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var owner = shop.From();
        using var guesser = shop.From();
        var email = People.NewEmail();
        await owner.RegisterAsync(email);
        var guesses = new List<Answer>();
        // As many at a time as find a turn, so that none is refused for want of one and not counted.
        for (var round = 0; round < 6; round++)
            guesses.AddRange(await Task.WhenAll(Enumerable.Range(0, 5).Select(i => guesser.LoginAsync(email, $"guess number {round} {i}"))));
        Assert.InRange(guesses.Count(answer => answer.Status == 401), 5, 8);
        foreach (var refused in guesses.Where(answer => answer.Status != 401))
        {
            refused.ExpectProblem(429, "rate_limited");
            Assert.NotNull(refused.Header("Retry-After"));
        }
        // Even with the right password.
        (await guesser.LoginAsync(email)).ExpectProblem(429, "rate_limited");
        await owner.SignInAsync(email);
        Assert.False(Stop.IsCancellationRequested);
    }
}
