namespace SharpCommerce.Payments.PayPal;

/// <summary>What an account at PayPal needs.</summary>
public sealed record PayPalSettings
{
    private const int ShortestCredential = 8;

    /// <summary>The client id of the app.</summary>
    [PaymentSetting(Label = "Client ID", Environment = "PAYPAL_CLIENT_ID")]
    public required string ClientId { get; init; }

    /// <summary>The secret of the app.</summary>
    [PaymentSetting(Label = "Client secret", Environment = "PAYPAL_CLIENT_SECRET", Secret = true)]
    public required string ClientSecret { get; init; }

    /// <summary>The sandbox, or real money.</summary>
    [PaymentSetting(Label = "Mode", Environment = "PAYPAL_MODE", Choices = "sandbox|live")]
    public string Mode { get; init; } = "sandbox";

    /// <summary>The id that PayPal gave the webhook, which its signatures cover. Without it no webhook is taken.</summary>
    [PaymentSetting(Label = "Webhook ID", Environment = "PAYPAL_WEBHOOK_ID", Required = false)]
    public string? WebhookId { get; init; }

    /// <summary>Another address of PayPal's API, for tests.</summary>
    [PaymentSetting(Label = "Address of the API", Environment = "PAYPAL_API_BASE", Required = false, OperatorOnly = true)]
    public string? ApiBase { get; init; }

    internal bool Live => Mode == "live";

    internal string Base => ApiBase?.TrimEnd('/') ?? (Live ? "https://api-m.paypal.com" : "https://api-m.sandbox.paypal.com");

    /// <summary>Where a buyer approves an order.</summary>
    internal Uri ApprovalOf(string orderId) =>
        new($"{ApiBase?.TrimEnd('/') ?? (Live ? "https://www.paypal.com" : "https://www.sandbox.paypal.com")}/checkoutnow?token={Uri.EscapeDataString(orderId)}");

    /// <exception cref="FormatException">A value cannot be what it should be. The message holds no credential.</exception>
    internal void Check()
    {
        if (!IsCredential(ClientId))
            throw new FormatException("PayPal's client id is a word of at least eight letters, digits, hyphens and underscores.");
        if (!IsCredential(ClientSecret))
            throw new FormatException("PayPal's client secret is a word of at least eight letters, digits, hyphens and underscores.");
        if (ClientId == ClientSecret)
            throw new FormatException("PayPal's client id and client secret are the same: one of them is missing.");
        if (WebhookId is not null && !WebhookId.All(char.IsAsciiLetterOrDigit))
            throw new FormatException("PayPal's webhook id has letters and digits only; it is the id, not the address.");
        if (ApiBase is not null && !(Uri.TryCreate(ApiBase, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
            throw new FormatException("PAYPAL_API_BASE is no web address.");
    }

    private static bool IsCredential(string value) => value.Length >= ShortestCredential && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
