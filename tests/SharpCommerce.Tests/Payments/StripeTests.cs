using SharpCommerce.FakePay.Webhooks;
using SharpCommerce.Tests.Engines;
using Xunit;
using static SharpCommerce.Tests.Payments.FakedShop;

namespace SharpCommerce.Tests.Payments;

/// <summary>Paying with Stripe, from the cart to the last refund, against a Stripe of our own that checks every request.</summary>
[Collection("Stripe")]
[Trait("Category", "Slow")]
public sealed class StripeTests
{
    private const string Stripe = "stripe";

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
