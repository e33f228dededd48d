using System.Text.Json.Serialization;

namespace SharpCommerce.FakePay.Faults;

/// <summary>What goes wrong with a call.</summary>
public enum FaultMode
{
    /// <summary>Nothing: a place in a sequence of rules.</summary>
    Ok,

    /// <summary>The payment or refund is declined, with <see cref="Fault.Code"/>.</summary>
    Decline,

    /// <summary>It waits <see cref="Fault.Milliseconds"/> before it does anything.</summary>
    SlowBefore,

    /// <summary>It does it, and waits <see cref="Fault.Milliseconds"/> before it answers.</summary>
    SlowAfter,

    /// <summary>It does nothing and never answers.</summary>
    Hang,

    /// <summary>It does nothing and answers 500.</summary>
    [JsonStringEnumMemberName("500-before-charge")]
    ErrorBeforeCharge,

    /// <summary>It does it and answers 500.</summary>
    [JsonStringEnumMemberName("charge-then-500")]
    ChargeThenError,

    /// <summary>It does it and never answers.</summary>
    ChargeThenHang,

    /// <summary>It does it and resets the connection.</summary>
    ChargeThenReset,

    /// <summary>Nobody listens at the provider's address, until faults are cleared or <see cref="Fault.Milliseconds"/> have passed.</summary>
    Refused,

    /// <summary>It does nothing and answers 429 with <c>Retry-After</c>.</summary>
    [JsonStringEnumMemberName("429")]
    TooManyRequests,

    /// <summary>It does nothing and answers 503.</summary>
    [JsonStringEnumMemberName("503")]
    Unavailable,

    /// <summary>It does it and answers 200 with a body that is no JSON.</summary>
    Garbage,
}

/// <summary>A rule that makes calls go wrong. The first rule that fits a call and has a turn left decides.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultMode Mode { get; init; }

    /// <summary>Whose API; null is both.</summary>
    public Provider? Provider { get; init; }

    /// <summary>The name of an account; null is every account.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// An operation such as <c>payment_intents.confirm</c> or <c>orders.*</c>. Null is every one for slowness, hanging, 429, 503 and garbage, and those that
    /// change something for the other modes.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>How many calls; null is until faults are cleared.</summary>
    public int? Count { get; init; }

    /// <summary>How long: see the modes.</summary>
    public int Milliseconds { get; init; }

    /// <summary>Of a 429 or 503, in seconds.</summary>
    public int RetryAfter { get; init; } = 1;

    /// <summary>Why it is declined: a decline code of Stripe (<c>insufficient_funds</c>), an issue of PayPal (<c>INSTRUMENT_DECLINED</c>).</summary>
    public string? Code { get; init; }

    /// <summary>Whether Stripe keeps the 500 of <see cref="FaultMode.ErrorBeforeCharge"/> for the key, as it does when the call had begun.</summary>
    public bool Stored { get; init; }
}
