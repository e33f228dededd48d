using SharpCommerce.Core;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Payments;

/// <summary>The codes of this module.</summary>
internal static class PaymentErrors
{
    internal static CommerceException NotFound() => CommerceErrors.NotFound("payment");

    internal static CommerceException PluginNotFound() => CommerceErrors.NotFound("payment provider");

    internal static CommerceException ProviderNotConfigured(string provider) =>
        new(new(ErrorKind.Unavailable, "provider_not_configured", $"The payment provider '{provider}' is not set up for this shop."));

    internal static CommerceException ProviderUnavailable() =>
        new(new(ErrorKind.Unavailable, "provider_unavailable", "The payment provider does not answer; nothing was changed. Try again in a moment, or pay in another way."));

    internal static CommerceException ProviderFailed(string? code) =>
        new(new(ErrorKind.Upstream, "provider_error", "The payment provider refused the call; nothing was changed.") { Extensions = new Dictionary<string, object?> { ["providerCode"] = code } });

    internal static CommerceException NotPayable(string why) => new(new(ErrorKind.Conflict, "amount_not_payable", $"The amount cannot be paid in this way: {why}"));

    internal static CommerceException Pending() =>
        new(new(ErrorKind.Conflict, "payment_pending", "It is not known yet what became of the payment before; another one may be made when it has failed."));

    internal static CommerceException AmountExceeded(Money available) =>
        new(new(ErrorKind.Conflict, "amount_exceeded", "That is more than there is.") { Extensions = new Dictionary<string, object?> { ["available"] = available } });

    internal static CommerceException Unsupported(string what) => new(new(ErrorKind.Conflict, "capability_unsupported", $"This provider does not do {what}."));

    internal static CommerceException IllegalOperation(PaymentStatus status, PaymentOperation wanted, IEnumerable<PaymentOperation> allowed) =>
        new(new(ErrorKind.Conflict, "illegal_transition", $"A payment that is {SnakeEnum<PaymentStatus>.Write(status)} has nothing to {SnakeEnum<PaymentOperation>.Write(wanted)}.")
        {
            Extensions = new Dictionary<string, object?> { ["allowed"] = allowed.Select(SnakeEnum<PaymentOperation>.Write).ToArray() },
        });
}
