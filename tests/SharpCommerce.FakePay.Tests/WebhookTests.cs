using SharpCommerce.FakePay.Webhooks;
using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>Stripe's webhooks: signed as Stripe.net checks them, and each way in which they can go wrong.</summary>
public sealed class WebhookTests
{
    private const string Paid = "payment_intent.succeeded";

    [Fact]
    public async Task Events_come_after_the_answer_in_order_and_are_signed()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        var intent = await shop.PayAsync(Shop.Payment());
        await sink.GetAsync("charge.updated");
        Assert.Equal(["payment_intent.created", "charge.succeeded", Paid, "charge.updated"], sink.Letters.Select(letter => letter.Type));
        var happened = Verify(sink.Letters[2]);
        Assert.Equal((intent.Id, 2000L), (((PaymentIntent)happened.Data.Object).Id, ((PaymentIntent)happened.Data.Object).AmountReceived));
        Assert.Equal(happened.Id, (await new EventService(shop.Stripe).GetAsync(happened.Id, cancellationToken: Shop.Cancel)).Id);
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        shop.Fake.AddAccount(shop.Account with { StripeWebhookSecrets = ["whsec_new", "whsec_old"] });
        await shop.PayAsync(Shop.Payment());
        var letter = await sink.GetAsync(Paid);
        Verify(letter, "whsec_new");
        Verify(letter, "whsec_old");
        Assert.Throws<StripeException>(() => Verify(letter, "whsec_fakepay"));
    }

    [Fact]
    public async Task An_endpoint_made_through_the_API_gets_what_it_wants_with_a_secret_of_its_own()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync();
        var endpoint = await new WebhookEndpointService(shop.Stripe).CreateAsync(new() { Url = $"{sink.Address}/own", EnabledEvents = [Paid], ApiVersion = StripeConfiguration.ApiVersion }, cancellationToken: Shop.Cancel);
        await shop.PayAsync(Shop.Payment());
        Verify(await sink.GetAsync(Paid), endpoint.Secret);
        Assert.All(sink.Letters, letter => Assert.Equal(("/own", Paid), (letter.Path, letter.Type)));
        await new WebhookEndpointService(shop.Stripe).DeleteAsync(endpoint.Id, cancellationToken: Shop.Cancel);
    }

    [Fact]
    public async Task Duplicates_come_in_parallel()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.Duplicate, Event = Paid, Copies = 20 });
        await shop.PayAsync(Shop.Payment());
        await sink.GetAsync(Paid, 20);
        await sink.GetAsync("charge.updated");
        Assert.Equal(20, sink.Letters.Count(letter => letter.Type == Paid));
        Assert.Single(sink.Letters.Where(letter => letter.Type == Paid).Select(letter => letter.Id).Distinct());
    }

    [Fact]
    public async Task An_event_may_come_before_the_answer()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.BeforeAnswer, Event = Paid });
        await shop.PayAsync(Shop.Payment());
        Assert.Single(sink.Letters, letter => letter.Type == Paid);
    }

    [Fact]
    public async Task An_event_may_come_after_the_next_one()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.OutOfOrder, Event = Paid, Count = 1 });
        await shop.PayAsync(Shop.Payment());
        await sink.GetAsync(Paid);
        Assert.Equal(["payment_intent.created", "charge.succeeded", "charge.updated", Paid], sink.Letters.Select(letter => letter.Type));
    }

    [Fact]
    public async Task A_late_event_comes()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.Late, Event = Paid, Milliseconds = 300 });
        await shop.PayAsync(Shop.Payment());
        await sink.GetAsync("charge.updated");
        Verify(await sink.GetAsync(Paid));
    }

    [Fact]
    public async Task A_lost_event_is_listed_and_can_be_sent_again()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.Lost, Event = "*" });
        await shop.PayAsync(Shop.Payment());
        var events = await new EventService(shop.Stripe).ListAsync(new() { Type = Paid }, cancellationToken: Shop.Cancel);
        var lost = Assert.Single(events.Data);
        Assert.Empty(shop.Fake.Deliveries);
        Assert.True(await shop.Fake.ResendAsync(lost.Id));
        Assert.Equal(lost.Id, Assert.Single(sink.Letters).Id);
    }

    [Theory]
    [InlineData(WebhookMode.WrongAmount, 2001, "eur", false)]
    [InlineData(WebhookMode.WrongCurrency, 2000, "usd", false)]
    [InlineData(WebhookMode.WrongMode, 2000, "eur", true)]
    public async Task A_genuine_event_may_say_what_is_not_so(WebhookMode mode, long amount, string currency, bool live)
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = mode, Event = Paid });
        await shop.PayAsync(Shop.Payment());
        var happened = Verify(await sink.GetAsync(Paid));
        var intent = (PaymentIntent)happened.Data.Object;
        Assert.Equal((amount, currency, live), (intent.AmountReceived, intent.Currency, happened.Livemode));
        Assert.Equal(["authorization 2000 EUR", "capture 2000 EUR"], shop.Movements());
    }

    [Fact]
    public async Task An_event_may_go_to_somebody_else()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.WrongAccount, Event = Paid, To = "other" });
        await shop.PayAsync(Shop.Payment());
        var letter = await sink.GetAsync(Paid);
        Assert.Equal("/other", letter.Path);
        Verify(letter, "whsec_other");
    }

    [Theory]
    [InlineData(WebhookMode.BadSignature)]
    [InlineData(WebhookMode.StaleTimestamp)]
    [InlineData(WebhookMode.Reserialized)]
    public async Task A_false_event_does_not_verify(WebhookMode mode)
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = mode, Event = Paid });
        await shop.PayAsync(Shop.Payment());
        var letter = await sink.GetAsync(Paid);
        Assert.Throws<StripeException>(() => Verify(letter));
        if (mode == WebhookMode.StaleTimestamp)
            EventUtility.ConstructEvent(letter.Body, letter.Headers["Stripe-Signature"], "whsec_fakepay", tolerance: 660);
    }

    [Fact]
    public async Task An_event_may_come_without_a_signature()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.NoSignature, Event = Paid });
        await shop.PayAsync(Shop.Payment());
        Assert.DoesNotContain("Stripe-Signature", (await sink.GetAsync(Paid)).Headers.Keys);
    }

    [Fact]
    public async Task A_replay_is_the_same_to_the_last_byte()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await OpenAsync(sink, new() { Mode = WebhookMode.Replay, Event = Paid, Milliseconds = 100 });
        await shop.PayAsync(Shop.Payment());
        await sink.GetAsync(Paid, 2);
        var both = sink.Letters.Where(letter => letter.Type == Paid).ToList();
        Assert.Equal((both[0].Body, both[0].Headers["Stripe-Signature"]), (both[1].Body, both[1].Headers["Stripe-Signature"]));
    }

    [Fact]
    public async Task An_event_that_is_not_accepted_is_sent_again()
    {
        await using var sink = await Sink.OpenAsync();
        await using var shop = await Shop.OpenAsync(new() { WebhookRetries = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)] });
        shop.Listen(sink);
        sink.Status = 503;
        await shop.PayAsync(Shop.Payment());
        await sink.GetAsync(Paid, 2);
        sink.Status = 200;
        await Eventually.TrueAsync(() => shop.Fake.Deliveries.Any(delivery => delivery is { Type: Paid, Status: 200 } or { Type: Paid, Attempt: 3 }));
        Assert.Equal(503, shop.Fake.Deliveries.First(delivery => delivery.Type == Paid).Status);
    }

    private static async Task<Shop> OpenAsync(Sink sink, WebhookRule rule)
    {
        var shop = await Shop.OpenAsync();
        shop.Listen(sink);
        shop.Fake.AddAccount(FakeAccount.Named("other") with { StripeWebhookUrl = $"{sink.Address}/other" });
        shop.Fake.Deliver(rule);
        return shop;
    }

    private static Event Verify(Sink.Letter letter, string secret = "whsec_fakepay") =>
        EventUtility.ConstructEvent(letter.Body, letter.Headers["Stripe-Signature"], secret);
}
