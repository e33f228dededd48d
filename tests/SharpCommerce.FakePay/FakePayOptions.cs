using System.Text.Json.Serialization;

namespace SharpCommerce.FakePay;

/// <summary>Which provider.</summary>
public enum Provider
{
    /// <summary>Stripe.</summary>
    Stripe,

    /// <summary>PayPal.</summary>
    [JsonStringEnumMemberName("paypal")]
    PayPal,
}

/// <summary>How a <see cref="FakePayServer"/> runs.</summary>
public sealed record FakePayOptions
{
    /// <summary>Where ledger and state are kept; null keeps them in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether an answer waits until the disk has what it says. Otherwise the operating system has it, which outlives this process.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>The folder of the official OpenAPI files; null leaves requests unchecked.</summary>
    public string? Specifications { get; init; }

    /// <summary>Port of Stripe's API; 0 takes a free one.</summary>
    public int StripePort { get; init; }

    /// <summary>Port of PayPal's API; 0 takes a free one.</summary>
    public int PayPalPort { get; init; }

    /// <summary>Port of <c>/_control</c>; 0 takes a free one.</summary>
    public int ControlPort { get; init; }

    /// <summary>The account that is there from the start: small letters and digits.</summary>
    public string Account { get; init; } = "fakepay";

    /// <summary>The version of Stripe's API that events have when their endpoint names none.</summary>
    public string StripeApiVersion { get; init; } = "2026-10-28.endive";

    /// <summary>What PayPal's certificate addresses begin with; null is the fake's own address. For clients that only believe PayPal's hosts.</summary>
    public string? PayPalCertificateBase { get; init; }

    /// <summary>Pauses before a webhook that was not accepted is sent again; none sends once.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)];
}
