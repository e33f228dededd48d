using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>A capture or refund as its provider has it: one row for each of the provider's ids, so that none counts twice.</summary>
internal sealed class PaymentMovement : ITenantOwned
{
    private PaymentMovement()
    {
    }

    internal PaymentMovement(Id<PaymentMovement> id, Payment payment, PaymentTransfer transfer, DateTimeOffset now) =>
        (Id, OrderId, PaymentId, Provider, Kind, ProviderId, Amount, Status, CreatedAt) =
        (id, payment.OrderId, payment.Id, payment.Provider, transfer.Kind, transfer.ProviderId, transfer.Amount.Amount, TransferStatus.Pending, now);

    public Id<Tenant> TenantId { get; private set; }

    public Id<Order> OrderId { get; private set; }

    public Id<Payment> PaymentId { get; private set; }

    public Id<PaymentMovement> Id { get; private set; }

    public string Provider { get; private set; } = "";

    public TransferKind Kind { get; private set; }

    public string ProviderId { get; private set; } = "";

    /// <summary>In minor units of the payment's currency.</summary>
    public long Amount { get; private set; }

    public TransferStatus Status { get; internal set; }

    /// <summary>The call that caused it; null when it was caused elsewhere, as by hand in the provider's own back office.</summary>
    public Id<PaymentAttempt>? AttemptId { get; internal set; }

    public string? FailureCode { get; internal set; }

    /// <summary>What the provider keeps, once it is known; in minor units of <see cref="FeeCurrency"/>.</summary>
    public long? Fee { get; internal set; }

    public string? FeeCurrency { get; internal set; }

    public DateTimeOffset CreatedAt { get; private set; }
}
