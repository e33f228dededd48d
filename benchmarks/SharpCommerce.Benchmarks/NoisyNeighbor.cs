using System.Globalization;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>One shop's visitors alone, and while another shop gets ten times its quota: first with a quota, then with nothing but turns between the two.</summary>
internal sealed class NoisyNeighbor(Database database, Seeder seeder, string folder)
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
        var quota = 0.0;
        await using (var unlimited = await ServerProcess.StartProductAsync(database, folder, yields: true))
            quota = await Traffic.PeakAsync(unlimited, noise) / Times;
        var verdict = new Verdict($"Shop B alone, and beside shop A at {Times} × its quota; {Rounds} windows of {Window.TotalSeconds:0} s each.").Note("A's quota, a tenth of what the server can do, per second", $"{quota:N0}");
        var limit = new Dictionary<string, string> { ["RATE_LIMIT_TENANT"] = string.Create(CultureInfo.InvariantCulture, $"{quota * 60:0}") };
        await using (var limited = await ServerProcess.StartProductAsync(database, folder, limit, yields: true))
        {
            var figures = await MeasureAsync(limited, noise, quiet, quota * Times);
            figures.Tell(verdict, "")
                .AtMost("B, errors", figures.Errors, 0)
                .AtMost("B, ratio of p99", figures.Ratio, 2)
                .AtMost("A, p99 of refusals, ms", figures.Refusals.TotalMilliseconds, 50)
                .AtMost("A, refusals without Retry-After", figures.WithoutRetryAfter, 0)
                .AtLeast("A, refused, %", figures.RefusedPercent, 50, "0.0");
        }
        // Nobody's target, because the generator and the database eat the same two cores: what is left when an operator sets no quota.
        await using (var unlimited = await ServerProcess.StartProductAsync(database, folder, yields: true))
        {
            var figures = await MeasureAsync(unlimited, noise, quiet, quota * Times * Times / 2);
            figures.Tell(verdict, "no quota, five times what the server can do: ")
                .AtMost("no quota: B, errors", figures.Errors, 0)
                .Note("no quota: B, ratio of p99", $"{figures.Ratio:0.00}");
        }
        return verdict.ToString();
    }

    private static async Task<Figures> MeasureAsync(ServerProcess product, byte[][] noise, byte[][] quiet, double offered)
    {
        var (alone, beside, noisy) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await OfferQuietAsync());
            var flood = Traffic.OfferAsync(product, noise, offered, Window + TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromSeconds(1));
            beside.Add(await OfferQuietAsync());
            noisy.Add(await flood);
        }
        return new(alone, beside, noisy);

        Task<LoadResult> OfferQuietAsync() => Traffic.OfferAsync(product, quiet, QuietPerSecond, Window, connections: 16);
    }

    internal static string Statuses(IEnumerable<LoadResult> results) =>
        string.Join(", ", results.SelectMany(result => result.Statuses).GroupBy(pair => pair.Key).OrderBy(group => group.Key).Select(group => $"{group.Key}: {group.Sum(pair => pair.Value)}"));

    private sealed record Figures(List<LoadResult> Alone, List<LoadResult> Beside, List<LoadResult> Noisy)
    {
        public long Errors => Beside.Concat(Alone).Sum(result => result.Requests - result.Succeeded);

        public double Ratio => At(Beside, 99) / At(Alone, 99);

        public TimeSpan Refusals => LatencyHistogram.Percentile([.. Noisy.SelectMany(result => result.LatencyOf).Where(pair => pair.Key is 429 or 503).Select(pair => pair.Value)], 99);

        public long WithoutRetryAfter => Noisy.Sum(result => result.WithoutRetryAfter);

        public double RefusedPercent => 100.0 * Noisy.Sum(result => result.Refused) / Noisy.Sum(result => result.Requests);

        public Verdict Tell(Verdict verdict, string prefix) => verdict
            .Note($"{prefix}A answered, refused per second", $"{Noisy.Average(result => result.GoodPerSecond):N0}, {Noisy.Average(result => result.Refused / result.Elapsed.TotalSeconds):N0}")
            .Note($"{prefix}A by status", $"{Statuses(Noisy)}")
            .Note($"{prefix}B, p50 alone and beside, ms", $"{At(Alone, 50):0.0}, {At(Beside, 50):0.0}")
            .Note($"{prefix}B, p99 alone and beside, ms", $"{At(Alone, 99):0.0}, {At(Beside, 99):0.0}");

        private static double At(List<LoadResult> results, int percentile) => LatencyHistogram.Percentile([.. results.Select(result => result.Latency)], percentile).TotalMilliseconds;
    }
}
