using System.Globalization;
using System.Net;
using System.Text;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>What shoppers feel while somebody tries passwords without pause: the catalog's latency alone and under a flood of sign-ins, in turns.</summary>
internal sealed class LoginFlood(Seeder seeder, ServerProcess product)
{
    private const int Rounds = 3;
    private const int Guessers = 50;
    private const int Shoppers = 4;
    private const int Addresses = 200;
    private const double MostRatio = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>Each request seems to come from one of many addresses, so that guesses are refused for want of turns and not of patience.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Environment = new Dictionary<string, string> { ["PUBLIC_TRUSTED_PROXIES"] = "127.0.0.1", ["CATALOG_CACHE"] = "off" };

    internal async Task<string> RunAsync()
    {
        var catalog = Scenario.All.Single(scenario => scenario.Name == "detail").Requests!(seeder, []);
        var (alone, flooded) = (new List<LoadResult>(), new List<LoadResult>());
        var guesses = new Dictionary<int, long>();
        var slowest = TimeSpan.Zero;
        await LoadAsync(catalog, Shoppers, Window / 2);
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await LoadAsync(catalog, Shoppers, Window));
            var flood = LoadAsync(Guesses(round), Guessers, Window + TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromSeconds(1));
            flooded.Add(await LoadAsync(catalog, Shoppers, Window));
            var ended = await flood;
            foreach (var (status, count) in ended.Statuses)
                guesses[status] = guesses.GetValueOrDefault(status) + count;
            slowest = ended.P99 > slowest ? ended.P99 : slowest;
        }
        return Report(alone, flooded, guesses, slowest);
    }

    private static string Report(List<LoadResult> alone, List<LoadResult> flooded, Dictionary<int, long> guesses, TimeSpan slowest)
    {
        var (idle, under) = (Median(alone), Median(flooded));
        var errors = alone.Concat(flooded).Sum(result => result.Statuses.Where(pair => pair.Key is < 200 or >= 300).Sum(pair => pair.Value));
        var ratio = under / idle;
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            Product detail by {Shoppers} connections, alone and under {Guessers} connections that try passwords; medians of {Rounds} windows of {Window.TotalSeconds:0} s.

            | | p99 ms | requests/s |
            |---|---|---|
            | alone | {idle:0.0} | {alone.Average(result => result.RequestsPerSecond):N0} |
            | under the flood | {under:0.0} | {flooded.Average(result => result.RequestsPerSecond):N0} |

            Ratio of p99 {ratio:0.00} (target {MostRatio:0}: {(ratio <= MostRatio ? "met" : "missed")}); catalog errors {errors}. Sign-ins by status: {string.Join(", ", guesses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value:N0}"))}; their p99 {slowest.TotalMilliseconds:0} ms.
            """);
    }

    private static double Median(List<LoadResult> results) => results.Select(result => result.P99.TotalMilliseconds).Order().ElementAt(results.Count / 2);

    private byte[][] Guesses(int round) => [.. Enumerable.Range(0, 20_000).Select(n =>
    {
        var body = $$"""{"email":"guess{{round}}x{{n}}@example.com","password":"not the password"}""";
        var address = new IPAddress([10, (byte)round, (byte)(n % Addresses / 250), (byte)(1 + (n % Addresses % 250))]);
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nX-Tenant: {seeder.Shops[n % seeder.Shops.Length].Slug}\r\nX-Forwarded-For: {address}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    })];

    private Task<LoadResult> LoadAsync(byte[][] requests, int connections, TimeSpan time) =>
        LoadGenerator.RunAsync(new() { Server = product.Address, Connections = connections, WarmUp = TimeSpan.FromSeconds(0.5), Measured = time }, (_, n) => requests[n % requests.Length]);
}
