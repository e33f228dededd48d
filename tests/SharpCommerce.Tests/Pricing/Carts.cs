using System.Globalization;
using System.Text.Json;
using CsCheck;
using SharpCommerce.Pricing;

namespace SharpCommerce.Tests.Pricing;

/// <summary>Random carts: mostly ordinary ones, with tiny amounts for ties and large ones for range.</summary>
internal static class Carts
{
    /// <summary>Cases per property and currency.</summary>
    private const int Cases = 10_000;

    public static readonly Gen<TaxRule> Rules = Gen.Select(
        Gen.OneOf(AnyOf(0, 1, 50_000, 70_000, 88_750, 190_000, 200_000, 250_000, 1_000_000), Gen.Int[0, 2_000_000]),
        Gen.Bool,
        Gen.Bool,
        (rate, included, shipping) => new TaxRule(rate, included, shipping));

    private static readonly Gen<long> Tiny = Gen.Long[0, 9];

    public static Gen<PricingRequest> In(string code)
    {
        var currency = Currency.Parse(code);
        var prices = Gen.OneOf(Tiny, Ordinary(currency), Gen.Long[0, 1_000_000_000_000]);
        var lines = Lines(prices, Gen.OneOf(Gen.Int[0, 5], Gen.Int[1, 1_000]));
        return Gen.Select(
            lines.Array[0, 8],
            Gen.OneOf(Gen.Const(0L), Tiny, Ordinary(currency), Gen.Long[0, 1_000_000_000_000]),
            Gen.OneOf(Gen.Const(0L), Tiny, Ordinary(currency)),
            Gen.OneOf(Rules.Select(rule => (TaxRule?)rule), Rules.Select(rule => (TaxRule?)rule), Gen.Const((TaxRule?)null)),
            (items, discount, shipping, tax) => new PricingRequest(items, discount, shipping, tax));
    }

    /// <summary>Holds a property against every cart; a failure prints the smallest cart found and its seed.</summary>
    public static void Check(this Gen<PricingRequest> carts, Action<PricingRequest> property) =>
        carts.Sample(property, iter: Cases, print: cart => JsonSerializer.Serialize(cart));

    /// <summary>The same with something else that is random.</summary>
    public static void Check<T>(this Gen<(PricingRequest, T)> carts, Action<PricingRequest, T> property) =>
        carts.Sample(property, iter: Cases, print: cart => JsonSerializer.Serialize(new[] { cart.Item1, (object?)cart.Item2 }));

    /// <summary>Carts whose amounts go to the end of the range, so that many of them cannot be computed.</summary>
    public static Gen<PricingRequest> Huge()
    {
        var amounts = Gen.OneOf(Tiny, Gen.Long[0, 4_000_000_000], Gen.Long[0, long.MaxValue], AnyOf(long.MaxValue, long.MaxValue / 2));
        var lines = Lines(amounts, Gen.OneOf(Gen.Int[0, 2], Gen.Int[0, int.MaxValue]));
        return Gen.Select(
            lines.Array[0, 4],
            amounts,
            amounts,
            Gen.OneOf(Rules, Rules.Select(rule => rule with { RatePpm = int.MaxValue })),
            (items, discount, shipping, tax) => new PricingRequest(items, discount, shipping, tax));
    }

    private static Gen<PricingLine> Lines(Gen<long> prices, Gen<int> quantities) =>
        Gen.Select(prices, quantities, Gen.Bool, (price, quantity, taxable) => new PricingLine(price, quantity, taxable));

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Up to 9,999 major units with any fraction, the way a shop enters them.
    private static Gen<long> Ordinary(Currency currency) =>
        Gen.Select(Gen.Int[0, 9_999], Gen.Int[0, 999], (whole, fraction) =>
        {
            var decimals = fraction.ToString("D3", CultureInfo.InvariantCulture)[..currency.Digits];
            var text = whole.ToString(CultureInfo.InvariantCulture) + (decimals.Length > 0 ? "." + decimals : "");
            return Money.ParseDecimal(text, currency).Amount;
        });
}
