using SharpCommerce.Core.Data;
using SharpCommerce.Orders;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>One attempt to pay an order through one provider.</summary>
public sealed class Payment : ITenantOwned
{
    private Payment()
    {
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Payment> Id { get; private set; }

    /// <summary>The order.</summary>
    public Id<Order> OrderId { get; private set; }

    /// <summary>The provider's id, such as <c>manual</c>.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>Where it stands.</summary>
    public PaymentStatus Status { get; internal set; }

    /// <summary>The ISO 4217 code.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>What it is for, in minor units.</summary>
    public long Amount { get; private set; }

    /// <summary>What was taken, in minor units.</summary>
    public long Captured { get; private set; }

    /// <summary>What was given back, in minor units.</summary>
    public long Refunded { get; private set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
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
}
