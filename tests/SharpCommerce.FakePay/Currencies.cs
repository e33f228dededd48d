using System.Globalization;
using System.Text.RegularExpressions;

namespace SharpCommerce.FakePay;

/// <summary>
/// How many decimals an amount has at ISO 4217, at Stripe and at PayPal. A table of its own, so that a mistake in the product's shows.
/// The ledger is in ISO minor units whatever the provider's form is.
/// </summary>
internal static partial class Currencies
{
    private static readonly HashSet<string> IsoNone = Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF");
    private static readonly HashSet<string> IsoThree = Set("BHD IQD JOD KWD LYD OMR TND");
    private static readonly HashSet<string> StripeNone = Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF");
    private static readonly HashSet<string> StripeThree = Set("BHD JOD KWD OMR TND");
    private static readonly HashSet<string> StripeHundreds = Set("ISK UGX");
    private static readonly HashSet<string> StripeUnknown = Set("IQD LYD IRR KPW CUP SYP SDG");
    private static readonly HashSet<string> PayPalNone = Set("HUF JPY TWD");

    private static readonly HashSet<string> PayPalAll =
        Set("AUD BRL CAD CNY CZK DKK EUR HKD HUF ILS JPY MYR MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD");

    internal static int IsoDigits(string currency) => IsoNone.Contains(currency) ? 0 : IsoThree.Contains(currency) ? 3 : 2;

    internal static int StripeDigits(string currency) => StripeNone.Contains(currency) ? 0 : StripeThree.Contains(currency) ? 3 : 2;

    internal static int PayPalDigits(string currency) => PayPalNone.Contains(currency) ? 0 : 2;

    internal static bool StripeTakes(string currency) => Code().IsMatch(currency) && !StripeUnknown.Contains(currency);

    internal static bool PayPalTakes(string currency) => PayPalAll.Contains(currency);

    /// <summary>Three-decimal amounts end in 0, those of ISK and UGX in 00.</summary>
    internal static bool StripeCanExpress(long amount, string currency) =>
        amount % (StripeThree.Contains(currency) ? 10 : StripeHundreds.Contains(currency) ? 100 : 1) == 0;

    /// <summary>An amount with the given decimals in ISO minor units.</summary>
    internal static long ToIso(long amount, string currency, int digits)
    {
        for (var more = IsoDigits(currency) - digits; more != 0; more -= Math.Sign(more))
            amount = more > 0 ? checked(amount * 10) : amount / 10;
        return amount;
    }

    /// <summary>Reads PayPal's decimal text; null when it has more decimals than the currency.</summary>
    internal static long? FromPayPal(string value, string currency)
    {
        var match = Decimal().Match(value);
        var fraction = match.Groups[2].Value;
        var digits = PayPalDigits(currency);
        return match.Success && fraction.Length <= digits
            && long.TryParse(match.Groups[1].Value + fraction.PadRight(digits, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    internal static string ToPayPal(long amount, string currency)
    {
        var digits = PayPalDigits(currency);
        var text = Math.Abs(amount).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return (amount < 0 ? "-" : "") + (digits == 0 ? text : $"{text[..^digits]}.{text[^digits..]}");
    }

    private static HashSet<string> Set(string codes) => codes.Split(' ').ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"^(-?[0-9]{0,15})(?:\.([0-9]+))?$")]
    private static partial Regex Decimal();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Code();
}
