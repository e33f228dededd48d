using SharpCommerce.FakePay;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Webhooks;
using SharpCommerce.Tests.Engines;
using Xunit;
using static SharpCommerce.Tests.Payments.FakedShop;

namespace SharpCommerce.Tests.Payments;

/// <summary>Paying with Stripe, from the cart to the last refund, against a Stripe of our own that checks every request.</summary>
public sealed class StripeTests
{
    private const string Stripe = "stripe";

    /// <summary>How a call can be carried out without our hearing of it.</summary>
    public static TheoryData<Engine, FaultMode> Charged { get; } = new(
        from engine in Enum.GetValues<Engine>() from mode in (FaultMode[])[FaultMode.ChargeThenError, FaultMode.ChargeThenReset, FaultMode.Garbage] select (engine, mode));

    [Fact]
    public void Requests_are_checked_against_the_official_descriptions() =>
        Assert.SkipWhen(Specifications is null, "The official OpenAPI files are not here; FAKEPAY_SPECS names their folder.");

    [Theory, EachEngine]
    public async Task Promised_at_checkout_captured_in_part_and_given_back_in_parts(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        var order = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "requires_action"), (order.Text("status"), order.Text("paymentStatus")));
        // The shopper closes the page: the webhook tells.
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "authorized");
        Assert.Equal(0, shop.AtProviderCount("capture"));

        var captured = (await shop.StaffAsync(order, "capture", 4_000)).Expect(200).Json;
        Assert.Equal((4_000, 0), (captured.At("payments", 0).Amount("captured"), captured.At("payments", 0).Amount("capturable")));
        Assert.Equal(2_400, shop.AtProviderSum("void"));
        (await shop.StaffAsync(order, "refund", 1_000)).Expect(200);
        (await shop.StaffAsync(order, "refund", 500)).Expect(200);
        (await shop.StaffAsync(order, "refund", 2_501)).ExpectProblem(409, "amount_exceeded");
        var all = (await shop.StaffAsync(order, "refund")).Expect(200).Json;
        Assert.Equal("refunded", all.Text("paymentStatus"));
        Assert.All(all.At("payments", 0).List("operations"), operation => Assert.Equal("succeeded", operation.Text("status")));
        Assert.Equal((1, 3, 4_000), (shop.AtProviderCount("capture"), shop.AtProviderCount("refund"), shop.AtProviderSum("refund")));
    }

    [Theory, EachEngine]
    public async Task Taken_at_once_it_is_paid_when_the_shopper_comes_back_and_the_fee_is_in_the_ledger(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe, "automatic");
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        Assert.Equal("pending_payment", (await shop.SyncAsync(order)).Text("status"));
        await shop.ConfirmAsync(order);
        Assert.Equal(("confirmed", "paid"), (await shop.SyncAsync(order) is var paid ? paid.Text("status") : "", paid.Text("paymentStatus")));
        Assert.Equal((Total * 15 + 500) / 1_000 + 25, await shop.Shop.CountAsync("SELECT sum(amount) FROM ledger_entries WHERE tenant_id = @tenant AND kind = 'fee'"));
        (await shop.StaffAsync(order, "void")).ExpectProblem(409, "illegal_transition");
    }

    [Theory, EachEngine]
    public async Task Without_a_webhook_and_without_the_shopper_the_worker_asks(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order);
        await shop.Shop.ExecuteAsync("UPDATE payments SET check_at = created_at WHERE tenant_id = @tenant");
        await shop.UntilAsync(order, "confirmed", "authorized");
        var voided = (await shop.StaffAsync(order, "void")).Expect(200).Json;
        Assert.Equal("voided", voided.Text("paymentStatus"));
        Assert.Equal(Total, shop.AtProviderSum("void"));
    }

    [Theory, EachEngine]
    public async Task The_bank_asks_the_shopper_first(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        foreach (var approved in (bool[])[true, false])
        {
            var order = await shop.OrderAsync();
            var intent = IntentOf(order);
            await shop.ConfirmAsync(order, "pm_card_threeDSecure2Required");
            var asked = (await shop.SyncAsync(order)).At("payments", 0);
            Assert.Equal(("requires_action", "redirect"), (asked.Text("status"), asked.GetProperty("nextAction").Text("type")));
            Assert.Contains(intent, asked.GetProperty("nextAction").Text("url"), StringComparison.Ordinal);
            Assert.True(await shop.Fake.AuthenticateAsync(intent, approved));
            if (approved)
                await shop.UntilAsync(order, "confirmed", "authorized");
            else
                Assert.Equal("authentication_failed", (await shop.SyncAsync(order)).At("payments", 0).Text("declineReason"));
        }
        Assert.Equal(1, shop.AtProviderCount("authorization"));
    }

    [Theory, EachEngine]
    public async Task A_refused_card_can_be_tried_again_or_another_way_be_taken(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe, "automatic");
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order, "pm_card_visa_chargeDeclinedInsufficientFunds", status: 402);
        var refused = await shop.SyncAsync(order);
        Assert.Equal(("requires_action", "insufficient_funds"), (refused.At("payments", 0).Text("status"), refused.At("payments", 0).Text("declineReason")));
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "paid");
        Assert.Equal(1, shop.AtProviderCount("capture"));

        var other = await shop.OrderAsync();
        await shop.ConfirmAsync(other, "pm_card_visa_chargeDeclined", status: 402);
        var again = (await shop.PayAgainAsync(other, Stripe)).Expect(201).Json;
        Assert.Equal(["voided", "requires_action"], again.List("payments").Select(payment => payment.Text("status")));
        await shop.ConfirmAsync(again, payment: 1);
        await shop.UntilAsync(other, "confirmed", "paid");
        Assert.Equal(2, shop.AtProviderCount("capture"));
    }

    [Theory, MemberData(nameof(Charged))]
    public async Task A_payment_whose_beginning_was_not_heard_of_is_found_and_not_begun_twice(Engine engine, FaultMode mode)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        await shop.FailAsync(mode, "payment_intents.create");
        var order = await shop.OrderAsync();
        Assert.Equal("requires_action", order.Text("paymentStatus"));
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "authorized");

        // Nobody answers for as long as the shopper waits.
        await shop.FailAsync(mode, "payment_intents.create");
        await shop.FailAsync(FaultMode.Unavailable, "payment_intents.*", count: 2);
        var unknown = await shop.OrderAsync();
        // Or what lies below repeated it, because the connection was not new.
        Assert.Contains(unknown.Text("paymentStatus"), (string[])["pending", "requires_action"]);
        await shop.CheckAsync(unknown);
        await shop.ConfirmAsync(await shop.SyncAsync(unknown));
        await shop.UntilAsync(unknown, "confirmed", "authorized");
        Assert.Equal(2, shop.AtProviderCount("authorization"));
    }

    [Theory, MemberData(nameof(Charged))]
    public async Task What_was_taken_or_given_back_without_our_hearing_is_not_done_twice(Engine engine, FaultMode mode)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        shop.Deliver(WebhookMode.Lost);
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order);
        await shop.SyncAsync(order);
        await shop.FailAsync(mode, "payment_intents.capture");
        Assert.Equal("paid", (await shop.StaffAsync(order, "capture")).Expect(200).Json.Text("paymentStatus"));
        await shop.FailAsync(mode, "refunds.create");
        Assert.Equal("partially_refunded", (await shop.StaffAsync(order, "refund", 1_000)).Expect(200).Json.Text("paymentStatus"));

        // And once more, so that it is not known until the worker has asked.
        await shop.FailAsync(mode, "refunds.create");
        await shop.FailAsync(FaultMode.Unavailable, "refunds.*", count: 2);
        var unknown = (await shop.StaffAsync(order, "refund", 1_000)).Expect(200).Json.At("payments", 0);
        Assert.Equal((1_000, 4_400), (unknown.Amount("refunded"), unknown.Amount("refundable")));
        await shop.CheckAsync(order);
        Assert.Equal(2_000, (await shop.ReadAsync(order)).At("payments", 0).Amount("refunded"));
        Assert.Equal((1, 2), (shop.AtProviderCount("capture"), shop.AtProviderCount("refund")));
    }

    [Theory, EachEngine]
    public async Task A_capture_that_hangs_after_the_charge_is_one_charge(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "authorized");
        await shop.FailAsync(FaultMode.ChargeThenHang, "payment_intents.capture");
        Assert.Equal("paid", (await shop.StaffAsync(order, "capture")).Expect(200).Json.Text("paymentStatus"));
        Assert.Equal(1, shop.AtProviderCount("capture"));
    }

    [Theory, EachEngine]
    public async Task Out_of_reach_nothing_is_charged_and_staff_hear_of_it(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        await shop.FailAsync(FaultMode.Unavailable, "payment_intents.create", count: 3);
        var order = await shop.OrderAsync();
        Assert.Equal(("pending_payment", "failed"), (order.Text("status"), order.Text("paymentStatus")));
        var again = (await shop.PayAgainAsync(order, Stripe)).Expect(201).Json;
        await shop.ConfirmAsync(again, payment: 1);
        await shop.UntilAsync(order, "confirmed", "authorized");
    }

    [Theory, EachEngine]
    public async Task Webhooks_may_come_before_the_answer_twenty_times_and_in_any_order(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe, "automatic");
        shop.Deliver(WebhookMode.BeforeAnswer, "payment_intent.succeeded", count: 1);
        shop.Deliver(WebhookMode.Duplicate, "charge.*");
        shop.Deliver(WebhookMode.OutOfOrder, "payment_intent.*");
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "paid");
        (await shop.StaffAsync(order, "refund", 1_000)).Expect(200);
        await shop.QuietAsync(() => shop.Deliveries.Count(delivery => delivery.Type == "charge.refunded" && delivery.Status is (200 or 202)) >= 20);
        shop.Fake.ClearWebhookRules();
        var end = await shop.ReadAsync(order);
        Assert.Equal(["placed", "confirmed"], end.List("events").Select(change => change.Text("type")));
        Assert.Equal((1, 1), (shop.AtProviderCount("capture"), shop.AtProviderCount("refund")));
        Assert.Equal(2, await shop.Shop.CountAsync("SELECT count(*) FROM ledger_entries WHERE tenant_id = @tenant AND kind IN ('capture', 'refund')"));
    }

    [Theory, EachEngine]
    public async Task What_a_webhook_says_is_never_believed_and_a_false_one_not_even_kept(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        await using var other = await OpenAsync(engine, Stripe);
        foreach (var mode in (WebhookMode[])[WebhookMode.BadSignature, WebhookMode.NoSignature, WebhookMode.StaleTimestamp, WebhookMode.Reserialized, WebhookMode.WrongMode])
        {
            shop.Deliver(mode);
            var order = await shop.OrderAsync();
            var before = shop.Deliveries.Count;
            await shop.ConfirmAsync(order);
            await shop.QuietAsync(() => shop.Deliveries.Skip(before).Count(delivery => delivery.Status is not null) >= 2);
            Assert.All(shop.Deliveries.Skip(before), delivery => Assert.Equal(401, delivery.Status));
            Assert.Equal("pending_payment", (await shop.ReadAsync(order)).Text("status"));
            shop.Fake.ClearWebhookRules();
            await shop.SyncAsync(order);
        }
        Assert.Equal(0, await shop.Shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant"));

        // Genuine, and yet not so: what stands at the provider counts.
        foreach (var mode in (WebhookMode[])[WebhookMode.WrongAmount, WebhookMode.WrongCurrency])
        {
            shop.Deliver(mode);
            var order = await shop.OrderAsync();
            await shop.ConfirmAsync(order);
            var paid = await shop.UntilAsync(order, "confirmed", "authorized");
            Assert.True(!paid.At("payments", 0).TryGetProperty("attention", out var attention) || attention.ValueKind == System.Text.Json.JsonValueKind.Null, paid.ToString());
            shop.Fake.ClearWebhookRules();
        }

        // At another shop's address, and signed for it, it speaks of nothing that is there.
        shop.Deliver(WebhookMode.WrongAccount, to: other.Account);
        var elsewhere = await shop.OrderAsync();
        await shop.ConfirmAsync(elsewhere);
        await shop.QuietAsync(() => shop.Deliveries.Any(delivery => delivery.Url.EndsWith(other.Shop.Tenant.Slug, StringComparison.Ordinal) && delivery.Status == 202));
        Assert.Equal("pending_payment", (await shop.ReadAsync(elsewhere)).Text("status"));
        shop.Fake.ClearWebhookRules();
        Assert.Equal("confirmed", (await shop.SyncAsync(elsewhere)).Text("status"));
    }

    [Theory, EachEngine]
    public async Task Another_amount_at_the_provider_never_confirms_an_order_and_is_let_go(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        shop.Differs = true;
        var order = await shop.OrderAsync();
        await shop.StripeAsync(IntentOf(order), null, 200, ("amount", "5000"));
        await shop.ConfirmAsync(order);
        await shop.QuietAsync(() => shop.AtProviderSum("void") == 5_000);
        var held = await shop.ReadAsync(order);
        Assert.Equal(("pending_payment", "amount_mismatch"), (held.Text("status"), held.At("payments", 0).Text("attention")));
    }

    [Theory, EachEngine]
    public async Task Money_that_comes_for_a_canceled_order_goes_back(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe, "automatic");
        var variant = await shop.Shop.AddVariantAsync(stock: 1);
        var order = await shop.OrderAsync(variant);
        await shop.FailAsync(FaultMode.Unavailable, "payment_intents.cancel", count: 3);
        await shop.Shop.ExecuteAsync("UPDATE orders SET payment_due_at = placed_at WHERE tenant_id = @tenant");
        await shop.CheckAsync(order);
        Assert.Equal("canceled", (await shop.ReadAsync(order)).Text("status"));
        Assert.Equal((1, 0), await shop.Shop.StockAsync(variant));
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "canceled", "refunded");
        Assert.Equal((Total, Total), (shop.AtProviderSum("capture"), shop.AtProviderSum("refund")));
    }

    [Theory, EachEngine]
    public async Task Refunds_and_captures_at_once_never_exceed_what_there_is(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "authorized");
        var captures = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.StaffAsync(order, "capture")));
        Assert.Equal(1, captures.Count(answer => answer.Status == 200));
        var refunds = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => shop.StaffAsync(order, "refund", 4_000)));
        Assert.Equal(1, refunds.Count(answer => answer.Status == 200));
        Assert.Equal((Total, 4_000), (shop.AtProviderSum("capture"), shop.AtProviderSum("refund")));

        var canceled = await shop.OrderAsync();
        await shop.ConfirmAsync(canceled);
        await shop.UntilAsync(canceled, "confirmed", "authorized");
        await Task.WhenAll(shop.StaffAsync(canceled, "capture"), shop.StaffAsync(canceled, "void"), shop.Shop.Admin.CallAsync("POST", $"admin/orders/{canceled.Id()}/cancel", new { }));
        await shop.CheckAsync(canceled);
        Assert.Contains((await shop.ReadAsync(canceled)).Text("paymentStatus"), (string[])["voided", "refunded"]);
    }

    [Theory, EachEngine]
    public async Task A_refund_that_the_provider_takes_back_is_seen(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe, "automatic");
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order, "pm_card_refundFail");
        await shop.UntilAsync(order, "confirmed", "paid");
        await shop.StaffAsync(order, "refund");
        var failed = await shop.UntilAsync(order, "confirmed", "paid");
        Assert.Equal(0, failed.At("payments", 0).Amount("refunded"));

        var later = await shop.OrderAsync();
        await shop.ConfirmAsync(later, "pm_card_pendingRefund");
        await shop.UntilAsync(later, "confirmed", "paid");
        var pending = (await shop.StaffAsync(later, "refund", 1_000)).Expect(200).Json.At("payments", 0);
        Assert.Equal((0, Total - 1_000), (pending.Amount("refunded"), pending.Amount("refundable")));
        Assert.True(await shop.Fake.SettleAsync(shop.Fake.Ledger.Last(entry => entry.Account == shop.Account && entry.Type == "refund").Id, succeeded: true));
        await shop.UntilAsync(later, "confirmed", "partially_refunded");
    }

    [Theory, EachEngine]
    public async Task While_a_signing_secret_is_replaced_both_are_good(Engine engine)
    {
        await using var shop = await OpenAsync(engine, Stripe);
        await shop.SetAsync("manual", $"whsec_new,whsec_{shop.Account}");
        foreach (var secret in (string[])[$"whsec_{shop.Account}", "whsec_new"])
        {
            shop.SetAccount(account => account with { StripeWebhookSecrets = [secret] });
            var order = await shop.OrderAsync();
            await shop.ConfirmAsync(order);
            await shop.UntilAsync(order, "confirmed", "authorized");
        }
    }

    [Theory]
    [InlineData("JPY", "5905")]
    [InlineData("KWD", "10900")]
    [InlineData("ISK", "590500")]
    [InlineData("HUF", "6400")]
    public async Task Every_currency_is_charged_to_its_own_last_unit(string currency, string wire)
    {
        await using var shop = await OpenAsync(Engine.Sqlite, Stripe, "automatic", currency);
        var order = await shop.OrderAsync();
        await shop.ConfirmAsync(order);
        await shop.UntilAsync(order, "confirmed", "paid");
        (await shop.StaffAsync(order, "refund", 1_000)).Expect(200);
        Assert.Equal(wire, shop.Fake.Ledger.Single(entry => entry.Account == shop.Account && entry.Type == "capture").WireAmount);
        Assert.Equal((order.Amount("total"), 1_000), (shop.AtProviderSum("capture"), shop.AtProviderSum("refund")));
    }
}
