using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>One shop's visitors alone, and while another shop gets ten times its share of what the server can do.</summary>
internal sealed class NoisyNeighbor(Seeder seeder, ServerProcess product)
{
    private const int Rounds = 2;
    private const int Times = 10;
    private const double QuietPerSecond = 20;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(25);

    internal async Task<string> RunAsync()
    {
        var carts = await Traffic.CartsAsync(seeder);
        var noise = Traffic.Of([seeder.Shops[0]], carts);
        var quiet = Traffic.Of([seeder.Shops[1]], carts);
        var peak = await Traffic.PeakAsync(product, noise);
        var offered = peak / 2 * Times;
        var (alone, beside, noisy) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await OfferQuietAsync());
            var flood = Traffic.OfferAsync(product, noise, offered, Window + TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromSeconds(1));
            beside.Add(await OfferQuietAsync());
            noisy.Add(await flood);
        }
        var (before, during) = (P99(alone), P99(beside));
        var refused = noisy.Sum(result => result.Refused);
        var refusals = LatencyHistogram.Percentile([.. noisy.SelectMany(result => result.LatencyOf).Where(pair => pair.Key is 429 or 503).Select(pair => pair.Value)], 99);
        return new Verdict($"Shop B alone, and beside shop A at {Times} × its share; {Rounds} windows of {Window.TotalSeconds:0} s each.")
            .Note("A alone, most per second", $"{peak:N0}")
            .Note("A offered, answered, refused per second", $"{offered:N0}, {noisy.Average(result => result.GoodPerSecond):N0}, {noisy.Average(result => result.Refused / result.Elapsed.TotalSeconds):N0}")
            .Note("A by status", $"{Statuses(noisy)}")
            .Note("B, requests alone and beside", $"{alone.Sum(result => result.Requests):N0}, {beside.Sum(result => result.Requests):N0}")
            .Note("B, p50 alone and beside, ms", $"{P50(alone):0.0}, {P50(beside):0.0}")
            .Note("B, p99 alone and beside, ms", $"{before:0.0}, {during:0.0}")
            .AtMost("B, errors", beside.Concat(alone).Sum(result => result.Requests - result.Succeeded), 0)
            .AtMost("B, ratio of p99", during / before, 2)
            .AtMost("A, p99 of refusals, ms", refusals.TotalMilliseconds, 50)
            .AtMost("A, refusals without Retry-After", noisy.Sum(result => result.WithoutRetryAfter), 0)
            .AtLeast("A, refused, %", 100.0 * refused / noisy.Sum(result => result.Requests), 50, "0.0")
            .ToString();

        Task<LoadResult> OfferQuietAsync() => Traffic.OfferAsync(product, quiet, QuietPerSecond, Window, connections: 16);
    }

    internal static string Statuses(IEnumerable<LoadResult> results) =>
        string.Join(", ", results.SelectMany(result => result.Statuses).GroupBy(pair => pair.Key).OrderBy(group => group.Key).Select(group => $"{group.Key}: {group.Sum(pair => pair.Value)}"));

    private static double P99(List<LoadResult> results) => LatencyHistogram.Percentile([.. results.Select(result => result.Latency)], 99).TotalMilliseconds;

    private static double P50(List<LoadResult> results) => LatencyHistogram.Percentile([.. results.Select(result => result.Latency)], 50).TotalMilliseconds;
}
