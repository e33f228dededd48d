using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharpCommerce.FakePay.Control;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Gateway;
using SharpCommerce.FakePay.Ledger;
using SharpCommerce.FakePay.PayPal;
using SharpCommerce.FakePay.Stripe;
using SharpCommerce.FakePay.Validation;
using SharpCommerce.FakePay.Webhooks;

namespace SharpCommerce.FakePay;

/// <summary>Stripe and PayPal on this machine, with a ledger of their own and faults to order.</summary>
public sealed class FakePayServer : IAsyncDisposable
{
    private readonly FakePayState _state;
    private readonly Listener _stripe;
    private readonly Listener _payPal;
    private readonly Listener _control;

    private FakePayServer(FakePayOptions options, TimeProvider time)
    {
        _state = new(options, time);
        _stripe = new(options.StripePort, app => Serve(app, new StripeProtocol(_state, Read("stripe-payments.openapi.json")), StripePages.Map));
        _payPal = new(options.PayPalPort, app => Serve(app, new PayPalProtocol(_state, Read("paypal-orders-payments.openapi.json")), PayPalPages.Map));
        _control = new(options.ControlPort, app => ControlApi.Map(app, this));
    }

    /// <summary>What <c>STRIPE_API_BASE</c> has to be.</summary>
    public string StripeAddress => _state.Address(Provider.Stripe);

    /// <summary>What <c>PAYPAL_API_BASE</c> has to be.</summary>
    public string PayPalAddress => _state.Address(Provider.PayPal);

    /// <summary>Where <c>/_control</c> is.</summary>
    public string ControlAddress { get; private set; } = "";

    /// <summary>Whether requests are checked against the official descriptions.</summary>
    public bool Validates => _state.Options.Specifications is not null;

    /// <summary>The merchants.</summary>
    public IReadOnlyList<FakeAccount> Accounts => [.. _state.Accounts.All];

    /// <summary>Every movement of money, in order.</summary>
    public IReadOnlyList<LedgerEntry> Ledger => _state.Book.Entries;

    /// <summary>Requests that were not as described, and answers of ours that were not.</summary>
    public IReadOnlyList<Violation> Violations => [.. _state.Violations];

    /// <summary>Every try to deliver a webhook.</summary>
    public IReadOnlyList<Delivery> Deliveries => _state.Webhooks.Deliveries;

    /// <summary>The faults in force.</summary>
    public IReadOnlyList<Fault> Faults => _state.Faults.All;

    /// <summary>The rules about webhooks in force.</summary>
    public IReadOnlyList<WebhookRule> WebhookRules => _state.Webhooks.Rules;

    /// <summary>The root of the certificates that sign PayPal's webhooks.</summary>
    public string PayPalRootCertificatePem => _state.Certificates.RootPem;

    /// <summary>How many access tokens PayPal gave out since the start.</summary>
    public int PayPalTokensIssued => _state.Tokens.Issued;

    /// <summary>Starts the providers.</summary>
    /// <param name="options">How they run.</param>
    /// <param name="time">The world's clock.</param>
    public static async Task<FakePayServer> StartAsync(FakePayOptions? options = null, TimeProvider? time = null)
    {
        options ??= new();
        var fake = new FakePayServer(options, time ?? TimeProvider.System);
        try
        {
            if (fake._state.Accounts.Named(options.Account) is null)
                fake.AddAccount(FakeAccount.Named(options.Account));
            fake._state.SetAddress(Provider.Stripe, await fake._stripe.OpenAsync());
            fake._state.SetAddress(Provider.PayPal, await fake._payPal.OpenAsync());
            fake.ControlAddress = await fake._control.OpenAsync();
            return fake;
        }
        catch
        {
            await fake.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a merchant, or replaces one of the same name.</summary>
    /// <param name="account">The merchant.</param>
    public FakeAccount AddAccount(FakeAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _state.Accounts.Put(account);
        return account;
    }

    /// <summary>Makes calls go wrong.</summary>
    /// <param name="fault">The rule.</param>
    public async Task FailAsync(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Mode != FaultMode.Refused)
        {
            _state.Faults.Add(fault);
            return;
        }
        var pause = fault.Milliseconds > 0 ? TimeSpan.FromMilliseconds(fault.Milliseconds) : (TimeSpan?)null;
        foreach (var (provider, listener) in new[] { (Provider.Stripe, _stripe), (Provider.PayPal, _payPal) })
        {
            if (fault.Provider is null || fault.Provider == provider)
                await listener.CloseAsync(pause);
        }
    }

    /// <summary>Forgets all faults and listens again. Calls that hang go on hanging until their callers leave.</summary>
    public async Task ClearFaultsAsync()
    {
        _state.Faults.Clear();
        await _stripe.OpenAsync();
        await _payPal.OpenAsync();
    }

    /// <summary>Adds a rule about webhooks.</summary>
    /// <param name="rule">The rule.</param>
    public void Deliver(WebhookRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (rule.Mode == WebhookMode.WrongAccount && _state.Accounts.Named(rule.To ?? "") is null)
            throw new ArgumentException("This mode names in 'to' the account that gets the event.", nameof(rule));
        _state.Webhooks.Add(rule);
    }

    /// <summary>Forgets the rules about webhooks, and sends what was held back.</summary>
    public void ClearWebhookRules() => _state.Webhooks.Clear();

    /// <summary>Forgets the violations.</summary>
    public void ClearViolations() => _state.Violations.Clear();

    /// <summary>Sets the providers' clock forward; signatures of webhooks keep the world's.</summary>
    /// <param name="by">How far.</param>
    public void Advance(TimeSpan by) => _state.Clock.Advance(by);

    /// <summary>Makes every access token of PayPal invalid.</summary>
    public void RevokePayPalTokens() => _state.Tokens.Revoke();

    /// <summary>Sends an event once more, lost ones included. False when there is no such event.</summary>
    /// <param name="id">The event's id.</param>
    public async Task<bool> ResendAsync(string id)
    {
        ProviderEvent? found;
        lock (_state.Book.Gate)
        {
            found = _state.Book.Find(StripeEvents.Kind, id) is { } stripe
                ? new(Provider.Stripe, _state.Accounts.Named(stripe.Account)!, id, stripe.Value.Text("type")!, stripe.Value)
                : PayPalEvents.Find(_state, id);
        }
        if (found is null)
            return false;
        await _state.Webhooks.ResendAsync(found);
        return true;
    }

    /// <summary>The buyer approves a PayPal order. False when it does not wait for that.</summary>
    /// <param name="id">The order's id.</param>
    /// <param name="pending">Whether its capture will be pending.</param>
    public Task<bool> ApproveOrderAsync(string id, bool pending = false) => PayPalPages.ApproveAsync(_state, id, pending ? "PENDING" : null);

    /// <summary>The shopper answers their bank's question about a Stripe intent. False when it does not wait for that.</summary>
    /// <param name="id">The intent's id.</param>
    /// <param name="approved">Whether they approved.</param>
    public Task<bool> AuthenticateAsync(string id, bool approved) => StripePages.AuthenticateAsync(_state, id, approved);

    /// <summary>What was under way is decided: a Stripe intent or refund, a PayPal capture. False when it is not under way.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="succeeded">Whether it succeeded.</param>
    public async Task<bool> SettleAsync(string id, bool succeeded)
    {
        var settle = new Dictionary<string, Action<Call, System.Text.Json.Nodes.JsonObject>>
        {
            [StripeObjects.Intent] = (call, value) => StripeConfirmation.Settle(call, value, succeeded),
            [StripeObjects.Refund] = (call, value) => StripeRefunds.Settle(call, value, succeeded),
            [PayPalObjects.Capture] = (call, value) => PayPalCaptures.Settle(call, value, succeeded),
        };
        foreach (var (kind, decide) in settle)
        {
            Call call;
            lock (_state.Book.Gate)
            {
                if (_state.Book.Find(kind, id) is not { } found)
                    continue;
                call = Call.Outside(_state, _state.Accounts.Named(found.Account)!);
                try
                {
                    decide(call, found.Value);
                }
                catch (ApiFailure)
                {
                    return false;
                }
                foreach (var later in call.Later)
                    later();
                _state.Book.Commit();
            }
            await _state.Webhooks.SendAsync(call.Events);
            return true;
        }
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _control.DisposeAsync();
        await _stripe.DisposeAsync();
        await _payPal.DisposeAsync();
        await _state.DisposeAsync();
    }

    private void Serve(WebApplication app, IProtocol protocol, Action<WebApplication, FakePayState> pages)
    {
        new Gateway.Gateway(_state, protocol).Map(app);
        pages(app, _state);
    }

    private OpenApiFile? Read(string name) => OpenApiFile.Read(_state.Options.Specifications, name);
}
