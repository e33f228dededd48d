namespace SharpCommerce.Payments;

/// <summary>What a plugin's provider is made of, for one tenant and one call.</summary>
/// <typeparam name="TSettings">The plugin's settings: a record whose text properties carry <see cref="PaymentSettingAttribute"/>.</typeparam>
/// <param name="Settings">The tenant's own, or else the environment's: complete and valid.</param>
/// <param name="Http">The host's client for this provider: one for all calls, with timeout, redaction and tracing, and without retries.</param>
/// <param name="Clock">The time.</param>
public sealed record PaymentSetup<TSettings>(TSettings Settings, HttpClient Http, TimeProvider Clock);

/// <summary>Describes a setting of a payment plugin: back offices make their form of these, and the host keeps secrets encrypted and write-only.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PaymentSettingAttribute : Attribute
{
    /// <summary>What staff read above the field.</summary>
    public required string Label { get; init; }

    /// <summary>The environment variable that serves tenants that have none of their own; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>Encrypted at rest, and never shown again.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether the provider is absent without it.</summary>
    public bool Required { get; init; } = true;

    /// <summary>The values to choose from, separated by <c>|</c>; the first is the default. Null: any text.</summary>
    public string? Choices { get; init; }

    /// <summary>Only the operator sets it, by the environment: where calls go is not a tenant's to say.</summary>
    public bool OperatorOnly { get; init; }
}
