using SharpCommerce.Core;

namespace SharpCommerce.Payments;

/// <summary>What is checked alike wherever it comes from.</summary>
internal static class PaymentInputs
{
    private const int MaxUrl = 2_000;

    internal static void CheckReturnUrl(string? url, string field)
    {
        if (url is not null && (url.Length > MaxUrl || InputRules.Text(url) is not null || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")))
            throw InputRules.Invalid(field, "must be the https address of a page of the shop.");
    }

    internal static void CheckReason(string? reason)
    {
        if (reason is not null && (reason.Length > InputRules.MaxText || InputRules.FreeText(reason) is not null))
            throw InputRules.Invalid("reason", $"must be at most {InputRules.MaxText} characters of text.");
    }
}
