using System.Text.RegularExpressions;

namespace SharpCommerce.Payments.Stripe;

/// <summary>What an account at Stripe needs.</summary>
public sealed partial record StripeSettings
{
    /// <summary>The secret key, or a restricted one that may write payment intents and refunds and read charges and balance transactions.</summary>
    [PaymentSetting(Label = "Secret key", Environment = "STRIPE_SECRET_KEY", Secret = true)]
    public required string SecretKey { get; init; }

    /// <summary>The publishable key, for Stripe's form in the shopper's browser.</summary>
    [PaymentSetting(Label = "Publishable key", Environment = "STRIPE_PUBLISHABLE_KEY")]
    public required string PublishableKey { get; init; }

    /// <summary>The signing secret of the webhook endpoint; the new and the old one, separated by a comma, while it is replaced. Without it no webhook is taken.</summary>
    [PaymentSetting(Label = "Signing secret of the webhook", Environment = "STRIPE_WEBHOOK_SECRET", Secret = true, Required = false)]
    public string? WebhookSecret { get; init; }

    /// <summary>Another address of Stripe's API, for tests.</summary>
    [PaymentSetting(Label = "Address of the API", Environment = "STRIPE_API_BASE", Required = false, OperatorOnly = true)]
    public string? ApiBase { get; init; }

    internal bool Live => Key().Match(SecretKey).Groups[1].Value == "live";

    internal string? Base => ApiBase?.TrimEnd('/');

    internal IReadOnlyList<string> WebhookSecrets => (WebhookSecret ?? "").Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="FormatException">A value cannot be what it should be. The message holds no key.</exception>
    internal void Check()
    {
        if (!Key().IsMatch(SecretKey))
            throw new FormatException("Stripe's secret key begins with sk_test_, sk_live_, rk_test_ or rk_live_.");
        if (!PublicKey().IsMatch(PublishableKey))
            throw new FormatException("Stripe's publishable key begins with pk_test_ or pk_live_.");
        if (PublicKey().Match(PublishableKey).Groups[1].Value == "live" != Live)
            throw new FormatException("Stripe's keys are of two modes: one is for tests, the other is live.");
        if (WebhookSecrets.Any(secret => !secret.StartsWith("whsec_", StringComparison.Ordinal)))
            throw new FormatException("Stripe's signing secret begins with whsec_.");
        if (ApiBase is not null && !(Uri.TryCreate(ApiBase, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
            throw new FormatException("STRIPE_API_BASE is no web address.");
    }

    [GeneratedRegex("^[sr]k_(test|live)_[A-Za-z0-9_]+$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Key();

    [GeneratedRegex("^pk_(test|live)_[A-Za-z0-9_]+$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex PublicKey();
}
