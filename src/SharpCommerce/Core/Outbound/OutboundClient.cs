using System.Diagnostics;
using System.Net.Http.Headers;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Core.Outbound;

/// <summary>Calls addresses that tenants name, within <see cref="OutboundRules"/> and within <see cref="Timeout"/> unless the caller says another.</summary>
internal sealed class OutboundClient(OutboundRules rules) : IDisposable
{
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker = new(OutboundHandler.Create(rules));

    /// <summary>Sends a call and reads the answer whole.</summary>
    /// <exception cref="HttpRequestException">The address may not be called, does not answer in time, or says too much.</exception>
    internal Task<OutboundAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, Timeout, async (response, token) => new OutboundAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(token)), cancellationToken);

    /// <summary>Sends a call and reads of the answer what stands above its body.</summary>
    /// <exception cref="HttpRequestException">The address may not be called (then an <see cref="OutboundRefusal"/> is in it), or does not answer in time.</exception>
    internal Task<OutboundHead> SendForHeadAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        request.Options.Set(OutboundHandler.HeadIsEnough, true);
        return SendAsync(request, timeout, (response, _) => Task.FromResult(new OutboundHead((int)response.StatusCode, response.Headers.RetryAfter)), cancellationToken);
    }

    public void Dispose() => _invoker.Dispose();

    private async Task<T> SendAsync<T>(HttpRequestMessage request, TimeSpan timeout, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        // The host alone: paths and queries of such addresses may be secrets.
        using var span = CommerceTelemetry.Source.StartActivity("call out", ActivityKind.Client);
        span?.SetTag("server.address", request.RequestUri?.Host);
        var outcome = "failed";
        try
        {
            using var response = await _invoker.SendAsync(request, limit.Token);
            outcome = $"{(int)response.StatusCode / 100}xx";
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            return await read(response, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException("There was no answer in time.", late);
        }
        catch (InvalidOperationException unreadable)
        {
            throw new HttpRequestException("The answer is in an unknown encoding.", unreadable);
        }
        finally
        {
            if (outcome == "failed")
                span?.SetStatus(ActivityStatusCode.Error);
            CommerceMetrics.OutboundCall(outcome);
        }
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
internal readonly record struct OutboundAnswer(int Status, string Text);

/// <summary>What came back, without its body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">When to come back, if it says so.</param>
internal readonly record struct OutboundHead(int Status, RetryConditionHeaderValue? RetryAfter);

/// <summary>The address may not be called: nothing was sent.</summary>
internal sealed class OutboundRefusal(string message) : HttpRequestException(message);
