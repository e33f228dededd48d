using System.Collections.Concurrent;
using System.Text.Json;
using SharpCommerce.Inbound;
using SharpCommerce.Payments;

namespace SharpCommerce.Tests.Payments;

/// <summary>A provider in memory with books of its own: the outside truth that tests compare with. A shop's key names its bank.</summary>
internal sealed class ScriptedBank
{
    private static readonly ConcurrentDictionary<string, ScriptedBank> Banks = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Account> _accounts = [];
    private readonly HashSet<string> _keys = [];
    private readonly Queue<Func<Task>> _before = [];
    private readonly Queue<Func<Task>> _after = [];

    internal static ScriptedBank Of(string key) => Banks.GetOrAdd(key, _ => new());

    /// <summary>What a new payment becomes.</summary>
    internal PaymentState Begins { get; set; } = PaymentState.Authorized;

    internal DeclineReason Declines { get; set; } = DeclineReason.InsufficientFunds;

    internal Func<Money, Money> Reports { get; set; } = amount => amount;

    internal PaymentCapabilities Capabilities { get; set; } = new() { Sandbox = true, AuthorizeKeyLife = TimeSpan.FromHours(24), ChangeKeyLife = TimeSpan.FromHours(24) };

    /// <summary>Calls that came in, repetitions included.</summary>
    internal int Calls { get; private set; }

    internal long Captured => Sum(TransferKind.Capture);

    internal long Refunded => Sum(TransferKind.Refund);

    internal IReadOnlyList<Account> Accounts
    {
        get
        {
            lock (_lock)
                return [.. _accounts.Values];
        }
    }

    /// <summary>What happens to the next calls that change something, before or after they are carried out.</summary>
    internal void Next(Func<Task> fault, bool afterwards, int times = 1)
    {
        lock (_lock)
        {
            for (var i = 0; i < times; i++)
            {
                // Each call meets one of both.
                (afterwards ? _after : _before).Enqueue(fault);
                (afterwards ? _before : _after).Enqueue(() => Task.CompletedTask);
            }
        }
    }

    internal void Move(Guid paymentId, PaymentState state)
    {
        lock (_lock)
        {
            var account = _accounts[paymentId];
            account.State = state;
            if (state == PaymentState.Captured && account.Transfers.Count == 0)
                account.Transfers.Add(new(TransferKind.Capture, $"ch_{Guid.NewGuid():N}", account.Amount, TransferStatus.Succeeded));
        }
    }

    internal async Task<PaymentSnapshot> ChangeAsync(string key, Guid paymentId, Func<Account?, Account> change)
    {
        await NextAsync(_before);
        PaymentSnapshot answer;
        lock (_lock)
        {
            Calls++;
            // A key that is known changes nothing again.
            if (_keys.Add(key))
                _accounts[paymentId] = change(_accounts.GetValueOrDefault(paymentId));
            answer = Show(_accounts[paymentId]);
        }
        await NextAsync(_after);
        return answer;
    }

    internal PaymentSnapshot? Find(Guid paymentId, string? providerId)
    {
        lock (_lock)
            return _accounts.GetValueOrDefault(paymentId) is { } found && (providerId is null || providerId == found.Id) ? Show(found) : null;
    }

    private PaymentSnapshot Show(Account account) => new()
    {
        ProviderId = account.Id,
        State = account.State,
        Amount = Reports(account.Amount),
        Transfers = [.. account.Transfers],
        Action = account.State == PaymentState.RequiresAction ? new PaymentAction.ClientSecret($"{account.Id}_secret", "pk_public") : null,
        Decline = account.State == PaymentState.Failed ? new(Declines, "card_declined") : null,
    };

    private Task NextAsync(Queue<Func<Task>> faults)
    {
        Func<Task>? fault;
        lock (_lock)
            faults.TryDequeue(out fault);
        return fault?.Invoke() ?? Task.CompletedTask;
    }

    private long Sum(TransferKind kind) => Accounts.SelectMany(account => account.Transfers).Where(transfer => transfer.Kind == kind && transfer.Status == TransferStatus.Succeeded).Sum(transfer => transfer.Amount.Amount);

    internal sealed class Account(string id, Money amount)
    {
        internal string Id { get; } = id;

        internal Money Amount { get; } = amount;

        internal PaymentState State { get; set; }

        internal List<PaymentTransfer> Transfers { get; } = [];
    }
}

/// <summary>What a shop needs at its bank.</summary>
internal sealed record ScriptedSettings
{
    [PaymentSetting(Label = "Secret key", Secret = true, Environment = "SCRIPTED_KEY")]
    public required string Key { get; init; }

    [PaymentSetting(Label = "Branch", Choices = "north|south", Required = false)]
    public string Branch { get; init; } = "";
}

internal sealed class ScriptedProvider(PaymentSetup<ScriptedSettings> setup) : IPaymentProvider
{
    internal const string Id = "scripted";

    private readonly ScriptedBank _bank = ScriptedBank.Of(setup.Settings.Key);

    public PaymentCapabilities Capabilities => _bank.Capabilities;

    public string? Refuses(Money amount) => amount.Amount == 66_600 ? "It is an unlucky amount." : null;

    public Task<PaymentSnapshot> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellationToken) => _bank.ChangeAsync(request.Key, request.PaymentId, _ =>
    {
        var account = new ScriptedBank.Account($"pay_{request.PaymentId:N}", request.Amount) { State = _bank.Begins };
        if (request.CaptureAtOnce && _bank.Begins == PaymentState.Authorized)
        {
            account.State = PaymentState.Captured;
            account.Transfers.Add(new(TransferKind.Capture, $"ch_{request.PaymentId:N}", request.Amount, TransferStatus.Succeeded) { Fee = new(request.Amount.Amount / 100, request.Amount.Currency) });
        }
        return account;
    });

    public Task<PaymentSnapshot> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken) => _bank.ChangeAsync(request.Key, request.PaymentId, account =>
    {
        Require(account!.State == PaymentState.Authorized);
        account.Transfers.Add(new(TransferKind.Capture, $"ch_{Guid.NewGuid():N}", request.Capture, TransferStatus.Succeeded) { Key = request.Key });
        account.State = request.Final ? PaymentState.Captured : PaymentState.Authorized;
        return account;
    });

    public Task<PaymentSnapshot> VoidAsync(PaymentRequest request, CancellationToken cancellationToken) => _bank.ChangeAsync(request.Key, request.PaymentId, account =>
    {
        Require(account!.State != PaymentState.Captured);
        account.State = PaymentState.Canceled;
        return account;
    });

    public Task<PaymentSnapshot> RefundAsync(RefundRequest request, CancellationToken cancellationToken) => _bank.ChangeAsync(request.Key, request.PaymentId, account =>
    {
        long Of(TransferKind kind) => account!.Transfers.Where(transfer => transfer.Kind == kind).Sum(transfer => transfer.Amount.Amount);
        Require(Of(TransferKind.Refund) + request.Refund.Amount <= Of(TransferKind.Capture));
        account!.Transfers.Add(new(TransferKind.Refund, $"re_{Guid.NewGuid():N}", request.Refund, TransferStatus.Succeeded) { Key = request.Key });
        return account;
    });

    public Task<PaymentSnapshot?> ReadAsync(ReadRequest request, CancellationToken cancellationToken) => Task.FromResult(_bank.Find(request.PaymentId, request.ProviderId));

    public Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken) => Task.FromResult<InboundVerdict>(
        request.Headers.GetValueOrDefault("X-Signature") == setup.Settings.Key ? new InboundVerdict.Accepted(JsonDocument.Parse(request.Body).RootElement.GetProperty("event").GetString()!) : new InboundVerdict.Forged());

    public PaymentNotice? Read(ReadOnlyMemory<byte> body) => new(null, JsonDocument.Parse(body).RootElement.GetProperty("payment").GetGuid());

    private static void Require(bool possible)
    {
        if (!possible)
            throw new PaymentException(PaymentFault.StateConflict, "It is not in a state for this.") { ProviderCode = "unexpected_state" };
    }
}
