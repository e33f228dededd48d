using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Tenants;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

/// <summary>A placed order: prices, taxes and addresses as they were at that moment. Later changes of the catalog do not touch it.</summary>
public sealed class Order : ITenantOwned
{
    private Order()
    {
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Order> Id { get; private set; }

    /// <summary>The number on the invoice: unique and rising within the tenant, with gaps.</summary>
    public long Number { get; private set; }

    /// <summary>The cart that it was; a cart becomes one order at most.</summary>
    public Id<Cart> CartId { get; private set; }

    /// <summary>The shopper whose it is; null for a guest's.</summary>
    public Id<User>? CustomerId { get; private set; }

    /// <summary>SHA-256 of the token by which a guest reads the order.</summary>
    internal byte[] AccessTokenHash { get; set; } = [];

    /// <summary>SHA-256 of the idempotency key of the completing call; lets a repeated call find its order after a crash.</summary>
    internal byte[]? IdempotencyKeyHash { get; private set; }

    /// <summary>Where the confirmation goes.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address in the form in which addresses are compared.</summary>
    internal string NormalizedEmail { get; private set; } = "";

    /// <summary>Where the order stands.</summary>
    public OrderStatus Status { get; internal set; }

    /// <summary>Where its payment stands.</summary>
    public PaymentStatus PaymentStatus { get; internal set; }

    /// <summary>How much of it has been sent.</summary>
    public FulfillmentStatus FulfillmentStatus { get; internal set; }

    /// <summary>The ISO 4217 code of all its amounts.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>Sum of the line totals, in minor units.</summary>
    public long Subtotal { get; private set; }

    /// <summary>Reductions, in minor units.</summary>
    public long Discount { get; private set; }

    /// <summary>Shipping, in minor units.</summary>
    public long Shipping { get; private set; }

    /// <summary>The part of <see cref="Tax"/> that lies on shipping, in minor units.</summary>
    public long ShippingTax { get; private set; }

    /// <summary>Tax, in minor units.</summary>
    public long Tax { get; private set; }

    /// <summary>What the shopper pays, in minor units.</summary>
    public long Total { get; private set; }

    /// <summary>Whether the prices contain the tax (then <see cref="Tax"/> is not added to <see cref="Total"/>).</summary>
    public bool TaxIncluded { get; private set; }

    /// <summary>The name of the shipping method.</summary>
    public string? ShippingMethod { get; private set; }

    /// <summary>Where the goods go.</summary>
    public Address ShippingAddress { get; private set; } = null!;

    /// <summary>Where the invoice goes.</summary>
    public Address? BillingAddress { get; private set; }

    /// <summary>When an order that waits for its payment is given up; null for one that never waited.</summary>
    internal DateTimeOffset? PaymentDueAt { get; private set; }

    /// <summary>When it was placed.</summary>
    public DateTimeOffset PlacedAt { get; private set; }

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; }

    /// <summary>What was bought.</summary>
    public List<OrderLine> Lines { get; } = [];

    /// <summary>The attempts to pay it.</summary>
    public List<Payment> Payments { get; } = [];

    /// <summary>What happened to it, oldest first.</summary>
    public List<OrderEvent> Events { get; } = [];

    /// <summary>Its parcels that have left.</summary>
    public List<Fulfillment> Fulfillments { get; } = [];

    /// <summary>What staff wrote on it.</summary>
    public List<OrderNote> Notes { get; } = [];

    /// <summary>Takes a step and adds it to the history.</summary>
    internal void Record(string type, OrderStatus to, string actor, string? reason, TimeProvider clock)
    {
        // A history goes forward even where a clock was set back, or runs behind that of the node which placed the order.
        var (now, last) = (clock.Now(), Events.Max(happened => happened.OccurredAt));
        var (id, at) = now > last ? (Id<OrderEvent>.New(clock), now) : (new(Guid.CreateVersion7(last.AddMilliseconds(1))), last.AddMilliseconds(1));
        Events.Add(new(id, type, Status, to, actor, reason, at));
        Status = to;
        Version++;
    }

    /// <summary>Completes an order that is sent and settled; leaves any other as it is. For whoever sends the rest of it, and whoever takes its money.</summary>
    internal void CompleteIfDone(string actor, TimeProvider clock)
    {
        if (Status == OrderStatus.Confirmed && FulfillmentStatus == FulfillmentStatus.Fulfilled && PaymentStatus is (PaymentStatus.Paid or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded))
            Record("completed", OrderStatus.Completed, actor, null, clock);
    }
}

/// <summary>One line of an order, frozen.</summary>
public sealed class OrderLine : ITenantOwned
{
    private OrderLine()
    {
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The order.</summary>
    public Id<Order> OrderId { get; private set; }

    /// <summary>The id.</summary>
    public Id<OrderLine> Id { get; private set; }

    /// <summary>Its place in the order, from 0.</summary>
    public int Position { get; private set; }

    /// <summary>The variant as it was called then; the variant itself may be gone.</summary>
    public Id<Variant> VariantId { get; private set; }

    /// <summary>The product.</summary>
    public Id<Product> ProductId { get; private set; }

    /// <summary>The title at that moment.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The variant's title at that moment.</summary>
    public string VariantTitle { get; private set; } = "";

    /// <summary>The article number at that moment.</summary>
    public string? Sku { get; private set; }

    /// <summary>How many.</summary>
    public int Quantity { get; private set; }

    /// <summary>Units held in stock for this line; 0 once they have left, were released, or when stock was not tracked.</summary>
    public int Reserved { get; internal set; }

    /// <summary>Units that have left.</summary>
    public int Fulfilled { get; internal set; }

    /// <summary>Per unit, in minor units.</summary>
    public long UnitPrice { get; private set; }

    /// <summary>The line's part of the order's discount, in minor units.</summary>
    public long Discount { get; private set; }

    /// <summary>The line's part of the order's tax, in minor units.</summary>
    public long Tax { get; private set; }

    /// <summary>Unit price × quantity, in minor units.</summary>
    public long Total { get; private set; }
}

/// <summary>A recorded change of an order. Never updated.</summary>
public sealed class OrderEvent : ITenantOwned
{
    private OrderEvent()
    {
    }

    internal OrderEvent(Id<OrderEvent> id, string type, OrderStatus? from, OrderStatus to, string actor, string? reason, DateTimeOffset occurredAt)
    {
        Id = id;
        Type = type;
        FromStatus = from;
        ToStatus = to;
        Actor = actor;
        Reason = reason;
        OccurredAt = occurredAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The order.</summary>
    public Id<Order> OrderId { get; private set; }

    /// <summary>The id.</summary>
    public Id<OrderEvent> Id { get; private set; }

    /// <summary>What happened, such as <c>placed</c> or <c>canceled</c>.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The status before; null when the order was placed.</summary>
    public OrderStatus? FromStatus { get; private set; }

    /// <summary>The status after.</summary>
    public OrderStatus ToStatus { get; private set; }

    /// <summary>Who did it: <c>shopper</c>, <c>system</c> or a staff credential's name.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>Why.</summary>
    public string? Reason { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset OccurredAt { get; private set; }
}

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    /// <summary>Placed, stock held, not paid yet.</summary>
    PendingPayment,

    /// <summary>Paid for or to be invoiced: it will be sent.</summary>
    Confirmed,

    /// <summary>Sent and settled.</summary>
    Completed,

    /// <summary>Called off; its stock is back.</summary>
    Canceled,
}

/// <summary>How much of an order has been sent.</summary>
public enum FulfillmentStatus
{
    /// <summary>Nothing.</summary>
    Unfulfilled,

    /// <summary>Some of it.</summary>
    PartiallyFulfilled,

    /// <summary>All of it.</summary>
    Fulfilled,

    /// <summary>It came back.</summary>
    Returned,
}
