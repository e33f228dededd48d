using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>
/// Every call to a provider goes through here: within a time limit, in one of the tenant's places, repeated with the same key where that is safe, and
/// never with a transaction open. What goes wrong comes back as a value that says whether money may have moved.
/// </summary>
internal sealed partial class PaymentGateway(TimeProvider clock, ILogger<PaymentGateway> logger)
{
    /// <summary>For all tries of a call together: a shopper waits.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromSeconds(12);

    private const int MostTries = 3;
    private const int MostLines = 20_000;
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<(Id<Tenant>, string), PaymentLine> _lines = new();

    /// <summary>A place for a piece of work, before anything is written for it.</summary>
    /// <exception cref="CommerceException"><c>provider_unavailable</c>.</exception>
    internal PaymentLine.Place? Enter(Id<Tenant> tenantId, PaymentLink link) =>
        link.IsLocal ? null : LineOf(tenantId, link.Id).Enter() ?? throw PaymentErrors.ProviderUnavailable();

    /// <param name="tenantId">Whose call it is.</param>
    /// <param name="link">The provider.</param>
    /// <param name="call">What is done.</param>
    /// <param name="place">Where; null takes one for this call.</param>
    /// <param name="cancellationToken">Only for what moves no money: anything else runs to its end.</param>
    internal async Task<PaymentAnswer> CallAsync(Id<Tenant> tenantId, PaymentLink link, PaymentCall call, PaymentLine.Place? place, CancellationToken cancellationToken)
    {
        using var own = place is null ? LineOf(tenantId, link.Id).Enter() : null;
        if ((place ?? own) is not { } taken)
            return Tell(link, call, new(null, PaymentFault.Unavailable, "busy"));
        using var span = CommerceTelemetry.Start($"payment {call.Name}", tenantId, ActivityKind.Client);
        span?.SetTag("sharpcommerce.payment.provider", link.Id);
        var answer = await RepeatAsync(link, call, taken.Line, cancellationToken);
        if (answer.Fault is { } fault)
        {
            span?.SetTag("error.type", fault.ToString());
            span?.SetStatus(ActivityStatusCode.Error);
        }
        return Tell(link, call, answer);
    }

    private async Task<PaymentAnswer> RepeatAsync(PaymentLink link, PaymentCall call, PaymentLine line, CancellationToken cancellationToken)
    {
        var (begun, mayHaveMoved) = (clock.GetTimestamp(), false);
        line.Called();
        for (var attempt = 1; ; attempt++)
        {
            var left = Budget - clock.GetElapsedTime(begun);
            var (answer, pause) = await TryAsync(link, call, line, left < TryLimit ? left : TryLimit, cancellationToken);
            if (answer.Fault is not { } fault)
                return answer;
            mayHaveMoved |= fault == PaymentFault.OutcomeUnknown || fault == PaymentFault.InProgress;
            // Once it is not known what became of a try, no answer to a later one says that nothing happened.
            if (mayHaveMoved && fault != PaymentFault.StateConflict)
                answer = answer with { Fault = PaymentFault.OutcomeUnknown };
            var wait = pause ?? Retries.Spread(FirstPause * Math.Pow(2, attempt - 1));
            var safe = fault is PaymentFault.Unavailable or PaymentFault.RateLimited or PaymentFault.InProgress || fault == PaymentFault.OutcomeUnknown && call.MayRepeat;
            if (!safe || attempt == MostTries || clock.GetElapsedTime(begun) + wait >= Budget || !line.MayRetry())
                return answer;
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<(PaymentAnswer Answer, TimeSpan? Pause)> TryAsync(PaymentLink link, PaymentCall call, PaymentLine line, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        PaymentException failure;
        try
        {
            if (call.MovesMoney)
                KillPoint.Reach(KillPoint.PaymentBeforeCall);
            // A plugin that forgets its token is not waited for.
            var snapshot = await call.Send(link.Provider, either.Token).WaitAsync(either.Token);
            if (call.MovesMoney)
                KillPoint.Reach(KillPoint.PaymentAfterCall);
            line.Ended(answered: true);
            return (new(snapshot, null, null), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception thrown)
        {
            failure = Read(thrown);
            LogFailure(link.Id, call.Name, failure.Fault.ToString(), failure.ProviderCode, failure.RequestId, thrown is PaymentException ? null : thrown);
        }
        if (line.Ended(failure.Fault is not (PaymentFault.Unavailable or PaymentFault.OutcomeUnknown)))
            LogOpen(link.Id, PaymentLine.OpenFor);
        return (new(null, failure.Fault, failure.ProviderCode), failure.RetryAfter);
    }

    /// <summary>What a failure means for the money. Nothing is known to have been left undone but what never got through, or what the provider itself said.</summary>
    private static PaymentException Read(Exception thrown) => thrown switch
    {
        PaymentException said => said,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError } =>
            new(PaymentFault.Unavailable, "It could not be reached."),
        HttpRequestException { StatusCode: { } status } => new(Of(status), "It answered with an error.") { ProviderCode = $"http_{(int)status}" },
        _ => new(PaymentFault.OutcomeUnknown, "There was no answer that can be understood."),
    };

    private static PaymentFault Of(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => PaymentFault.Authentication,
        409 => PaymentFault.StateConflict,
        429 => PaymentFault.RateLimited,
        503 => PaymentFault.Unavailable,
        >= 400 and < 500 => PaymentFault.InvalidRequest,
        _ => PaymentFault.OutcomeUnknown,
    };

    private PaymentLine LineOf(Id<Tenant> tenantId, string provider)
    {
        if (_lines.Count >= MostLines)
            _lines.Clear();
        return _lines.GetOrAdd((tenantId, provider), _ => new(clock));
    }

    private static PaymentAnswer Tell(PaymentLink link, PaymentCall call, PaymentAnswer answer)
    {
        CommerceMetrics.PaymentCalled(link.Id, call.Name, answer.Fault is { } fault ? CommerceMetrics.Outcome(fault) : "answered");
        return answer;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Payment provider {Provider} failed to {Operation}: {Fault}, code {Code}, its request {ProviderRequest}")]
    private partial void LogFailure(string provider, string operation, string fault, string? code, string? providerRequest, Exception? exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Payment provider {Provider} does not answer; it is left alone for {Time}")]
    private partial void LogOpen(string provider, TimeSpan time);
}

/// <summary>A call to be made.</summary>
/// <param name="Name">For logs and metrics.</param>
/// <param name="MovesMoney">Whether it may.</param>
/// <param name="MayRepeat">Whether the provider knows a repetition for one, so that it is safe when nobody knows what became of the first.</param>
/// <param name="Send">Makes it.</param>
internal sealed record PaymentCall(string Name, bool MovesMoney, bool MayRepeat, Func<IPaymentProvider, CancellationToken, Task<PaymentSnapshot?>> Send);

/// <summary>What came back.</summary>
/// <param name="Snapshot">The provider's state; null with a fault, or when it knows no such payment.</param>
/// <param name="Fault">What went wrong.</param>
/// <param name="Code">The provider's own code.</param>
internal sealed record PaymentAnswer(PaymentSnapshot? Snapshot, PaymentFault? Fault, string? Code);
