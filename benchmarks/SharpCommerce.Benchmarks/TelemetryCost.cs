using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>What telling costs: the same server without exporters, with metrics, and with metrics and traces sent by OTLP, in turns, by the cheapest of calls.</summary>
internal sealed class TelemetryCost(Seeder seeder)
{
    private const int Rounds = 6;
    private const int Connections = 16;
    private const double MostRatio = 1.03;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);

    internal async Task<string> RunAsync(Database database, string folder)
    {
        await using var sink = await StartSinkAsync();
        Dictionary<string, string> metrics = new() { ["METRICS_ENABLED"] = "true" };
        Dictionary<string, string> all = new(metrics) { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        await using var silent = await ServerProcess.StartProductAsync(database, folder);
        await using var counting = await ServerProcess.StartProductAsync(database, folder, metrics);
        await using var sending = await ServerProcess.StartProductAsync(database, folder, all);
        (string Name, ServerProcess Server, List<Figures> Windows)[] servers = [("no exporter", silent, []), ("`METRICS_ENABLED`", counting, []), ("and OTLP", sending, [])];
        var requests = Scenario.All.Single(scenario => scenario.Name == "detail").Requests!(seeder, []);
        foreach (var (_, server, _) in servers)
            await LoadAsync(server, requests, Window * 2);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (_, server, windows) in round % 2 == 0 ? servers : servers.Reverse())
                windows.Add(await LoadAsync(server, requests, Window));
        }
        return Report([.. servers.Select(server => (server.Name, server.Windows))]);
    }

    private static string Report((string Name, List<Figures> Windows)[] servers)
    {
        var silent = servers[0].Windows;
        var rows = servers.Select(server =>
        {
            var median = Figures.Median(server.Windows);
            return string.Create(CultureInfo.InvariantCulture,
                $"| {server.Name} | {median.RequestsPerSecond:N0} | {median.ServerMicroseconds:0.0} | {Ratio(server.Windows, window => window.RequestsPerSecond):0.000} | {Ratio(server.Windows, window => window.ServerMicroseconds):0.000} |");
        });
        var worst = servers.Skip(1).Max(server => Ratio(server.Windows, window => window.ServerMicroseconds));
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            Product detail by {Connections} connections; medians of {Rounds} windows of {Window.TotalSeconds:0} s, ratios of windows side by side.

            | | requests/s | server CPU us/request | throughput ratio | CPU ratio |
            |---|---|---|---|---|
            {string.Join('\n', rows)}

            Worst CPU ratio {worst:0.000} (target {MostRatio:0.00}: {(worst <= MostRatio ? "met" : "missed")}).
            """);

        // Side by side, so that what else the machine does falls on both.
        double Ratio(List<Figures> windows, Func<Figures, double> figure) => windows.Zip(silent, (own, other) => figure(own) / figure(other)).Order().Skip(Rounds / 2 - 1).Take(2).Average();
    }

    private static async Task<Figures> LoadAsync(ServerProcess server, byte[][] requests, TimeSpan time)
    {
        var result = await LoadGenerator.RunAsync(
            new() { Server = server.Address, Connections = Connections, WarmUp = TimeSpan.FromSeconds(0.5), Measured = time, Watched = new Dictionary<string, Func<double>> { ["server"] = server.Cpu } },
            (_, n) => requests[n % requests.Length]);
        return new(result.RequestsPerSecond, result.P50.TotalMilliseconds, result.P99.TotalMilliseconds, result.CpuMicrosecondsPerRequest("server"), 0);
    }

    /// <summary>A collector that takes everything and keeps nothing.</summary>
    private static async Task<WebApplication> StartSinkAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/{**path}", (HttpRequest request) => request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync();
        return app;
    }
}
