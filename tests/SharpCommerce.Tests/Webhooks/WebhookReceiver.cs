using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Receiver;
using StandardWebhooks;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

/// <summary>A program on a real port that is told of events, and answers as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private int _hits;
    private int _inside;
    private int _mostInside;

    private WebhookReceiver(Func<HttpContext, Task> answer)
    {
        Answer = answer;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ReceiveAsync);
    }

    internal Func<HttpContext, Task> Answer { get; set; }

    internal string Url => _app.Urls.First() + "/hooks";

    internal int Hits => _hits;

    /// <summary>How many calls it had at once, at most.</summary>
    internal int MostInside => _mostInside;

    internal static async Task<WebhookReceiver> StartAsync(Func<HttpContext, Task>? answer = null)
    {
        var receiver = new WebhookReceiver(answer ?? (_ => Task.CompletedTask));
        await receiver._app.StartAsync();
        return receiver;
    }

    internal static Func<HttpContext, Task> Status(int status, params (string Name, string Value)[] headers) => context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    /// <summary>The next call; fails when there is none in a while.</summary>
    internal async Task<Received> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    internal async Task<IReadOnlyList<Received>> NextAsync(int count)
    {
        var received = new List<Received>();
        while (received.Count < count)
            received.Add(await NextAsync());
        return received;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        Interlocked.Increment(ref _hits);
        var inside = Interlocked.Increment(ref _inside);
        for (var most = _mostInside; inside > most && Interlocked.CompareExchange(ref _mostInside, inside, most) != most; most = _mostInside)
        {
        }
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));
            await Answer(context);
            _received.Writer.TryWrite(new(context.Request.Method, body, headers));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The sender had enough.
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}

/// <summary>What came in.</summary>
internal sealed record Received(string Method, string Body, HeaderDictionary Headers)
{
    internal string Id => Headers["webhook-id"].ToString();

    internal string Signature => Headers["webhook-signature"].ToString();

    /// <summary>The same with one signature.</summary>
    internal Received With(string signature) => this with { Headers = new(Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase)) { ["webhook-signature"] = signature } };

    /// <summary>As the documentation shows receivers to check.</summary>
    internal bool IsGenuine(string secret) => ShopWebhook.IsGenuine(secret, Id, Headers["webhook-timestamp"].ToString(), Signature, Body, TimeProvider.System.GetUtcNow());

    /// <summary>By the package that receivers use; throws when the signature, the id or the time is not right.</summary>
    internal void Verify(string secret) => new StandardWebhook(secret).Verify(Body, Headers);
}
