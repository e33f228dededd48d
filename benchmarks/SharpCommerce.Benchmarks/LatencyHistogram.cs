using System.Numerics;

namespace SharpCommerce.Benchmarks;

/// <summary>Counts durations in logarithmic buckets: any length, constant memory, at most 1.6 % off.</summary>
internal sealed class LatencyHistogram
{
    // 64 buckets per power of two. Below 64 ns every nanosecond has its own.
    private const int BucketBits = 6;
    private const int BucketsPerPower = 1 << BucketBits;

    private readonly long[] _counts = new long[(64 - BucketBits) * BucketsPerPower];

    private long _maxNanoseconds;

    public long Count { get; private set; }

    public TimeSpan Max => FromNanoseconds(_maxNanoseconds);

    public void Record(long nanoseconds)
    {
        nanoseconds = Math.Max(nanoseconds, 0);
        _counts[IndexOf(nanoseconds)]++;
        Count++;
        _maxNanoseconds = Math.Max(_maxNanoseconds, nanoseconds);
    }

    /// <summary>The smallest duration that at least this share of the counted ones did not exceed; zero when nothing was counted.</summary>
    public TimeSpan Percentile(double percent)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        long seen = 0;
        for (int index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= wanted)
            {
                return FromNanoseconds(Math.Min(HighestIn(index), _maxNanoseconds));
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary><see cref="Percentile(double)"/> over all of them.</summary>
    public static TimeSpan Percentile(IReadOnlyCollection<LatencyHistogram> histograms, double percent)
    {
        LatencyHistogram sum = new();
        foreach (LatencyHistogram histogram in histograms)
        {
            for (int index = 0; index < sum._counts.Length; index++)
            {
                sum._counts[index] += histogram._counts[index];
            }

            sum.Count += histogram.Count;
            sum._maxNanoseconds = Math.Max(sum._maxNanoseconds, histogram._maxNanoseconds);
        }

        return sum.Percentile(percent);
    }

    private static int IndexOf(long nanoseconds)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)nanoseconds) - BucketBits);
        return (shift * BucketsPerPower) + (int)(nanoseconds >> shift);
    }

    private static long HighestIn(int index)
    {
        int shift = Math.Max(0, (index / BucketsPerPower) - 1);
        long lowest = (long)(index - (shift * BucketsPerPower)) << shift;
        return lowest + (1L << shift) - 1;
    }

    private static TimeSpan FromNanoseconds(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
}
