using System.Collections.Concurrent;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Ledger;
using SharpCommerce.FakePay.PayPal;
using SharpCommerce.FakePay.Stripe;
using SharpCommerce.FakePay.Validation;
using SharpCommerce.FakePay.Webhooks;

namespace SharpCommerce.FakePay;

/// <summary>What the listeners share.</summary>
internal sealed class FakePayState : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Provider, string> _addresses = [];
    private readonly Lazy<PayPalCertificates> _certificates;

    internal FakePayState(FakePayOptions options, TimeProvider time)
    {
        Options = options;
        Time = time;
        Clock = new(time);
        Book = new(options.Folder, options.Durable);
        Accounts = new(Book);
        Webhooks = new(this);
        _certificates = new(() => new(options.Folder, time));
    }

    internal FakePayOptions Options { get; }

    /// <summary>The world's clock, which receivers of webhooks compare theirs with.</summary>
    internal TimeProvider Time { get; }

    /// <summary>The providers' clock.</summary>
    internal Clock Clock { get; }

    internal Book Book { get; }

    internal Accounts Accounts { get; }

    internal FaultRules Faults { get; } = new();

    internal WebhookSender Webhooks { get; }

    /// <summary>Made when they are first needed: making a key takes a moment.</summary>
    internal PayPalCertificates Certificates => _certificates.Value;

    internal PayPalTokens Tokens { get; } = new();

    internal ConcurrentQueue<Violation> Violations { get; } = [];

    internal string Address(Provider provider) => _addresses[provider];

    internal void SetAddress(Provider provider, string address) => _addresses[provider] = address;

    internal IReadOnlyList<Outgoing> Write(ProviderEvent happened, FakeAccount receiver, WebhookMode mode) =>
        happened.Provider == Provider.Stripe ? StripeEvents.Write(this, happened, receiver, mode) : PayPalEvents.Write(this, happened, receiver, mode);

    public async ValueTask DisposeAsync()
    {
        await Webhooks.DisposeAsync();
        if (_certificates.IsValueCreated)
            _certificates.Value.Dispose();
        Book.Dispose();
    }
}
