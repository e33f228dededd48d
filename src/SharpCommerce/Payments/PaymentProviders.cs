using System.Text.RegularExpressions;
using SharpCommerce.Core;

namespace SharpCommerce.Payments;

/// <summary>The ways to pay that a tenant offers.</summary>
internal static partial class PaymentProviders
{
    /// <summary>Pay on invoice or on delivery: needs no setup, and staff settle it by hand.</summary>
    internal const string Manual = "manual";

    private static readonly PaymentProviderInfo[] Enabled = [new(Manual, "Pay on invoice", Sandbox: false)];

    internal static IReadOnlyList<PaymentProviderInfo> List() => Enabled;

    /// <summary>Throws unless the provider is enabled.</summary>
    internal static void Require(string provider)
    {
        if (Enabled.Any(enabled => enabled.Id == provider))
            return;
        throw IdPattern().IsMatch(provider) ? PaymentErrors.ProviderNotConfigured(provider) : InputRules.Invalid("payment.provider", "must be the id of a payment provider.");
    }

    [GeneratedRegex("^[a-z][a-z0-9_-]{1,39}$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex IdPattern();
}

/// <summary>A way to pay.</summary>
/// <param name="Id">What <c>complete</c> names.</param>
/// <param name="Name">What shoppers read.</param>
/// <param name="Sandbox">Whether no real money moves.</param>
public sealed record PaymentProviderInfo(string Id, string Name, bool Sandbox);
