using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>A collector on the loopback that keeps what is sent to it. Texts stand in the messages as they are.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpSink(WebApplication app) => _app = app;

    internal (string Name, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", _app.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_TRACES_SAMPLER", "always_on"), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
    ];

    internal ConcurrentQueue<string> Traces { get; } = [];

    internal ConcurrentQueue<string> Metrics { get; } = [];

    internal static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var sink = new OtlpSink(app);
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/traces", (HttpContext context) => KeepAsync(context, sink.Traces));
        app.MapPost("/v1/metrics", (HttpContext context) => KeepAsync(context, sink.Metrics));
        await app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<string> kept)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        kept.Enqueue(Encoding.UTF8.GetString(body.ToArray()));
    }
}
