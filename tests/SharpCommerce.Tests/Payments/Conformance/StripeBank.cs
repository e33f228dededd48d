using SharpCommerce.Payments;
using SharpCommerce.Testing;

namespace SharpCommerce.Tests.Payments.Conformance;

internal sealed class StripeBank : FakeProviderBank
{
    private static readonly HttpClient Browser = new(new SocketsHttpHandler());

    private Func<Money, Money>? _distort;

    public override string ProviderId => "stripe";

    public override BankTricks Tricks => base.Tricks | BankTricks.MisreportsAmounts;

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["secretKey"] = Account.StripeSecretKey,
        ["publishableKey"] = Account.StripePublishableKey,
        ["webhookSecret"] = Account.StripeWebhookSecrets[0],
    };

    protected override IReadOnlyList<string> Operations => ["payment_intents.create", "payment_intents.capture", "payment_intents.cancel", "refunds.create"];

    public override void AddTo(IPaymentProviderRegistry registry) => registry.AddStripe();

    public override string? Environment(string name) => name == "STRIPE_API_BASE" ? Fake.StripeAddress : null;

    public override void Misreport(Func<Money, Money> distort) => _distort = distort;

    /// <summary>What Stripe's form does in the shopper's browser.</summary>
    public override async Task ActAsync(NextAction action, bool declines = false)
    {
        var (secret, intent) = (action.ClientSecret!, FakedShop.IntentOf(action.ClientSecret!));
        if (_distort is { } distort)
            await PostAsync(intent, Account.StripeSecretKey, ("amount", $"{distort(new(5_900, Currency.Parse("EUR"))).Amount}"));
        await PostAsync($"{intent}/confirm", action.PublishableKey!, ("client_secret", secret), ("payment_method", declines ? "pm_card_visa_chargeDeclined" : "pm_card_visa"), ("return_url", "https://shop.example.com/thanks"));
    }

    private async Task PostAsync(string path, string key, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Fake.StripeAddress}/v1/payment_intents/{path}") { Content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))) };
        request.Headers.Authorization = new("Bearer", key);
        using var _ = await Browser.SendAsync(request);
    }
}
