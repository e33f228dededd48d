using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Users;

public sealed class SessionTests
{
    /// <summary>What is promised; the test waits a little longer for the node to notice than the cache's second.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    [Theory, EachEngine]
    public async Task Parallel_uses_of_one_refresh_token_get_one_successor(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var first = await SignedInAsync(shop, client);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RefreshAsync(client, first.Text("refreshToken"))));
        Assert.All(answers, answer => answer.Expect(200));
        var successor = Assert.Single(answers.Select(answer => answer.Json.Text("refreshToken")).Distinct());
        Assert.NotEqual(first.Text("refreshToken"), successor);
        (await RefreshAsync(client, successor)).Expect(200);
    }

    [Theory, EachEngine]
    public async Task A_refresh_token_that_was_used_before_closes_the_session(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var first = await SignedInAsync(shop, client);
        var second = (await RefreshAsync(client, first.Text("refreshToken"))).Expect(200).Json;
        await shop.AgeAsync("sessions", "rotated_at", TimeSpan.FromSeconds(11));
        (await RefreshAsync(client, first.Text("refreshToken"))).ExpectProblem(401, "token_reused");
        (await RefreshAsync(client, second.Text("refreshToken"))).ExpectProblem(401, "unauthenticated");
        await EventuallyAsync(async () => (await client.CallAsync("GET", "auth/me", null, ("Authorization", $"Bearer {second.Text("accessToken")}"))).Status == 401);
        Assert.Equal(1, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant AND type = 'user.refresh_token_reused.v1'"));
        var stored = await shop.DumpAsync("sessions");
        Assert.DoesNotContain(second.Text("refreshToken")[3..], stored, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_session_ends_after_two_weeks_unused_and_after_ninety_days(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var idle = await SignedInAsync(shop, client);
        await shop.AgeAsync("sessions", "rotated_at", TimeSpan.FromDays(14.1));
        (await RefreshAsync(client, idle.Text("refreshToken"))).ExpectProblem(401, "unauthenticated");
        var old = await SignedInAsync(shop, client);
        await shop.AgeAsync("sessions", "created_at", TimeSpan.FromDays(90.1));
        (await RefreshAsync(client, old.Text("refreshToken"))).ExpectProblem(401, "unauthenticated");
        foreach (var text in (string[])["", "rt_", "rt_AAAA", old.Text("refreshToken") + "A", old.Text("accessToken"), "rt_" + new string('A', 64)])
            (await RefreshAsync(client, text)).ExpectProblem(401, "unauthenticated");
    }

    [Theory, EachEngine]
    public async Task What_is_taken_away_is_felt_at_once(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var staff = shop.From();
        var email = People.NewEmail();
        var user = await shop.AddStaffAsync(email, "orders", "catalog");
        await staff.SignInAsync(email);
        (await staff.ReadAsync("admin/orders")).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{user.Id()}", new { roles = (string[])["catalog"] })).Expect(200);
        await EventuallyAsync(async () => (await staff.ReadAsync("admin/orders")).Status == 403);
        (await staff.ReadAsync("admin/products")).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{user.Id()}", new { disabled = true })).Expect(200);
        await EventuallyAsync(async () => (await staff.ReadAsync("admin/products")).Status == 401);
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{user.Id()}", new { disabled = false })).Expect(200);
        (await staff.ReadAsync("admin/products")).Expect(401);

        await staff.SignInAsync(email);
        using var other = shop.From();
        await other.SignInAsync(email);
        (await staff.CallAsync("POST", "auth/password/change", new { password = People.Password, newPassword = "another long password" })).Expect(204);
        await EventuallyAsync(async () => (await other.ReadAsync("auth/me")).Status == 401);
        (await staff.ReadAsync("auth/me")).Expect(200);
        (await shop.Admin.CallAsync("POST", $"admin/users/{user.Id()}/sign-out")).Expect(204);
        await EventuallyAsync(async () => (await staff.ReadAsync("auth/me")).Status == 401);
    }

    [Theory, EachEngine]
    public async Task People_see_and_end_their_own_sessions_and_no_others(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var laptop = shop.From();
        using var phone = shop.From();
        using var stranger = shop.From();
        var email = People.NewEmail();
        await laptop.RegisterAsync(email);
        await laptop.SignInAsync(email);
        await phone.SignInAsync(email);
        await SignedInAsync(shop, stranger);
        var sessions = (await laptop.GetOkAsync("auth/sessions")).List("items");
        Assert.Equal(2, sessions.Count);
        var other = sessions.Single(session => !session.GetProperty("current").GetBoolean()).Id();
        (await stranger.CallAsync("DELETE", $"auth/sessions/{other}")).ExpectProblem(404, "not_found");
        (await laptop.CallAsync("DELETE", $"auth/sessions/{other}")).Expect(204);
        await EventuallyAsync(async () => (await phone.ReadAsync("auth/me")).Status == 401);
        (await laptop.ReadAsync("auth/me")).Expect(200);
    }

    [Theory, EachEngine]
    public async Task Two_servers_agree_on_keys_through_rotations(Engine engine)
    {
        if (engine == Engine.Sqlite)
            Assert.Skip("A SQLite file belongs to one process.");
        var key = Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());
        await using var one = await TestServer.StartAsync(engine, ("SECRETS_KEY", key));
        await using var two = await TestServer.StartAsync(one.DatabaseUrl, ("SECRETS_KEY", key));
        await using var shop = await TestShop.OpenAsync(one);
        await using var there = TestShop.Of(two, shop.Tenant);
        using var here = shop.From();
        using var client = there.From();
        var email = People.NewEmail();
        await here.RegisterAsync(email);
        var tokens = new List<string>();
        for (var rotation = 0; rotation < 3; rotation++)
        {
            tokens.Add((await here.SignInAsync(email)).Text("accessToken"));
            // The bootstrap token of the second server replaced the first one's.
            (await two.Platform.CallAsync("POST", "platform/signing-keys/rotate", new { })).Expect(200);
            tokens.Add((await client.SignInAsync(email)).Text("accessToken"));
            await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        }
        foreach (var token in tokens)
        {
            foreach (var node in (HttpClient[])[here, client])
            {
                node.DefaultRequestHeaders.Authorization = new("Bearer", token);
                (await node.ReadAsync("auth/me")).Expect(200);
            }
        }
        Assert.Equal(4, (await here.GetOkAsync("/.well-known/jwks.json")).List("keys").Count);

        (await two.Platform.CallAsync("POST", "platform/signing-keys/rotate", new { dropOthers = true })).Expect(200);
        await EventuallyAsync(async () => (await here.ReadAsync("auth/me")).Status == 401);
        Assert.Single((await here.GetOkAsync("/.well-known/jwks.json")).List("keys"));
        await here.SignInAsync(email);
        client.DefaultRequestHeaders.Authorization = here.DefaultRequestHeaders.Authorization;
        await EventuallyAsync(async () => (await client.ReadAsync("auth/me")).Status == 200);
    }

    internal static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var end = TimeProvider.System.GetTimestamp() + (long)(Promise.TotalSeconds * TimeProvider.System.TimestampFrequency); !await holds(); await Task.Delay(100))
            Assert.True(TimeProvider.System.GetTimestamp() < end, "It does not hold within 5 seconds.");
    }

    private static async Task<JsonElement> SignedInAsync(TestShop shop, HttpClient client)
    {
        var email = People.NewEmail();
        await client.RegisterAsync(email);
        Assert.NotEmpty(await shop.MailsAsync(email));
        return await client.SignInAsync(email);
    }

    private static Task<Answer> RefreshAsync(HttpClient client, string refreshToken) => client.CallAsync("POST", "auth/refresh", new { refreshToken });
}
