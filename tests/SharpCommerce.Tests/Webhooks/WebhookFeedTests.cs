using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Receiver;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Tests.Docs;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

/// <summary>From what happens in the shop to the receiver, with everything between.</summary>
public sealed class WebhookFeedTests
{
    [Theory, EachEngine]
    public async Task An_order_that_is_placed_reaches_the_receiver_as_the_feed_has_it(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, secret) = await shop.AddEndpointAsync(receiver.Url, "order.placed.v1");
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 2));

        var received = await receiver.NextAsync();
        received.Verify(secret);
        var told = Assert.Single((await shop.Admin.GetOkAsync("admin/events?type=order.placed.v1")).List("items"));
        using var body = System.Text.Json.JsonDocument.Parse(received.Body);
        Assert.Equal(order.Id(), body.RootElement.GetProperty("data").Text("orderId"));
        Assert.Equal((told.Id(), told.GetProperty("sequence").GetInt64()), (received.Id, body.RootElement.GetProperty("sequence").GetInt64()));
        await shop.EventuallyAsync(id, Guid.Parse(received.Id), delivery => delivery.Text("status") == "succeeded");
        // The address that takes the place of large data leads to this very event.
        Assert.Equal(told.Id(), (await shop.Admin.GetOkAsync($"admin/events?after={told.GetProperty("sequence").GetInt64() - 1}&limit=1")).At("items", 0).Id());
    }

    [Theory, EachEngine]
    public async Task A_part_of_the_feed_is_sent_to_an_endpoint_that_missed_it(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        foreach (var _ in (int[])[1, 2])
            await shop.PlaceOrderAsync((variant, 1));
        var told = (await shop.Admin.GetOkAsync("admin/events?limit=100")).List("items");
        // The endpoint comes when all of it is over: what is on its way still would reach it by itself.
        for (var i = 0; await shop.CountAsync("SELECT count(*) FROM event_deliveries WHERE tenant_id = @tenant") > 0; i++)
        {
            Assert.True(i < 1_000, "Events stay on their way.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        var orders = told.Where(item => item.Text("type") == "order.placed.v1").ToList();
        var (id, secret) = await shop.AddEndpointAsync(receiver.Url, "order.*");
        var replay = $"admin/webhooks/{id}/replay";

        var first = (await shop.Admin.CallAsync("POST", replay, new { afterSequence = 0 })).Expect(200).Json;
        Assert.Equal((2, false), (first.GetProperty("queued").GetInt32(), first.GetProperty("more").GetBoolean()));
        Assert.True(first.GetProperty("lastSequence").GetInt64() >= told[^1].GetProperty("sequence").GetInt64());
        var received = await receiver.NextAsync(2);
        Assert.Equal(orders.Select(item => item.Id()).Order(), received.Select(one => one.Id).Order());
        foreach (var one in received)
        {
            one.Verify(secret);
            await shop.EventuallyAsync(id, Guid.Parse(one.Id), delivery => delivery.Text("status") == "succeeded");
        }

        Assert.Equal(0, await QueuedAsync(new { afterSequence = 0 }));
        Assert.Equal(1, await QueuedAsync(new { afterSequence = orders[1].GetProperty("sequence").GetInt64() - 1, includeDelivered = true }));
        Assert.Equal(orders[1].Id(), (await receiver.NextAsync()).Id);
        Assert.Equal(0, await QueuedAsync(new { from = "2099-01-01T00:00:00Z" }));
        Assert.Equal(0, await QueuedAsync(new { from = "2000-01-01T00:00:00Z", to = "2001-01-01T00:00:00Z", includeDelivered = true }));
        (await shop.Admin.CallAsync("POST", replay, new { includeDelivered = true })).ExpectInvalid("from");
        (await shop.Admin.CallAsync("POST", replay, new { afterSequence = -1 })).ExpectInvalid("afterSequence");
        await shop.ExecuteAsync("UPDATE event_feeds SET removed_through = 1 WHERE tenant_id = @tenant");
        (await shop.Admin.CallAsync("POST", replay, new { afterSequence = 0 })).ExpectProblem(410, "events_removed");
        await shop.ExecuteAsync("UPDATE event_feeds SET removed_through = 0 WHERE tenant_id = @tenant");
        (await shop.Admin.CallAsync("PATCH", $"admin/webhooks/{id}", new { enabled = false })).Expect(200);
        (await shop.Admin.CallAsync("POST", replay, new { from = "2000-01-01T00:00:00Z" })).ExpectProblem(409, "webhook_disabled");

        async Task<int> QueuedAsync(object range) => (await shop.Admin.CallAsync("POST", replay, range)).Expect(200).Json.GetProperty("queued").GetInt32();
    }

    [Theory, EachEngine]
    public async Task Neither_secrets_nor_addresses_are_in_the_log_and_no_figure_names_a_tenant(Engine engine)
    {
        using var log = new Log();
        var figures = new ConcurrentQueue<(string Name, KeyValuePair<string, object?>[] Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Listen(instrument, self) };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => figures.Enqueue((instrument.Name, tags.ToArray())));
        listener.Start();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var server = await TestServer.StartAsync(
            await TestDatabases.CreateAsync(engine), services => services.PostConfigure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Trace), ("OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8"));
        server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await using var shop = await TestShop.OpenAsync(server);
        var (id, first) = await shop.AddEndpointAsync(receiver.Url + "?token=canary-of-the-address");
        var second = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/rotate-secret")).Expect(200).Json.Text("secret");
        await shop.TellAsync();
        var signature = (await receiver.NextAsync()).Signature;
        receiver.Answer = WebhookReceiver.Status(410);
        var gone = await shop.TellAsync();
        await shop.EventuallyAsync(id, gone, delivery => delivery.Text("status") == "failed");

        // The line that names the endpoint is written after all else.
        for (var i = 0; !log.Lines.Any(line => line.Contains(id, StringComparison.Ordinal)); i++)
        {
            Assert.True(i < 1_000, "The log does not tell that the endpoint is disabled.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        var lines = string.Join('\n', log.Lines);
        foreach (var secret in (string[])[first["whsec_".Length..], second["whsec_".Length..], signature, "canary-of-the-address"])
            Assert.DoesNotContain(secret, lines, StringComparison.Ordinal);
        Assert.Contains(figures, figure => figure.Name == "sharpcommerce.webhooks.attempts" && figure.Tags.Contains(new("outcome", "succeeded")));
        Assert.Contains(figures, figure => figure.Name == "sharpcommerce.webhooks.disabled" && figure.Tags.Contains(new("reason", "gone")));
        Assert.Empty(figures.SelectMany(figure => figure.Tags).Select(tag => tag.Key).Except(["outcome", "failure", "reason"]));

        static void Listen(Instrument instrument, MeterListener self)
        {
            if (instrument.Meter.Name == CommerceTelemetry.Name && instrument.Name.StartsWith("sharpcommerce.webhooks.", StringComparison.Ordinal))
                self.EnableMeasurementEvents(instrument);
        }
    }

    [Fact]
    public async Task The_documented_receiver_tells_what_is_genuine()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(Engine.Sqlite);
        var (_, secret) = await shop.AddEndpointAsync(receiver.Url);
        await shop.TellAsync();
        var received = await receiver.NextAsync();
        var (timestamp, now) = (received.Headers["webhook-timestamp"].ToString(), TimeProvider.System.GetUtcNow());

        Assert.True(ShopWebhook.IsGenuine(secret, received.Id, timestamp, received.Signature, received.Body, now));
        Assert.True(ShopWebhook.IsGenuine(secret, received.Id, timestamp, $"v1,AAAA v2,x {received.Signature}", received.Body, now));
        Assert.False(ShopWebhook.IsGenuine(secret, received.Id, timestamp, "v1,AAAA", received.Body, now));
        Assert.False(ShopWebhook.IsGenuine(secret, received.Id, timestamp, received.Signature, received.Body + " ", now));
        Assert.False(ShopWebhook.IsGenuine(secret, received.Id, timestamp, received.Signature, received.Body, now.AddMinutes(6)));
        Assert.False(ShopWebhook.IsGenuine("whsec_" + Convert.ToBase64String(new byte[32]), received.Id, timestamp, received.Signature, received.Body, now));
        var page = MarkdownPage.Read("docs/api/webhooks.md");
        Assert.Contains(page.Blocks, block => block.Text.Trim() == Repository.Read("tests/SharpCommerce.Tests/Webhooks/ShopWebhook.cs").Trim());
    }

    private sealed class Log : ILoggerProvider, ILogger
    {
        internal ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
