using System.Net;
using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>Stripe's flows, driven by Stripe's own package.</summary>
public sealed class StripePaymentTests
{
    [Fact]
    public async Task A_card_payment_is_captured_at_once_and_its_fee_is_known_afterwards()
    {
        await using var shop = await Shop.OpenAsync();
        var paid = await shop.PayAsync(Shop.Payment(), key: "o-1:pay");

        Assert.Equal(("succeeded", 2000L), (paid.Status, paid.AmountReceived));
        Assert.StartsWith("req_", paid.StripeResponse.RequestId, StringComparison.Ordinal);
        Assert.Equal(["authorization 2000 EUR", "capture 2000 EUR"], shop.Movements());
        var entry = shop.Fake.Ledger[1];
        Assert.Equal(("fakepay", paid.Id, paid.LatestChargeId, "o-1:pay", "2000"), (entry.Account, entry.Payment, entry.Id, entry.IdempotencyKey, entry.WireAmount));
        Assert.Equal("o-1", entry.Metadata["order"]);

        var read = await shop.Intents.GetAsync(paid.Id, new() { Expand = ["latest_charge.balance_transaction"] }, cancellationToken: Shop.Cancel);
        Assert.Equal(2000 * 15 / 1000 + 25, read.LatestCharge.BalanceTransaction.Fee);
        Assert.Equal(read.LatestChargeId, (await new ChargeService(shop.Stripe).GetAsync(read.LatestChargeId, cancellationToken: Shop.Cancel)).Id);
    }

    [Fact]
    public async Task An_authorization_is_captured_in_part_and_the_rest_released()
    {
        await using var shop = await Shop.OpenAsync();
        var held = await shop.PayAsync(Shop.Payment(capture: "manual"));
        Assert.Equal(("requires_capture", 2000L, 0L), (held.Status, held.AmountCapturable, held.AmountReceived));

        await RefusedAsync("amount_too_large", () => shop.Intents.CaptureAsync(held.Id, new() { AmountToCapture = 2001 }, cancellationToken: Shop.Cancel));
        var captured = await shop.Intents.CaptureAsync(held.Id, new() { AmountToCapture = 1500 }, cancellationToken: Shop.Cancel);
        Assert.Equal(("succeeded", 0L, 1500L), (captured.Status, captured.AmountCapturable, captured.AmountReceived));
        await RefusedAsync("payment_intent_unexpected_state", () => shop.Intents.CaptureAsync(held.Id, cancellationToken: Shop.Cancel));
        Assert.Equal(["authorization 2000 EUR", "capture 1500 EUR", "void 500 EUR"], shop.Movements());
    }

    [Fact]
    public async Task Refunds_never_exceed_what_was_captured()
    {
        await using var shop = await Shop.OpenAsync();
        var paid = await shop.PayAsync(Shop.Payment());
        Assert.Equal("succeeded", (await shop.RefundAsync(paid.Id, 600)).Status);
        await RefusedAsync(null, () => shop.RefundAsync(paid.Id, 1401));
        var rest = await shop.RefundAsync(paid.Id);
        Assert.Equal(1400, rest.Amount);
        await RefusedAsync("charge_already_refunded", () => shop.RefundAsync(paid.Id));
        Assert.Equal(["refund 600 EUR", "refund 1400 EUR"], shop.Movements().Skip(2));
        Assert.Equal(2, (await shop.Refunds.ListAsync(new() { PaymentIntent = paid.Id }, cancellationToken: Shop.Cancel)).Data.Count);
        Assert.Equal(1400, (await shop.Refunds.GetAsync(rest.Id, cancellationToken: Shop.Cancel)).Amount);
    }

    [Fact]
    public async Task Canceling_releases_an_authorization_and_is_refused_after_capture()
    {
        await using var shop = await Shop.OpenAsync();
        var held = await shop.PayAsync(Shop.Payment(capture: "manual"));
        Assert.Equal("canceled", (await shop.Intents.CancelAsync(held.Id, new() { CancellationReason = "abandoned" }, cancellationToken: Shop.Cancel)).Status);
        Assert.Equal(["authorization 2000 EUR", "void 2000 EUR"], shop.Movements());
        await RefusedAsync("payment_intent_unexpected_state", () => shop.Intents.CancelAsync(held.Id, cancellationToken: Shop.Cancel));

        var paid = await shop.PayAsync(Shop.Payment());
        var refused = await RefusedAsync("payment_intent_unexpected_state", () => shop.Intents.CancelAsync(paid.Id, cancellationToken: Shop.Cancel));
        Assert.Equal("succeeded", refused.StripeError.PaymentIntent.Status);
    }

    [Theory]
    [InlineData("pm_card_visa_chargeDeclined", "card_declined", "generic_decline")]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card")]
    [InlineData("pm_card_chargeCustomerFail", "card_declined", "generic_decline")]
    public async Task A_declined_card_leaves_the_intent_open_for_another(string method, string code, string decline)
    {
        await using var shop = await Shop.OpenAsync();
        var refused = await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment(method)));
        Assert.Equal((HttpStatusCode.PaymentRequired, "card_error", code, decline), (refused.HttpStatusCode, refused.StripeError.Type, refused.StripeError.Code, refused.StripeError.DeclineCode));
        Assert.Equal("requires_payment_method", refused.StripeError.PaymentIntent.Status);
        Assert.Empty(shop.Fake.Ledger);

        var paid = await shop.Intents.ConfirmAsync(refused.StripeError.PaymentIntent.Id, new() { PaymentMethod = "pm_card_visa" }, cancellationToken: Shop.Cancel);
        Assert.Equal("succeeded", paid.Status);
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Theory]
    [InlineData("approve", "succeeded", "succeeded")]
    [InlineData("decline", "requires_payment_method", "failed")]
    public async Task A_bank_asks_the_shopper_who_comes_back_with_the_result(string action, string status, string result)
    {
        await using var shop = await Shop.OpenAsync();
        var options = Shop.Payment("pm_card_authenticationRequired");
        options.ReturnUrl = "https://shop.example/return?cart=1";
        var asked = await shop.PayAsync(options);
        Assert.Equal(("requires_action", "redirect_to_url"), (asked.Status, asked.NextAction.Type));
        Assert.Empty(shop.Fake.Ledger);

        var page = asked.NextAction.RedirectToUrl.Url;
        Assert.Contains("Approve", await shop.Http.GetStringAsync(page, Shop.Cancel), StringComparison.Ordinal);
        using var answered = await shop.Http.PostAsync(page, new FormUrlEncodedContent([new("action", action)]), Shop.Cancel);
        Assert.Equal($"https://shop.example/return?cart=1&payment_intent={asked.Id}&payment_intent_client_secret={asked.ClientSecret}&redirect_status={result}", answered.Headers.Location?.ToString());
        Assert.Equal(status, (await shop.Intents.GetAsync(asked.Id, cancellationToken: Shop.Cancel)).Status);
        Assert.Equal(action == "approve" ? 2 : 0, shop.Fake.Ledger.Count);
        Assert.False(await shop.Fake.AuthenticateAsync(asked.Id, approved: true));
    }

    [Fact]
    public async Task A_shopper_picks_a_test_card_on_the_hosted_page()
    {
        await using var shop = await Shop.OpenAsync();
        var intent = await shop.Intents.CreateAsync(new() { Amount = 900, Currency = "eur" }, cancellationToken: Shop.Cancel);
        Assert.Equal("requires_payment_method", intent.Status);
        var page = $"{shop.Fake.StripeAddress}/pages/payment_intents/{intent.Id}";
        using var declined = await shop.Http.PostAsync(page, new FormUrlEncodedContent([new("action", "pay"), new("card", "pm_card_chargeDeclined")]), Shop.Cancel);
        Assert.Contains("Your card was declined", await declined.Content.ReadAsStringAsync(Shop.Cancel), StringComparison.Ordinal);
        using var paid = await shop.Http.PostAsync(page, new FormUrlEncodedContent([new("action", "pay"), new("card", "pm_card_visa")]), Shop.Cancel);
        Assert.Equal(["authorization 900 EUR", "capture 900 EUR"], shop.Movements(intent.Id));
    }

    [Fact]
    public async Task Without_the_shopper_a_bank_that_asks_declines()
    {
        await using var shop = await Shop.OpenAsync();
        var options = Shop.Payment("pm_card_authenticationRequired");
        options.OffSession = true;
        await RefusedAsync("authentication_required", () => shop.PayAsync(options), HttpStatusCode.PaymentRequired);
    }

    [Fact]
    public async Task Redirects_need_a_way_back_unless_they_are_excluded()
    {
        await using var shop = await Shop.OpenAsync();
        var options = Shop.Payment();
        options.AutomaticPaymentMethods = null;
        Assert.Equal("return_url", (await RefusedAsync(null, () => shop.PayAsync(options))).StripeError.Param);
    }

    [Theory]
    [InlineData(true, "succeeded")]
    [InlineData(false, "requires_payment_method")]
    public async Task A_slow_method_is_processing_until_it_is_settled(bool succeeded, string status)
    {
        await using var shop = await Shop.OpenAsync();
        var waiting = await shop.PayAsync(Shop.Payment("pm_usBankAccount_success", currency: "usd"));
        Assert.Equal("processing", waiting.Status);
        Assert.Empty(shop.Fake.Ledger);
        Assert.True(await shop.Fake.SettleAsync(waiting.Id, succeeded));
        Assert.Equal(status, (await shop.Intents.GetAsync(waiting.Id, cancellationToken: Shop.Cancel)).Status);
        Assert.Equal(succeeded ? 2 : 0, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_refund_may_come_back()
    {
        await using var shop = await Shop.OpenAsync();
        var paid = await shop.PayAsync(Shop.Payment("pm_card_refundFail"));
        var refund = await shop.RefundAsync(paid.Id);
        Assert.Equal("succeeded", refund.Status);
        Assert.Equal("failed", (await shop.Refunds.GetAsync(refund.Id, cancellationToken: Shop.Cancel)).Status);
        Assert.Equal(["refund 2000 EUR", "refund_failed 2000 EUR"], shop.Movements().Skip(2));

        var other = await shop.PayAsync(Shop.Payment("pm_card_pendingRefund"));
        var pending = await shop.RefundAsync(other.Id);
        Assert.Equal("pending", pending.Status);
        Assert.True(await shop.Fake.SettleAsync(pending.Id, succeeded: true));
        Assert.Equal("succeeded", (await shop.Refunds.GetAsync(pending.Id, cancellationToken: Shop.Cancel)).Status);
    }

    [Theory]
    [InlineData("jpy", 5000, 5000)]
    [InlineData("kwd", 12340, 12340)]
    [InlineData("isk", 120000, 1200)]
    [InlineData("ugx", 500000, 5000)]
    [InlineData("mga", 5000, 500000)]
    [InlineData("huf", 150000, 150000)]
    public async Task The_ledger_is_in_ISO_minor_units(string currency, long sent, long booked)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.PayAsync(Shop.Payment(amount: sent, currency: currency));
        Assert.All(shop.Fake.Ledger, entry => Assert.Equal((booked, currency.ToUpperInvariant(), $"{sent}"), (entry.Amount, entry.Currency, entry.WireAmount)));
    }

    [Theory]
    [InlineData("kwd", 12345, "invalid_charge_amount")]
    [InlineData("isk", 1250, "invalid_charge_amount")]
    [InlineData("eur", 49, "amount_too_small")]
    [InlineData("eur", 100_000_000, "amount_too_large")]
    public async Task An_amount_that_cannot_be_charged_is_refused(string currency, long amount, string code)
    {
        await using var shop = await Shop.OpenAsync();
        await RefusedAsync(code, () => shop.PayAsync(Shop.Payment(amount: amount, currency: currency)));
    }

    [Fact]
    public async Task An_open_intent_follows_its_cart()
    {
        await using var shop = await Shop.OpenAsync();
        var intent = await shop.Intents.CreateAsync(new() { Amount = 900, Currency = "eur" }, cancellationToken: Shop.Cancel);
        var updated = await shop.Intents.UpdateAsync(intent.Id, new() { Amount = 1100, Metadata = new() { ["order"] = "o-2" } }, cancellationToken: Shop.Cancel);
        Assert.Equal((1100L, "o-2"), (updated.Amount, updated.Metadata["order"]));
        var paid = await shop.PayAsync(Shop.Payment());
        await RefusedAsync("payment_intent_unexpected_state", () => shop.Intents.UpdateAsync(paid.Id, new() { Amount = 1 }, cancellationToken: Shop.Cancel));
    }

    [Fact]
    public async Task Lists_are_paged_newest_first()
    {
        await using var shop = await Shop.OpenAsync();
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
            ids.Insert(0, (await shop.PayAsync(Shop.Payment())).Id);
        var first = await shop.Intents.ListAsync(new() { Limit = 2, Created = new DateRangeOptions { GreaterThanOrEqual = DateTime.UnixEpoch } }, cancellationToken: Shop.Cancel);
        Assert.True(first.HasMore);
        Assert.Equal(ids[..2], first.Data.Select(intent => intent.Id));
        Assert.Equal(ids, shop.Intents.ListAutoPaging(new() { Limit = 2 }).Select(intent => intent.Id));

        var events = await new EventService(shop.Stripe).ListAsync(new() { Types = ["payment_intent.succeeded"] }, cancellationToken: Shop.Cancel);
        Assert.Equal(ids, events.Data.Select(happened => ((PaymentIntent)happened.Data.Object).Id));
    }

    [Fact]
    public async Task A_key_opens_its_own_account_only()
    {
        await using var shop = await Shop.OpenAsync();
        var other = shop.Fake.AddAccount(FakeAccount.Named("other"));
        var paid = await shop.PayAsync(Shop.Payment());
        var stranger = new PaymentIntentService(shop.StripeFor(other.StripeSecretKey));
        await RefusedAsync("resource_missing", () => stranger.GetAsync(paid.Id, cancellationToken: Shop.Cancel), HttpStatusCode.NotFound);
        var mine = await stranger.GetAsync(paid.Id, requestOptions: new() { StripeAccount = shop.Account.StripeAccountId }, cancellationToken: Shop.Cancel);
        Assert.Equal(paid.Id, mine.Id);
        await RefusedAsync(null, () => new PaymentIntentService(shop.StripeFor("sk_test_nobody")).GetAsync(paid.Id, cancellationToken: Shop.Cancel), HttpStatusCode.Unauthorized);
        await RefusedAsync("account_invalid", () => stranger.GetAsync(paid.Id, requestOptions: new() { StripeAccount = "acct_nobody" }, cancellationToken: Shop.Cancel), HttpStatusCode.Forbidden);
        await RefusedAsync("secret_key_required", () => shop.PayAsync(Shop.Payment(), client: shop.StripeFor(other.StripePublishableKey)), HttpStatusCode.Forbidden);
    }

    internal static async Task<StripeException> RefusedAsync<T>(string? code, Func<Task<T>> call, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        var refused = await Assert.ThrowsAsync<StripeException>(async () => await call());
        Assert.Equal((status, code), (refused.HttpStatusCode, refused.StripeError.Code));
        return refused;
    }
}
