using System.Net;
using SharpCommerce.FakePay.Faults;
using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>What goes wrong on purpose, seen by a client and by the ledger.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultMode.Hang, 0)]
    [InlineData(FaultMode.ChargeThenHang, 2)]
    public async Task A_call_that_hangs_has_or_has_not_charged(FaultMode mode, int entries)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = mode, Count = 1 });
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Shop.Cancel);
        var hanging = shop.Intents.CreateAsync(Shop.Payment(), new() { IdempotencyKey = "k1" }, leaves.Token);
        await Eventually.TrueAsync(() => shop.Fake.Faults.Count == 0 && shop.Fake.Ledger.Count == entries);
        Assert.False(hanging.IsCompleted);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        if (mode == FaultMode.ChargeThenHang)
            Assert.Equal("succeeded", (await shop.PayAsync(Shop.Payment(), "k1")).Status);
        Assert.Equal(entries, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_connection_is_reset_after_the_charge()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.ChargeThenReset, Count = 1 });
        var cut = await Assert.ThrowsAsync<HttpRequestException>(() => shop.PayAsync(Shop.Payment(), "k1"));
        Assert.NotEqual(HttpRequestError.ConnectionError, cut.HttpRequestError);
        Assert.Equal(2, shop.Fake.Ledger.Count);
        Assert.Equal("succeeded", (await shop.PayAsync(Shop.Payment(), "k1")).Status);
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task Nobody_listens_until_faults_are_cleared_and_the_address_stays()
    {
        await using var shop = await Shop.OpenAsync();
        var paid = await shop.PayAsync(Shop.Payment());
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Refused, Provider = Provider.Stripe });
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => shop.PayAsync(Shop.Payment()));
        Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
        Assert.Equal(200, (await shop.PayPal.SignInAsync()).Status);

        await shop.Fake.ClearFaultsAsync();
        Assert.Equal("succeeded", (await shop.Intents.GetAsync(paid.Id, cancellationToken: Shop.Cancel)).Status);
    }

    [Fact]
    public async Task An_address_that_was_closed_for_a_while_opens_by_itself()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Refused, Milliseconds = 200 });
        var open = false;
        for (var attempt = 0; attempt < 100 && !open; attempt++)
        {
            await Task.Delay(50, Shop.Cancel);
            open = await shop.PayPal.SignInAsync().ContinueWith(done => done.IsCompletedSuccessfully, Shop.Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        Assert.True(open);
    }

    [Theory]
    [InlineData(FaultMode.TooManyRequests, HttpStatusCode.TooManyRequests)]
    [InlineData(FaultMode.Unavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task A_busy_provider_says_when_to_come_back(FaultMode mode, HttpStatusCode status)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = mode, RetryAfter = 7, Count = 1 });
        var refused = await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment(), "k1"));
        Assert.Equal(status, refused.HttpStatusCode);
        Assert.Equal("7", refused.StripeResponse.Headers.GetValues("Retry-After").Single());
        Assert.Empty(shop.Fake.Ledger);
        await shop.PayAsync(Shop.Payment(), "k1");
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task Garbage_comes_after_the_charge()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Garbage, Count = 1 });
        await Assert.ThrowsAnyAsync<Exception>(() => shop.PayAsync(Shop.Payment()));
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Theory]
    [InlineData(FaultMode.SlowBefore, 0)]
    [InlineData(FaultMode.SlowAfter, 2)]
    public async Task A_slow_call_charges_before_or_after_its_pause(FaultMode mode, int entries)
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = mode, Milliseconds = 60_000, Count = 1 });
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Shop.Cancel);
        var slow = shop.Intents.CreateAsync(Shop.Payment(), cancellationToken: leaves.Token);
        await Eventually.TrueAsync(() => shop.Fake.Faults.Count == 0 && shop.Fake.Ledger.Count == entries);
        Assert.False(slow.IsCompleted);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);

        await shop.Fake.FailAsync(new() { Mode = mode, Milliseconds = 100, Count = 1 });
        Assert.Equal("succeeded", (await shop.PayAsync(Shop.Payment())).Status);
        Assert.Equal(entries + 2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task A_decline_can_be_asked_for_with_its_code()
    {
        await using var shop = await Shop.OpenAsync();
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Decline, Code = "insufficient_funds", Count = 1 });
        var refused = await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment()));
        Assert.Equal("insufficient_funds", refused.StripeError.DeclineCode);
        var paid = await shop.PayAsync(Shop.Payment());

        await shop.Fake.FailAsync(new() { Mode = FaultMode.Decline, Operation = "refunds.create", Count = 1 });
        var failed = await shop.RefundAsync(paid.Id);
        Assert.Equal(("failed", "insufficient_funds"), (failed.Status, failed.FailureReason));
        Assert.Equal(2, shop.Fake.Ledger.Count);
    }

    [Fact]
    public async Task Rules_are_for_an_account_an_operation_and_a_number_of_calls_and_go_in_order()
    {
        await using var shop = await Shop.OpenAsync();
        var other = shop.StripeFor(shop.Fake.AddAccount(FakeAccount.Named("other")).StripeSecretKey);
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Ok, Account = "fakepay", Operation = "payment_intents.*", Count = 1 });
        await shop.Fake.FailAsync(new() { Mode = FaultMode.Unavailable, Account = "fakepay", Operation = "payment_intents.*", Count = 1 });
        await shop.PayAsync(Shop.Payment(), client: other);
        var paid = await shop.PayAsync(Shop.Payment());
        await shop.RefundAsync(paid.Id, 100);
        await Assert.ThrowsAsync<StripeException>(() => shop.PayAsync(Shop.Payment()));
        await shop.PayAsync(Shop.Payment());
        Assert.Empty(shop.Fake.Faults);
    }

    [Fact]
    public async Task Faults_about_charges_leave_reads_alone()
    {
        await using var shop = await Shop.OpenAsync();
        var paid = await shop.PayAsync(Shop.Payment());
        await shop.Fake.FailAsync(new() { Mode = FaultMode.ErrorBeforeCharge });
        await shop.Intents.GetAsync(paid.Id, cancellationToken: Shop.Cancel);
        await Assert.ThrowsAsync<StripeException>(() => shop.RefundAsync(paid.Id));
    }
}
