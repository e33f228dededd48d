using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Inbox;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Users;
using Xunit;

namespace SharpCommerce.Tests.Inbox;

/// <summary>That what comes from outside is genuine, is stored before it is answered, and is handled once.</summary>
public sealed class InboxTests
{
    [Theory, EachEngine]
    public async Task The_same_message_twenty_times_at_once_is_handled_once(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignedSource.SendAsync(shop, "evt_1")));

        Assert.Equal([.. Enumerable.Repeat(200, 19), 202], answers.Select(answer => answer.Status).Order());
        await HandledAsync(source, shop, "evt_1");
        (await SignedSource.SendAsync(shop, "evt_1")).Expect(200);
        await server.Services.GetRequiredService<InboxWorker>().IdleAsync();
        Assert.Single(source.Handled);
        // What was in it is not kept longer than needed.
        Assert.Equal(0, await shop.CountAsync("SELECT max(length(body)) FROM inbox_messages WHERE tenant_id = @tenant"));
    }

    [Theory, EachEngine]
    public async Task A_missing_wrong_old_or_foreign_signature_writes_nothing(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);
        await using var other = await TestShop.OpenAsync(server);
        var now = TimeProvider.System.GetUtcNow();
        const string Body = """{"id":"evt_1","about":"known"}""";

        foreach (var signature in (string[])["", "t=1", "t=,v1=", SignedSource.Sign(shop.Tenant, Body + " ", now), SignedSource.Sign(shop.Tenant, Body, now.AddMinutes(-10)), SignedSource.Sign(shop.Tenant, Body, now.AddMinutes(10)), SignedSource.Sign(other.Tenant, Body, now)])
            (await SignedSource.SendAsync(shop, "evt_1", signature: signature)).ExpectProblem(401, "signature_invalid");
        // Signed as it should be, and sent to somebody else.
        (await SignedSource.SendAsync(shop, "evt_1", to: other.Tenant.Slug)).ExpectProblem(401, "signature_invalid");
        const string Unreadable = """{"no":"id"}""";
        (await server.Platform.CallAsync("POST", $"webhooks/fakepay/{shop.Tenant.Id}", Unreadable, ("X-Signature", SignedSource.Sign(shop.Tenant, Unreadable, now)))).ExpectProblem(400, "message_malformed");
        using var large = new ByteArrayContent(new byte[70_000]);
        (await server.Platform.CallAsync("POST", $"webhooks/fakepay/{shop.Tenant.Slug}", large)).ExpectProblem(413, "payload_too_large");

        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM inbox_messages"));
        Assert.Empty(source.Handled);
    }

    [Theory, EachEngine]
    public async Task The_path_names_the_tenant_and_whatever_else_names_one_must_agree(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);
        await using var other = await TestShop.OpenAsync(server);

        (await SignedSource.SendAsync(shop, "evt_1", to: shop.Tenant.Id.ToString())).Expect(202);
        (await SignedSource.SendAsync(shop, "evt_2", to: "nobody")).ExpectProblem(404, "tenant_not_found");
        (await server.Platform.CallAsync("POST", $"webhooks/fakepay/{shop.Tenant.Slug}", "{}", ("X-Tenant", other.Tenant.Slug))).ExpectProblem(403, "tenant_mismatch");
        (await server.Platform.CallAsync("POST", $"webhooks/fakepay/{shop.Tenant.Slug}", "{}", ("Host", $"{other.Tenant.Slug}.shops.test"))).ExpectProblem(403, "tenant_mismatch");
        (await server.Platform.CallAsync("POST", $"webhooks/nobody/{shop.Tenant.Slug}", "{}")).ExpectProblem(404, "not_found");
        // Two tenants may be sent the same id.
        (await SignedSource.SendAsync(other, "evt_1")).Expect(202);
        await HandledAsync(source, shop, "evt_1");
        await HandledAsync(source, other, "evt_1");
    }

    [Theory, EachEngine]
    public async Task What_speaks_of_something_unknown_is_handled_when_it_appears(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);

        // The refund before the payment.
        (await SignedSource.SendAsync(shop, "evt_2", about: "pay_1")).Expect(202);
        (await SignedSource.SendAsync(shop, "evt_1")).Expect(202);
        await HandledAsync(source, shop, "evt_1");
        await EventuallyAsync(async () => await shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant AND error = 'unknown_reference' AND status = 'waiting'") == 1);
        source.Things["pay_1"] = true;
        await HurryAsync(shop, engine);

        await HandledAsync(source, shop, "evt_2");
        Assert.Equal(2, source.Handled.Count);
    }

    [Theory, EachEngine]
    public async Task What_stays_unknown_is_put_aside_after_a_day_and_can_be_released(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);
        (await SignedSource.SendAsync(shop, "evt_1", about: "pay_1")).Expect(202);
        await EventuallyAsync(async () => await shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant AND error IS NOT NULL") == 1);
        await shop.AgeAsync("inbox_messages", "received_at", InboxWorker.KeptUnknown);
        await HurryAsync(shop, engine);
        await EventuallyAsync(async () => (await shop.Admin.GetOkAsync("admin/inbound/parked")).List("items").Count == 1);

        var parked = (await shop.Admin.GetOkAsync("admin/inbound/parked")).At("items", 0);
        Assert.Equal(("fakepay", "evt_1", "unknown_reference"), (parked.Text("source"), parked.Text("externalId"), parked.Text("reason")));
        source.Things["pay_1"] = true;
        (await shop.Admin.CallAsync("POST", $"admin/inbound/{parked.Id()}/release")).Expect(204);
        await HandledAsync(source, shop, "evt_1");
        (await shop.Admin.CallAsync("POST", $"admin/inbound/{parked.Id()}/release")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task What_fails_is_tried_again_and_in_the_end_put_aside(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);
        var tries = 0;
        source.Act = (_, _) => Interlocked.Increment(ref tries) > 0 ? throw new HttpRequestException("The provider's text is nobody's business.") : Task.CompletedTask;
        (await SignedSource.SendAsync(shop, "evt_1")).Expect(202);

        for (var i = 0; (await shop.Admin.GetOkAsync("admin/inbound/parked")).List("items").Count == 0; i++)
        {
            Assert.True(i < 300, "It was never put aside.");
            await server.Services.GetRequiredService<InboxWorker>().IdleAsync();
            await HurryAsync(shop, engine);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal((10, "HttpRequestException"), (tries, (await shop.Admin.GetOkAsync("admin/inbound/parked")).At("items", 0).Text("reason")));
    }

    [Theory, EachEngine]
    public async Task What_a_dead_process_left_is_handled_by_the_next(Engine engine)
    {
        var source = new SignedSource();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), source.Register);
        await using var shop = await TestShop.OpenAsync(server);
        var (hang, tries) = (new TaskCompletionSource(), 0);
        source.Act = (_, _) => Interlocked.Increment(ref tries) == 1 ? hang.Task : Task.CompletedTask;
        (await SignedSource.SendAsync(shop, "evt_1")).Expect(202);
        await EventuallyAsync(() => Task.FromResult(tries == 1));

        // As if its lease had run out.
        await shop.ExecuteAsync($"UPDATE inbox_messages SET due_at = {Past(engine)} WHERE tenant_id = @tenant");
        server.Services.GetRequiredService<InboxWorker>().Signal(shop.Tenant);
        await HandledAsync(source, shop, "evt_1");

        hang.SetException(new InvalidOperationException("Too late."));
        await server.Services.GetRequiredService<InboxWorker>().IdleAsync();
        Assert.Equal(1, await shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant AND status = 'handled'"));
    }

    private static string Past(Engine engine) => engine == Engine.Sqlite ? "0" : "'2000-01-01'";

    /// <summary>Lets no pause pass; a try under way keeps its lease.</summary>
    private static async Task HurryAsync(TestShop shop, Engine engine)
    {
        await shop.ExecuteAsync($"UPDATE inbox_messages SET due_at = {Past(engine)} WHERE tenant_id = @tenant AND status = 'waiting' AND claim IS NULL");
        shop.Server.Services.GetRequiredService<InboxWorker>().Signal(shop.Tenant);
    }

    private static Task HandledAsync(SignedSource source, TestShop shop, string id) => EventuallyAsync(() => Task.FromResult(source.Handled.Contains($"{shop.Tenant.Id} {id}")));

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; !await holds(); i++)
        {
            Assert.True(i < 500, "It never came true.");
            await Task.Delay(20);
        }
    }
}
