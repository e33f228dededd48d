using System.Globalization;

namespace SharpCommerce.Payments.PayPal;

/// <summary>
/// PayPal writes amounts as decimals, of the currencies that https://developer.paypal.com/api/rest/reference/currency-codes/ lists; some of them without
/// decimals although ISO 4217 has two. An amount that it cannot write is refused, never rounded.
/// </summary>
internal static class PayPalAmounts
{
    private const int MostDigits = 10;
    private static readonly HashSet<string> Taken = Codes("AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD");
    private static readonly HashSet<string> WithoutDecimals = Codes("HUF JPY TWD");

    /// <summary>Why an amount cannot be paid with PayPal, or null.</summary>
    internal static string? Refuses(Money amount)
    {
        var code = amount.Currency.Code;
        if (!Taken.Contains(code))
            return $"PayPal does not take {code}.";
        if (TryWrite(amount) is not { } written)
            return $"PayPal cannot take this amount of {code}: it takes whole ones only.";
        return written.Length > MostDigits ? $"It is more than PayPal takes of {code} at once." : null;
    }

    internal static PayPalMoney Write(Money amount) => new(
        amount.Currency.Code, TryWrite(amount) ?? throw new PaymentException(PaymentFault.InvalidRequest, "The amount cannot be written as PayPal does.") { ProviderCode = "amount_not_expressible" });

    internal static Money Read(PayPalMoney? amount) =>
        Currency.TryParse(amount?.CurrencyCode, out var currency) && Money.TryParseDecimal(amount?.Value, currency, out var money)
            ? money
            : throw new PaymentException(PaymentFault.OutcomeUnknown, "PayPal names an amount that is none.") { ProviderCode = "amount_unreadable" };

    private static string? TryWrite(Money amount)
    {
        if (!WithoutDecimals.Contains(amount.Currency.Code))
            return amount.ToDecimalString();
        var unit = amount.Currency.Digits == 0 ? 1 : 100;
        return amount.Amount % unit == 0 ? (amount.Amount / unit).ToString(CultureInfo.InvariantCulture) : null;
    }

    private static HashSet<string> Codes(string codes) => [.. codes.Split(' ')];
}
