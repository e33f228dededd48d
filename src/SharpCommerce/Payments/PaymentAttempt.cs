using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>
/// A call to a provider that may move money: written, with its key, before it is made. What it takes is reserved from then on, and the same intent
/// never gets a second key while it is not known what became of the first.
/// </summary>
internal sealed class PaymentAttempt : ITenantOwned
{
    private PaymentAttempt()
    {
    }

    internal PaymentAttempt(Id<PaymentAttempt> id, Payment payment, PaymentOperation operation, long amount, DateTimeOffset now)
    {
        (Id, OrderId, PaymentId, Operation, Amount, CreatedAt, SentAt) = (id, payment.OrderId, payment.Id, operation, amount, now, now);
        Number = payment.Attempts.Count(attempt => attempt.Operation == operation) + 1;
        OperationKey = KeyOf(operation, payment.Id, Number);
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<Order> OrderId { get; private set; }

    public Id<Payment> PaymentId { get; private set; }

    public Id<PaymentAttempt> Id { get; private set; }

    public PaymentOperation Operation { get; private set; }

    /// <summary>The how-manieth of its operation.</summary>
    public int Number { get; private set; }

    /// <summary>The provider's idempotency key.</summary>
    public string OperationKey { get; private set; } = "";

    /// <summary>In minor units of the payment's currency.</summary>
    public long Amount { get; private set; }

    /// <summary>Of a capture: whether the rest is given up.</summary>
    public bool Final { get; internal set; }

    public string? Reason { get; internal set; }

    /// <summary>Who wanted it.</summary>
    public string Actor { get; internal set; } = "";

    public AttemptStatus Status { get; internal set; }

    /// <summary>SHA-256 of the <c>Idempotency-Key</c> of the call that wanted it: repeated, the call finds it.</summary>
    public byte[]? CallerKeyHash { get; internal set; }

    /// <summary>Why it failed.</summary>
    public string? FailureCode { get; internal set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was sent last.</summary>
    public DateTimeOffset SentAt { get; internal set; }

    public DateTimeOffset? EndedAt { get; internal set; }

    internal bool IsOpen => Status is AttemptStatus.Waiting or AttemptStatus.Sent or AttemptStatus.Unknown;

    internal void End(string? failureCode, DateTimeOffset now) =>
        (Status, FailureCode, EndedAt) = (failureCode is null ? AttemptStatus.Succeeded : AttemptStatus.Failed, failureCode, now);

    internal static string KeyOf(PaymentOperation operation, Id<Payment> paymentId, int number) => $"{SnakeEnum<PaymentOperation>.Write(operation)}:{paymentId.Value:N}:{number}";
}

/// <summary>What a call does.</summary>
internal enum PaymentOperation
{
    /// <summary>Begins the payment.</summary>
    Authorize,

    /// <summary>Takes money that was promised.</summary>
    Capture,

    /// <summary>Gives up what was promised.</summary>
    Void,

    /// <summary>Gives money back.</summary>
    Refund,
}

/// <summary>What became of a call.</summary>
internal enum AttemptStatus
{
    /// <summary>To be made.</summary>
    Waiting,

    /// <summary>Being made, unless its process has died.</summary>
    Sent,

    /// <summary>Made, and nobody knows what became of it.</summary>
    Unknown,

    /// <summary>The provider did it.</summary>
    Succeeded,

    /// <summary>The provider did not do it, for certain.</summary>
    Failed,
}
