namespace SharpCommerce.Payments;

/// <summary>What kind of fault a call to a provider met. Each kind has one treatment, which the host gives it.</summary>
public enum PaymentFault
{
    /// <summary>The provider refuses what we sent: our mistake or a wrong setting. Not repeated.</summary>
    InvalidRequest,

    /// <summary>The payment is not in a state for this; it is read and settled instead.</summary>
    StateConflict,

    /// <summary>The same call runs at this moment: repeated with the same key.</summary>
    InProgress,

    /// <summary>The keys are wrong or lack a right. Not repeated; the operator is told.</summary>
    Authentication,

    /// <summary>Too many calls: repeated with the same key, after the pause that the provider names.</summary>
    RateLimited,

    /// <summary>It was surely not carried out: repeated with the same key.</summary>
    Unavailable,

    /// <summary>It may have been carried out: repeated with the same key while the provider remembers it, and read otherwise. Never shown as a failure.</summary>
    OutcomeUnknown,
}

/// <summary>A provider's error answer, mapped by its plugin.</summary>
public sealed class PaymentException : Exception
{
    /// <summary>An error answer.</summary>
    /// <param name="fault">The kind, which decides what the host does.</param>
    /// <param name="message">For the log: codes and ids, never what a shopper or merchant entered.</param>
    /// <param name="inner">What was thrown below.</param>
    public PaymentException(PaymentFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind.</summary>
    public PaymentFault Fault { get; }

    /// <summary>The provider's own code.</summary>
    public string? ProviderCode { get; init; }

    /// <summary>The provider's id of the request, to ask its support about.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the provider asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
