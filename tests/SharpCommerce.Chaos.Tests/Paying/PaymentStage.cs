using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.FakePay;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests.Paying;

/// <summary>One server, two shops that are paid at the fake providers, and what shoppers were told.</summary>
internal sealed class PaymentStage : IAsyncDisposable
{
    /// <summary>Money and orders agree within this, whatever happened before.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentDictionary<string, PlacedOrder> _placed = new();
    private readonly ConcurrentQueue<string> _faults = new();
    /// <summary>A call that died is taken up by whoever repeats it when its lease is over.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private string _token = "";
    private long? _calm;
    private volatile string _last = "";

    private PaymentStage(ServerProcess node, FakePayServer fake) => (Node, Fake) = (node, fake);

    internal ServerProcess Node { get; }

    internal FakePayServer Fake { get; }

    internal List<PayingShop> Shops { get; } = [];

    internal int Acknowledged => _placed.Count;

    internal static async Task<PaymentStage> OpenAsync(string databaseUrl)
    {
        var fake = await FakePayServer.StartAsync();
        var node = new ServerProcess(databaseUrl, ("SECRETS_KEY", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ("STRIPE_API_BASE", fake.StripeAddress), ("PAYPAL_API_BASE", fake.PayPalAddress));
        var stage = new PaymentStage(node, fake);
        try
        {
            await node.StartReadyAsync();
            stage._token = JsonDocument.Parse((await node.CommandAsync("admin", "bootstrap", "--json")).Output).RootElement.Text("token");
            await stage.AddShopAsync("at-once", "automatic");
            await stage.AddShopAsync("later", "manual");
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    internal PayingCrowd Open(int shoppers, int seed) => new(this, shoppers, seed);

    /// <summary>The answer; null when there was none, or none that says what became of the call.</summary>
    internal async Task<Answer?> TryAsync(PayingShop? shop, string method, string path, object? body = null, string? key = null, string? orderToken = null, bool staff = false)
    {
        var headers = new List<(string, string)>();
        if (shop is not null)
            headers.Add(("X-Tenant", shop.Slug));
        if (key is not null)
            headers.Add(("Idempotency-Key", key));
        if (orderToken is not null)
            headers.Add(("X-Order-Token", orderToken));
        if (staff)
            headers.Add(("Authorization", $"Bearer {_token}"));
        try
        {
            var answer = await _http.CallAsync(method, new Uri(Node.Address, $"api/v1/{path}").ToString(), body, [.. headers]);
            if (answer.Status is 500 or 502)
                _faults.Enqueue($"{method} {path} answered {answer.Status}: {answer.Text}");
            if (answer.Status is not (429 or >= 500) && answer is not { Status: 409, Code: "idempotency_in_progress" })
                return answer;
            _last = $"{answer.Status} {answer.Text}";
            return null;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException)
        {
            _last = lost.Message;
            return null;
        }
    }

    /// <summary>A call that is made again until there is an answer.</summary>
    internal async Task<Answer> AskAsync(PayingShop? shop, string method, string path, object? body = null, string? key = null, string? orderToken = null, bool staff = false)
    {
        for (; ; await Task.Delay(100))
        {
            if (await TryAsync(shop, method, path, body, key, orderToken, staff) is { } answer)
                return answer;
            // While it is killed again and again it may take any time.
            Assert.True(_calm is not { } since || Environment.TickCount64 - since < Patience.TotalMilliseconds, $"{method} {path} is not answered; the last answer to anybody was: {_last}");
        }
    }

    internal void Remember(PayingShop shop, JsonElement order) => _placed[order.Id()] = new(shop, order.Id());

    /// <summary>The shopper has done at the provider what there was to do.</summary>
    internal void RememberPaid(string orderId) => _placed[orderId].Paid = true;

    /// <summary>Nothing happens to the server any more: from now on everything is answered within its time.</summary>
    internal void CalmDown() => _calm = Environment.TickCount64;

    internal void Blame(string fault) => _faults.Enqueue(fault);

    internal string FirstFaults => string.Join('\n', _faults.Take(5).Append(_last));

    /// <summary>Waits until the shops' orders and the providers' ledger say the same; says how long that took.</summary>
    internal async Task<TimeSpan> AgreeAsync()
    {
        var since = Environment.TickCount64;
        List<string> differences;
        while ((differences = await CompareAsync()).Count > 0 && Environment.TickCount64 - since < Limit.TotalMilliseconds)
            await Task.Delay(500);
        var took = TimeSpan.FromMilliseconds(Environment.TickCount64 - since);
        Assert.True(differences.Count == 0, $"After {took.TotalSeconds:0} s:\n{string.Join('\n', differences.Take(20))}");
        if (await Node.VerifyAsync() is { } broken)
            Assert.Fail($"{broken}\n{await ShowAsync(broken)}");
        var (code, output) = await Node.CommandAsync("reconcile", "--json");
        Assert.True(code == 0, $"reconcile ended with {code}: {output}");
        Assert.Empty(_faults);
        return took;
    }

    /// <summary>The orders that a fault speaks of.</summary>
    private async Task<string> ShowAsync(string fault)
    {
        var shown = new List<string>();
        foreach (var shop in Shops)
            shown.AddRange((await OrdersAsync(shop)).Values.Where(order => order.List("payments").Any(payment => fault.Contains(payment.Id(), StringComparison.Ordinal))).Select(order => order.GetRawText()));
        return string.Join('\n', shown.Take(3));
    }

    internal string Describe()
    {
        var kinds = Fake.Ledger.CountBy(entry => entry.Type).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}s");
        return $"{_placed.Count} orders ({_placed.Values.Count(order => order.Paid)} paid), at the providers {string.Join(", ", kinds)}";
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Fake.DisposeAsync();
        _http.Dispose();
    }

    private async Task<List<string>> CompareAsync()
    {
        var differences = new List<string>();
        foreach (var shop in Shops)
        {
            var orders = await OrdersAsync(shop);
            var money = Fake.Ledger.Where(entry => entry.Account == shop.Account).GroupBy(entry => entry.Payment).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Type switch
            {
                "authorization" => entry.Amount,
                "void" or "refund" => -entry.Amount,
                // What is captured was promised before.
                _ => 0,
            }));
            foreach (var placed in _placed.Values.Where(order => order.Shop == shop))
            {
                if (!orders.TryGetValue(placed.Id, out var order))
                    differences.Add($"The order {placed.Id} was acknowledged and is lost.");
                else if (placed.Paid && order.Text("status") is not ("confirmed" or "completed"))
                    differences.Add($"The order {placed.Id} was paid and is {order.Text("status")}, its payment {order.Text("paymentStatus")}.");
            }
            foreach (var (id, order) in orders)
            {
                var payments = order.List("payments").ToList();
                var kept = payments.Sum(payment => payment.TryGetProperty("providerId", out var provider) ? money.GetValueOrDefault(provider.GetString()!) : 0);
                var refunded = payments.Sum(payment => payment.Amount("refunded"));
                var expected = order.Text("status") is "confirmed" or "completed" ? order.Amount("total") - refunded : 0;
                if (kept != expected)
                    differences.Add($"The order {id} is {order.Text("status")} and {order.Text("paymentStatus")}: the provider keeps {kept} instead of {expected}.");
            }
            var known = orders.Values.SelectMany(order => order.List("payments")).Where(payment => payment.TryGetProperty("providerId", out _)).Select(payment => payment.Text("providerId")).ToHashSet();
            differences.AddRange(money.Where(pair => pair.Value != 0 && !known.Contains(pair.Key)).Select(pair => $"The provider keeps {pair.Value} of {pair.Key}, which belongs to no order."));
        }
        return differences;
    }

    private async Task<Dictionary<string, JsonElement>> OrdersAsync(PayingShop shop)
    {
        var orders = new Dictionary<string, JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = (await AskAsync(shop, "GET", $"admin/orders?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", staff: true)).Expect(200).Json;
            foreach (var item in page.List("items"))
                orders[item.Id()] = (await AskAsync(shop, "GET", $"admin/orders/{item.Id()}", staff: true)).Expect(200).Json;
            if (!page.TryGetProperty("nextCursor", out var next) || next.ValueKind == JsonValueKind.Null)
                return orders;
            cursor = next.GetString();
        }
    }

    private async Task AddShopAsync(string slug, string capture)
    {
        (await AskAsync(null, "POST", "platform/tenants", new { slug, name = slug, defaultCurrency = "EUR", country = "DE" }, staff: true)).Expect(201);
        var account = FakeAccount.Named(slug.Replace("-", "", StringComparison.Ordinal));
        var hooks = new Uri(Node.Address, "api/v1/webhooks/");
        Fake.AddAccount(account with { StripeWebhookUrl = $"{hooks}stripe/{slug}", PayPalWebhookUrl = $"{hooks}paypal/{slug}" });
        var shop = new PayingShop(slug, account.Name, "");
        (await AskAsync(shop, "PUT", "admin/payment-providers/stripe", new { capture, settings = new { secretKey = account.StripeSecretKey, publishableKey = account.StripePublishableKey, webhookSecret = account.StripeWebhookSecrets[0] } }, staff: true)).Expect(200);
        (await AskAsync(shop, "PUT", "admin/payment-providers/paypal", new { capture, settings = new { clientId = account.PayPalClientId, clientSecret = account.PayPalClientSecret, mode = "sandbox", webhookId = account.PayPalWebhookId } }, staff: true)).Expect(200);
        var product = (await AskAsync(shop, "POST", "admin/products", new { title = "Lamp", status = "published", variants = new[] { new { price = new { amount = 4_200, currency = "EUR" }, stock = 100_000 } } }, staff: true)).Expect(201).Json;
        Shops.Add(shop with { VariantId = product.At("variants", 0).Id() });
    }

    private sealed record PlacedOrder(PayingShop Shop, string Id)
    {
        internal bool Paid { get; set; }
    }
}

/// <summary>A shop and its account at the providers.</summary>
internal sealed record PayingShop(string Slug, string Account, string VariantId);
