using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Orders;

public sealed class FulfillmentTests
{
    [Theory, EachEngine]
    public async Task What_leaves_leaves_the_stock_and_the_order_says_so(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var (one, two, untracked) = (await shop.AddVariantAsync(), await shop.AddVariantAsync(), await shop.AddVariantAsync(stock: null));
        var placed = await shop.PlaceOrderAsync((one, 3), (two, 2), (untracked, 1));
        var lines = placed.List("lines").Select(line => line.Id()).ToList();
        var path = $"admin/orders/{placed.Id()}/fulfillments";

        var first = (await shop.Admin.CallAsync("POST", path, new { lines = new[] { new { lineId = lines[0], quantity = 2 } }, tracking = new { carrier = "DHL", number = "4711", url = "https://example.com/4711" } })).Expect(201);

        Assert.Equal(("confirmed", "partially_fulfilled"), (first.Json.Text("status"), first.Json.Text("fulfillmentStatus")));
        Assert.Equal([2, 0, 0], Fulfilled(first.Json));
        Assert.Equal(((8, 1), (10, 2)), (await shop.StockAsync(one), await shop.StockAsync(two)));
        (await shop.Admin.CallAsync("POST", $"admin/orders/{placed.Id()}/cancel")).ExpectProblem(409, "illegal_transition");

        var last = (await shop.Admin.CallAsync("POST", path, null, ("If-Match", first.Header("ETag")!))).Expect(201).Json;

        Assert.Equal("fulfilled", last.Text("fulfillmentStatus"));
        Assert.Equal([3, 2, 1], Fulfilled(last));
        Assert.Equal(((7, 0), (8, 0)), (await shop.StockAsync(one), await shop.StockAsync(two)));
        Assert.Equal(["fulfillment", "fulfillment", "initial"], (await shop.Admin.GetOkAsync($"admin/inventory/levels/{one}/movements")).List("items").Select(item => item.Text("reason")));
        Assert.Equal(["placed", "partially_fulfilled", "fulfilled"], last.List("events").Select(change => change.Text("type")));
        Assert.Equal([1, 3], last.List("fulfillments").Select(sent => sent.List("lines").Count));
        Assert.Equal("DHL", last.At("fulfillments", 0).GetProperty("tracking").Text("carrier"));
        // Promised on invoice: it waits for its money.
        Assert.Equal("confirmed", last.Text("status"));
        (await shop.Admin.CallAsync("POST", path)).ExpectProblem(409, "illegal_transition");
        Assert.Equal(2, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant AND type = 'order.fulfilled.v1'"));
        var forShopper = (await shop.Http.CallAsync("GET", $"store/orders/{placed.Id()}", null, ("X-Order-Token", placed.Text("accessToken")))).Expect(200).Json;
        Assert.Equal("4711", forShopper.At("fulfillments", 0).GetProperty("tracking").Text("number"));
        Assert.False(forShopper.At("fulfillments", 0).TryGetProperty("actor", out _));
    }

    [Theory, EachEngine]
    public async Task A_paid_order_is_completed_when_all_of_it_has_left(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 2));
        await CaptureAsync(shop, order);
        var path = $"admin/orders/{order.Id()}/fulfillments";
        Assert.Equal("confirmed", (await shop.Admin.CallAsync("POST", path, new { lines = new[] { new { lineId = order.At("lines", 0).Id(), quantity = 1 } } })).Expect(201).Json.Text("status"));

        var done = (await shop.Admin.CallAsync("POST", path, new { })).Expect(201).Json;

        Assert.Equal(("completed", "fulfilled"), (done.Text("status"), done.Text("fulfillmentStatus")));
        Assert.Equal(["placed", "partially_fulfilled", "fulfilled", "completed"], done.List("events").Select(change => change.Text("type")));
        (await shop.Admin.CallAsync("POST", path)).ExpectProblem(409, "illegal_transition");
    }

    [Theory, EachEngine]
    public async Task An_order_that_was_sent_is_completed_when_its_money_is_here(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 2));
        Assert.Equal("confirmed", (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/fulfillments", new { })).Expect(201).Json.Text("status"));

        var done = await CaptureAsync(shop, order);

        Assert.Equal(("completed", "paid"), (done.Text("status"), done.Text("paymentStatus")));
    }

    [Theory, EachEngine]
    public async Task Only_what_is_left_of_a_confirmed_order_can_leave(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: 100);
        var (order, second) = (await shop.PlaceOrderAsync((variant, 2)), await shop.PlaceOrderAsync((variant, 2)));
        var (path, line) = ($"admin/orders/{order.Id()}/fulfillments", order.At("lines", 0).Id());
        foreach (var (field, body) in ((string, object)[])[
            ("lines[0].quantity", new { lines = new[] { new { lineId = line, quantity = 3 } } }), ("lines[0].quantity", new { lines = new[] { new { lineId = line, quantity = 0 } } }),
            ("lines[0].quantity", new { lines = new[] { new { lineId = line, quantity = -1 } } }), ("lines[0].lineId", new { lines = new[] { new { lineId = second.At("lines", 0).Id(), quantity = 1 } } }),
            ("lines[1].lineId", new { lines = new[] { new { lineId = line, quantity = 1 }, new { lineId = line, quantity = 1 } } }), ("lines", new { lines = Array.Empty<object>() }),
            ("tracking.url", new { tracking = new { url = "javascript:alert(1)" } }), ("tracking.url", new { tracking = new { url = "/relative" } }), ("tracking.carrier", new { tracking = new { carrier = new string('x', 101) } })])
            (await shop.Admin.CallAsync("POST", path, body)).ExpectInvalid(field);
        (await shop.Admin.CallAsync("POST", path, new { }, ("If-Match", "\"7\""))).ExpectProblem(412, "precondition_failed");
        (await other.Admin.CallAsync("POST", path, new { })).ExpectProblem(404, "not_found");
        Assert.Equal((100, 4), await shop.StockAsync(variant));
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/cancel")).Expect(200);
        (await shop.Admin.CallAsync("POST", path, new { })).ExpectProblem(409, "illegal_transition");
        Assert.Equal((100, 2), await shop.StockAsync(variant));
    }

    [Theory, EachEngine]
    public async Task Sent_at_the_same_time_nothing_leaves_twice(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync(stock: 100);
        var order = await shop.PlaceOrderAsync((variant, 10));
        var (path, line) = ($"admin/orders/{order.Id()}/fulfillments", order.At("lines", 0).Id());
        var cancel = $"admin/orders/{order.Id()}/cancel";

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => i == 8 ? shop.Admin.CallAsync("POST", cancel) : shop.Admin.CallAsync("POST", path, new { lines = new[] { new { lineId = line, quantity = 3 } }, notify = false })));

        Assert.DoesNotContain(answers, answer => answer.Status >= 500);
        var now = await shop.Admin.GetOkAsync($"admin/orders/{order.Id()}");
        if (answers[8].Status == 200)
            Assert.Equal((100, 0), await shop.StockAsync(variant));
        else
            Assert.Equal((100 - Fulfilled(now).Single(), 10 - Fulfilled(now).Single()), await shop.StockAsync(variant));
        Assert.Equal(Fulfilled(now).Single(), 3 * now.List("fulfillments").Count);
        await shop.AssertInvariantsAsync();
    }

    [Theory, EachEngine]
    public async Task A_repeated_call_sends_once_and_the_shopper_gets_one_mail(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 2));
        var path = $"admin/orders/{order.Id()}/fulfillments";
        var body = new { lines = new[] { new { lineId = order.At("lines", 0).Id(), quantity = 1 } }, tracking = new { carrier = "DHL", number = "4711" } };
        (await shop.Admin.CallAsync("POST", path, body, ("Idempotency-Key", "parcel-1"))).Expect(201);
        Assert.Equal("true", (await shop.Admin.CallAsync("POST", path, body, ("Idempotency-Key", "parcel-1"))).Expect(201).Header("Idempotent-Replayed"));
        (await shop.Admin.CallAsync("POST", path, new { notify = false })).Expect(201);

        var mail = Assert.Single((await shop.Http.GetOkAsync($"/dev/mail.json?tenant={shop.Tenant.Slug}&to=ada@example.com")).List("items"));
        Assert.Equal(("order_sent", $"A part of your order {order.GetProperty("number").GetInt64()} is on its way"), (mail.Text("purpose"), mail.Text("subject")));
        Assert.Contains("1 × Product ", mail.Text("textBody"), StringComparison.Ordinal);
        Assert.Contains("4711", mail.Text("textBody"), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task Shoppers_read_only_the_notes_that_are_for_them(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        await using var other = await TestShop.OpenAsync(engine);
        var order = await shop.PlaceOrderAsync((await shop.AddVariantAsync(), 1));
        var path = $"admin/orders/{order.Id()}/notes";
        (await shop.Admin.CallAsync("POST", path, new { text = "Rude on the phone" })).Expect(201);
        var noted = (await shop.Admin.CallAsync("POST", path, new { text = "We pack it as a gift <3", visibility = "customer" })).Expect(201).Json;

        Assert.Equal([("Rude on the phone", "private"), ("We pack it as a gift <3", "customer")], noted.List("notes").Select(note => (note.Text("text"), note.Text("visibility"))));
        Assert.All(noted.List("notes"), note => Assert.Equal("operator:bootstrap", note.Text("actor")));
        var shown = (await shop.Http.CallAsync("GET", $"store/orders/{order.Id()}", null, ("X-Order-Token", order.Text("accessToken")))).Expect(200);
        Assert.Equal("We pack it as a gift <3", Assert.Single(shown.Json.List("notes")).Text("text"));
        Assert.DoesNotContain("Rude", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("operator:", shown.Text, StringComparison.Ordinal);
        foreach (var table in (string[])["audit_entries", "outbox_messages"])
            Assert.DoesNotContain("Rude", await shop.DumpAsync(table), StringComparison.Ordinal);
        foreach (var body in (object[])[new { text = "" }, new { text = new string('x', 4_001) }, new { text = "4111 1111 1111 1111" }])
            (await shop.Admin.CallAsync("POST", path, body)).ExpectInvalid("text");
        (await shop.Admin.CallAsync("POST", path, new { text = "x", visibility = "everybody" })).ExpectProblem(400, "validation_failed");
        (await other.Admin.CallAsync("POST", path, new { text = "x" })).ExpectProblem(404, "not_found");
    }

    private static List<int> Fulfilled(JsonElement order) => [.. order.List("lines").Select(line => line.GetProperty("fulfilled").GetInt32())];

    private static async Task<JsonElement> CaptureAsync(TestShop shop, JsonElement order) =>
        (await shop.Admin.CallAsync("POST", $"admin/orders/{order.Id()}/payments/{order.At("payments", 0).Id()}/capture", new { }, ("Idempotency-Key", $"capture-{order.Id()}"))).Expect(200).Json;
}
