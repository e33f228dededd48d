using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Users;

public sealed class AccessTests
{
    [Theory, EachEngine]
    public async Task Nobody_grants_more_than_they_hold(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "hr", permissions = (string[])["access:read", "access:write", "orders:read"] })).Expect(201);
        var owner = await shop.AddStaffAsync(People.NewEmail(), "owner");
        var clerk = await shop.AddStaffAsync(People.NewEmail(), "read_only");
        using var hr = await shop.StaffAsync("hr");
        Refused(await hr.CallAsync("POST", "admin/users", new { email = People.NewEmail(), roles = (string[])["manager"] }), "catalog:read");
        Refused(await hr.CallAsync("PATCH", $"admin/users/{owner.Id()}", new { disabled = true }), "catalog:write");
        Refused(await hr.CallAsync("PATCH", $"admin/users/{clerk.Id()}", new { name = "X" }), "catalog:read");
        Refused(await hr.CallAsync("POST", $"admin/users/{owner.Id()}/sign-out"), "catalog:write");
        Refused(await hr.CallAsync("DELETE", $"admin/users/{owner.Id()}/two-factor"), "catalog:write");
        Refused(await hr.CallAsync("POST", "admin/roles", new { name = "refunds", permissions = (string[])["orders:refund"] }), "orders:refund");
        Refused(await hr.CallAsync("POST", "admin/api-keys", new { name = "X", permissions = (string[])["orders:read", "orders:refund"] }), "orders:refund");
        var strong = (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "strong", permissions = (string[])["orders:refund"] })).Expect(201).Json;
        Refused(await hr.CallAsync("PATCH", $"admin/roles/{strong.Id()}", new { permissions = (string[])["orders:read"] }), "orders:refund");
        Refused(await hr.CallAsync("DELETE", $"admin/roles/{strong.Id()}"), "orders:refund");
        var key = (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "ERP", permissions = (string[])["orders:refund"] })).Expect(201).Json;
        Refused(await hr.CallAsync("POST", $"admin/api-keys/{key.Id()}/rotate"), "orders:refund");
        Refused(await hr.CallAsync("DELETE", $"admin/api-keys/{key.Id()}"), "orders:refund");

        (await hr.CallAsync("POST", "admin/roles", new { name = "viewer", permissions = (string[])["orders:read"] })).Expect(201);
        (await hr.CallAsync("POST", "admin/users", new { email = People.NewEmail(), roles = (string[])["viewer"] })).Expect(201);
        (await hr.CallAsync("POST", "admin/api-keys", new { name = "X", permissions = (string[])["orders:read"] })).Expect(201);

        static void Refused(Answer answer, string permission) =>
            Assert.Contains(permission, answer.ExpectProblem(403, "missing_permission").Json.List("permissions").Select(item => item.GetString()));
    }

    [Theory, EachEngine]
    public async Task Somebody_is_always_left_who_holds_everything(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var one = (await shop.AddStaffAsync(People.NewEmail(), "owner")).Id();
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{one}", new { roles = (string[])["manager"] })).ExpectProblem(409, "last_owner");
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{one}", new { disabled = true })).ExpectProblem(409, "last_owner");
        for (var round = 0; round < 5; round++)
        {
            var two = (await shop.AddStaffAsync(People.NewEmail(), "owner")).Id();
            var both = await Task.WhenAll(new[] { one, two }.Select(id => shop.Admin.CallAsync("PATCH", $"admin/users/{id}", new { roles = (string[])["manager"] })));
            Assert.Single(both, answer => answer.Status == 200);
            both.Single(answer => answer.Status != 200).ExpectProblem(409, "last_owner");
            one = both[0].Status == 200 ? two : one;
        }
    }

    [Theory, EachEngine]
    public async Task Own_roles_are_changed_by_version_and_only_removed_when_nobody_has_them(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var role = (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "packer", permissions = (string[])["orders:read"] })).Expect(201);
        (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "packer", permissions = (string[])[] })).ExpectProblem(409, "duplicate");
        (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "owner", permissions = (string[])[] })).ExpectProblem(409, "duplicate");
        (await shop.Admin.CallAsync("POST", "admin/roles", new { name = "x", permissions = (string[])["tenants:write"] })).ExpectInvalid("permissions");
        var id = role.Json.Id();
        using var staff = await shop.StaffAsync("packer");
        (await staff.ReadAsync("admin/orders")).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/roles/{id}", new { permissions = (string[])["catalog:read"] }, ("If-Match", "\"7\""))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("PATCH", $"admin/roles/{id}", new { permissions = (string[])["catalog:read"] }, ("If-Match", role.Header("ETag")!))).Expect(200);
        await SessionTests.EventuallyAsync(async () => (await staff.ReadAsync("admin/orders")).Status == 403);
        (await shop.Admin.CallAsync("DELETE", $"admin/roles/{id}")).ExpectProblem(409, "in_use");
        (await shop.Admin.CallAsync("PATCH", $"admin/users/{(await staff.GetOkAsync("auth/me")).GetProperty("user").Id()}", new { roles = (string[])[] })).Expect(200);
        (await shop.Admin.CallAsync("DELETE", $"admin/roles/{id}")).Expect(204);
        Assert.Equal(7, (await shop.Admin.GetOkAsync("admin/roles")).List("items").Count);
    }

    [Theory, EachEngine]
    public async Task A_key_signs_a_program_in_with_what_it_was_given_and_nothing_more(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var made = (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "ERP", permissions = (string[])["orders:read"] })).Expect(201).Json;
        var text = made.Text("key");
        Assert.StartsWith("sk_", text, StringComparison.Ordinal);
        using var program = shop.Server.Client();
        program.DefaultRequestHeaders.Authorization = new("Bearer", text);
        (await program.ReadAsync("admin/orders")).Expect(200);
        (await program.ReadAsync("admin/products")).ExpectProblem(403, "missing_permission");
        (await program.ReadAsync("auth/me")).ExpectProblem(403, "missing_permission");
        (await program.ReadAsync("platform/tenants")).ExpectProblem(403, "missing_permission");
        (await program.CallAsync("GET", "admin/orders", null, ("X-Tenant", other.Tenant.Slug))).ExpectProblem(403, "tenant_mismatch");
        var listed = (await shop.Admin.GetOkAsync("admin/api-keys")).At("items", 0);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (listed.GetProperty("key").ValueKind, listed.GetProperty("lastUsedAt").ValueKind));
        Assert.DoesNotContain(text[3..], await shop.DumpAsync("api_keys") + await shop.DumpAsync("audit_entries") + await shop.DumpAsync("idempotency_records"), StringComparison.Ordinal);

        var rotated = (await shop.Admin.CallAsync("POST", $"admin/api-keys/{made.Id()}/rotate", new { overlapSeconds = 60 })).Expect(200).Json.Text("key");
        (await program.ReadAsync("admin/orders")).Expect(200);
        using var renewed = shop.Server.Client();
        renewed.DefaultRequestHeaders.Authorization = new("Bearer", rotated);
        (await renewed.ReadAsync("admin/orders")).Expect(200);
        (await shop.Admin.CallAsync("POST", $"admin/api-keys/{made.Id()}/rotate", new { overlapSeconds = 0 })).Expect(200);
        await SessionTests.EventuallyAsync(async () => (await renewed.ReadAsync("admin/orders")).Status == 401);
        (await program.ReadAsync("admin/orders")).ExpectProblem(401, "unauthenticated");

        var brief = (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "B", permissions = (string[])["orders:read"], expiresAt = TimeProvider.System.GetUtcNow().AddHours(1) })).Expect(201).Json;
        program.DefaultRequestHeaders.Authorization = new("Bearer", brief.Text("key"));
        (await program.ReadAsync("admin/orders")).Expect(200);
        await shop.AgeAsync("api_keys", "expires_at", TimeSpan.FromHours(2));
        await SessionTests.EventuallyAsync(async () => (await program.ReadAsync("admin/orders")).Status == 401);
        (await shop.Admin.CallAsync("DELETE", $"admin/api-keys/{brief.Id()}")).Expect(204);
        (await shop.Admin.CallAsync("DELETE", $"admin/api-keys/{brief.Id()}")).ExpectProblem(404, "not_found");
        (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "B", permissions = (string[])["orders:read"], expiresAt = TimeProvider.System.GetUtcNow().AddHours(-1) })).ExpectInvalid("expiresAt");
    }

    [Theory, EachEngine]
    public async Task A_publishable_key_says_which_tenant_is_meant_and_signs_nobody_in(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var product = await shop.ProductAsync();
        (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "Web", kind = "publishable", permissions = (string[])["orders:read"] })).ExpectInvalid("permissions");
        var key = (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "Web", kind = "publishable" })).Expect(201).Json.Text("key");
        using var page = shop.Server.Client();
        Assert.Equal(200, (await page.CallAsync("GET", $"store/products/{product.Slug}", null, ("X-Publishable-Key", key))).Status);
        (await page.CallAsync("GET", $"store/products/{product.Slug}", null, ("X-Publishable-Key", key), ("X-Tenant", other.Tenant.Slug))).ExpectProblem(403, "tenant_mismatch");
        (await page.CallAsync("GET", "admin/orders", null, ("X-Publishable-Key", key))).ExpectProblem(401, "unauthenticated");
        (await page.CallAsync("GET", "admin/orders", null, ("Authorization", $"Bearer {key}"))).ExpectProblem(401, "unauthenticated");
        foreach (var text in (string[])[key[..^1] + (key[^1] == 'A' ? 'Q' : 'A'), "pk_", "pk_AAAA", key.Replace("pk_", "sk_", StringComparison.Ordinal)])
            (await page.CallAsync("GET", "store/products", null, ("X-Publishable-Key", text))).ExpectProblem(401, "unauthenticated");
    }

    [Theory, EachEngine]
    public async Task Operators_are_apart_from_every_tenant(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        var (email, watcher) = (People.NewEmail(), People.NewEmail());
        (await server.Platform.CallAsync("POST", "platform/operators", new { email, password = People.Password, roles = (string[])["operator"] })).Expect(201);
        (await server.Platform.CallAsync("POST", "platform/operators", new { email = watcher, password = People.Password, roles = (string[])["observer"] })).Expect(201);
        (await server.Platform.CallAsync("POST", "platform/operators", new { email = People.NewEmail(), password = People.Password, roles = (string[])["owner"] })).ExpectInvalid("roles");
        using var client = shop.From();
        (await client.LoginAsync(email)).ExpectProblem(401, "invalid_credentials");
        var token = (await client.CallAsync("POST", "platform/auth/login", new { email, password = People.Password })).Expect(200).Json.Text("accessToken");
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(200, (await client.ReadAsync("platform/tenants")).Status);
        Assert.Equal(email, (await client.GetOkAsync("platform/auth/me")).GetProperty("user").Text("email"));
        // They act in a tenant that they name, under their own name in its audit log.
        (await client.CallAsync("POST", "admin/categories", new { title = "Shoes" })).Expect(201);
        Assert.StartsWith("operator:", (await client.GetOkAsync("admin/audit")).At("items", 0).Text("actor"), StringComparison.Ordinal);
        (await client.ReadAsync("auth/me")).ExpectProblem(403, "missing_permission");

        using var observer = shop.From();
        observer.DefaultRequestHeaders.Authorization = new("Bearer", (await observer.CallAsync("POST", "platform/auth/login", new { email = watcher, password = People.Password })).Expect(200).Json.Text("accessToken"));
        Assert.Equal(200, (await observer.ReadAsync("platform/tenants")).Status);
        (await observer.ReadAsync("admin/orders")).ExpectProblem(403, "missing_permission");
        (await observer.CallAsync("POST", $"platform/tenants/{shop.Tenant.Id}/suspend")).ExpectProblem(403, "missing_permission");

        using var owner = await shop.StaffAsync("owner");
        foreach (var path in (string[])["platform/tenants", "platform/operators", "platform/audit", "platform/auth/me"])
            (await owner.ReadAsync(path)).ExpectProblem(403, "missing_permission");
    }

    [Theory, EachEngine]
    public async Task An_invitation_lets_staff_choose_a_password_and_a_customer_becomes_staff(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        using var client = shop.From();
        var (invited, customer) = (People.NewEmail(), People.NewEmail());
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = invited, roles = (string[])["orders"] })).Expect(201);
        (await client.LoginAsync(invited, "anything at all")).ExpectProblem(401, "invalid_credentials");
        var token = await shop.LinkAsync(invited, "invitation");
        (await client.CallAsync("POST", "auth/password/reset", new { token, password = "elevenchars" })).ExpectInvalid("password");
        (await client.CallAsync("POST", "auth/password/reset", new { token, password = People.Password })).Expect(200);
        await client.SignInAsync(invited);
        (await client.ReadAsync("admin/orders")).Expect(200);

        using var shopper = shop.From();
        await shopper.RegisterAsync(customer);
        await shopper.SignInAsync(customer);
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = customer, roles = (string[])["catalog"], password = "not for somebody else" })).ExpectProblem(409, "duplicate");
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = customer, roles = (string[])["catalog"] })).Expect(201);
        // Whoever registered the address is out: nobody knows whether it was its owner.
        await SessionTests.EventuallyAsync(async () => (await shopper.ReadAsync("admin/products")).Status == 401);
        (await shopper.LoginAsync(customer)).ExpectProblem(401, "invalid_credentials");
        (await client.CallAsync("POST", "auth/password/reset", new { token = await shop.LinkAsync(customer, "invitation"), password = People.Password })).Expect(200);
        await shopper.SignInAsync(customer);
        (await shopper.ReadAsync("admin/products")).Expect(200);
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = customer, roles = (string[])["catalog"] })).ExpectProblem(409, "duplicate");
    }
}
