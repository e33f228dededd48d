using SharpCommerce.Inbound;

namespace SharpCommerce.Payments;

/// <summary>
/// A way to pay. The host makes one per call from the tenant's own validated settings, never inside a database transaction, and gives each call a
/// timeout, its key, the bulkhead of tenant and provider, the breaker, logs and metrics; a plugin has none of those. Every method answers with the
/// provider's own state of the payment as it is now, and the host settles order and ledger by that alone.
/// <para>
/// A refusal is a state (<see cref="PaymentState.Failed"/> or an entry with <see cref="TransferStatus.Failed"/>). Anything else that goes wrong is thrown as
/// <see cref="PaymentException"/>; an <see cref="HttpRequestException"/> and a timeout may pass through as they are: the host knows which of them
/// may have moved money.
/// </para>
/// </summary>
public interface IPaymentProvider
{
    /// <summary>What it can do, for these settings.</summary>
    PaymentCapabilities Capabilities { get; }

    /// <summary>Why an amount cannot be paid in this way (a currency it does not know, an amount it cannot write), or null. Asks nobody.</summary>
    /// <param name="amount">In minor units by ISO 4217.</param>
    string? Refuses(Money amount) => null;

    /// <summary>Begins a payment: promised or captured at once, or waiting for the shopper.</summary>
    Task<PaymentSnapshot> AuthorizeAsync(AuthorizeRequest request, CancellationToken cancellationToken);

    /// <summary>Takes all or a part of what was promised.</summary>
    Task<PaymentSnapshot> CaptureAsync(CaptureRequest request, CancellationToken cancellationToken);

    /// <summary>Gives up what was promised and not captured.</summary>
    Task<PaymentSnapshot> VoidAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>Gives back all or a part of what was captured.</summary>
    Task<PaymentSnapshot> RefundAsync(RefundRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Reads what became of a payment. With <see cref="ReadRequest.CarryOn"/> it carries on what only waits for a call of ours (an approved payment that waits to be authorized).
    /// Null when the provider knows no such payment; <see cref="PaymentRequest.ProviderId"/> is null when the answer to <see cref="AuthorizeAsync"/> was lost.
    /// </summary>
    Task<PaymentSnapshot?> ReadAsync(ReadRequest request, CancellationToken cancellationToken);

    /// <summary>Checks a webhook's signature over the raw body, by the tenant's own secret, before anything in it is believed.</summary>
    Task<InboundVerdict> VerifyAsync(InboundRequest request, CancellationToken cancellationToken);

    /// <summary>Which payment a verified webhook speaks of; null when it speaks of none. What it says about it is not believed: the host reads.</summary>
    PaymentNotice? Read(ReadOnlyMemory<byte> body);
}

/// <summary>What a provider can do.</summary>
public sealed record PaymentCapabilities
{
    /// <summary>Whether no real money moves with these settings.</summary>
    public bool Sandbox { get; init; }

    /// <summary>Whether money can be taken at once, without a capture.</summary>
    public bool AutomaticCapture { get; init; } = true;

    /// <summary>Whether less than what was promised can be captured.</summary>
    public bool PartialCapture { get; init; } = true;

    /// <summary>Whether a promise can be captured in several parts.</summary>
    public bool SeveralCaptures { get; init; }

    /// <summary>Whether a part of what was captured can be given back, any number of times.</summary>
    public bool PartialRefund { get; init; } = true;

    /// <summary>How long a promise lasts.</summary>
    public TimeSpan AuthorizationLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the provider remembers the key of an <see cref="IPaymentProvider.AuthorizeAsync"/>: within it the same call is safe to repeat. Zero: never.</summary>
    public TimeSpan AuthorizeKeyLife { get; init; }

    /// <summary>The same for captures, voids and refunds.</summary>
    public TimeSpan ChangeKeyLife { get; init; }
}
