using SharpCommerce.Payments;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

/// <summary>Which orders.</summary>
public sealed record OrderQuery
{
    /// <summary>Only this status.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>Only this payment status.</summary>
    public PaymentStatus? PaymentStatus { get; init; }

    /// <summary>Only this fulfillment status.</summary>
    public FulfillmentStatus? FulfillmentStatus { get; init; }

    /// <summary>Only orders of this customer.</summary>
    public Id<User>? CustomerId { get; init; }

    /// <summary>Only orders of this email address, whatever the case of its letters.</summary>
    public string? Email { get; init; }

    /// <summary>Only the order with this number.</summary>
    public long? Number { get; init; }

    /// <summary>Placed at or after.</summary>
    public DateTimeOffset? PlacedFrom { get; init; }

    /// <summary>Placed before.</summary>
    public DateTimeOffset? PlacedBefore { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}
