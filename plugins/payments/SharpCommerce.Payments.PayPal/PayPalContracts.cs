using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharpCommerce.Payments.PayPal;

internal sealed record PayPalMoney(string CurrencyCode, string Value);

internal sealed record PayPalLink(string Href, string Rel);

/// <summary>What makes an order.</summary>
internal sealed record PayPalNewOrder(string Intent, IReadOnlyList<PayPalNewUnit> PurchaseUnits, PayPalNewSource PaymentSource);

internal sealed record PayPalNewUnit(string CustomId, string Description, PayPalMoney Amount);

internal sealed record PayPalNewSource(PayPalNewWallet Paypal);

internal sealed record PayPalNewWallet(PayPalExperience ExperienceContext);

internal sealed record PayPalExperience(string? BrandName, string? ReturnUrl, string? CancelUrl)
{
    /// <summary>The shop has asked for the address already.</summary>
    public string ShippingPreference { get; } = "NO_SHIPPING";

    /// <summary>The shopper sees the final amount: nothing is asked after the approval.</summary>
    public string UserAction { get; } = "PAY_NOW";
}

internal sealed record PayPalNewCapture(PayPalMoney Amount, bool FinalCapture);

internal sealed record PayPalNewRefund(PayPalMoney Amount, string CustomId);

/// <summary>An order with everything that came of it.</summary>
internal sealed record PayPalOrder
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public string? Intent { get; init; }

    public IReadOnlyList<PayPalUnit> PurchaseUnits { get; init; } = [];

    public IReadOnlyList<PayPalLink> Links { get; init; } = [];

    internal PayPalUnit Unit => PurchaseUnits is [var one, ..] ? one : throw new PaymentException(PaymentFault.OutcomeUnknown, "PayPal shows an order without a purchase unit.");

    /// <summary>The one in force: a renewed authorization comes after the one that it renews.</summary>
    internal PayPalAuthorization? Authorization => Unit.Payments?.Authorizations is [.., var last] ? last : null;

    internal IReadOnlyList<PayPalCapture> Captures => Unit.Payments?.Captures ?? [];

    internal IReadOnlyList<PayPalRefund> Refunds => Unit.Payments?.Refunds ?? [];
}

internal sealed record PayPalUnit
{
    public string? CustomId { get; init; }

    public PayPalMoney? Amount { get; init; }

    public PayPalPayments? Payments { get; init; }
}

internal sealed record PayPalPayments
{
    public IReadOnlyList<PayPalAuthorization> Authorizations { get; init; } = [];

    public IReadOnlyList<PayPalCapture> Captures { get; init; } = [];

    public IReadOnlyList<PayPalRefund> Refunds { get; init; } = [];
}

internal sealed record PayPalAuthorization(string Id, string Status)
{
    public DateTimeOffset? ExpirationTime { get; init; }
}

internal sealed record PayPalCapture(string Id, string Status, PayPalMoney Amount)
{
    public PayPalReceivable? SellerReceivableBreakdown { get; init; }

    public PayPalDetails? StatusDetails { get; init; }
}

internal sealed record PayPalReceivable(PayPalMoney? PaypalFee);

internal sealed record PayPalDetails(string? Reason);

internal sealed record PayPalRefund(string Id, string Status, PayPalMoney Amount)
{
    /// <summary>Our key; of a refund that was not made by us, whatever its capture has.</summary>
    public string? CustomId { get; init; }

    public PayPalDetails? StatusDetails { get; init; }

    public IReadOnlyList<PayPalLink> Links { get; init; } = [];

    internal bool IsOf(PayPalCapture capture) => Links.Any(link => link.Rel == "up" && link.Href.EndsWith($"/captures/{capture.Id}", StringComparison.Ordinal));

    internal bool Counts => Status is not ("CANCELLED" or "FAILED");
}

internal sealed record PayPalToken(string AccessToken, int ExpiresIn);

internal sealed record PayPalError(string? Name, IReadOnlyList<PayPalErrorDetail>? Details, string? DebugId, string? Error)
{
    internal string? Code => Details is [{ Issue: { } issue }, ..] ? issue : Name ?? Error;
}

internal sealed record PayPalErrorDetail(string? Issue);

internal static class PayPalJson
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string? Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }
        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
