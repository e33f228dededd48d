namespace SharpCommerce.FakePay.Webhooks;

/// <summary>How an event is delivered.</summary>
public enum WebhookMode
{
    /// <summary>As usual: after the answer, one after the other.</summary>
    Ok,

    /// <summary><see cref="WebhookRule.Copies"/> times in parallel.</summary>
    Duplicate,

    /// <summary>Before the call that caused it is answered.</summary>
    BeforeAnswer,

    /// <summary>After the next event of the account.</summary>
    OutOfOrder,

    /// <summary>After <see cref="WebhookRule.Milliseconds"/>.</summary>
    Late,

    /// <summary>Not at all. The provider's list of events has it.</summary>
    Lost,

    /// <summary>With amounts that are one minor unit too high.</summary>
    WrongAmount,

    /// <summary>In another currency.</summary>
    WrongCurrency,

    /// <summary>To the endpoints of <see cref="WebhookRule.To"/>, signed for them.</summary>
    WrongAccount,

    /// <summary>From live mode for a test account, and the other way round.</summary>
    WrongMode,

    /// <summary>With a signature by somebody else.</summary>
    BadSignature,

    /// <summary>Without a signature.</summary>
    NoSignature,

    /// <summary>With a valid signature of ten minutes ago.</summary>
    StaleTimestamp,

    /// <summary>Written with other white space than was signed.</summary>
    Reserialized,

    /// <summary>As usual, and the same bytes and headers once more after <see cref="WebhookRule.Milliseconds"/>.</summary>
    Replay,
}

/// <summary>A rule about webhooks. The first rule that fits an event and has a turn left decides.</summary>
public sealed record WebhookRule
{
    /// <summary>How it is delivered.</summary>
    public required WebhookMode Mode { get; init; }

    /// <summary>Whose events; null is both.</summary>
    public Provider? Provider { get; init; }

    /// <summary>The name of an account; null is every account.</summary>
    public string? Account { get; init; }

    /// <summary>A type such as <c>payment_intent.succeeded</c>, or its beginning and <c>*</c>; null is every type.</summary>
    public string? Event { get; init; }

    /// <summary>How many events; null is until the rules are cleared.</summary>
    public int? Count { get; init; }

    /// <summary>How often, for <see cref="WebhookMode.Duplicate"/>.</summary>
    public int Copies { get; init; } = 20;

    /// <summary>How long, for <see cref="WebhookMode.Late"/> and <see cref="WebhookMode.Replay"/>.</summary>
    public int Milliseconds { get; init; } = 1000;

    /// <summary>The name of an account, for <see cref="WebhookMode.WrongAccount"/>.</summary>
    public string? To { get; init; }
}

/// <summary>One try to deliver an event.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Account">The name of the account that it belongs to.</param>
/// <param name="Url">Where it went.</param>
/// <param name="Mode">The rule that applied.</param>
/// <param name="Attempt">Counted from 1.</param>
/// <param name="Status">The answer, or null when there was none.</param>
public sealed record Delivery(string Event, string Type, string Account, string Url, WebhookMode Mode, int Attempt, int? Status);
