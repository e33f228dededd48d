using System.Diagnostics;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>Finds out how much the server can do, then offers three times as much: first once each, then from clients who try again.</summary>
internal sealed class Overload(Seeder seeder, ServerProcess product)
{
    private const int Times = 3;
    private const int Retries = 2;
    private const int MostSeconds = 15;
    private const int MostSteps = 24;
    private const double First = 0.4;
    private const double Growth = 1.15;
    private const double LongestP99 = 100;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(25);

    internal async Task<string> RunAsync()
    {
        var requests = Traffic.Of(seeder.Shops, await Traffic.CartsAsync(seeder));
        var peak = await Traffic.PeakAsync(product, requests);
        var (knee, at) = (0.0, default(LoadResult));
        var most = 0.0;
        for (var (offered, step) = (First * peak, 0); step < MostSteps; (offered, step) = (offered * Growth, step + 1))
        {
            var result = await Traffic.OfferAsync(product, requests, offered, Step);
            Console.Error.WriteLine($"{offered:N0}/s: {result.GoodPerSecond:N0}/s good, p99 {result.AcceptedP99:0.0} ms, {result.Refused} refused");
            most = Math.Max(most, result.GoodPerSecond);
            // The knee: up to here what is offered is answered, and nobody waits long.
            if (result.Refused + result.Failed > result.Requests / 1000 || result.GoodPerSecond < 0.98 * offered || result.AcceptedP99 > LongestP99)
                break;
            (knee, at) = (offered, result);
        }
        if (at is null)
            throw new InvalidOperationException("Even the lowest step was too much: the machine is busy.");
        var usual = await Traffic.OfferAsync(product, requests, knee / 2, Step);

        var verdict = new Verdict($"{Times} × what the server can do, for {Window.TotalSeconds:0} s; {ShopMaker.ShopCount} shops.")
            .Note("knee, per second; p99 there, ms", $"{knee:N0}; {at.AcceptedP99:0.0}")
            .Note("most good answers per second in any step", $"{most:N0}");
        foreach (var retries in (int[])[0, Retries])
        {
            var who = retries == 0 ? "" : $"clients try again {retries} times: ";
            using var watching = new CancellationTokenSource();
            var health = WatchHealthAsync(watching.Token);
            var over = await Traffic.OfferAsync(product, requests, Times * knee, Window, connections: 1_500, retries: retries);
            await watching.CancelAsync();
            var (checks, failed, slowest) = await health;
            var recovery = await RecoverAsync(requests, knee / 2, usual.AcceptedP99);
            verdict
                .Note($"{who}offered, with retries attempted, per second", $"{Times * knee:N0}, {over.RequestsPerSecond:N0}")
                .Note($"{who}good answers per second", $"{over.GoodPerSecond:N0}")
                .Note($"{who}by status", $"{NoisyNeighbor.Statuses([over])}")
                .Note($"{who}sent too late at worst, ms", $"{over.Latest.TotalMilliseconds:0}")
                .AtLeast($"{who}good answers, % of the most", 100 * over.GoodPerSecond / most, 80, "0.0")
                .AtMost($"{who}refusals, p99 in ms", over.RefusedP99, 50, "0.0")
                .AtMost($"{who}refusals without Retry-After", over.WithoutRetryAfter, 0)
                .AtMost($"{who}good answers, p99 in multiples of the knee's", over.AcceptedP99 / at.AcceptedP99, 3)
                .AtMost($"{who}neither good nor refused", over.Failed, 0)
                .Note($"{who}health checks, slowest in ms", $"{checks}, {slowest.TotalMilliseconds:0}")
                .AtMost($"{who}health checks that failed", failed, 0)
                .AtMost($"{who}seconds until all is as usual", recovery, 5);
        }
        return verdict.ToString();
    }

    private async Task<(int Checks, int Failed, TimeSpan Slowest)> WatchHealthAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new($"http://{product.Address}"), Timeout = TimeSpan.FromSeconds(5) };
        var (checks, failed, slowest) = (0, 0, TimeSpan.Zero);
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(checks % 2 == 0 ? "/health/live" : "/health/ready", CancellationToken.None);
            (checks, failed) = (checks + 1, failed + (answer.IsSuccessStatusCode ? 0 : 1));
            slowest = Stopwatch.GetElapsedTime(started) is var took && took > slowest ? took : slowest;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
        return (checks, failed, slowest);
    }

    // As usual: a second in which nothing is refused and p99 is within 1.5 times what it was at that rate before.
    private async Task<double> RecoverAsync(byte[][] requests, double perSecond, double usual)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < TimeSpan.FromSeconds(MostSeconds))
        {
            var before = since.Elapsed;
            var options = new LoadOptions { Server = product.Address, Connections = 256, WarmUp = TimeSpan.Zero, Measured = TimeSpan.FromSeconds(1), RequestsPerSecond = perSecond };
            var second = await LoadGenerator.RunAsync(options, (_, n) => requests[n % requests.Length]);
            if (second.Succeeded == second.Requests && second.AcceptedP99 <= 1.5 * usual)
                return before.TotalSeconds;
        }
        return MostSeconds;
    }
}
