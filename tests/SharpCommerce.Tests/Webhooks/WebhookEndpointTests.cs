using System.Net;
using System.Net.Sockets;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

public sealed class WebhookEndpointTests
{
    [Theory, EachEngine]
    public async Task An_endpoint_shows_its_secret_once_and_never_again(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var made = (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url = "https://erp.example.com/hooks", description = "ERP", eventTypes = (string[])["order.*", "product.updated.v1"] })).Expect(201);
        var (id, secret) = (made.Json.Id(), made.Json.Text("secret"));
        Assert.Equal($"/api/v1/admin/webhooks/{id}", made.Header("Location"));
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.InRange(Convert.FromBase64String(secret["whsec_".Length..]).Length, 24, 64);
        var rotated = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/rotate-secret", new { overlapSeconds = 60 })).Expect(200).Json;
        Assert.NotEqual(secret, rotated.Text("secret"));

        var read = await shop.EndpointAsync(id);
        Assert.Equal(("https://erp.example.com/hooks", "ERP", "active"), (read.Text("url"), read.Text("description"), read.Text("status")));
        Assert.Equal(["order.*", "product.updated.v1"], read.List("eventTypes").Select(type => type.GetString()!));
        Assert.Equal(rotated.Text("formerUntil"), read.Text("formerUntil"));
        var patched = (await shop.Admin.CallAsync("PATCH", $"admin/webhooks/{id}", new { description = "Other" })).Expect(200);
        var everything = string.Join('\n', read, patched.Text, await shop.Admin.GetOkAsync("admin/webhooks"), await shop.Admin.GetOkAsync("admin/audit"),
            await shop.DumpAsync("audit_entries"), await shop.DumpAsync("outbox_messages"), await shop.DumpAsync("idempotency_records"), await shop.DumpAsync("webhook_endpoints"));
        foreach (var shown in (string[])[secret, rotated.Text("secret")])
            Assert.DoesNotContain(shown["whsec_".Length..], everything, StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task An_endpoint_is_changed_by_its_version_and_removed_with_its_deliveries(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (id, _) = await shop.AddEndpointAsync("https://erp.example.com/hooks");
        var tag = (await shop.Admin.ReadAsync($"admin/webhooks/{id}")).Header("ETag")!;
        (await shop.Admin.CallAsync("PATCH", $"admin/webhooks/{id}", new { url = "https://erp.example.com/other", eventTypes = (string[]?)null }, ("If-Match", tag))).Expect(200);
        (await shop.Admin.CallAsync("PATCH", $"admin/webhooks/{id}", new { description = "late" }, ("If-Match", tag))).ExpectProblem(412, "precondition_failed");
        (await shop.Admin.CallAsync("DELETE", $"admin/webhooks/{id}", null, ("If-Match", tag))).ExpectProblem(412, "precondition_failed");
        var changed = await shop.EndpointAsync(id);
        Assert.Equal(("https://erp.example.com/other", 0), (changed.Text("url"), changed.List("eventTypes").Count));

        await shop.DeliveryAsync(id, await shop.TellAsync());
        (await shop.Admin.CallAsync("DELETE", $"admin/webhooks/{id}")).Expect(204);
        (await shop.Admin.ReadAsync($"admin/webhooks/{id}")).ExpectProblem(404, "not_found");
        (await shop.Admin.ReadAsync($"admin/webhooks/{id}/deliveries")).ExpectProblem(404, "not_found");
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM webhook_deliveries WHERE tenant_id = @tenant"));
    }

    [Theory, EachEngine]
    public async Task What_is_switched_off_gets_nothing_and_what_waited_for_it_is_canceled(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(500));
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (id, _) = await shop.AddEndpointAsync(receiver.Url);
        var waiting = await shop.TellAsync();
        await shop.EventuallyAsync(id, waiting, delivery => delivery.List("attempts").Count == 1 && delivery.Text("status") == "pending");

        var off = (await shop.Admin.CallAsync("PATCH", $"admin/webhooks/{id}", new { enabled = false })).Expect(200).Json;
        Assert.Equal(("disabled", "manual", false), (off.Text("status"), off.Text("disabledReason"), off.GetProperty("enabled").GetBoolean()));
        Assert.Equal("canceled", (await shop.DeliveryAsync(id, waiting)).Text("status"));
        (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/deliveries/{waiting}/replay")).ExpectProblem(409, "webhook_disabled");
        var missed = await shop.TellAsync();
        (await shop.Admin.ReadAsync($"admin/webhooks/{id}/deliveries/{missed}")).ExpectProblem(404, "not_found");

        receiver.Answer = WebhookReceiver.Status(204);
        var on = (await shop.Admin.CallAsync("PATCH", $"admin/webhooks/{id}", new { enabled = true })).Expect(200).Json;
        Assert.Equal(("active", null, null), (on.Text("status"), on.Text("disabledReason"), on.Text("failingSince")));
        (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/deliveries/{waiting}/replay")).Expect(200);
        await shop.EventuallyAsync(id, waiting, delivery => delivery.Text("status") == "succeeded");
    }

    [Theory, EachEngine]
    public async Task What_cannot_be_an_endpoint_is_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var url in (string[])["", "erp.example.com", "http://erp.example.com", "ftp://erp.example.com", "https://user:pass@erp.example.com", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1", "https://169.254.169.254/", "https://erp.example.com/#x", "https://x/" + new string('x', 2_000)])
            (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url })).ExpectInvalid("url");
        foreach (var type in (string[])["*", "order.", "order*", "Order.placed.v1", ".*", "order..*", "order placed", "", "order.placed", "orders.*"])
            (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url = "https://erp.example.com", eventTypes = new[] { type } })).ExpectInvalid("eventTypes");
        (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url = "https://erp.example.com", secret = "whsec_AAAA" })).ExpectInvalid("secret");
        var (id, _) = await shop.AddEndpointAsync("https://erp.example.com");
        foreach (var seconds in (int[])[-1, 604_801])
            (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/rotate-secret", new { overlapSeconds = seconds })).ExpectInvalid("overlapSeconds");
    }

    [Theory, EachEngine]
    public async Task A_tenant_has_fifty_endpoints_at_most(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        for (var i = 0; i < 50; i++)
            await shop.AddEndpointAsync($"https://erp.example.com/{i}");
        (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url = "https://erp.example.com" })).ExpectInvalid("url");
        Assert.Equal(50, (await shop.Admin.GetOkAsync("admin/webhooks")).List("items").Count);
    }

    [Theory, EachEngine]
    public async Task A_name_that_leads_to_this_machine_is_not_called(Engine engine)
    {
        using var sink = new TcpListener(IPAddress.IPv6Any, 0);
        sink.Server.DualMode = true;
        sink.Start();
        await using var shop = await TestShop.OpenAsync(engine);
        var (id, _) = await shop.AddEndpointAsync($"https://localhost:{((IPEndPoint)sink.LocalEndpoint).Port}/");
        var delivery = (await shop.Admin.CallAsync("POST", $"admin/webhooks/{id}/test")).Expect(201).Json;
        Assert.Equal("address_refused", Assert.Single(delivery.List("attempts")).Text("failure"));
        var told = await shop.TellAsync();
        await shop.EventuallyAsync(id, told, found => found.List("attempts") is [var attempt] && attempt.Text("failure") == "address_refused");
        Assert.False(sink.Pending());
    }
}
