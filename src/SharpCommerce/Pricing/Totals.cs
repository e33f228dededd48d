namespace SharpCommerce.Pricing;

/// <summary>A line to price. All amounts of a request are minor units of the same currency.</summary>
/// <param name="UnitPrice">The price of one unit, in minor units; not negative.</param>
/// <param name="Quantity">How many units; not negative, and zero adds nothing.</param>
/// <param name="Taxable">Whether the tax rule covers the line.</param>
public sealed record PricingLine(long UnitPrice, int Quantity, bool Taxable = true);

/// <summary>The tax of an order.</summary>
/// <param name="RatePpm">The rate in parts per million: 8.875 % is 88,750; not negative.</param>
/// <param name="Included">Whether prices and shipping already contain the tax, as gross prices do.</param>
/// <param name="AppliesToShipping">Whether shipping is taxed too.</param>
public sealed record TaxRule(int RatePpm, bool Included, bool AppliesToShipping);

/// <summary>What the calculator needs to know about an order; all amounts in minor units of one currency.</summary>
/// <param name="Lines">The lines; their order decides only which line gets the odd unit of a discount or tax.</param>
/// <param name="Discount">The discount on the whole order, not negative, capped at the subtotal; shipping is not discounted.</param>
/// <param name="Shipping">The price of shipping; not negative.</param>
/// <param name="Tax">The tax rule, or null while no tax is due or known.</param>
public sealed record PricingRequest(IReadOnlyList<PricingLine> Lines, long Discount, long Shipping, TaxRule? Tax);

/// <summary>What one line comes to, in minor units.</summary>
/// <param name="Total">Unit price times quantity, before the discount and before a tax that is not included.</param>
/// <param name="Discount">The line's part of the order's discount, at most <paramref name="Total"/>.</param>
/// <param name="Tax">The line's part of the order's tax: contained in the line when tax is included, on top of it otherwise.</param>
public sealed record LineTotals(long Total, long Discount, long Tax);

/// <summary>
/// What an order comes to, in minor units. The lines' discounts add up to the order's exactly, and so do their taxes with <paramref name="ShippingTax"/>.
/// </summary>
/// <param name="Subtotal">The sum of the lines' totals, before the discount.</param>
/// <param name="Discount">The discount that was granted, at most <paramref name="Subtotal"/>.</param>
/// <param name="Shipping">The price of shipping.</param>
/// <param name="Tax">The tax of the lines and of shipping.</param>
/// <param name="Total">What the buyer pays: subtotal − discount + shipping, plus the tax unless it is included.</param>
/// <param name="TaxIncluded">Whether <paramref name="Tax"/> is contained in the prices; false when there is no tax rule.</param>
/// <param name="ShippingTax">The part of <paramref name="Tax"/> that falls on shipping.</param>
/// <param name="Lines">One entry per line of the request, in its order.</param>
public sealed record Totals(
    long Subtotal,
    long Discount,
    long Shipping,
    long Tax,
    long Total,
    bool TaxIncluded,
    long ShippingTax,
    IReadOnlyList<LineTotals> Lines);
