using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharpCommerce.FakePay;
using SharpCommerce.FakePay.Faults;
using SharpCommerce.Inbound;
using SharpCommerce.Payments;
using SharpCommerce.Testing;

namespace SharpCommerce.Tests.Payments.Conformance;

/// <summary>An account at the fake providers, in a process of providers of its own.</summary>
internal abstract class FakeProviderBank : PaymentBank
{
    private readonly ConcurrentQueue<InboundRequest> _webhooks = new();
    private FakePayServer? _fake;
    private WebApplication? _sink;

    public override BankTricks Tricks => BankTricks.Declines | BankTricks.LosesAnswers | BankTricks.Webhooks | BankTricks.ShopperActs;

    public override IReadOnlyList<BankPayment> Payments =>
        [.. Fake.Ledger.GroupBy(entry => entry.Payment).Select(payment => new BankPayment(payment.Key, Sum(payment, "authorization") - Sum(payment, "capture") - Sum(payment, "void"), Sum(payment, "capture"), Sum(payment, "refund") - Sum(payment, "refund_failed")))];

    protected FakePayServer Fake => _fake!;

    protected FakeAccount Account { get; private set; } = FakeAccount.Named("conformance");

    /// <summary>The operations by which we, and not the shopper, move money.</summary>
    protected abstract IReadOnlyList<string> Operations { get; }

    internal static async Task<PaymentBank> StartAsync(FakeProviderBank bank)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        bank._sink = builder.Build();
        bank._sink.MapPost("/", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            bank._webhooks.Enqueue(new(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray(), TimeProvider.System.GetUtcNow()));
        });
        await bank._sink.StartAsync();
        bank._fake = await FakePayServer.StartAsync(new() { Specifications = FakedShop.Specifications });
        var sink = bank._sink.Urls.First();
        bank.Account = bank.Fake.AddAccount(bank.Account with { StripeWebhookUrl = sink, PayPalWebhookUrl = sink });
        return bank;
    }

    public override async Task NextAsync(BankFault fault, int times = 1)
    {
        await Fake.ClearFaultsAsync();
        var mode = fault switch
        {
            BankFault.Decline => FaultMode.Decline,
            BankFault.ErrorAfter => FaultMode.ChargeThenError,
            BankFault.ResetAfter => FaultMode.ChargeThenReset,
            BankFault.HangAfter => FaultMode.ChargeThenHang,
            _ => FaultMode.Hang,
        };
        // Which of them comes next is the host's matter.
        foreach (var operation in Operations)
            await Fake.FailAsync(new() { Mode = mode, Operation = operation, Count = times });
    }

    public override async Task<InboundRequest> WebhookAsync(BankPayment payment)
    {
        // The last one: when none has come for a while.
        for (var (since, count) = (System.Environment.TickCount64, -1); System.Environment.TickCount64 - since < 10_000; await Task.Delay(300))
        {
            var own = _webhooks.Where(webhook => System.Text.Encoding.UTF8.GetString(webhook.Body.Span).Contains(payment.ProviderId, StringComparison.Ordinal)).ToList();
            if (own.Count > 0 && own.Count == count)
                return own[^1];
            count = own.Count;
        }
        throw new InvalidOperationException("No webhook came.");
    }

    public override async ValueTask DisposeAsync()
    {
        var wrong = Fake.Violations.Select(violation => $"{violation.Method} {violation.Path} {(violation.Answer ? "answer" : "request")}: {string.Join("; ", violation.Errors)}").ToList();
        await Fake.DisposeAsync();
        await _sink!.DisposeAsync();
        await base.DisposeAsync();
        Xunit.Assert.Empty(wrong);
    }

    private static long Sum(IEnumerable<FakePay.Ledger.LedgerEntry> entries, string type) => entries.Where(entry => entry.Type == type).Sum(entry => entry.Amount);
}
