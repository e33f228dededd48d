namespace SharpCommerce.Payments;

/// <summary>The codes of this module.</summary>
internal static class PaymentErrors
{
    internal static CommerceException ProviderNotConfigured(string provider) =>
        new(new(ErrorKind.Unavailable, "provider_not_configured", $"The payment provider '{provider}' is not set up for this shop."));
}
