using System.Text.Json.Serialization;
using SharpCommerce.Payments;

namespace SharpCommerce.Orders;

/// <summary>An attempt to pay an order.</summary>
/// <param name="Id">The id.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Amount">What it is for.</param>
/// <param name="Captured">What was taken.</param>
/// <param name="Refunded">What was given back.</param>
public sealed record PaymentView(Id<Payment> Id, string Provider, PaymentStatus Status, Money Amount, Money Captured, Money Refunded)
{
    /// <summary>What the shopper has to do, while it is <c>requires_action</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }

    /// <summary>Why the shopper's way to pay was refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeclineReason? DeclineReason { get; init; }

    /// <summary>What the provider calls the payment; for staff, as all below.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProviderId { get; init; }

    /// <summary>The provider's own code of a refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclineCode { get; init; }

    /// <summary>When the promise ends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AuthorizedUntil { get; init; }

    /// <summary>Why somebody has to look at it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Attention { get; init; }

    /// <summary>What can still be captured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Capturable { get; init; }

    /// <summary>What can still be given back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Refundable { get; init; }

    /// <summary>The calls to the provider, oldest first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PaymentOperationView>? Operations { get; init; }
}

/// <summary>A call to a provider.</summary>
/// <param name="Operation"><c>authorize</c>, <c>capture</c>, <c>void</c> or <c>refund</c>.</param>
/// <param name="Status"><c>waiting</c>, <c>sent</c>, <c>unknown</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Amount">How much.</param>
/// <param name="Actor">Who wanted it.</param>
/// <param name="Reason">Why.</param>
/// <param name="FailureCode">Why it failed.</param>
/// <param name="CreatedAt">When.</param>
public sealed record PaymentOperationView(string Operation, string Status, Money Amount, string Actor, string? Reason, string? FailureCode, DateTimeOffset CreatedAt);
