using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Driver;

/// <summary>A receiver of webhooks that is always there, and remembers what it got.</summary>
internal sealed class WebhookSink : IAsyncDisposable
{
    /// <summary>What the server must be allowed to call it.</summary>
    internal static readonly (string Name, string Value) Allowed = ("OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8");

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, long> _places = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private int _calls;

    private WebhookSink(WebApplication app) => _app = app;

    internal string Address => _app.Urls.First();

    /// <summary>How often it was called.</summary>
    internal int Calls => _calls;

    /// <summary>How many different events it got.</summary>
    internal int Events => _places.Count;

    internal IEnumerable<string> Faults => _faults;

    internal static async Task<WebhookSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new WebhookSink(builder.Build());
        sink._app.MapPost("/", sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    /// <summary>The place in the feed that an event was delivered with; null when it was not.</summary>
    internal long? PlaceOf(string eventId) => _places.TryGetValue(eventId, out var place) ? place : null;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpRequest request)
    {
        Interlocked.Increment(ref _calls);
        using var body = await JsonDocument.ParseAsync(request.Body);
        var (id, place) = (request.Headers["webhook-id"].ToString(), body.RootElement.GetProperty("sequence").GetInt64());
        if (_places.GetOrAdd(id, place) != place)
            _faults.Enqueue($"The event {id} was delivered with different places in the feed.");
    }
}
