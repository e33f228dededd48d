using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Webhooks;
using SharpCommerce.Tests.Engines;
using Xunit;
using static SharpCommerce.Tests.Payments.FakedShop;

namespace SharpCommerce.Tests.Payments;

/// <summary>Whatever happens on the way to Stripe and back, one charge and one matching order, or money returned.</summary>
[Collection("Stripe")]
[Trait("Category", "Slow")]
public sealed class StripeFaultTests
{
    private const string Stripe = "stripe";

    /// <summary>How a call can be carried out without our hearing of it.</summary>
    public static TheoryData<Engine, FaultMode> Charged { get; } = new(
        from engine in Enum.GetValues<Engine>() from mode in (FaultMode[])[FaultMode.ChargeThenError, FaultMode.ChargeThenReset, FaultMode.Garbage] select (engine, mode));

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
}
