using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>
/// One attempt of a shopper to pay an order through one provider. Where it stands is what the provider last said of it; <see cref="Captured"/> and
/// <see cref="Refunded"/> are sums of the movements that are recorded of it.
/// </summary>
public sealed class Payment : ITenantOwned
{
    private Payment()
    {
    }

    internal Payment(Id<Payment> id, Order order, string provider, DateTimeOffset now) =>
        (Id, OrderId, Provider, Currency, Amount, CreatedAt, Version) = (id, order.Id, provider, order.Currency, order.Total, now, 1);

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Payment> Id { get; private set; }

    /// <summary>The order.</summary>
    public Id<Order> OrderId { get; private set; }

    /// <summary>The provider's id, such as <c>manual</c>.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>What the provider calls this payment; null until it has answered.</summary>
    public string? ProviderId { get; internal set; }

    /// <summary>Where it stands.</summary>
    public PaymentStatus Status { get; internal set; }

    /// <summary>The ISO 4217 code.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>What it is for, in minor units.</summary>
    public long Amount { get; private set; }

    /// <summary>What was taken, in minor units.</summary>
    public long Captured { get; internal set; }

    /// <summary>What was given back, in minor units.</summary>
    public long Refunded { get; internal set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Whether no real money moves. What is said by keys of the other kind is never believed.</summary>
    public bool Sandbox { get; internal set; }

    /// <summary>Why the shopper's way to pay was refused.</summary>
    public DeclineReason? Decline { get; internal set; }

    /// <summary>The provider's own code for that.</summary>
    public string? DeclineCode { get; internal set; }

    /// <summary>When the promise ends.</summary>
    public DateTimeOffset? AuthorizedUntil { get; internal set; }

    /// <summary>Why somebody has to look at it, such as <c>amount_mismatch</c>; null when nobody has to.</summary>
    public string? Attention { get; internal set; }

    /// <summary>The state that the provider last told; null before it has answered.</summary>
    internal PaymentState? ProviderState { get; set; }

    /// <summary>Whether the money is taken as soon as it is promised.</summary>
    internal bool CaptureAtOnce { get; set; }

    /// <summary>Where the provider sends the shopper back to.</summary>
    internal string? ReturnUrl { get; set; }

    /// <summary>The shop's name as it was when the payment was begun: a repeated call must not differ from the first.</summary>
    internal string? ShopName { get; set; }

    /// <summary>What the shopper has to do, encrypted: it may hold what lets a browser pay.</summary>
    internal string? ProtectedAction { get; set; }

    /// <summary>When the provider is to be asked again; null when nothing is to come.</summary>
    internal DateTimeOffset? CheckAt { get; set; }

    /// <summary>How often it was asked since something changed.</summary>
    internal int Checks { get; set; }

    /// <summary>Counts changes: what was asked of the provider before one of them is not believed after it.</summary>
    internal long Version { get; set; }

    /// <summary>Calls that may move money.</summary>
    internal List<PaymentAttempt> Attempts { get; } = [];

    /// <summary>Money that moved or is about to.</summary>
    internal List<PaymentMovement> Movements { get; } = [];

    /// <summary>Nothing was ever taken and nothing will be: providers drop such payments after a while.</summary>
    internal bool MayBeForgotten => Captured == 0 && Status is (PaymentStatus.Voided or PaymentStatus.Failed) && !Movements.Exists(movement => movement.Status != TransferStatus.Failed);

    /// <summary>What can still be captured, in minor units.</summary>
    internal long Capturable => Status == PaymentStatus.Authorized || Status == PaymentStatus.PartiallyPaid && ProviderState == PaymentState.Authorized
        ? Amount - Captured - Reserved(PaymentOperation.Capture, TransferKind.Capture)
        : 0;

    /// <summary>What can still be given back, in minor units: what is on its way back counts as gone.</summary>
    internal long Refundable => Captured - Refunded - Reserved(PaymentOperation.Refund, TransferKind.Refund);

    // What was promised to a call, and what is under way at the provider.
    private long Reserved(PaymentOperation operation, TransferKind kind) =>
        Attempts.Where(attempt => attempt.Operation == operation && attempt.IsOpen && !Movements.Exists(movement => movement.AttemptId == attempt.Id)).Sum(attempt => attempt.Amount)
        + Movements.Where(movement => movement.Kind == kind && movement.Status == TransferStatus.Pending).Sum(movement => movement.Amount);
}

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>Begun; the outcome is not known yet.</summary>
    Pending,

    /// <summary>The shopper has to do something at the provider.</summary>
    RequiresAction,

    /// <summary>The money is promised.</summary>
    Authorized,

    /// <summary>The money is here.</summary>
    Paid,

    /// <summary>Some of it went back.</summary>
    PartiallyRefunded,

    /// <summary>All of it went back.</summary>
    Refunded,

    /// <summary>The promise was given up.</summary>
    Voided,

    /// <summary>The provider refused.</summary>
    Failed,

    /// <summary>Less than the whole was captured.</summary>
    PartiallyPaid,
}
