namespace SharpCommerce.Pricing;

/// <summary>
/// The only place where the amounts of a cart or an order are computed. Pure integer arithmetic: the same request always gives the same totals,
/// and neither reordering lines nor splitting one into several changes what the order costs.
/// </summary>
public static class TotalsCalculator
{
    private const int WholePpm = 1_000_000;

    /// <summary>
    /// Prices an order. The discount is divided over the lines in proportion to their totals. Tax is rounded once for the whole order, on what is
    /// left of the taxable lines and, where the rule says so, shipping, half a unit away from zero, and then divided over them in proportion.
    /// </summary>
    /// <param name="request">The lines, discount, shipping and tax rule, in minor units of one currency.</param>
    /// <exception cref="CommerceException"><c>amount_out_of_range</c>: an input is negative, or a result does not fit in 64 bits.</exception>
    public static Totals Calculate(PricingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var lines = request.Lines;
        RequireNotNegative(request.Discount, "discount");
        RequireNotNegative(request.Shipping, "price of shipping");
        RequireNotNegative(request.Tax?.RatePpm ?? 0, "tax rate");

        var totals = LineAmounts(lines);
        var subtotal = Sum(totals, "subtotal");
        var discount = Math.Min(request.Discount, subtotal);
        var discounts = DivideDiscount(discount, lines, totals);

        var taxable = TaxableAmounts(request, totals, discounts);
        var tax = TaxOn(taxable, request.Tax);
        var taxes = Allocation.LargestRemainder(tax, taxable);

        var included = request.Tax?.Included ?? false;
        var total = ToAmount(checked((Int128)subtotal - discount + request.Shipping + (included ? 0 : tax)), "total");
        var results = new LineTotals[lines.Count];
        for (var index = 0; index < results.Length; index++) results[index] = new(totals[index], discounts[index], taxes[index]);
        return new(subtotal, discount, request.Shipping, tax, total, included, ShippingTax: taxes[^1], Array.AsReadOnly(results));
    }

    private static long[] LineAmounts(IReadOnlyList<PricingLine> lines)
    {
        var totals = new long[lines.Count];
        for (var index = 0; index < totals.Length; index++)
        {
            var line = lines[index];
            RequireNotNegative(line.UnitPrice, "unit price");
            RequireNotNegative(line.Quantity, "quantity");
            totals[index] = ToAmount(checked((Int128)line.UnitPrice * line.Quantity), "line total");
        }

        return totals;
    }

    // Taxable and untaxed lines are served as two groups before the lines within each: the taxable amount then depends only on the groups' sums,
    // so an odd unit that lands on another line after a reordering or a split cannot move the tax.
    private static long[] DivideDiscount(long discount, IReadOnlyList<PricingLine> lines, long[] totals)
    {
        var taxable = new long[totals.Length];
        var untaxed = new long[totals.Length];
        for (var index = 0; index < totals.Length; index++) (lines[index].Taxable ? taxable : untaxed)[index] = totals[index];

        var groups = Allocation.LargestRemainder(discount, [Sum(taxable, "subtotal"), Sum(untaxed, "subtotal")]);
        var discounts = Allocation.LargestRemainder(groups[0], taxable);
        var others = Allocation.LargestRemainder(groups[1], untaxed);
        for (var index = 0; index < discounts.Length; index++) discounts[index] = checked(discounts[index] + others[index]);
        return discounts;
    }

    // One amount per line and, last, that of shipping; zero where no tax applies.
    private static long[] TaxableAmounts(PricingRequest request, long[] totals, long[] discounts)
    {
        var amounts = new long[totals.Length + 1];
        if (request.Tax is not { } rule) return amounts;

        for (var index = 0; index < totals.Length; index++)
        {
            if (request.Lines[index].Taxable) amounts[index] = checked(totals[index] - discounts[index]);
        }

        if (rule.AppliesToShipping) amounts[^1] = request.Shipping;
        return amounts;
    }

    private static long TaxOn(long[] taxable, TaxRule? rule)
    {
        if (rule is null) return 0;

        Int128 amount = 0;
        foreach (var part in taxable) amount = checked(amount + part);
        // A gross amount is net × (1 + rate), so the tax in it is gross × rate / (1 + rate).
        var divisor = checked(WholePpm + (rule.Included ? (Int128)rule.RatePpm : 0));
        // Nothing is negative here, so half away from zero is half up: floor((2 × amount × rate + divisor) / (2 × divisor)).
        return ToAmount(checked(((2 * amount * rule.RatePpm) + divisor) / (2 * divisor)), "tax");
    }

    private static long Sum(long[] amounts, string what)
    {
        Int128 sum = 0;
        foreach (var amount in amounts) sum = checked(sum + amount);
        return ToAmount(sum, what);
    }

    private static long ToAmount(Int128 amount, string what) =>
        amount <= long.MaxValue ? checked((long)amount) : throw PricingErrors.AmountOutOfRange($"The {what} is too large to be computed.");

    private static void RequireNotNegative(long value, string what)
    {
        if (value < 0) throw PricingErrors.AmountOutOfRange($"The {what} must not be negative.");
    }
}
