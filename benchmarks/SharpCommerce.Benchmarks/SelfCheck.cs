using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SharpCommerce.Benchmarks;

/// <summary>Measures a server that does nothing, in this process, and checks that the measuring tools say what is true.</summary>
internal static class SelfCheck
{
    public static async Task<int> RunAsync()
    {
        CheckHistogram();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication app = builder.Build();
        app.MapGet("/plain", () => TypedResults.Text("hello"));
        app.MapGet("/missing", () => TypedResults.NotFound());
        app.MapGet("/empty", () => TypedResults.NoContent());
        app.MapGet("/large", () => TypedResults.Text(new string('x', 200_000)));
        app.MapPost("/sum", async (HttpRequest request) => TypedResults.Text((await new StreamReader(request.Body).ReadToEndAsync()).Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        app.MapGet("/close", (HttpResponse response) =>
        {
            response.Headers.Connection = "close";
            return TypedResults.Text("bye");
        });
        app.MapGet("/cut", (HttpContext context) => context.Abort());
        app.MapGet("/wait", async () =>
        {
            await Task.Delay(20);
            return TypedResults.Ok();
        });
        app.MapGet("/chunked", async (HttpResponse response) =>
        {
            for (int chunk = 0; chunk < 3; chunk++)
            {
                await response.WriteAsync(new string('y', 1 + (chunk * 5000)));
                await response.Body.FlushAsync();
            }
        });
        await app.StartAsync();
        IPEndPoint server = IPEndPoint.Parse(new Uri(app.Urls.Single()).Authority);

        byte[][] mixed =
        [
            Get("/plain"), Get("/missing"), Get("/empty"), Get("/large"), Get("/close"), Get("/chunked"), Get("/cut"),
            Post("/sum", new string('z', 10)), Post("/sum", new string('z', 5_000_000)), Get("/plain"),
        ];
        LoadResult result = await RunAsync("mixed, by count", server, 4, 20L, 200L, n => mixed[n % mixed.Length]);
        Require(result.Requests == 200, "all requests were answered");
        Require(result.Statuses is { Count: 4 } statuses && statuses[200] == 140 && statuses[404] == 20 && statuses[204] == 20 && statuses[0] == 20, "every status was seen");
        Require(result.Latency.Count == 180, "cut connections have no latency");

        result = await RunAsync("20 ms each", server, 8, 8L, TimeSpan.FromSeconds(1), _ => Get("/wait"));
        Require(result.P50.TotalMilliseconds is >= 19 and < 40, "latency is what the server takes");
        Require(result.RequestsPerSecond is > 200 and <= 420, "throughput follows from it");

        byte[] plain = Get("/plain");
        result = await RunAsync("plain", server, 64, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), _ => plain);
        Require(result.Statuses.Count == 1 && result.Statuses[200] == result.Requests, "nothing but 200");
        double used = result.WatchedCpuSeconds["process"];
        Require(used > result.GeneratorCpu.TotalSeconds && used <= (result.Elapsed.TotalSeconds * Environment.ProcessorCount) + 0.1, "the process used more than the generator");
        await app.StopAsync();
        return 0;
    }

    private static async Task<LoadResult> RunAsync(string name, IPEndPoint server, int connections, Phase warmUp, Phase measured, Func<long, byte[]> request)
    {
        LoadResult result = await LoadGenerator.RunAsync(
            new LoadOptions
            {
                Server = server,
                Connections = connections,
                WarmUp = warmUp,
                Measured = measured,
                Watched = new Dictionary<string, Func<double>> { ["process"] = () => ProcessCpu.Of(Environment.ProcessId) },
            },
            (_, n) => request(n));
        Console.WriteLine(
            $"{name}: {result.RequestsPerSecond:F0}/s, p50 {result.P50.TotalMilliseconds:F2} ms, p99 {result.P99.TotalMilliseconds:F2} ms, max {result.Latency.Max.TotalMilliseconds:F1} ms, "
            + $"CPU per request {result.CpuMicrosecondsPerRequest("process"):F1} us of which generator {result.GeneratorCpuMicrosecondsPerRequest:F1} us, "
            + string.Join(", ", result.Statuses.Select(status => $"{status.Key}: {status.Value}")));
        return result;
    }

    private static void CheckHistogram()
    {
        LatencyHistogram histogram = new();
        for (long nanoseconds = 1; nanoseconds <= 1_000_000; nanoseconds++)
        {
            histogram.Record(nanoseconds);
        }

        Require(Math.Abs(histogram.Percentile(50).TotalNanoseconds - 500_000) < 500_000 * 0.016, "the median is right");
        Require(Math.Abs(histogram.Percentile(99).TotalNanoseconds - 990_000) < 990_000 * 0.016, "the 99th percentile is right");
        Require(histogram.Percentile(100) == histogram.Max && histogram.Max.TotalNanoseconds == 1_000_000, "the maximum is exact");
        histogram.Record(long.MaxValue);
    }

    private static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private static byte[] Post(string path, string body) =>
        Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static void Require(bool condition, string promise)
    {
        if (!condition)
        {
            throw new UnreachableException($"Not so: {promise}.");
        }
    }
}
