using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SharpCommerce.FakePay;

/// <summary>A merchant at both providers.</summary>
public sealed partial record FakeAccount
{
    private const string MerchantAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int MerchantIdLength = 13;

    /// <summary>The name, from which everything follows that is not set: small letters and digits.</summary>
    public required string Name { get; init; }

    /// <summary>Stripe's secret key.</summary>
    public required string StripeSecretKey { get; init; }

    /// <summary>Stripe's publishable key, which may only confirm and read an intent whose client secret it brings.</summary>
    public required string StripePublishableKey { get; init; }

    /// <summary>Stripe's id of the account, for the header <c>Stripe-Account</c>.</summary>
    public required string StripeAccountId { get; init; }

    /// <summary>Signing secrets of <see cref="StripeWebhookUrl"/>: two while a secret is being replaced.</summary>
    public required IReadOnlyList<string> StripeWebhookSecrets { get; init; }

    /// <summary>Where Stripe's events go, besides endpoints that were made through its API.</summary>
    public string? StripeWebhookUrl { get; init; }

    /// <summary>Whether the account is in live mode.</summary>
    public bool Live { get; init; }

    /// <summary>PayPal's client id.</summary>
    public required string PayPalClientId { get; init; }

    /// <summary>PayPal's client secret.</summary>
    public required string PayPalClientSecret { get; init; }

    /// <summary>PayPal's merchant id.</summary>
    public required string PayPalMerchantId { get; init; }

    /// <summary>PayPal's id of <see cref="PayPalWebhookUrl"/>, which signatures cover.</summary>
    public required string PayPalWebhookId { get; init; }

    /// <summary>Where PayPal's events go, besides webhooks that were made through its API.</summary>
    public string? PayPalWebhookUrl { get; init; }

    /// <summary>An account with everything made from its name.</summary>
    /// <param name="name">Small letters and digits.</param>
    public static FakeAccount Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names().IsMatch(name))
            throw new ArgumentException("A name has 1 to 30 small letters and digits.", nameof(name));
        var merchant = SHA256.HashData(Encoding.UTF8.GetBytes(name)).Take(MerchantIdLength).Select(one => MerchantAlphabet[one % MerchantAlphabet.Length]);
        return new()
        {
            Name = name,
            StripeSecretKey = $"sk_test_{name}",
            StripePublishableKey = $"pk_test_{name}",
            StripeAccountId = $"acct_{name}",
            StripeWebhookSecrets = [$"whsec_{name}"],
            PayPalClientId = $"client-{name}",
            PayPalClientSecret = $"secret-{name}",
            PayPalMerchantId = string.Concat(merchant),
            PayPalWebhookId = $"WH{name.ToUpperInvariant()}",
        };
    }

    [GeneratedRegex("^[a-z0-9]{1,30}$")]
    private static partial Regex Names();
}
