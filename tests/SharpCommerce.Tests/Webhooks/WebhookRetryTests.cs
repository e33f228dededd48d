using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Mail;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Webhooks;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

public sealed class WebhookRetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_schedule_is_that_of_the_specification_with_a_tenth_of_jitter()
    {
        int[] seconds = [0, 5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600, 14 * 3_600, 20 * 3_600, 24 * 3_600];
        Assert.Equal(seconds, WebhookSchedule.Delays.Select(delay => (int)delay.TotalSeconds));
        for (var made = 1; made < 10; made++)
        {
            var drawn = Enumerable.Range(0, 200).Select(_ => WebhookSchedule.After(made, null)!.Value).ToList();
            Assert.All(drawn, delay => Assert.InRange(delay, TimeSpan.FromSeconds(seconds[made]) * 0.9, TimeSpan.FromSeconds(seconds[made]) * 1.1));
            Assert.True(drawn.Distinct().Count() > 20);
        }
        Assert.Null(WebhookSchedule.After(10, null));
        Assert.Null(WebhookSchedule.After(11, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_receiver_that_asks_for_time_gets_it_within_a_day()
    {
        Assert.Equal(TimeSpan.FromMinutes(2), WebhookSchedule.After(1, TimeSpan.FromMinutes(2)));
        Assert.Equal(TimeSpan.FromHours(24), WebhookSchedule.After(1, TimeSpan.FromDays(365)));
        Assert.InRange(WebhookSchedule.After(2, TimeSpan.FromSeconds(1))!.Value, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));
        Assert.InRange(WebhookSchedule.After(2, TimeSpan.FromSeconds(-1))!.Value, TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));
    }

    [Theory, EachEngine]
    public async Task A_delivery_is_tried_ten_times_and_never_before_its_time(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(500));
        await using var shop = await TestShop.OpenAsync(server);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var told = await shop.TellAsync();
        for (var made = 1; ; made++)
        {
            await shop.WorkAsync();
            var delivery = await shop.DeliveryAsync(id, told);
            Assert.Equal((made, made), (delivery.List("attempts").Count, receiver.Hits));
            if (made == 10)
            {
                Assert.Equal(("failed", null, clock.GetUtcNow()), (delivery.Text("status"), delivery.Text("nextAttemptAt"), delivery.GetProperty("finishedAt").GetDateTimeOffset()));
                break;
            }
            var wait = delivery.GetProperty("nextAttemptAt").GetDateTimeOffset() - clock.GetUtcNow();
            Assert.InRange(wait, WebhookSchedule.Delays[made] * 0.9, WebhookSchedule.Delays[made] * 1.1);
            clock.Advance(wait - TimeSpan.FromMilliseconds(1));
            await shop.WorkAsync();
            Assert.Equal(made, receiver.Hits);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        Assert.Single((await receiver.NextAsync(10)).Select(received => received.Id).Distinct());

        // A replay begins anew, and a success ends it.
        receiver.Answer = WebhookReceiver.Status(204);
        (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/deliveries/{told}/replay")).Expect(200);
        await shop.WorkAsync();
        Assert.Equal(("succeeded", null), ((await shop.DeliveryAsync(id, told)).Text("status"), (await shop.EndpointAsync(id)).Text("failingSince")));
    }

    [Theory, EachEngine]
    public async Task Retry_after_is_heeded(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(429, ("Retry-After", "600")));
        await using var shop = await TestShop.OpenAsync(server);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var told = await shop.TellAsync();
        await shop.WorkAsync();
        Assert.Equal(clock.GetUtcNow().AddSeconds(600), (await shop.DeliveryAsync(id, told)).GetProperty("nextAttemptAt").GetDateTimeOffset());

        // Only from those statuses for which it is meant.
        receiver.Answer = WebhookReceiver.Status(500, ("Retry-After", "7200"));
        clock.Advance(TimeSpan.FromSeconds(600));
        await shop.WorkAsync();
        Assert.InRange((await shop.DeliveryAsync(id, told)).GetProperty("nextAttemptAt").GetDateTimeOffset() - clock.GetUtcNow(), TimeSpan.FromMinutes(4.5), TimeSpan.FromMinutes(5.5));
    }

    [Theory, EachEngine]
    public async Task An_endpoint_that_is_gone_is_disabled_at_once_and_its_owner_is_told(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(500));
        await using var shop = await TestShop.OpenAsync(server);
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = "owner@example.com", roles = (string[])["owner"] })).Expect(201);
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = "clerk@example.com", roles = (string[])["orders"] })).Expect(201);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var first = await shop.TellAsync();
        await shop.WorkAsync();
        receiver.Answer = WebhookReceiver.Status(410);
        var second = await shop.TellAsync();
        await shop.WorkAsync();

        var endpoint = await shop.EndpointAsync(id);
        Assert.Equal(("disabled", "gone", clock.GetUtcNow()), (endpoint.Text("status"), endpoint.Text("disabledReason"), endpoint.GetProperty("disabledAt").GetDateTimeOffset()));
        Assert.Equal(("canceled", "failed"), ((await shop.DeliveryAsync(id, first)).Text("status"), (await shop.DeliveryAsync(id, second)).Text("status")));
        clock.Advance(TimeSpan.FromDays(1));
        await shop.WorkAsync();
        Assert.Equal(2, receiver.Hits);
        await AssertNoticeAsync(shop, id, "410");
    }

    [Theory, EachEngine]
    public async Task An_endpoint_that_has_failed_for_five_days_is_disabled_and_a_success_starts_the_count_anew(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(500));
        await using var shop = await TestShop.OpenAsync(server);
        (await shop.Admin.CallAsync("POST", "admin/users", new { email = "owner@example.com", roles = (string[])["owner"] })).Expect(201);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        await FailAsync();
        clock.Advance(TimeSpan.FromDays(4.9));
        receiver.Answer = WebhookReceiver.Status(200);
        await FailAsync();
        Assert.Null((await shop.EndpointAsync(id)).Text("failingSince"));
        receiver.Answer = WebhookReceiver.Status(503);
        await FailAsync();
        var since = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromDays(4.9));
        await FailAsync();
        Assert.Equal(("active", since), ((await shop.EndpointAsync(id)).Text("status"), (await shop.EndpointAsync(id)).GetProperty("failingSince").GetDateTimeOffset()));
        clock.Advance(TimeSpan.FromDays(0.1));
        await FailAsync();

        var endpoint = await shop.EndpointAsync(id);
        Assert.Equal(("disabled", "failing"), (endpoint.Text("status"), endpoint.Text("disabledReason")));
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM webhook_deliveries WHERE tenant_id = @tenant AND due_at IS NOT NULL"));
        await AssertNoticeAsync(shop, id, "5 days");

        async Task FailAsync()
        {
            await shop.TellAsync();
            await shop.WorkAsync();
        }
    }

    [Theory, EachEngine]
    public async Task What_a_node_had_in_hand_when_it_died_is_sent_by_another_once_its_lease_is_over(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await TestShop.OpenAsync(server);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var (dying, occurred) = (shop.Get<WebhookQueue>(), WebhookShop.Event());
        await dying.AddAsync(await shop.Get<WebhookManager>().ListAsync(Stop), occurred, Stop);
        var claim = Assert.Single(await dying.ClaimAsync(new WebhookPlaces(), Stop));

        await shop.WorkOnceAsync();
        clock.Advance(WebhookQueue.Lease - TimeSpan.FromMilliseconds(1));
        await shop.WorkOnceAsync();
        Assert.Equal((0, "sending"), (receiver.Hits, (await shop.DeliveryAsync(id, occurred.Id)).Text("status")));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await shop.WorkOnceAsync();
        Assert.Equal(occurred.Id.ToString(), (await receiver.NextAsync()).Id);

        // The dead one was only slow: what it says now comes too late.
        Assert.Null(await dying.RecordAsync(claim, new(clock.GetUtcNow(), 500, 1, WebhookFailure.Status), null, Stop));
        Assert.Equal("succeeded", (await shop.DeliveryAsync(id, occurred.Id)).Text("status"));
    }

    [Theory, EachEngine]
    public async Task Of_two_nodes_one_takes_a_delivery_and_what_is_given_back_is_free_at_once(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var shop = await TestShop.OpenAsync(server);
        await shop.AddEndpointAsync("https://erp.example.com");
        var endpoints = await shop.Get<WebhookManager>().ListAsync(Stop);
        for (var i = 0; i < 4; i++)
            await shop.Get<WebhookQueue>().AddAsync(endpoints, WebhookShop.Event(), Stop);
        var nodes = Enumerable.Range(0, 4).Select(_ => shop.Get<WebhookQueue>()).ToList();
        var claims = (await Task.WhenAll(nodes.Select(node => node.ClaimAsync(new WebhookPlaces(), Stop)))).SelectMany(taken => taken).ToList();
        Assert.Equal((4, 4), (claims.Count, claims.Select(claim => claim.Id).Distinct().Count()));

        await nodes[0].GiveBackAsync(claims[0], Stop);
        var again = Assert.Single(await nodes[1].ClaimAsync(new WebhookPlaces(), Stop));
        Assert.Equal((claims[0].Id, 1), (again.Id, again.Attempt));
    }

    [Theory, EachEngine]
    public async Task What_was_done_with_a_month_ago_is_removed(Engine engine)
    {
        var clock = new ManualClock();
        await using var server = await WebhookShop.ServerAsync(engine, clock);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await TestShop.OpenAsync(server);
        await shop.AddEndpointAsync(receiver.Url);
        var sweep = ActivatorUtilities.CreateInstance<ExpirySweep>(server.Services);
        await shop.TellAsync();
        await shop.WorkAsync();
        foreach (var (days, left) in ((int, int)[])[(30, 1), (1, 0)])
        {
            clock.Advance(TimeSpan.FromDays(days));
            await sweep.RunAsync(Stop);
            Assert.Equal(left, await shop.CountAsync("SELECT count(*) FROM webhook_deliveries WHERE tenant_id = @tenant"));
        }
    }

    /// <summary>The outbox tells of it, and the owners get a mail and nobody else does.</summary>
    private static async Task AssertNoticeAsync(TestShop shop, string endpoint, string why)
    {
        var mails = shop.Server.Services.GetRequiredService<DevelopmentMailbox>();
        for (var i = 0; !mails.Messages.Any(IsNotice); i++)
        {
            Assert.True(i < 1_000, "Nobody was told.");
            await Task.Delay(20, Stop);
        }
        var mail = Assert.Single(mails.Messages, IsNotice).Message;
        Assert.Equal("owner@example.com", mail.To);
        Assert.Contains(endpoint, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains(why, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(1, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant AND type = 'webhook_endpoint.disabled.v1'"));

        static bool IsNotice(ReceivedEmail mail) => mail.Message.Purpose == "webhook_disabled";
    }
}
