using System.Diagnostics;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Core.Outbound;

/// <summary>Calls addresses that tenants name, within <see cref="OutboundRules"/> and within <see cref="Timeout"/>.</summary>
internal sealed class OutboundClient(OutboundRules rules) : IDisposable
{
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpMessageInvoker _invoker = new(OutboundHandler.Create(rules));

    /// <summary>Sends a call and reads the answer whole.</summary>
    /// <exception cref="HttpRequestException">The address may not be called, does not answer in time, or says too much.</exception>
    internal async Task<OutboundAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        // The host alone: paths and queries of such addresses may be secrets.
        using var span = CommerceTelemetry.Source.StartActivity("call out", ActivityKind.Client);
        span?.SetTag("server.address", request.RequestUri?.Host);
        var outcome = "failed";
        try
        {
            using var response = await _invoker.SendAsync(request, limit.Token);
            outcome = $"{(int)response.StatusCode / 100}xx";
            span?.SetTag("http.response.status_code", (int)response.StatusCode);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
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

    public void Dispose() => _invoker.Dispose();
}

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body.</param>
internal readonly record struct OutboundAnswer(int Status, string Text);
