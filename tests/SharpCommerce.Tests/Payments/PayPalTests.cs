using System.Text.Json;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Webhooks;
using SharpCommerce.Tests.Engines;
using Xunit;
using static SharpCommerce.Tests.Payments.FakedShop;

namespace SharpCommerce.Tests.Payments;

/// <summary>Paying with PayPal, from the redirect to the last refund, against a PayPal of our own that checks every request.</summary>
[Trait("Category", "Slow")]
public sealed class PayPalTests
{
    private const string PayPal = "paypal";

    /// <summary>How a call can be carried out without our hearing of it.</summary>
    public static TheoryData<Engine, FaultMode> Charged { get; } = new(
        from engine in Enum.GetValues<Engine>() from mode in (FaultMode[])[FaultMode.ChargeThenError, FaultMode.ChargeThenReset, FaultMode.Garbage] select (engine, mode));

    [Theory, EachEngine]
    public async Task The_shopper_approves_at_PayPal_and_staff_capture_in_parts_and_give_back_more_than_one_part(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        var order = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "requires_action"), (order.Text("status"), order.Text("paymentStatus")));
        Assert.StartsWith($"{shop.Fake.PayPalAddress}/checkoutnow?token=", RedirectOf(order), StringComparison.Ordinal);
        Assert.Equal("pending_payment", (await shop.SyncAsync(order)).Text("status"));
        // The shopper closes the page after the approval: the webhook tells.
        await ApproveAsync(shop, order);
        await shop.UntilAsync(order, "confirmed", "authorized");
        Assert.Equal(0, shop.AtProviderCount("capture"));

        Assert.Equal("partially_paid", (await shop.StaffAsync(order, "capture", 4_000)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal("paid", (await shop.StaffAsync(order, "capture")).Expect(200).Json.Text("paymentStatus"));
        (await shop.StaffAsync(order, "refund", 1_000)).Expect(200);
        // More than is left of the first capture.
        (await shop.StaffAsync(order, "refund", 3_500)).Expect(200);
        (await shop.StaffAsync(order, "refund", 1_901)).ExpectProblem(409, "amount_exceeded");
        var all = (await shop.StaffAsync(order, "refund")).Expect(200).Json;
        Assert.Equal("refunded", all.Text("paymentStatus"));
        Assert.All(all.At("payments", 0).List("operations"), operation => Assert.Equal("succeeded", operation.Text("status")));
        Assert.Equal((2, 4, Total), (shop.AtProviderCount("capture"), shop.AtProviderCount("refund"), shop.AtProviderSum("refund")));
    }

    [Theory, EachEngine]
    public async Task Taken_at_once_it_is_paid_when_the_shopper_comes_back_and_the_fee_is_in_the_ledger(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal, "automatic");
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        var paid = await shop.SyncAsync(order);
        Assert.Equal(("confirmed", "paid"), (paid.Text("status"), paid.Text("paymentStatus")));
        Assert.Equal((Total * 249 + 5_000) / 10_000 + 35, await shop.Shop.CountAsync("SELECT sum(amount) FROM ledger_entries WHERE tenant_id = @tenant AND kind = 'fee'"));
        Assert.Equal(1, shop.AtProviderCount("capture"));
        (await shop.StaffAsync(order, "void")).ExpectProblem(409, "illegal_transition");
    }

    [Theory, EachEngine]
    public async Task Without_a_webhook_and_without_the_shopper_the_worker_asks(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.Shop.ExecuteAsync("UPDATE payments SET check_at = created_at WHERE tenant_id = @tenant");
        await shop.UntilAsync(order, "confirmed", "authorized");
        Assert.Equal("voided", (await shop.StaffAsync(order, "void")).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal(Total, shop.AtProviderSum("void"));
    }

    [Theory, EachEngine]
    public async Task Everybody_at_once_carries_an_approved_order_out_once(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal, "automatic");
        shop.Deliver(WebhookMode.Duplicate);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.SyncAsync(order)));
        await shop.UntilAsync(order, "confirmed", "paid");
        await shop.QuietAsync(() => shop.Deliveries.Count(delivery => delivery.Type == "PAYMENT.CAPTURE.COMPLETED" && delivery.Status is (200 or 202)) >= 20);
        Assert.Equal(["placed", "confirmed"], (await shop.ReadAsync(order)).List("events").Select(change => change.Text("type")));
        Assert.Equal(1, shop.AtProviderCount("capture"));
        Assert.Equal(1, await shop.Shop.CountAsync("SELECT count(*) FROM ledger_entries WHERE tenant_id = @tenant AND kind = 'capture'"));
    }

    [Theory, EachEngine]
    public async Task A_refused_account_can_pay_in_another_way(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.FailAsync(FaultMode.Decline, "orders.authorize", code: "INSTRUMENT_DECLINED");
        var refused = (await shop.SyncAsync(order)).At("payments", 0);
        Assert.Equal(("requires_action", "declined", "redirect"), (refused.Text("status"), refused.Text("declineReason"), refused.GetProperty("nextAction").Text("type")));
        Assert.Equal("confirmed", (await shop.SyncAsync(order)).Text("status"));
        Assert.Equal(1, shop.AtProviderCount("authorization"));

        var other = await shop.OrderAsync();
        var again = (await shop.PayAgainAsync(other, PayPal)).Expect(201).Json;
        Assert.Equal(["voided", "requires_action"], again.List("payments").Select(payment => payment.Text("status")));
        // Approving what was given up moves nothing.
        await ApproveAsync(shop, other);
        Assert.Equal("pending_payment", (await shop.SyncAsync(other)).Text("status"));
        Assert.True(await shop.Fake.ApproveOrderAsync(TokenOf(again, 1)));
        Assert.Equal("confirmed", (await shop.SyncAsync(again, 1, other.Text("accessToken"))).Text("status"));
        Assert.Equal(2, shop.AtProviderCount("authorization"));
    }

    [Theory, MemberData(nameof(Charged))]
    public async Task What_was_done_without_our_hearing_is_not_done_twice(Engine engine, FaultMode mode)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        shop.Deliver(WebhookMode.Lost);
        await shop.FailAsync(mode, "orders.create");
        var order = await shop.OrderAsync();
        Assert.Equal("requires_action", order.Text("paymentStatus"));
        await ApproveAsync(shop, order);
        await shop.FailAsync(mode, "orders.authorize");
        Assert.Equal("confirmed", (await shop.SyncAsync(order)).Text("status"));
        await shop.FailAsync(mode, "authorizations.capture");
        Assert.Equal("paid", (await shop.StaffAsync(order, "capture")).Expect(200).Json.Text("paymentStatus"));
        await shop.FailAsync(mode, "captures.refund");
        Assert.Equal("partially_refunded", (await shop.StaffAsync(order, "refund", 1_000)).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal((1, 1, 1), (shop.AtProviderCount("authorization"), shop.AtProviderCount("capture"), shop.AtProviderCount("refund")));
    }

    [Theory, MemberData(nameof(Charged))]
    public async Task What_stays_unknown_is_known_when_the_worker_has_asked(Engine engine, FaultMode mode)
    {
        await using var shop = await OpenAsync(engine, PayPal, "automatic");
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.SyncAsync(order);
        await shop.FailAsync(mode, "captures.refund");
        await shop.FailAsync(FaultMode.Ok, "orders.get");
        await shop.FailAsync(FaultMode.Unavailable, "orders.get", count: 2);
        var unknown = (await shop.StaffAsync(order, "refund", 1_000)).Expect(200).Json.At("payments", 0);
        Assert.Equal((0, Total - 1_000), (unknown.Amount("refunded"), unknown.Amount("refundable")));
        await shop.CheckAsync(order);
        Assert.Equal(1_000, (await shop.ReadAsync(order)).At("payments", 0).Amount("refunded"));
        Assert.Equal((1, 1), (shop.AtProviderCount("capture"), shop.AtProviderCount("refund")));
    }

    [Theory, EachEngine]
    public async Task A_capture_that_hangs_after_the_charge_is_one_charge(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal, "automatic");
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.FailAsync(FaultMode.ChargeThenHang, "orders.capture");
        await shop.SyncAsync(order);
        await shop.UntilAsync(order, "confirmed", "paid");
        Assert.Equal(1, shop.AtProviderCount("capture"));
    }

    [Theory, EachEngine]
    public async Task A_token_is_asked_for_once_and_replaced_when_it_is_not_good_any_more(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        var order = await shop.OrderAsync();
        shop.Fake.RevokePayPalTokens();
        await ApproveAsync(shop, order);
        await shop.UntilAsync(order, "confirmed", "authorized");

        await shop.FailAsync(FaultMode.Unavailable, "orders.create", count: 3);
        var unreached = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "failed"), (unreached.Text("status"), unreached.Text("paymentStatus")));
    }

    [Theory, EachEngine]
    public async Task What_a_webhook_says_is_never_believed_and_a_false_one_not_even_kept(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        await using var other = await OpenAsync(engine, PayPal);
        foreach (var mode in (WebhookMode[])[WebhookMode.BadSignature, WebhookMode.NoSignature, WebhookMode.Reserialized])
        {
            shop.Deliver(mode);
            var order = await shop.OrderAsync();
            var before = shop.Deliveries.Count;
            await ApproveAsync(shop, order);
            await shop.QuietAsync(() => shop.Deliveries.Skip(before).Any(delivery => delivery.Status is not null));
            Assert.All(shop.Deliveries.Skip(before), delivery => Assert.Equal(401, delivery.Status));
            Assert.Equal("pending_payment", (await shop.ReadAsync(order)).Text("status"));
            shop.Fake.ClearWebhookRules();
            shop.Deliver(WebhookMode.Lost);
            Assert.Equal("confirmed", (await shop.SyncAsync(order)).Text("status"));
            shop.Fake.ClearWebhookRules();
        }
        Assert.Equal(0, await shop.Shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant"));

        foreach (var mode in (WebhookMode[])[WebhookMode.WrongAmount, WebhookMode.WrongCurrency])
        {
            shop.Deliver(mode);
            var order = await shop.OrderAsync();
            await ApproveAsync(shop, order);
            await shop.UntilAsync(order, "confirmed", "authorized");
            shop.Fake.ClearWebhookRules();
        }

        shop.Deliver(WebhookMode.WrongAccount, to: other.Account);
        var elsewhere = await shop.OrderAsync();
        await ApproveAsync(shop, elsewhere);
        await shop.QuietAsync(() => shop.Deliveries.Any(delivery => delivery.Url.EndsWith(other.Shop.Tenant.Slug, StringComparison.Ordinal) && delivery.Status == 202));
        Assert.Equal("pending_payment", (await shop.ReadAsync(elsewhere)).Text("status"));
        shop.Fake.ClearWebhookRules();
    }

    [Theory, EachEngine]
    public async Task Refunds_are_seen_in_any_order_and_a_pending_capture_when_it_is_decided(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal, "automatic");
        shop.Deliver(WebhookMode.OutOfOrder);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.SyncAsync(order);
        (await shop.StaffAsync(order, "refund", 1_000)).Expect(200);
        shop.Fake.ClearWebhookRules();
        await shop.UntilAsync(order, "confirmed", "partially_refunded");

        var later = await shop.OrderAsync();
        Assert.True(await shop.Fake.ApproveOrderAsync(TokenOf(later), pending: true));
        var pending = await shop.SyncAsync(later);
        Assert.Equal(("pending_payment", "pending"), (pending.Text("status"), pending.Text("paymentStatus")));
        var id = await shop.Shop.TextAsync("SELECT provider_id FROM payment_movements WHERE tenant_id = @tenant AND status = 'pending'");
        Assert.True(await shop.Fake.SettleAsync(id, succeeded: true));
        await shop.UntilAsync(later, "confirmed", "paid");
    }

    [Theory, EachEngine]
    public async Task Approval_of_a_canceled_order_moves_nothing(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal, "automatic");
        var order = await shop.OrderAsync();
        await shop.Shop.ExecuteAsync("UPDATE orders SET payment_due_at = placed_at WHERE tenant_id = @tenant");
        await shop.CheckAsync(order);
        await shop.UntilAsync(order, "canceled", "voided");
        await ApproveAsync(shop, order);
        await shop.QuietAsync(() => shop.Deliveries.Any(delivery => delivery.Type == "CHECKOUT.ORDER.APPROVED" && delivery.Status == 202));
        Assert.Equal(0, shop.AtProviderCount("capture"));
        Assert.Equal("voided", (await shop.ReadAsync(order)).Text("paymentStatus"));
    }

    [Theory, EachEngine]
    public async Task Refunds_and_captures_at_once_never_exceed_what_there_is(Engine engine)
    {
        await using var shop = await OpenAsync(engine, PayPal);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.UntilAsync(order, "confirmed", "authorized");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.StaffAsync(order, "capture", 4_000)));
        Assert.Equal(4_000, shop.AtProviderSum("capture"));
        var refunds = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.StaffAsync(order, "refund", 3_000)));
        Assert.Equal(1, refunds.Count(answer => answer.Status == 200));
        Assert.Equal(3_000, shop.AtProviderSum("refund"));
    }

    [Theory]
    [InlineData("JPY", "5905")]
    [InlineData("USD", "64.00")]
    [InlineData("HUF", "64")]
    public async Task Every_currency_is_written_with_its_own_decimals(string currency, string wire)
    {
        await using var shop = await OpenAsync(Engine.Sqlite, PayPal, "automatic", currency);
        var order = await shop.OrderAsync();
        await ApproveAsync(shop, order);
        await shop.UntilAsync(order, "confirmed", "paid");
        (await shop.StaffAsync(order, "refund", 1_000)).Expect(200);
        Assert.Equal(wire, shop.Fake.Ledger.Single(entry => entry.Account == shop.Account && entry.Type == "capture").WireAmount);
        Assert.Equal((order.Amount("total"), 1_000), (shop.AtProviderSum("capture"), shop.AtProviderSum("refund")));
    }

    [Fact]
    public async Task A_currency_that_PayPal_does_not_take_is_refused_before_anything_is_written()
    {
        await using var shop = await OpenAsync(Engine.Sqlite, PayPal, currency: "KWD");
        var cart = await shop.Shop.AddReadyCartAsync((await shop.Shop.AddVariantAsync(), 1));
        (await shop.Shop.Http.CompleteAsync(cart, null, new { payment = new { provider = PayPal } })).ExpectProblem(409, "amount_not_payable");
    }

    private static async Task ApproveAsync(FakedShop shop, JsonElement order) => Assert.True(await shop.Fake.ApproveOrderAsync(TokenOf(order)));

    private static string RedirectOf(JsonElement order, int payment = 0) => order.At("payments", payment).GetProperty("nextAction").Text("url");

    private static string TokenOf(JsonElement order, int payment = 0) => RedirectOf(order, payment).Split("token=")[1];
}
