using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SharpCommerce.Events;
using SharpCommerce.Tests.Engines;
using StandardWebhooks.Diagnostics;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

public sealed class WebhookDeliveryTests
{
    [Theory, EachEngine]
    public async Task What_is_sent_is_signed_so_that_the_reference_verifier_accepts_it_and_nothing_else(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, secret) = await shop.AddEndpointAsync(receiver.Url);
        var occurred = WebhookShop.Event(data: new { orderId = Guid.CreateVersion7(), note = "ünïcödé 🛒 <b>" }, sequence: 41);
        await shop.TellAsync(occurred);

        var received = await receiver.NextAsync();
        received.Verify(secret);
        Assert.Equal(("POST", occurred.Id.ToString(), "application/json; charset=utf-8"), (received.Method, received.Id, received.Headers["content-type"].ToString()));
        using var body = JsonDocument.Parse(received.Body);
        Assert.Equal(["type", "timestamp", "sequence", "aggregateId", "data"], body.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("order.placed.v1", 41, occurred.AggregateId, occurred.OccurredAt), (
            body.RootElement.Text("type"), body.RootElement.GetProperty("sequence").GetInt64(), body.RootElement.GetProperty("aggregateId").GetGuid(), body.RootElement.GetProperty("timestamp").GetDateTimeOffset()));
        Assert.True(JsonElement.DeepEquals(occurred.Data, body.RootElement.GetProperty("data")));

        var delivery = await shop.EventuallyAsync(id, occurred.Id, found => found.Text("status") == "succeeded");
        var attempt = Assert.Single(delivery.List("attempts"));
        Assert.Equal((200, null), (attempt.GetProperty("statusCode").GetInt32(), attempt.Text("failure")));
        Assert.True(JsonElement.DeepEquals(body.RootElement, delivery.GetProperty("body")));

        Assert.Throws<WebhookVerificationException>(() => (received with { Body = received.Body.Replace("41", "42", StringComparison.Ordinal) }).Verify(secret));
        Assert.Throws<WebhookVerificationException>(() => received.Verify("whsec_" + Convert.ToBase64String(new byte[32])));
        foreach (var (name, value) in ((string, string)[])[("webhook-id", Guid.NewGuid().ToString()), ("webhook-timestamp", $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 7}"), ("webhook-timestamp", "1"), ("webhook-signature", "v1,AAAA")])
        {
            var headers = new HeaderDictionary(received.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)) { [name] = value };
            Assert.Throws<WebhookVerificationException>(() => (received with { Headers = headers }).Verify(secret));
        }
    }

    [Theory, EachEngine]
    public async Task While_secrets_overlap_both_sign_and_afterwards_the_new_one_alone(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, former) = await shop.AddEndpointAsync(receiver.Url);
        var fresh = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/rotate-secret")).Expect(200).Json.Text("secret");
        await shop.TellAsync();
        var both = await receiver.NextAsync();
        Assert.True(both.IsGenuine(former) && both.IsGenuine(fresh));
        // One by one, the new one first: of several this package overlooks the last.
        var signatures = both.Signature.Split(' ');
        Assert.Equal(2, signatures.Length);
        both.With(signatures[0]).Verify(fresh);
        both.With(signatures[1]).Verify(former);

        var last = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/rotate-secret", new { overlapSeconds = 0 })).Expect(200).Json.Text("secret");
        await shop.TellAsync();
        var one = await receiver.NextAsync();
        one.Verify(last);
        Assert.Throws<WebhookVerificationException>(() => one.Verify(fresh));
        Assert.Throws<WebhookVerificationException>(() => one.Verify(former));
    }

    [Theory, EachEngine]
    public async Task Each_endpoint_gets_what_it_wants_and_each_event_once(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (exact, _) = await shop.AddEndpointAsync(receiver.Url + "/exact", "order.placed.v1");
        var (prefix, _) = await shop.AddEndpointAsync(receiver.Url + "/prefix", "order.*");
        var (other, _) = await shop.AddEndpointAsync(receiver.Url + "/other", "product.*");
        var (placed, canceled) = (WebhookShop.Event(), WebhookShop.Event("order.canceled.v1", sequence: 2));
        foreach (var occurred in (DomainEvent[])[placed, canceled, placed])
            await shop.TellAsync(occurred);
        await shop.TellAsync(WebhookShop.Event("orders_export.made.v1"));

        Assert.Equal([placed.Id, placed.Id, canceled.Id], (await receiver.NextAsync(3)).Select(received => Guid.Parse(received.Id)).Order());
        Assert.Equal([placed.Id], await IdsAsync(exact));
        Assert.Equal([canceled.Id, placed.Id], await IdsAsync(prefix));
        Assert.Empty(await IdsAsync(other));
        await shop.TellAsync(placed);
        Assert.Equal(3, receiver.Hits);

        async Task<List<Guid>> IdsAsync(string endpoint) => [.. (await shop.Admin.PagesAsync($"admin/webhooks/{endpoint}/deliveries", 1)).Select(item => item.GetProperty("id").GetGuid())];
    }

    [Theory, EachEngine]
    public async Task Data_that_are_too_large_are_replaced_by_where_to_fetch_them(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (_, secret) = await shop.AddEndpointAsync(receiver.Url);
        await shop.TellAsync(WebhookShop.Event(data: new { text = new string('x', 19_000) }));
        Assert.Contains("xxx", (await receiver.NextAsync()).Body, StringComparison.Ordinal);

        await shop.TellAsync(WebhookShop.Event(data: new { text = new string('x', 20_000) }, sequence: 8));
        var received = await receiver.NextAsync();
        received.Verify(secret);
        Assert.InRange(Encoding.UTF8.GetByteCount(received.Body), 1, 20_000);
        using var body = JsonDocument.Parse(received.Body);
        Assert.Equal((JsonValueKind.Null, "/api/v1/admin/events?after=7&limit=1"), (body.RootElement.GetProperty("data").ValueKind, body.RootElement.Text("dataUrl")));
    }

    [Theory, EachEngine]
    public async Task A_redirect_is_a_failure_and_is_not_followed(Engine engine)
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(307, ("Location", elsewhere.Url)));
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var told = await shop.TellAsync();
        var delivery = await shop.EventuallyAsync(id, told, found => found.List("attempts").Count > 0);
        Assert.Equal((307, "status"), (delivery.At("attempts", 0).GetProperty("statusCode").GetInt32(), delivery.At("attempts", 0).Text("failure")));
        Assert.Equal("pending", delivery.Text("status"));
        Assert.Equal(0, elsewhere.Hits);
    }

    [Theory, EachEngine]
    public async Task A_test_is_sent_at_once_and_says_how_it_went(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync(async context =>
        {
            context.Response.StatusCode = 202;
            await context.Response.WriteAsync("do not keep this");
        });
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, secret) = await shop.AddEndpointAsync(receiver.Url, "product.*");
        var good = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/test")).Expect(201);
        Assert.Equal(("webhook.test.v1", "succeeded", 202), (good.Json.Text("eventType"), good.Json.Text("status"), good.Json.At("attempts", 0).GetProperty("statusCode").GetInt32()));
        Assert.Equal($"/api/v1/admin/webhooks/{id}/deliveries/{good.Json.Id()}", good.Header("Location"));
        (await receiver.NextAsync()).Verify(secret);
        Assert.DoesNotContain("do not keep", await shop.DumpAsync("webhook_deliveries"), StringComparison.Ordinal);

        // Once, and without consequences for the endpoint.
        receiver.Answer = WebhookReceiver.Status(410);
        var bad = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/test")).Expect(201).Json;
        Assert.Equal(("failed", 410), (bad.Text("status"), bad.At("attempts", 0).GetProperty("statusCode").GetInt32()));
        var endpoint = await shop.EndpointAsync(id);
        Assert.Equal(("active", null), (endpoint.Text("status"), endpoint.Text("failingSince")));
        Assert.Equal(["testWebhook", "testWebhook", "createWebhook"], (await shop.Admin.GetOkAsync("admin/audit?subject=webhook_endpoint")).List("items").Select(entry => entry.Text("action")));
    }

    [Theory, EachEngine]
    public async Task A_replay_sends_the_same_event_under_the_same_id(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, secret) = await shop.AddEndpointAsync(receiver.Url);
        var told = await shop.TellAsync();
        var first = await receiver.NextAsync();
        await shop.EventuallyAsync(id, told, found => found.Text("status") == "succeeded");

        (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/deliveries/{told}/replay")).Expect(200);
        var second = await receiver.NextAsync();
        second.Verify(secret);
        Assert.Equal((first.Id, first.Body), (second.Id, second.Body));
        var delivery = await shop.EventuallyAsync(id, told, found => found.Text("status") == "succeeded");
        Assert.Equal(2, delivery.List("attempts").Count);
        (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/deliveries/{Guid.CreateVersion7()}/replay")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task The_log_is_read_page_by_page_and_by_status(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var told = new List<Guid>();
        for (var i = 0; i < 5; i++)
            told.Add(await shop.TellAsync());
        await receiver.NextAsync(5);
        foreach (var one in told)
            await shop.EventuallyAsync(id, one, found => found.Text("status") == "succeeded");

        told.Reverse();
        Assert.Equal(told, (await shop.Admin.PagesAsync($"admin/webhooks/{id}/deliveries?status=succeeded", 2)).Select(item => item.GetProperty("id").GetGuid()));
        Assert.Empty(await shop.Admin.PagesAsync($"admin/webhooks/{id}/deliveries?status=failed", 2));
        (await shop.Admin.ReadAsync($"admin/webhooks/{id}/deliveries?status=lost")).ExpectInvalid("status");
        Assert.Equal(200, (await shop.Admin.GetOkAsync($"admin/webhooks/{id}/deliveries")).At("items", 0).GetProperty("lastAttempt").GetProperty("statusCode").GetInt32());
    }
}
