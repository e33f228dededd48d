using SharpCommerce.Pricing;
using Xunit;

namespace SharpCommerce.Tests.Pricing;

public sealed class TotalsCalculatorTests
{
    [Fact]
    public void An_empty_cart_costs_its_shipping()
    {
        var totals = TotalsCalculator.Calculate(new([], Discount: 500, Shipping: 700, new(200_000, Included: false, AppliesToShipping: true)));

        Assert.Equal((0, 0, 700, 140, 840, 140), (totals.Subtotal, totals.Discount, totals.Shipping, totals.Tax, totals.Total, totals.ShippingTax));
        Assert.Empty(totals.Lines);
    }

    [Fact]
    public void A_tax_that_is_not_included_is_added_once_for_the_order()
    {
        // 8.875 % of 59.97 is 5.3223; rounded per line it would have been 3 × 1.77 = 5.31.
        var totals = TotalsCalculator.Calculate(new([new(1999, 1), new(1999, 1), new(1999, 1)], 0, 0, new(88_750, Included: false, AppliesToShipping: false)));

        Assert.Equal((5997, 532, 6529), (totals.Subtotal, totals.Tax, totals.Total));
        Assert.Equal([178, 177, 177], totals.Lines.Select(line => line.Tax));
    }

    [Fact]
    public void An_included_tax_is_found_in_the_price()
    {
        var totals = TotalsCalculator.Calculate(new([new(11_900, 1)], 0, 595, new(190_000, Included: true, AppliesToShipping: true)));

        Assert.Equal((11_900, 1_995, 12_495, true, 95), (totals.Subtotal, totals.Tax, totals.Total, totals.TaxIncluded, totals.ShippingTax));
    }

    [Fact]
    public void A_discount_is_divided_by_line_totals_before_tax()
    {
        var totals = TotalsCalculator.Calculate(new([new(1000, 2), new(500, 2)], 1000, 500, new(100_000, Included: false, AppliesToShipping: false)));

        Assert.Equal([new LineTotals(2000, 667, 133), new LineTotals(1000, 333, 67)], totals.Lines);
        Assert.Equal((3000, 1000, 200, 2700), (totals.Subtotal, totals.Discount, totals.Tax, totals.Total));
    }

    [Fact]
    public void A_discount_over_the_subtotal_leaves_shipping_to_pay()
    {
        var totals = TotalsCalculator.Calculate(new([new(1000, 1)], long.MaxValue, 500, new(100_000, Included: false, AppliesToShipping: true)));

        Assert.Equal((1000, 50, 550), (totals.Discount, totals.Tax, totals.Total));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(15, 2)]
    [InlineData(25, 3)]
    public void Half_a_unit_of_tax_is_rounded_away_from_zero(long price, long tax) =>
        Assert.Equal(tax, TotalsCalculator.Calculate(new([new(price, 1)], 0, 0, new(100_000, Included: false, AppliesToShipping: false))).Tax);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_odd_unit_of_a_discount_goes_to_the_taxable_line_wherever_it_stands(bool first)
    {
        PricingLine[] lines = [new(1, 1, Taxable: first), new(1, 1, Taxable: !first)];

        var totals = TotalsCalculator.Calculate(new(lines, 1, 0, new(1_000_000, Included: false, AppliesToShipping: false)));

        Assert.Equal((0, 1), (totals.Tax, totals.Total));
        Assert.Equal(first ? [1, 0] : [0, 1], totals.Lines.Select(line => line.Discount));
    }

    [Fact]
    public void Untaxed_lines_bear_no_tax()
    {
        PricingLine[] lines = [new(1000, 1, Taxable: false), new(1000, 1)];

        var totals = TotalsCalculator.Calculate(new(lines, 0, 1000, new(200_000, Included: false, AppliesToShipping: false)));

        Assert.Equal([0, 200], totals.Lines.Select(line => line.Tax));
        Assert.Equal((200, 0, 3200), (totals.Tax, totals.ShippingTax, totals.Total));
    }

    public static TheoryData<PricingRequest> OutOfRange =>
    [
        new PricingRequest([new(-1, 1)], 0, 0, null),
        new PricingRequest([new(1, -1)], 0, 0, null),
        new PricingRequest([new(-1, -1)], 0, 0, null),
        new PricingRequest([new(1, 1)], -1, 0, null),
        new PricingRequest([new(1, 1)], 0, -1, null),
        new PricingRequest([new(1, 1)], 0, 0, new(-1, Included: false, AppliesToShipping: false)),
        new PricingRequest([new(long.MaxValue, 2)], 0, 0, null),
        new PricingRequest([new(long.MaxValue, int.MaxValue)], 0, 0, null),
        new PricingRequest([new(long.MaxValue, 1), new(1, 1)], 2, 0, null),
        new PricingRequest([new(long.MaxValue, 1)], 0, 1, null),
        new PricingRequest([new(long.MaxValue, 1)], 0, 0, new(1, Included: false, AppliesToShipping: false)),
        new PricingRequest([new(long.MaxValue, 1)], 0, 0, new(int.MaxValue, Included: false, AppliesToShipping: false)),
    ];

    [Theory]
    [MemberData(nameof(OutOfRange), DisableDiscoveryEnumeration = true)]
    public void A_negative_or_too_large_amount_is_a_typed_error(PricingRequest request)
    {
        var error = Assert.Throws<CommerceException>(() => TotalsCalculator.Calculate(request)).Error;

        Assert.Equal((ErrorKind.Invalid, "amount_out_of_range"), (error.Kind, error.Code));
    }

    [Fact]
    public void The_largest_amount_is_still_computed()
    {
        var totals = TotalsCalculator.Calculate(new([new(long.MaxValue, 1)], 0, 0, new(1_000_000, Included: true, AppliesToShipping: false)));

        Assert.Equal((long.MaxValue, (long.MaxValue / 2) + 1), (totals.Total, totals.Tax));
    }
}
