using System.Net;
using SharpCommerce.FakePay.Faults;
using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>Idempotency keys as Stripe keeps them.</summary>
public sealed class StripeKeyTests
{
    [Fact]
    public async Task A_repeated_key_gets_the_first_answer_and_charges_once()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await shop.PayAsync(Shop.Payment(), "k1");
        var again = await shop.PayAsync(Shop.Payment(), "k1");
        Assert.Equal(first.StripeResponse.Content, again.StripeResponse.Content);
        Assert.Equal("true", again.StripeResponse.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal(first.StripeResponse.RequestId, again.StripeResponse.Headers.GetValues("Original-Request").Single());
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_decline_is_kept_as_well()
    {
        await using var shop = await Shop.OpenAsync();
        var first = await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment("pm_card_chargeDeclined"), "k1"));
        var again = await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment("pm_card_chargeDeclined"), "k1"));
        Assert.Equal(first.StripeError.Charge, again.StripeError.Charge);
    }

    [Fact]
    public async Task A_key_with_other_parameters_is_an_error()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.PayAsync(Shop.Payment(), "k1");
        var refused = await StripePaymentTests.RefusedAsync(null, () => shop.PayAsync(Shop.Payment(amount: 2001), "k1"));
        Assert.Equal("idempotency_error", refused.StripeError.Type);
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_key_of_one_account_means_nothing_to_another()
    {
        await using var shop = await Shop.OpenAsync();
        var other = shop.Fake.AddAccount(FakeAccount.Named("other"));
        var mine = await shop.PayAsync(Shop.Payment(), "k1");
        var theirs = await shop.PayAsync(Shop.Payment(), "k1", shop.StripeFor(other.StripeSecretKey));
        Assert.NotEqual(mine.Id, theirs.Id);
    }

    [Fact]
    public async Task A_key_that_is_in_use_is_a_conflict()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Hang, Count = 1 });
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Shop.Cancel);
        var hanging = shop.Intents.CreateAsync(Shop.Payment(), new() { IdempotencyKey = "k1" }, leaves.Token);
        await Eventually.TrueAsync(() => shop.Fake.Faults.Count == 0);
        await StripePaymentTests.RefusedAsync("idempotency_key_in_use", () => shop.PayAsync(Shop.Payment(), "k1"), HttpStatusCode.Conflict);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        PaymentIntent? paid = null;
        await Eventually.TrueAsync(() =>
        {
            try
            {
                paid = shop.PayAsync(Shop.Payment(), "k1").GetAwaiter().GetResult();
                return true;
            }
            catch (StripeException busy) when (busy.HttpStatusCode == HttpStatusCode.Conflict)
            {
                return false;
            }
        });
        Assert.Equal("succeeded", paid!.Status);
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_500_after_the_charge_stays_a_500_for_its_key()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.ChargeThenError, Count = 1 });
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(HttpStatusCode.InternalServerError, (await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment(), "k1"))).HttpStatusCode);
        Assert.Equal(2, shop.Fake.Ledger.Count);
        // The way out: find it by what it carries.
        var found = Assert.Single((await shop.Intents.ListAsync(cancellationToken: Shop.Cancel)).Data);
        Assert.Equal(("succeeded", "o-1"), (found.Status, found.Metadata["order"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_500_before_the_charge_is_kept_only_if_the_call_had_begun(bool stored)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.ErrorBeforeCharge, Count = 1, Stored = stored });
        await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment(), "k1"));
        Assert.Empty(shop.Fake.Ledger);
        if (stored)
            await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment(), "k1"));
        else
            Assert.Equal("succeeded", (await shop.PayAsync(Shop.Payment(), "k1")).Status);
        Assert.Equal(stored ? 0 : 2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.PayAsync(Shop.Payment(), "k1");
        shop.Fake.Advance(TimeSpan.FromHours(23));
        await shop.PayAsync(Shop.Payment(), "k1");
        Assert.Equal(2, shop.Fake.Ledger.Count);
        shop.Fake.Advance(TimeSpan.FromHours(2));
        await shop.PayAsync(Shop.Payment(), "k1");
        Assert.Equal(4, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task Parallel_calls_with_one_key_charge_once()
    {
        await using var shop = await Shop.OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                return (await shop.PayAsync(Shop.Payment(), "k1")).Id;
            }
            catch (StripeException busy) when (busy.HttpStatusCode == HttpStatusCode.Conflict)
            {
                return null;
            }
        }));
        Assert.Single(answers.Where(id => id is not null).Distinct());
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }
}
