using SharpCommerce.Carts;
using SharpCommerce.Core.Events;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Pricing;
using SharpCommerce.Products;
using SharpCommerce.Users;

namespace SharpCommerce.Checkout;

/// <summary>An order priced from a version of a cart, ready to be written; everything but its number is decided.</summary>
internal sealed record OrderDraft
{
    internal required Id<Order> Id { get; init; }

    internal required Id<Cart> CartId { get; init; }

    /// <summary>Whose the cart is, or becomes by this; null for a guest.</summary>
    internal Id<User>? CustomerId { get; init; }

    /// <summary>The version that was priced; the order is written only while the cart still has it.</summary>
    internal required long CartVersion { get; init; }

    internal required byte[] AccessTokenHash { get; init; }

    internal byte[]? IdempotencyKeyHash { get; init; }

    internal required string Email { get; init; }

    internal string NormalizedEmail => Users.Email.Normalize(Email);

    internal required OrderStatus Status { get; init; }

    internal required PaymentStatus PaymentStatus { get; init; }

    internal required string Currency { get; init; }

    internal required Totals Totals { get; init; }

    internal string? ShippingMethod { get; init; }

    internal required Address ShippingAddress { get; init; }

    internal Address? BillingAddress { get; init; }

    internal required DateTimeOffset PlacedAt { get; init; }

    internal required Id<Payment> PaymentId { get; init; }

    internal required string Provider { get; init; }

    /// <summary>Whether no real money moves.</summary>
    internal bool Sandbox { get; init; }

    /// <summary>Whether the money is taken as soon as it is promised.</summary>
    internal bool CaptureAtOnce { get; init; }

    /// <summary>Where the provider sends the shopper back to.</summary>
    internal string? ReturnUrl { get; init; }

    internal string? ShopName { get; init; }

    /// <summary>The call by which the payment begins; null when it needs none.</summary>
    internal Id<PaymentAttempt>? AttemptId { get; init; }

    /// <summary>When that call is looked after, should its process die.</summary>
    internal DateTimeOffset? CheckAt { get; init; }

    /// <summary>When the order is given up that nobody paid; null when it waits for nothing.</summary>
    internal DateTimeOffset? PaymentDueAt { get; init; }

    internal string AttemptKey => PaymentAttempt.KeyOf(PaymentOperation.Authorize, PaymentId, 1);

    internal required Id<OrderEvent> EventId { get; init; }

    internal required string Actor { get; init; }

    internal required Id<OutboxMessage> OutboxId { get; init; }

    internal required IReadOnlyList<OrderDraftLine> Lines { get; init; }
}

/// <param name="Id">The line's id.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="ProductId">Its product.</param>
/// <param name="Title">The product's title.</param>
/// <param name="VariantTitle">The variant's title.</param>
/// <param name="Sku">The article number.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Tracked">Whether stock was tracked when the line was priced.</param>
/// <param name="UnitPrice">In minor units.</param>
/// <param name="Totals">Its part of the amounts.</param>
internal sealed record OrderDraftLine(
    Id<OrderLine> Id,
    Id<Variant> VariantId,
    Id<Product> ProductId,
    string Title,
    string VariantTitle,
    string? Sku,
    int Quantity,
    bool Tracked,
    long UnitPrice,
    LineTotals Totals)
{
    /// <summary>Units that the order holds in stock.</summary>
    internal int Reserved => Tracked ? Quantity : 0;
}

/// <summary>What became of a draft.</summary>
internal sealed record Placement(PlacementOutcome Outcome)
{
    /// <summary>The number, when it was placed.</summary>
    internal long Number { get; init; }

    /// <summary>What ran short.</summary>
    internal IReadOnlyList<Shortage> Shortages { get; init; } = [];
}

/// <summary>A variant of which too little is left.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Requested">Units asked for.</param>
/// <param name="Available">Units left.</param>
public sealed record Shortage(Id<Variant> VariantId, int Requested, int Available);

internal enum PlacementOutcome
{
    Placed,
    CartNotFound,
    CartChanged,
    CartCompleted,
    InsufficientStock,
}
