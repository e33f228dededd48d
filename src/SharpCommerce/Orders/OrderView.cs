using System.Text.Json.Serialization;
using SharpCommerce.Carts;
using SharpCommerce.Checkout;
using SharpCommerce.Core.Data;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

/// <summary>An order as it is shown. The access token is there only in the answer to the completing call.</summary>
public sealed record OrderView
{
    /// <summary>The id.</summary>
    public required Id<Order> Id { get; init; }

    /// <summary>The number on the invoice.</summary>
    public required long Number { get; init; }

    /// <summary>The cart that it was.</summary>
    public required Id<Cart> CartId { get; init; }

    /// <summary>The shopper whose it is; missing from a guest's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Id<User>? CustomerId { get; init; }

    /// <summary>Lets a guest read the order; shown once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AccessToken { get; init; }

    /// <summary>Where the confirmation goes.</summary>
    public required string Email { get; init; }

    /// <summary>Where the order stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Where its payment stands.</summary>
    public required PaymentStatus PaymentStatus { get; init; }

    /// <summary>How much of it has been sent.</summary>
    public required FulfillmentStatus FulfillmentStatus { get; init; }

    /// <summary>What was bought.</summary>
    public required IReadOnlyList<OrderLineView> Lines { get; init; }

    /// <summary>Where the goods go.</summary>
    public required Address ShippingAddress { get; init; }

    /// <summary>Where the invoice goes; null means the shipping address.</summary>
    public Address? BillingAddress { get; init; }

    /// <summary>The name of the shipping method.</summary>
    public string? ShippingMethod { get; init; }

    /// <summary>The ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>Sum of the line totals.</summary>
    public required Money Subtotal { get; init; }

    /// <summary>Reductions.</summary>
    public required Money Discount { get; init; }

    /// <summary>Shipping.</summary>
    public required Money Shipping { get; init; }

    /// <summary>Tax.</summary>
    public required Money Tax { get; init; }

    /// <summary>What the shopper pays.</summary>
    public required Money Total { get; init; }

    /// <summary>Whether the prices contain the tax.</summary>
    public required bool TaxIncluded { get; init; }

    /// <summary>The attempts to pay it.</summary>
    public required IReadOnlyList<PaymentView> Payments { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>Its parcels that have left, oldest first.</summary>
    public IReadOnlyList<FulfillmentView> Fulfillments { get; init; } = [];

    /// <summary>What staff wrote on it, oldest first: all of it for staff, what is meant for them for shoppers.</summary>
    public IReadOnlyList<OrderNoteView> Notes { get; init; } = [];

    /// <summary>What happened to it, oldest first; for staff.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OrderEventView>? Events { get; init; }

    /// <summary>Counts changes.</summary>
    internal long Version { get; init; }
}

/// <summary>One line of an order.</summary>
/// <param name="Id">The id.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="ProductId">Its product.</param>
/// <param name="Title">The title at that moment.</param>
/// <param name="VariantTitle">The variant's title at that moment.</param>
/// <param name="Sku">The article number at that moment.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Per unit.</param>
/// <param name="Discount">The line's part of the discount.</param>
/// <param name="Tax">The line's part of the tax.</param>
/// <param name="Total">Unit price × quantity.</param>
/// <param name="Fulfilled">Units that have left.</param>
public sealed record OrderLineView(
    Id<OrderLine> Id, Id<Variant> VariantId, Id<Product> ProductId, string Title, string VariantTitle, string? Sku, int Quantity, Money UnitPrice, Money Discount, Money Tax, Money Total, int Fulfilled = 0);

/// <summary>A parcel that has left.</summary>
/// <param name="Id">The id.</param>
/// <param name="Lines">What is in it.</param>
/// <param name="Tracking">How it travels.</param>
/// <param name="CreatedAt">When it left.</param>
/// <param name="Actor">Who sent it; for staff.</param>
public sealed record FulfillmentView(
    Id<Fulfillment> Id, IReadOnlyList<FulfilledLine> Lines, Tracking? Tracking, DateTimeOffset CreatedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor);

/// <summary>What staff wrote on an order.</summary>
/// <param name="Id">The id.</param>
/// <param name="Text">The text.</param>
/// <param name="Visibility">Who may read it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Actor">Who wrote it; for staff.</param>
public sealed record OrderNoteView(
    Id<OrderNote> Id, string Text, NoteVisibility Visibility, DateTimeOffset CreatedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Actor);

/// <summary>Something that happened to an order.</summary>
/// <param name="Type">What.</param>
/// <param name="FromStatus">The status before.</param>
/// <param name="ToStatus">The status after.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Reason">Why.</param>
/// <param name="OccurredAt">When.</param>
public sealed record OrderEventView(string Type, OrderStatus? FromStatus, OrderStatus ToStatus, string Actor, string? Reason, DateTimeOffset OccurredAt);

/// <summary>Shows orders, whether they were read or have just been written.</summary>
internal static class OrderViews
{
    extension(Order order)
    {
        internal OrderView View(bool forStaff = false, string? accessToken = null, Func<Payment, NextAction?>? action = null)
        {
            var currency = Currency.Parse(order.Currency);
            return new()
            {
                Id = order.Id,
                Number = order.Number,
                CartId = order.CartId,
                CustomerId = order.CustomerId,
                AccessToken = accessToken,
                Email = order.Email,
                Status = order.Status,
                PaymentStatus = order.PaymentStatus,
                FulfillmentStatus = order.FulfillmentStatus,
                Lines = [.. order.Lines.OrderBy(line => line.Position).Select(line => new OrderLineView(
                    line.Id, line.VariantId, line.ProductId, line.Title, line.VariantTitle, line.Sku, line.Quantity, Of(line.UnitPrice), Of(line.Discount), Of(line.Tax), Of(line.Total), line.Fulfilled))],
                ShippingAddress = order.ShippingAddress,
                BillingAddress = order.BillingAddress,
                ShippingMethod = order.ShippingMethod,
                Currency = order.Currency,
                Subtotal = Of(order.Subtotal),
                Discount = Of(order.Discount),
                Shipping = Of(order.Shipping),
                Tax = Of(order.Tax),
                Total = Of(order.Total),
                TaxIncluded = order.TaxIncluded,
                Payments = [.. order.Payments.OrderBy(payment => payment.Id).Select(payment => payment.View(forStaff) with { NextAction = action?.Invoke(payment) })],
                PlacedAt = order.PlacedAt,
                Fulfillments = [.. order.Fulfillments.OrderBy(sent => sent.Id).Select(sent => new FulfillmentView(sent.Id, sent.Lines, sent.Tracking, sent.CreatedAt, forStaff ? sent.Actor : null))],
                Notes = [.. order.Notes.Where(note => forStaff || note.Visibility == NoteVisibility.Customer).OrderBy(note => note.Id).Select(note => new OrderNoteView(note.Id, note.Text, note.Visibility, note.CreatedAt, forStaff ? note.Actor : null))],
                Events = forStaff ? [.. order.Events.OrderBy(change => change.Id).Select(change => new OrderEventView(change.Type, change.FromStatus, change.ToStatus, change.Actor, change.Reason, change.OccurredAt))] : null,
                Version = order.Version,
            };

            Money Of(long amount) => new(amount, currency);
        }
    }

    extension(Payment payment)
    {
        private PaymentView View(bool forStaff)
        {
            var currency = Currency.Parse(payment.Currency);
            var view = new PaymentView(payment.Id, payment.Provider, payment.Status, Of(payment.Amount), Of(payment.Captured), Of(payment.Refunded))
            {
                // That something looks like fraud is not said to who may be at it.
                DeclineReason = payment.Decline == DeclineReason.Fraud && !forStaff ? DeclineReason.Declined : payment.Decline,
            };
            return !forStaff ? view : view with
            {
                // There is nobody to ask by it.
                ProviderId = payment.Provider == ManualProvider.Id ? null : payment.ProviderId,
                DeclineCode = payment.DeclineCode,
                AuthorizedUntil = payment.AuthorizedUntil,
                Attention = payment.Attention,
                Capturable = Of(payment.Capturable),
                Refundable = Of(payment.Refundable),
                Operations = [.. payment.Attempts.OrderBy(attempt => attempt.Id).Select(attempt => new PaymentOperationView(
                    SnakeEnum<PaymentOperation>.Write(attempt.Operation), SnakeEnum<AttemptStatus>.Write(attempt.Status), Of(attempt.Amount), attempt.Actor, attempt.Reason, attempt.FailureCode, attempt.CreatedAt))],
            };

            Money Of(long amount) => new(amount, currency);
        }
    }

    extension(OrderDraft draft)
    {
        internal OrderView View(long number, string accessToken)
        {
            var currency = Currency.Parse(draft.Currency);
            return new()
            {
                Id = draft.Id,
                Number = number,
                CartId = draft.CartId,
                CustomerId = draft.CustomerId,
                AccessToken = accessToken,
                Email = draft.Email,
                Status = draft.Status,
                PaymentStatus = draft.PaymentStatus,
                FulfillmentStatus = FulfillmentStatus.Unfulfilled,
                Lines = [.. draft.Lines.Select(line => new OrderLineView(
                    line.Id, line.VariantId, line.ProductId, line.Title, line.VariantTitle, line.Sku, line.Quantity, Of(line.UnitPrice), Of(line.Totals.Discount), Of(line.Totals.Tax), Of(line.Totals.Total)))],
                ShippingAddress = draft.ShippingAddress,
                BillingAddress = draft.BillingAddress,
                ShippingMethod = draft.ShippingMethod,
                Currency = draft.Currency,
                Subtotal = Of(draft.Totals.Subtotal),
                Discount = Of(draft.Totals.Discount),
                Shipping = Of(draft.Totals.Shipping),
                Tax = Of(draft.Totals.Tax),
                Total = Of(draft.Totals.Total),
                TaxIncluded = draft.Totals.TaxIncluded,
                Payments = [new(draft.PaymentId, draft.Provider, draft.PaymentStatus, Of(draft.Totals.Total), Of(0), Of(0))],
                PlacedAt = draft.PlacedAt,
                Version = 1,
            };

            Money Of(long amount) => new(amount, currency);
        }
    }
}
