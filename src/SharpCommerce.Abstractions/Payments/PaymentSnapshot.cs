namespace SharpCommerce.Payments;

/// <summary>A payment as its provider has it at one moment; all amounts in one currency.</summary>
public sealed record PaymentSnapshot
{
    /// <summary>The provider's id of the payment.</summary>
    public required string ProviderId { get; init; }

    /// <summary>Where it stands.</summary>
    public required PaymentState State { get; init; }

    /// <summary>What the provider was asked for: compared with the order before anything is believed.</summary>
    public required Money Amount { get; init; }

    /// <summary>Captures and refunds, all of them, each under the provider's id of it.</summary>
    public IReadOnlyList<PaymentTransfer> Transfers { get; init; } = [];

    /// <summary>What the shopper has to do, while <see cref="PaymentState.RequiresAction"/>.</summary>
    public PaymentAction? Action { get; init; }

    /// <summary>Why the last try was refused: always with <see cref="PaymentState.Failed"/>, and with <see cref="PaymentState.RequiresAction"/> when another try may follow.</summary>
    public PaymentDecline? Decline { get; init; }

    /// <summary>When the promise ends, if the provider says so.</summary>
    public DateTimeOffset? AuthorizedUntil { get; init; }
}

/// <summary>Where a payment stands at its provider.</summary>
public enum PaymentState
{
    /// <summary>Under way; the provider will know later.</summary>
    Pending,

    /// <summary>The shopper has to do something.</summary>
    RequiresAction,

    /// <summary>Promised. Parts of it may be captured, see <see cref="PaymentSnapshot.Transfers"/>.</summary>
    Authorized,

    /// <summary>Captured; nothing more will be.</summary>
    Captured,

    /// <summary>Given up, or run out, without a capture.</summary>
    Canceled,

    /// <summary>Refused for good.</summary>
    Failed,
}

/// <summary>Money that moved, or is about to.</summary>
/// <param name="Kind">In or out.</param>
/// <param name="ProviderId">The provider's id of it: the same entry is never counted twice.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Status">Whether it has moved.</param>
public sealed record PaymentTransfer(TransferKind Kind, string ProviderId, Money Amount, TransferStatus Status)
{
    /// <summary>The key of our call that caused it, if the provider keeps it.</summary>
    public string? Key { get; init; }

    /// <summary>What the provider keeps for itself, once it is known. Perhaps in another currency.</summary>
    public Money? Fee { get; init; }

    /// <summary>Why it failed, in the provider's words.</summary>
    public string? FailureCode { get; init; }
}

/// <summary>The direction of money.</summary>
public enum TransferKind
{
    /// <summary>From the shopper.</summary>
    Capture,

    /// <summary>Back to the shopper.</summary>
    Refund,
}

/// <summary>Whether money has moved.</summary>
public enum TransferStatus
{
    /// <summary>Accepted, and not there yet.</summary>
    Pending,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>It did not happen, or was taken back.</summary>
    Failed,
}

/// <summary>What the shopper has to do.</summary>
public abstract record PaymentAction
{
    private PaymentAction()
    {
    }

    /// <summary>Go to the provider's page.</summary>
    /// <param name="Url">Its address.</param>
    public sealed record Redirect(Uri Url) : PaymentAction;

    /// <summary>Enter the payment details in the provider's own form on the shop's page.</summary>
    /// <param name="Secret">Lets the shopper's browser, and nobody else, complete this one payment.</param>
    /// <param name="PublishableKey">The merchant's public key.</param>
    public sealed record ClientSecret(string Secret, string PublishableKey) : PaymentAction;
}

/// <summary>Why a shopper's way to pay was refused.</summary>
/// <param name="Reason">The family.</param>
/// <param name="ProviderCode">The provider's own code, for staff.</param>
public sealed record PaymentDecline(DeclineReason Reason, string? ProviderCode);

/// <summary>What a shopper is told.</summary>
public enum DeclineReason
{
    /// <summary>No more is known, or may be said.</summary>
    Declined,

    /// <summary>There is not enough money on it.</summary>
    InsufficientFunds,

    /// <summary>It has run out.</summary>
    Expired,

    /// <summary>Number, date, code or address are wrong.</summary>
    InvalidInstrument,

    /// <summary>The bank's question was not answered.</summary>
    AuthenticationFailed,

    /// <summary>It looked like fraud; shoppers are shown <see cref="Declined"/>.</summary>
    Fraud,
}
