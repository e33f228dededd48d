using SharpCommerce.FakePay.Faults;
using SharpCommerce.Payments;
using SharpCommerce.Testing;

namespace SharpCommerce.Tests.Payments.Conformance;

internal sealed class PayPalBank : FakeProviderBank
{
    public override string ProviderId => "paypal";

    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["clientId"] = Account.PayPalClientId,
        ["clientSecret"] = Account.PayPalClientSecret,
        ["mode"] = "sandbox",
        ["webhookId"] = Account.PayPalWebhookId,
    };

    protected override IReadOnlyList<string> Operations => ["orders.create", "orders.authorize", "orders.capture", "authorizations.capture", "authorizations.void", "captures.refund"];

    public override void AddTo(IPaymentProviderRegistry registry) => registry.AddPayPal();

    public override string? Environment(string name) => name == "PAYPAL_API_BASE" ? Fake.PayPalAddress : null;

    /// <summary>The shopper approves on PayPal's page; whether the money is there shows when it is authorized.</summary>
    public override async Task ActAsync(NextAction action, bool declines = false)
    {
        var order = System.Web.HttpUtility.ParseQueryString(new Uri(action.Url!).Query)["token"]!;
        if (declines)
            await Fake.FailAsync(new() { Mode = FaultMode.Decline, Operation = "orders.authorize", Count = 1 });
        // After a decline it is approved still.
        await Fake.ApproveOrderAsync(order);
    }
}
