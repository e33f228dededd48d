using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharpCommerce;
using SharpCommerce.Inbound;
using SharpCommerce.Payments;
using SharpCommerce.Testing;

namespace PennyPay.Conformance;

/// <summary>A double of PennyPay on this machine: it speaks its API, keeps books, and goes wrong when it is told to.</summary>
public sealed class PennyBank : PaymentBank
{
    private const string Key = "penny-key-of-the-double";
    private const string WebhookSecret = "penny-webhook-secret-of-the-double";

    private readonly Lock _lock = new();
    private readonly List<Account> _accounts = [];
    private readonly HashSet<string> _keys = [];
    private readonly Queue<BankFault> _faults = new();
    private readonly WebApplication _app;
    private Func<Money, Money> _distort = amount => amount;

    private PennyBank()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("payments/{reference:guid}", (Guid reference) => Find(account => account.Reference == reference) is { } found ? Results.Json(Show(found)) : Results.NotFound());
        _app.MapPost("payments", context => ChangeAsync(context, (body, key) =>
        {
            var account = new Account(body.GetProperty("reference").GetGuid(), new(body.GetProperty("amount").GetInt64(), Currency.Parse(body.GetProperty("currency").GetString()!)));
            _accounts.Add(account);
            if (body.GetProperty("capture").GetBoolean())
                account.Capture(account.Amount.Amount, key, final: true);
            return account;
        }));
        Map("capture", (account, body, key) => account.Capture(body.GetProperty("amount").GetInt64(), key, body.GetProperty("final").GetBoolean()));
        Map("refund", (account, body, key) => account.Refund(body.GetProperty("amount").GetInt64(), key));
        Map("void", (account, _, _) => account.Void());
    }

    /// <inheritdoc/>
    public override string ProviderId => "penny_pay";

    /// <inheritdoc/>
    public override BankTricks Tricks => BankTricks.Declines | BankTricks.LosesAnswers | BankTricks.Webhooks | BankTricks.MisreportsAmounts | BankTricks.MisreportsCurrencies;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["key"] = Key, ["webhookSecret"] = WebhookSecret };

    /// <inheritdoc/>
    public override IReadOnlyList<BankPayment> Payments
    {
        get
        {
            lock (_lock)
                return [.. _accounts.Select(account => new BankPayment(account.Id, account.Status == "authorized" ? account.Amount.Amount - account.Captured : 0, account.Captured, account.Refunded))];
        }
    }

    /// <summary>Starts one on a free port.</summary>
    public static async Task<PennyBank> StartAsync()
    {
        var bank = new PennyBank();
        await bank._app.StartAsync();
        return bank;
    }

    /// <inheritdoc/>
    public override void AddTo(IPaymentProviderRegistry registry) => PennyProvider.AddTo(registry);

    /// <inheritdoc/>
    public override string? Environment(string name) => name == "PENNYPAY_URL" ? _app.Urls.First() : null;

    /// <inheritdoc/>
    public override Task NextAsync(BankFault fault, int times = 1)
    {
        lock (_lock)
        {
            for (var n = 0; n < times; n++)
                _faults.Enqueue(fault);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Misreport(Func<Money, Money> distort) => _distort = distort;

    /// <inheritdoc/>
    public override Task<InboundRequest> WebhookAsync(BankPayment payment)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { @event = Guid.NewGuid(), payment = Find(account => account.Id == payment.ProviderId)!.Reference });
        var signature = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(WebhookSecret), body));
        return Task.FromResult(new InboundRequest(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Penny-Signature"] = signature }, body, TimeProvider.System.GetUtcNow()));
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await base.DisposeAsync();
    }

    private void Map(string operation, Func<Account, JsonElement, string, bool> change) => _app.MapPost($"payments/{{id}}/{operation}", context => ChangeAsync(context, (body, key) =>
        Find(account => account.Id == (string)context.Request.RouteValues["id"]!) is { } account && change(account, body, key) ? account : null));

    private async Task ChangeAsync(HttpContext context, Func<JsonElement, string, Account?> change)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var body = await context.Request.ReadFromJsonAsync<JsonElement>();
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var fault = default(BankFault?);
        Account? changed;
        lock (_lock)
        {
            fault = _faults.TryDequeue(out var next) ? next : null;
            if (fault == BankFault.LostBefore)
            {
                context.Abort();
                return;
            }
            // A key that is known changes nothing again.
            changed = _keys.Add(key) ? change(body, key) : _accounts.Find(account => account.Reference.ToString("N") == key.Split(':')[1]);
            if (changed is null)
                _keys.Remove(key);
            if (fault == BankFault.Decline)
                changed!.Decline();
        }
        switch (fault)
        {
            case BankFault.ErrorAfter:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case BankFault.ResetAfter:
                context.Abort();
                break;
            case BankFault.HangAfter:
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            default:
                if (changed is null)
                    context.Response.StatusCode = StatusCodes.Status409Conflict;
                else
                    await context.Response.WriteAsJsonAsync(Show(changed));
                break;
        }
    }

    private Account? Find(Predicate<Account> which)
    {
        lock (_lock)
            return _accounts.Find(which);
    }

    private object Show(Account account)
    {
        lock (_lock)
        {
            var shown = _distort(account.Amount);
            return new { account.Id, account.Status, shown.Amount, Currency = shown.Currency.Code, Captures = account.Captures.ToArray(), Refunds = account.Refunds.ToArray() };
        }
    }

    private sealed record Moved(string Id, long Amount, string Key);

    private sealed class Account(Guid reference, Money amount)
    {
        internal string Id { get; } = $"penny_{reference:N}";

        internal Guid Reference { get; } = reference;

        internal Money Amount { get; } = amount;

        internal string Status { get; private set; } = "authorized";

        internal List<Moved> Captures { get; } = [];

        internal List<Moved> Refunds { get; } = [];

        internal long Captured => Captures.Sum(moved => moved.Amount);

        internal long Refunded => Refunds.Sum(moved => moved.Amount);

        internal bool Capture(long part, string key, bool final)
        {
            if (Status != "authorized" || Captured + part > Amount.Amount)
                return false;
            Captures.Add(new($"capture_{Guid.NewGuid():N}", part, key));
            if (final || Captured == Amount.Amount)
                Status = "captured";
            return true;
        }

        internal bool Refund(long part, string key)
        {
            if (Refunded + part > Captured)
                return false;
            Refunds.Add(new($"refund_{Guid.NewGuid():N}", part, key));
            return true;
        }

        internal bool Void()
        {
            if (Status != "authorized" || Captured > 0)
                return false;
            Status = "voided";
            return true;
        }

        internal void Decline()
        {
            Status = "declined";
            Captures.Clear();
        }
    }
}
