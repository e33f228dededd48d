using Stripe;
using Xunit;

namespace SharpCommerce.FakePay.Tests;

/// <summary>A fake with clients for both providers. Unless a test says that it breaks the rules, no request and no answer may break them.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(FakePayServer fake)
    {
        Fake = fake;
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        Stripe = StripeFor(Account.StripeSecretKey);
        PayPal = new(Http, fake.PayPalAddress, Account);
    }

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal FakePayServer Fake { get; }

    internal FakeAccount Account => Fake.Accounts.Single(account => account.Name == "fakepay");

    internal HttpClient Http { get; }

    internal StripeClient Stripe { get; }

    internal PayPalClient PayPal { get; }

    internal PaymentIntentService Intents => new(Stripe);

    internal RefundService Refunds => new(Stripe);

    internal bool BreaksRules { get; set; }

    internal static async Task<Shop> OpenAsync(FakePayOptions? options = null) =>
        new(await FakePayServer.StartAsync((options ?? new()) with { Specifications = Specifications.Folder }));

    internal StripeClient StripeFor(string key, HttpClient? http = null) => new(new StripeClientOptions
    {
        ApiKey = key,
        ApiBase = Fake.StripeAddress,
        HttpClient = new SystemNetHttpClient(http ?? Http, maxNetworkRetries: 0, enableTelemetry: false),
    });

    /// <summary>Sends the shop's webhooks of both providers to a sink.</summary>
    internal void Listen(Sink sink) =>
        Fake.AddAccount(Account with { StripeWebhookUrl = $"{sink.Address}/stripe", PayPalWebhookUrl = $"{sink.Address}/paypal" });

    /// <summary>An intent for a card, confirmed at once.</summary>
    internal static PaymentIntentCreateOptions Payment(string method = "pm_card_visa", long amount = 2000, string currency = "eur", string? capture = null) => new()
    {
        Amount = amount,
        Currency = currency,
        Confirm = true,
        PaymentMethod = method,
        CaptureMethod = capture,
        AutomaticPaymentMethods = new() { Enabled = true, AllowRedirects = "never" },
        Metadata = new() { ["order"] = "o-1" },
    };

    internal Task<PaymentIntent> PayAsync(PaymentIntentCreateOptions options, string? key = null, StripeClient? client = null) =>
        new PaymentIntentService(client ?? Stripe).CreateAsync(options, new RequestOptions { IdempotencyKey = key }, Cancel);

    internal Task<Refund> RefundAsync(string intent, long? amount = null) =>
        Refunds.CreateAsync(new() { PaymentIntent = intent, Amount = amount }, cancellationToken: Cancel);

    /// <summary>Each movement as <c>capture 2000 EUR</c>.</summary>
    internal IEnumerable<string> Movements(string? payment = null) =>
        Fake.Ledger.Where(entry => payment is null || entry.Payment == payment).Select(entry => $"{entry.Type} {entry.Amount} {entry.Currency}");

    public async ValueTask DisposeAsync()
    {
        var violations = Fake.Violations;
        await Fake.DisposeAsync();
        Http.Dispose();
        if (!BreaksRules)
            Assert.Empty(violations.Select(violation => $"{violation.Method} {violation.Path} {(violation.Answer ? "answer" : "request")}: {string.Join("; ", violation.Errors)}"));
    }
}

internal static class Eventually
{
    /// <summary>Waits for what happens in the background; fails after ten seconds.</summary>
    internal static async Task TrueAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Shop.Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition())
            await Task.Delay(10, limit.Token);
    }
}
