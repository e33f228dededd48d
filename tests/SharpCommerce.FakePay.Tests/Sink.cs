using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SharpCommerce.FakePay.Tests;

/// <summary>A shop's webhook endpoint that keeps what comes.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Letter> _letters = [];

    internal sealed record Letter(string Path, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        internal JsonNode Json { get; } = JsonNode.Parse(Body)!;

        internal string Id => Json["id"]!.GetValue<string>();

        internal string Type => (Json["type"] ?? Json["event_type"])!.GetValue<string>();
    }

    private Sink(WebApplication app) => _app = app;

    /// <summary>What it answers.</summary>
    internal int Status { get; set; } = StatusCodes.Status200OK;

    internal string Address => _app.Urls.First();

    internal IReadOnlyList<Letter> Letters => [.. _letters];

    internal static async Task<Sink> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var sink = new Sink(app);
        app.MapPost("{**path}", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            sink._letters.Enqueue(new(context.Request.Path, body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            context.Response.StatusCode = sink.Status;
        });
        await app.StartAsync();
        return sink;
    }

    internal async Task<Letter> GetAsync(string type, int count = 1)
    {
        await Eventually.TrueAsync(() => _letters.Count(letter => letter.Type == type) >= count);
        return Letters.Last(letter => letter.Type == type);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
