namespace SharpCommerce.Payments.Stripe;

/// <summary>
/// Stripe counts some currencies in other units than ISO 4217 does: https://docs.stripe.com/currencies lists those without decimals and the special
/// cases; ISK and UGX, which have no decimals any more, are written with two. An amount that it cannot write to the last unit is refused, never rounded.
/// </summary>
internal static class StripeAmounts
{
    /// <summary>Eight digits are what Stripe takes of every currency.</summary>
    private const long Most = 99_999_999;

    private static readonly HashSet<string> WithoutDecimals = Codes("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF");
    private static readonly HashSet<string> ThreeDecimals = Codes("BHD JOD KWD OMR TND");
    private static readonly HashSet<string> Unknown = Codes("CUP IQD IRR KPW LYD SDG SYP");

    /// <summary>Why an amount cannot be paid with Stripe, or null.</summary>
    internal static string? Refuses(Money amount)
    {
        var code = amount.Currency.Code;
        if (Unknown.Contains(code))
            return $"Stripe does not take {code}.";
        if (TryWrite(amount) is not { } written)
            return $"Stripe cannot take this amount of {code}: its last digits have to be zeros.";
        return written > Most ? $"It is more than Stripe takes of {code} at once." : null;
    }

    internal static long Write(Money amount) =>
        TryWrite(amount) ?? throw new PaymentException(PaymentFault.InvalidRequest, "The amount cannot be written in Stripe's units.") { ProviderCode = "amount_not_expressible" };

    internal static Money Read(long amount, string code) =>
        TryRead(amount, code) ?? throw new PaymentException(PaymentFault.OutcomeUnknown, "Stripe names an amount that is none.") { ProviderCode = "amount_unreadable" };

    /// <summary>Null when it is finer than the currency: fees can be.</summary>
    internal static Money? TryRead(long amount, string code)
    {
        if (!Currency.TryParse(code.ToUpperInvariant(), out var currency))
            return null;
        var more = currency.Digits - DigitsOf(currency.Code);
        return more >= 0 ? new(checked(amount * Power(more)), currency) : amount % Power(-more) == 0 ? new(amount / Power(-more), currency) : null;
    }

    private static long? TryWrite(Money amount)
    {
        var code = amount.Currency.Code;
        var more = DigitsOf(code) - amount.Currency.Digits;
        if (more > 0)
            return amount.Amount <= long.MaxValue / Power(more) ? amount.Amount * Power(more) : null;
        if (amount.Amount % Power(-more) != 0)
            return null;
        var written = amount.Amount / Power(-more);
        return ThreeDecimals.Contains(code) && written % 10 != 0 ? null : written;
    }

    private static int DigitsOf(string code) => WithoutDecimals.Contains(code) ? 0 : ThreeDecimals.Contains(code) ? 3 : 2;

    private static long Power(int digits) => digits switch { 0 => 1, 1 => 10, 2 => 100, _ => 1000 };

    private static HashSet<string> Codes(string codes) => [.. codes.Split(' ')];
}
