namespace SharpCommerce.Payments;

/// <summary>What every call says.</summary>
public record PaymentRequest
{
    /// <summary>Names the intent: stored before the call, the same for every repetition of it, and never derived from time. Sent as the provider's idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>Our id of the payment: to be stored at the provider (as metadata), so that it can be found there.</summary>
    public required Guid PaymentId { get; init; }

    /// <summary>The provider's id of the payment; null before it is known.</summary>
    public string? ProviderId { get; init; }

    /// <summary>What the whole payment is for.</summary>
    public required Money Amount { get; init; }
}

/// <summary>Begins a payment.</summary>
public sealed record AuthorizeRequest : PaymentRequest
{
    /// <summary>Our id of the order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The order's number, for what people read at the provider.</summary>
    public required long OrderNumber { get; init; }

    /// <summary>The name of the shop, for the same.</summary>
    public required string ShopName { get; init; }

    /// <summary>The shopper's address for receipts.</summary>
    public required string Email { get; init; }

    /// <summary>Whether the money is taken as soon as it is promised.</summary>
    public bool CaptureAtOnce { get; init; }

    /// <summary>Where the provider sends the shopper back to.</summary>
    public Uri? ReturnUrl { get; init; }
}

/// <summary>Takes money.</summary>
public sealed record CaptureRequest : PaymentRequest
{
    /// <summary>How much to take now.</summary>
    public required Money Capture { get; init; }

    /// <summary>Whether the rest is given up.</summary>
    public bool Final { get; init; }
}

/// <summary>Gives money back.</summary>
public sealed record RefundRequest : PaymentRequest
{
    /// <summary>How much to give back now.</summary>
    public required Money Refund { get; init; }

    /// <summary>Why, for staff.</summary>
    public string? Reason { get; init; }
}

/// <summary>Asks what became of a payment.</summary>
public sealed record ReadRequest : PaymentRequest
{
    /// <summary>When the payment was begun, to look for one whose answer was lost.</summary>
    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>
    /// Whether the order still wants the money, so that an approved payment which only waits for a call of ours is carried on, with <see cref="PaymentRequest.Key"/>.
    /// Otherwise nothing changes at the provider.
    /// </summary>
    public bool CarryOn { get; init; }

    /// <summary>Whether the money is to be taken as soon as it is promised, when this carries the payment on.</summary>
    public bool CaptureAtOnce { get; init; }
}

/// <summary>Names a payment of which something is to be known.</summary>
/// <param name="ProviderId">The provider's id, if it is said.</param>
/// <param name="PaymentId">Our id, if it is said.</param>
public sealed record PaymentNotice(string? ProviderId, Guid? PaymentId);
