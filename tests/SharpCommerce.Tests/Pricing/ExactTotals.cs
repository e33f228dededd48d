using System.Numerics;
using SharpCommerce.Pricing;

namespace SharpCommerce.Tests.Pricing;

/// <summary>The rules of pricing a second time, slowly and without a limit on size, as something to compare the calculator with.</summary>
internal sealed record ExactTotals(BigInteger Subtotal, BigInteger Discount, BigInteger Taxable, BigInteger Divisor, BigInteger Tax, BigInteger Total)
{
    public bool Fits => Subtotal <= long.MaxValue && Tax <= long.MaxValue && Total <= long.MaxValue;

    public static ExactTotals Of(PricingRequest request)
    {
        var subtotal = Sum(request.Lines);
        var discount = BigInteger.Min(request.Discount, subtotal);

        // Half a unit of the discount goes to the taxable lines.
        var taxableLines = Sum(request.Lines.Where(line => line.Taxable));
        var taxableDiscount = subtotal.IsZero ? 0 : ((2 * discount * taxableLines) + subtotal) / (2 * subtotal);
        var taxable = taxableLines - taxableDiscount + (request.Tax?.AppliesToShipping is true ? request.Shipping : 0);

        var rate = request.Tax?.RatePpm ?? 0;
        var divisor = new BigInteger(1_000_000) + (request.Tax?.Included is true ? rate : 0);
        var tax = BigInteger.DivRem(taxable * rate, divisor, out var remainder);
        if (2 * remainder >= divisor) tax++;

        return new(subtotal, discount, taxable, divisor, tax, subtotal - discount + request.Shipping + (request.Tax?.Included is true ? 0 : tax));
    }

    private static BigInteger Sum(IEnumerable<PricingLine> lines) =>
        lines.Aggregate(BigInteger.Zero, (sum, line) => sum + ((BigInteger)line.UnitPrice * line.Quantity));
}
