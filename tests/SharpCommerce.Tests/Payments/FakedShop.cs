using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.FakePay;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.FakePay.Webhooks;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Tests.Architecture;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>
/// A shop of the real server with an account of its own at the fake providers. Each test ends with a comparison: the provider's ledger has what our payments say,
/// reconciliation finds nothing, and no request was other than the providers' own descriptions say.
/// </summary>
internal sealed class FakedShop : IAsyncDisposable
{
    internal const long Total = 6_400;

    // One for each provider, because their tests run at the same time and rules about webhooks are cleared for all.
    private static readonly ConcurrentDictionary<string, Lazy<Task<FakePayServer>>> Fakes = new();
    private static readonly ConcurrentDictionary<(string, Engine), Lazy<Task<TestServer>>> Servers = new();
    private static readonly HttpClient Shoppers = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private readonly string _provider;

    private FakedShop(TestShop shop, FakePayServer fake, string account, string provider) => (Shop, Fake, Account, _provider) = (shop, fake, account, provider);

    /// <summary>The providers' official descriptions, which lie beside the repository if anywhere.</summary>
    internal static string? Specifications { get; } = FindSpecifications();

    internal TestShop Shop { get; }

    internal FakePayServer Fake { get; }

    internal string Account { get; }

    /// <summary>For a test after which the two differ on purpose.</summary>
    internal bool Differs { get; set; }

    private FakeAccount AtProvider => Fake.Accounts.Single(account => account.Name == Account);

    internal static async Task<FakedShop> OpenAsync(Engine engine, string provider, string capture = "manual", string currency = "EUR")
    {
        var fake = await Fakes.GetOrAdd(provider, _ => new(() => FakePayServer.StartAsync(new() { Specifications = Specifications }))).Value;
        var server = await Servers.GetOrAdd((provider, engine), _ => new(async () =>
            await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), ("STRIPE_API_BASE", fake.StripeAddress), ("PAYPAL_API_BASE", fake.PayPalAddress)))).Value;
        var shop = await TestShop.OpenAsync(server, currency);
        var hooks = new Uri(server.Address, $"/api/v1/webhooks/");
        var account = FakeAccount.Named($"s{Guid.NewGuid():N}"[..20]);
        account = fake.AddAccount(account with { StripeWebhookUrl = $"{hooks}stripe/{shop.Tenant.Slug}", PayPalWebhookUrl = $"{hooks}paypal/{shop.Tenant.Slug}" });
        var faked = new FakedShop(shop, fake, account.Name, provider);
        await faked.SetAsync(capture);
        return faked;
    }

    internal async Task SetAsync(string capture, string? webhookSecret = null)
    {
        object settings = _provider == "stripe"
            ? new { secretKey = AtProvider.StripeSecretKey, publishableKey = AtProvider.StripePublishableKey, webhookSecret = webhookSecret ?? AtProvider.StripeWebhookSecrets[0] }
            : new { clientId = AtProvider.PayPalClientId, clientSecret = AtProvider.PayPalClientSecret, mode = "sandbox", webhookId = AtProvider.PayPalWebhookId };
        (await Shop.Admin.CallAsync("PUT", $"admin/payment-providers/{_provider}", new { capture, settings })).Expect(200);
    }

    internal void SetAccount(Func<FakeAccount, FakeAccount> change) => Fake.AddAccount(change(AtProvider));

    /// <summary>An order of one unit with shipping: 64.00, or as much in minor units of another currency.</summary>
    internal async Task<JsonElement> OrderAsync(string? variant = null, string returnUrl = "https://shop.example.com/thanks") =>
        (await Shop.Http.CompleteAsync(await Shop.AddReadyCartAsync((variant ?? await Shop.AddVariantAsync(), 1)), null, new { payment = new { provider = _provider, returnUrl } })).Expect(201).Json;

    internal Task<JsonElement> ReadAsync(JsonElement order) => Shop.Admin.GetOkAsync($"admin/orders/{order.Id()}");

    internal async Task<JsonElement> SyncAsync(JsonElement order, int payment = 0, string? token = null) => (await Shop.Http.CallAsync(
        "POST", $"store/orders/{order.Id()}/payments/{PaidShop.PaymentOf(order, payment)}/sync", null, ("X-Order-Token", token ?? order.Text("accessToken")))).Expect(200).Json;

    internal Task<Answer> PayAgainAsync(JsonElement order, string provider) =>
        Shop.Http.CallAsync("POST", $"store/orders/{order.Id()}/payments", new { provider, returnUrl = "https://shop.example.com/thanks" }, ("X-Order-Token", order.Text("accessToken")));

    internal Task<Answer> StaffAsync(JsonElement order, string operation, long? amount = null) => Shop.Admin.CallAsync(
        "POST", $"admin/orders/{order.Id()}/payments/{PaidShop.PaymentOf(order)}/{operation}", amount is { } part ? new { amount = Shop.Price(part) } : new { }, ("Idempotency-Key", Guid.NewGuid().ToString()));

    /// <summary>What Stripe's form does in the shopper's browser: with the public key and the secret of this one payment.</summary>
    internal async Task<JsonElement> ConfirmAsync(JsonElement order, string card = "pm_card_visa", int payment = 0, int status = 200)
    {
        var action = order.At("payments", payment).GetProperty("nextAction");
        Assert.Equal(("client_secret", AtProvider.StripePublishableKey), (action.Text("type"), action.Text("publishableKey")));
        var secret = action.Text("clientSecret");
        return await StripeAsync($"{IntentOf(secret)}/confirm", action.Text("publishableKey"), status, ("client_secret", secret), ("payment_method", card), ("return_url", "https://shop.example.com/thanks"));
    }

    internal static string IntentOf(string clientSecret) => clientSecret[..clientSecret.IndexOf("_secret_", StringComparison.Ordinal)];

    internal static string IntentOf(JsonElement order) => IntentOf(order.At("payments", 0).GetProperty("nextAction").Text("clientSecret"));

    /// <summary>A call to Stripe that is not ours.</summary>
    internal async Task<JsonElement> StripeAsync(string path, string? key, int status, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Fake.StripeAddress}/v1/payment_intents/{path}") { Content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))) };
        request.Headers.Authorization = new("Bearer", key ?? AtProvider.StripeSecretKey);
        using var response = await Shoppers.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, text);
        return JsonDocument.Parse(text).RootElement;
    }

    internal Task FailAsync(FaultMode mode, string operation, int? count = 1, string? code = null) => Fake.FailAsync(new() { Mode = mode, Account = Account, Operation = operation, Count = count, Code = code });

    internal void Deliver(WebhookMode mode, string? type = null, int? count = null, string? to = null, int milliseconds = 200) =>
        Fake.Deliver(new() { Mode = mode, Account = Account, Event = type, Count = count, To = to, Milliseconds = milliseconds });

    /// <summary>What the worker does when the payment's time has come.</summary>
    internal async Task CheckAsync(JsonElement order, int payment = 0)
    {
        await using var scope = Scope();
        await PaymentWorker.CheckAsync(scope.ServiceProvider, new Id<Order>(Guid.Parse(order.Id())), new Id<Payment>(PaidShop.PaymentOf(order, payment)), TestContext.Current.CancellationToken);
    }

    internal async Task<JsonElement> UntilAsync(JsonElement order, string status, string paymentStatus)
    {
        for (var start = Environment.TickCount64; ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var now = await ReadAsync(order);
            if (now.Text("status") == status && now.Text("paymentStatus") == paymentStatus)
                return now;
            Assert.True(Environment.TickCount64 - start < 20_000, $"It stays: {now}");
        }
    }

    /// <summary>Waits until every webhook has been delivered and handled.</summary>
    internal async Task QuietAsync(Func<bool> delivered)
    {
        for (var start = Environment.TickCount64; !delivered() || await Shop.CountAsync("SELECT count(*) FROM inbox_messages WHERE tenant_id = @tenant AND status = 'waiting'") > 0; await Task.Delay(50, TestContext.Current.CancellationToken))
            Assert.True(Environment.TickCount64 - start < 20_000, "Not everything was delivered and handled.");
    }

    internal IReadOnlyList<Delivery> Deliveries => [.. Fake.Deliveries.Where(delivery => delivery.Account == Account)];

    internal long AtProviderSum(string type) => Fake.Ledger.Where(entry => entry.Account == Account && entry.Type == type).Sum(entry => entry.Amount);

    internal int AtProviderCount(string type) => Fake.Ledger.Count(entry => entry.Account == Account && entry.Type == type);

    internal async Task<IReadOnlyList<PaymentDifference>> CompareAsync()
    {
        await using var scope = Scope();
        return await scope.ServiceProvider.GetRequiredService<PaymentReconciler>().CompareAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        var ours = (await Shop.CountAsync("SELECT CAST(COALESCE(sum(captured), 0) AS bigint) FROM payments WHERE tenant_id = @tenant"), await Shop.CountAsync("SELECT CAST(COALESCE(sum(refunded), 0) AS bigint) FROM payments WHERE tenant_id = @tenant"));
        if (!Differs)
        {
            Assert.Equal((AtProviderSum("capture"), AtProviderSum("refund") - AtProviderSum("refund_failed")), ours);
            Assert.Empty(await CompareAsync());
        }
        Assert.Empty(Fake.Violations.Where(violation => violation.Account == Account).Select(violation => $"{violation.Method} {violation.Path} {(violation.Answer ? "answer" : "request")}: {string.Join("; ", violation.Errors)}"));
        await Shop.DisposeAsync();
    }

    private AsyncServiceScope Scope()
    {
        var scope = Shop.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(Shop.Tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = "system";
        return scope;
    }

    private static string? FindSpecifications()
    {
        if (Environment.GetEnvironmentVariable("FAKEPAY_SPECS") is { Length: > 0 } named)
            return named;
        var beside = Path.Combine(Directory.GetParent(Source.Root)?.FullName ?? "", "shared", "specs");
        return Directory.Exists(beside) ? beside : null;
    }
}
