namespace SharpCommerce;

/// <summary>Divides an amount into whole parts that add up to it exactly. It never loses or invents a minor unit.</summary>
public static class Allocation
{
    /// <summary>
    /// Divides <paramref name="total"/> in proportion to <paramref name="weights"/> by the largest-remainder (Hamilton) method: each part is its
    /// exact share rounded down, and the units that are left go one each to the shares that lost most, the earlier one on a tie. A negative
    /// total is divided as its magnitude is, so refunding a charge gives the same parts.
    /// </summary>
    /// <remarks>
    /// Every part is within one unit of its exact share, and a weight of zero gets nothing. When all weights are zero there is no proportion to
    /// follow, and the total is divided evenly, the earlier parts getting the units that are left. Takes O(n log n) time.
    /// </remarks>
    /// <param name="total">What to divide, usually minor units of a currency.</param>
    /// <param name="weights">One weight per part, none negative; only their proportion matters.</param>
    /// <returns>One part per weight, in the same order.</returns>
    /// <exception cref="ArgumentException">There is no weight while the total is not zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    public static long[] LargestRemainder(long total, ReadOnlySpan<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            sum += weight;
        }

        var parts = new long[weights.Length];
        if (total == 0) return parts;
        if (weights.IsEmpty) throw new ArgumentException("Without weights only a total of zero can be divided.", nameof(weights));

        var even = sum == 0;
        if (even) sum = weights.Length;

        // The magnitude of the smallest long does not fit in a long; a product of two such magnitudes fits in 128 bits.
        var magnitude = Int128.Abs(total);
        var sign = total < 0 ? -1 : 1;
        var left = magnitude;
        var remainders = new Int128[weights.Length];
        for (var index = 0; index < weights.Length; index++)
        {
            var (share, remainder) = Int128.DivRem(magnitude * (even ? 1 : weights[index]), sum);
            parts[index] = checked((long)(sign * share));
            remainders[index] = remainder;
            left -= share;
        }

        if (left == 0) return parts;

        var order = new int[weights.Length];
        for (var index = 0; index < order.Length; index++) order[index] = index;
        order.AsSpan().Sort((one, other) =>
        {
            var descending = remainders[other].CompareTo(remainders[one]);
            return descending != 0 ? descending : one.CompareTo(other);
        });

        // Fewer units are left than there are shares with a remainder, so none goes to a share that was exact.
        foreach (var index in order.AsSpan(0, (int)left)) parts[index] = checked(parts[index] + sign);
        return parts;
    }
}
