using System.Numerics;
using CsCheck;
using Xunit;

namespace SharpCommerce.Tests;

public sealed class AllocationTests
{
    private static readonly Gen<long> AnyWeight = Gen.OneOf(Gen.Long[0, 3], Gen.Long[0, 100_000], Gen.Long[0, long.MaxValue]);
    private static readonly Gen<long> AnyTotal = Gen.OneOf(Gen.Long[-20, 20], Gen.Long[-1_000_000, 1_000_000], Gen.Long);

    [Theory]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 34, 33, 33 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -34, -33, -33 })]
    [InlineData(5, new long[] { 1, 1, 8 }, new long[] { 1, 0, 4 })]
    [InlineData(10, new long[] { 3333, 3333, 3334 }, new long[] { 3, 3, 4 })]
    [InlineData(7, new long[] { 0, 5, 0 }, new long[] { 0, 7, 0 })]
    [InlineData(0, new long[] { 4, 5 }, new long[] { 0, 0 })]
    [InlineData(0, new long[0], new long[0])]
    [InlineData(long.MinValue, new long[] { 1 }, new[] { long.MinValue })]
    [InlineData(long.MaxValue, new[] { long.MaxValue, long.MaxValue }, new[] { (long.MaxValue / 2) + 1, long.MaxValue / 2 })]
    public void The_largest_remainders_get_the_units_that_are_left(long total, long[] weights, long[] parts) =>
        Assert.Equal(parts, Allocation.LargestRemainder(total, weights));

    [Fact]
    public void Without_any_weight_the_total_is_divided_evenly() => Assert.Equal([2, 2, 1], Allocation.LargestRemainder(5, [0, 0, 0]));

    [Fact]
    public void A_total_needs_something_to_be_divided_over() => Assert.Throws<ArgumentException>(() => Allocation.LargestRemainder(1, []));

    [Fact]
    public void A_negative_weight_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.LargestRemainder(0, [1, -1]));

    [Fact]
    public void Parts_add_up_exactly_and_are_within_one_unit_of_their_shares() =>
        Gen.Select(AnyTotal, AnyWeight.Array[1, 12]).Sample(
            (total, weights) =>
            {
                var parts = Allocation.LargestRemainder(total, weights);
                Assert.Equal(weights.Length, parts.Length);
                Assert.Equal(total, parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part));

                var sum = weights.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
                if (sum.IsZero) return;
                for (var index = 0; index < parts.Length; index++)
                {
                    // |part − total × weight / sum| < 1, without a fraction.
                    Assert.True(BigInteger.Abs((parts[index] * sum) - ((BigInteger)total * weights[index])) < sum);
                }
            },
            iter: 10_000);

    [Fact]
    public void Nobody_with_a_smaller_remainder_is_served_first() =>
        Gen.Select(AnyTotal, Gen.Long[0, 9].Array[1, 8]).Where((_, weights) => weights.Any(weight => weight > 0)).Sample(
            (total, weights) =>
            {
                var magnitude = BigInteger.Abs(total);
                var sum = (BigInteger)weights.Sum();
                var parts = Allocation.LargestRemainder(total, weights);
                var remainders = weights.Select(weight => magnitude * weight % sum).ToArray();
                var served = parts.Select((part, index) => BigInteger.Abs(part) > magnitude * weights[index] / sum).ToArray();

                for (var first = 0; first < parts.Length; first++)
                {
                    for (var second = 0; second < parts.Length; second++)
                    {
                        if (!served[second] || served[first]) continue;
                        Assert.True(remainders[second] > remainders[first] || (remainders[second] == remainders[first] && second < first));
                    }
                }
            },
            iter: 10_000);

    [Fact]
    public void A_refund_is_divided_as_its_charge_was() =>
        Gen.Select(AnyTotal.Where(total => total > long.MinValue), AnyWeight.Array[1, 12]).Sample(
            (total, weights) =>
                Allocation.LargestRemainder(total, weights).SequenceEqual(Allocation.LargestRemainder(-total, weights).Select(part => -part)),
            iter: 10_000);
}
