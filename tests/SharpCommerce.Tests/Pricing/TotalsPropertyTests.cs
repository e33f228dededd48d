using System.Numerics;
using CsCheck;
using SharpCommerce.Pricing;
using Xunit;

namespace SharpCommerce.Tests.Pricing;

public sealed class TotalsPropertyTests
{
    public static TheoryData<string> Currencies => ["USD", "JPY", "KWD"];

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Every_total_is_the_exact_sum_of_its_parts(string currency) => Carts.In(currency).Check(
        request =>
        {
            var totals = TotalsCalculator.Calculate(request);
            Assert.Equal(request.Lines.Select(line => line.UnitPrice * line.Quantity), totals.Lines.Select(line => line.Total));
            Assert.Equal(totals.Subtotal, totals.Lines.Sum(line => line.Total));
            Assert.Equal(totals.Discount, totals.Lines.Sum(line => line.Discount));
            Assert.Equal(totals.Tax, totals.Lines.Sum(line => line.Tax) + totals.ShippingTax);
            Assert.Equal(request.Shipping, totals.Shipping);
            Assert.Equal(totals.Subtotal - totals.Discount + totals.Shipping + (totals.TaxIncluded ? 0 : totals.Tax), totals.Total);
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Totals_equal_those_of_unlimited_arithmetic(string currency) => Carts.In(currency).Check(
        request =>
        {
            var totals = TotalsCalculator.Calculate(request);
            var exact = ExactTotals.Of(request);
            Assert.Equal(exact.Subtotal, totals.Subtotal);
            Assert.Equal(exact.Discount, totals.Discount);
            Assert.Equal(exact.Tax, totals.Tax);
            Assert.Equal(exact.Total, totals.Total);
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void No_discount_exceeds_what_it_is_taken_from(string currency) => Carts.In(currency).Check(
        request =>
        {
            var totals = TotalsCalculator.Calculate(request);
            Assert.Equal(Math.Min(request.Discount, totals.Subtotal), totals.Discount);
            Assert.True(totals.Total >= 0);
            Assert.All(totals.Lines, line =>
            {
                Assert.InRange(line.Discount, 0, line.Total);
                // The split between taxable and untaxed lines adds at most half a unit to the one that largest remainder allows.
                var error = BigInteger.Abs(((BigInteger)line.Discount * totals.Subtotal) - ((BigInteger)totals.Discount * line.Total));
                Assert.True(2 * error <= 3 * (BigInteger)totals.Subtotal);
            });
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Tax_is_the_nearest_unit_to_the_exact_tax_and_falls_only_on_what_is_taxable(string currency) => Carts.In(currency).Check(
        request =>
        {
            var totals = TotalsCalculator.Calculate(request);
            var exact = ExactTotals.Of(request);
            var twiceExact = 2 * exact.Taxable * (request.Tax?.RatePpm ?? 0);
            var twiceTax = 2 * exact.Divisor * totals.Tax;
            Assert.True(twiceTax - exact.Divisor <= twiceExact && twiceExact < twiceTax + exact.Divisor);

            if (request.Tax?.AppliesToShipping is not true) Assert.Equal(0, totals.ShippingTax);
            for (var index = 0; index < request.Lines.Count; index++)
            {
                var line = totals.Lines[index];
                if (!request.Lines[index].Taxable) Assert.Equal(0, line.Tax);
                if (totals.TaxIncluded) Assert.InRange(line.Tax, 0, line.Total - line.Discount);
            }
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Reordering_lines_changes_no_total(string currency) => Gen.Select(Carts.In(currency), Gen.Int.Array[8]).Check(
        (request, keys) =>
        {
            var order = Enumerable.Range(0, request.Lines.Count).OrderBy(index => keys[index]);
            var shuffled = request with { Lines = [.. order.Select(index => request.Lines[index])] };
            Assert.Equal(WithoutLines(TotalsCalculator.Calculate(request)), WithoutLines(TotalsCalculator.Calculate(shuffled)));
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Splitting_lines_changes_no_total(string currency) => Gen.Select(Carts.In(currency), Gen.Int[0, 1_000].Array[8]).Check(
        (request, cuts) =>
        {
            var split = request with
            {
                Lines =
                [
                    .. request.Lines.SelectMany((line, index) =>
                    {
                        var first = cuts[index] % (line.Quantity + 1);
                        return new[] { line with { Quantity = first }, line with { Quantity = line.Quantity - first } };
                    }),
                ],
            };
            // Which unit of the tax falls on shipping may change: it is divided over the parts, and there are more of them.
            Assert.Equal(
                WithoutLines(TotalsCalculator.Calculate(request)) with { ShippingTax = 0 },
                WithoutLines(TotalsCalculator.Calculate(split)) with { ShippingTax = 0 });
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Included_tax_never_changes_the_price_and_excluded_tax_adds_itself(string currency) => Gen.Select(Carts.In(currency), Carts.Rules).Check(
        (request, rule) =>
        {
            var untaxed = TotalsCalculator.Calculate(request with { Tax = null });
            var included = TotalsCalculator.Calculate(request with { Tax = rule with { Included = true } });
            var excluded = TotalsCalculator.Calculate(request with { Tax = rule with { Included = false } });

            Assert.Equal((0, false), (untaxed.Tax, untaxed.TaxIncluded));
            Assert.Equal((untaxed.Total, true), (included.Total, included.TaxIncluded));
            Assert.Equal((untaxed.Total + excluded.Tax, false), (excluded.Total, excluded.TaxIncluded));
            Assert.True(included.Tax <= excluded.Tax);
            Assert.Equal(untaxed.Lines.Select(line => line.Discount), excluded.Lines.Select(line => line.Discount));
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Tax_put_on_a_net_price_is_found_again_in_the_gross_price(string currency) => Gen.Select(Carts.In(currency), Carts.Rules).Check(
        (request, rule) =>
        {
            var net = TotalsCalculator.Calculate(request with
            {
                Lines = [.. request.Lines.Select(line => line with { Taxable = true })],
                Tax = rule with { Included = false, AppliesToShipping = true },
            });
            var gross = TotalsCalculator.Calculate(new([new(net.Total, 1)], 0, 0, rule with { Included = true }));

            Assert.Equal((net.Tax, net.Total), (gross.Tax, gross.Total));
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Refunding_every_part_refunds_what_was_paid(string currency) => Carts.In(currency).Check(
        request =>
        {
            var totals = TotalsCalculator.Calculate(request);
            var parts = totals.Lines.Select(line => line.Total - line.Discount + (totals.TaxIncluded ? 0 : line.Tax))
                .Append(totals.Shipping + (totals.TaxIncluded ? 0 : totals.ShippingTax));
            Assert.Equal(totals.Total, parts.Sum());
        });

    [Theory]
    [MemberData(nameof(Currencies))]
    public void Pricing_again_gives_the_same(string currency) => Carts.In(currency).Check(
        request =>
        {
            var (first, second) = (TotalsCalculator.Calculate(request), TotalsCalculator.Calculate(request));
            Assert.Equal(WithoutLines(first), WithoutLines(second));
            Assert.Equal(first.Lines, second.Lines);
        });

    [Fact]
    public void What_does_not_fit_is_refused_and_everything_else_is_exact() => Carts.Huge().Check(
        request =>
        {
            var exact = ExactTotals.Of(request);
            if (exact.Fits)
            {
                var totals = TotalsCalculator.Calculate(request);
                Assert.Equal((exact.Subtotal, exact.Tax, exact.Total), (totals.Subtotal, totals.Tax, totals.Total));
                return;
            }

            var exception = Assert.Throws<CommerceException>(() => TotalsCalculator.Calculate(request));
            Assert.Equal((ErrorKind.Invalid, "amount_out_of_range"), (exception.Error.Kind, exception.Error.Code));
        });

    private static Totals WithoutLines(Totals totals) => totals with { Lines = [] };
}
