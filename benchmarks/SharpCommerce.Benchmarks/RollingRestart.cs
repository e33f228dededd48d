using System.Diagnostics;
using System.Globalization;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>Two nodes behind HAProxy, restarted one after the other while visitors and buyers go on.</summary>
internal sealed class RollingRestart(Database database, Seeder seeder, string folder)
{
    private const int Requests = 6_000;
    private const double PerSecond = 150;
    private static readonly Dictionary<string, string> Node = new() { ["DRAIN_SECONDS"] = "5", ["PUBLIC_TRUSTED_PROXIES"] = "127.0.0.1" };

    internal async Task<string> RunAsync()
    {
        var carts = await Traffic.CartsAsync(seeder);
        var visits = Traffic.Of(seeder.Shops, carts);
        // One request in six completes a cart of its own.
        var buys = await seeder.AddCartsAsync(Requests / 6, hot: false);
        byte[][] requests = [.. Enumerable.Range(0, Requests).Select(n => n % 6 == 0 ? Scenario.Complete(buys[n / 6], "complete") : visits[n % visits.Length])];

        var one = await ServerProcess.StartProductAsync(database, folder, Node);
        var two = await ServerProcess.StartProductAsync(database, folder, Node);
        using var proxy = await ServerProcess.StartProxyAsync(folder, one.Address.Port, two.Address.Port);
        try
        {
            await UntilReadyAsync(proxy.Address.Port);
            var load = LoadGenerator.RunAsync(
                new() { Server = proxy.Address, Connections = 64, WarmUp = TimeSpan.Zero, Measured = TimeSpan.FromSeconds(Requests / PerSecond), RequestsPerSecond = PerSecond },
                (_, n) => requests[n % Requests]);
            await Task.Delay(TimeSpan.FromSeconds(2));
            var watch = Stopwatch.StartNew();
            (one, var first) = await RestartAsync(one);
            (two, var second) = await RestartAsync(two);
            var restarted = watch.Elapsed;
            var result = await load;
            return new Verdict("Two nodes behind HAProxy, restarted one after the other.")
                .Note("seconds for both, drain included; load lasted", $"{restarted.TotalSeconds:0.0}; {result.Elapsed.TotalSeconds:0.0}")
                .Note("by status", $"{NoisyNeighbor.Statuses([result])}")
                .Note("p50, p99 in ms", $"{result.P50.TotalMilliseconds:0.0}, {result.P99.TotalMilliseconds:0.0}")
                .AtLeast("requests", result.Requests, 5_000)
                .AtMost("requests that failed", result.Requests - result.Succeeded, 0)
                .AtMost("exit codes of the nodes that were stopped", first + second, 0)
                .AtMost("seconds of both restarts, within the load", restarted.TotalSeconds, result.Elapsed.TotalSeconds, "0.0")
                .ToString();
        }
        finally
        {
            await one.DisposeAsync();
            await two.DisposeAsync();
        }
    }

    private async Task<(ServerProcess Node, int ExitCode)> RestartAsync(ServerProcess node)
    {
        var port = node.Address.Port;
        var exitCode = await node.StopAsync();
        var next = await ServerProcess.StartProductAsync(database, folder, Node, port);
        await UntilReadyAsync(port);
        // Until the proxy has seen it, too.
        await Task.Delay(TimeSpan.FromSeconds(3));
        return (next, exitCode);
    }

    private static async Task UntilReadyAsync(int port)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var answer = await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health/ready")));
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException("It does not become ready.");
    }
}
