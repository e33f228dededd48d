using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>
/// A transaction of the ledger: an amount that leaves one account and reaches another, so that debits and credits are equal in every row. Rows are
/// added and never changed; what is taken back is another row. Which accounts a kind touches says <see cref="LedgerAccounts"/>.
/// </summary>
internal sealed class LedgerEntry : ITenantOwned
{
    private LedgerEntry()
    {
    }

    internal LedgerEntry(Id<LedgerEntry> id, PaymentMovement movement, LedgerKind kind, Money amount, DateTimeOffset now) =>
        (Id, OrderId, PaymentId, MovementId, Kind, Amount, Currency, OccurredAt) =
        (id, movement.OrderId, movement.PaymentId, movement.Id, kind, amount.Amount, amount.Currency.Code, now);

    public Id<Tenant> TenantId { get; private set; }

    public Id<LedgerEntry> Id { get; private set; }

    public Id<Order> OrderId { get; private set; }

    public Id<Payment> PaymentId { get; private set; }

    public Id<PaymentMovement> MovementId { get; private set; }

    public LedgerKind Kind { get; private set; }

    /// <summary>In minor units, above zero.</summary>
    public long Amount { get; private set; }

    /// <summary>The ISO 4217 code; a fee's may be another than the payment's.</summary>
    public string Currency { get; private set; } = "";

    public DateTimeOffset OccurredAt { get; private set; }
}

/// <summary>What happened.</summary>
internal enum LedgerKind
{
    /// <summary>Money was taken.</summary>
    Capture,

    /// <summary>A capture was taken back by the provider.</summary>
    CaptureReversed,

    /// <summary>Money was given back.</summary>
    Refund,

    /// <summary>A refund did not arrive.</summary>
    RefundReversed,

    /// <summary>The provider keeps something for itself.</summary>
    Fee,
}

/// <summary>The accounts.</summary>
internal enum LedgerAccount
{
    /// <summary>What providers have of ours.</summary>
    ProviderReceivable,

    /// <summary>What was sold.</summary>
    Sales,

    /// <summary>What was given back.</summary>
    Refunds,

    /// <summary>What providers keep.</summary>
    Fees,
}

internal static class LedgerAccounts
{
    /// <summary>The two sides of a kind of entry as rows of SQL.</summary>
    internal static IEnumerable<string> Rows(LedgerKind kind)
    {
        var (debit, credit) = Of(kind);
        yield return $"SELECT '{SnakeEnum<LedgerKind>.Write(kind)}' AS kind, '{SnakeEnum<LedgerAccount>.Write(debit)}' AS account, 1 AS sign";
        yield return $"SELECT '{SnakeEnum<LedgerKind>.Write(kind)}', '{SnakeEnum<LedgerAccount>.Write(credit)}', -1";
    }

    /// <summary>The accounts that a kind of entry touches.</summary>
    internal static (LedgerAccount Debit, LedgerAccount Credit) Of(LedgerKind kind) => kind switch
    {
        LedgerKind.Capture => (LedgerAccount.ProviderReceivable, LedgerAccount.Sales),
        LedgerKind.CaptureReversed => (LedgerAccount.Sales, LedgerAccount.ProviderReceivable),
        LedgerKind.Refund => (LedgerAccount.Refunds, LedgerAccount.ProviderReceivable),
        LedgerKind.RefundReversed => (LedgerAccount.ProviderReceivable, LedgerAccount.Refunds),
        LedgerKind.Fee => (LedgerAccount.Fees, LedgerAccount.ProviderReceivable),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
