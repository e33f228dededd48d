using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.Webhooks;

/// <summary>Sends what is due. Its lanes only claim; the sending goes on beside them, each endpoint within its own places, so that no receiver holds up another.</summary>
internal sealed partial class WebhookWorker(TenantRegistry registry, DatabaseMap databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger<WebhookWorker> logger)
    : TenantWorker(PendingWork.Webhooks, registry, databases, scopes, clock, logger)
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly IServiceScopeFactory _scopes = scopes;
    private readonly WebhookPlaces _places = new();
    private readonly ConcurrentDictionary<WebhookClaim, Task> _sends = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationTokenSource _breakOff = new();

    /// <summary>Takes no more, lets attempts that have begun come to their end for a moment, and gives back the others.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _breakOff.CancelAfter(Goodbye);
        await using var hurry = cancellationToken.Register(_breakOff.Cancel);
        await FinishSendsAsync();
    }

    public override void Dispose()
    {
        base.Dispose();
        _breakOff.Dispose();
    }

    /// <summary>Waits for what is being sent now.</summary>
    internal Task FinishSendsAsync() => Task.WhenAll(_sends.Values);

    /// <summary>Makes one attempt and writes down how it went.</summary>
    internal async Task AttemptAsync(Tenant tenant, WebhookClaim claim)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        var queue = scope.ServiceProvider.GetRequiredService<WebhookQueue>();
        using var activity = CommerceTelemetry.Source.StartActivity("webhook.send", ActivityKind.Client);
        try
        {
            KillPoint.Reach(KillPoint.WebhookClaimed);
            // One that ended its process each time is not tried for ever.
            var (attempt, retryAfter) = claim.Attempt > WebhookSchedule.Delays.Count
                ? (new WebhookAttempt(claim.ClaimedAt, null, 0, WebhookFailure.Internal), null)
                : await scope.ServiceProvider.GetRequiredService<WebhookSender>().SendAsync(claim, _breakOff.Token);
            KillPoint.Reach(KillPoint.WebhookSent);
            if (await queue.RecordAsync(claim, attempt, retryAfter, CancellationToken.None) is not { } outcome)
            {
                LogLost(claim.Id, claim.Endpoint.Id);
                return;
            }
            WebhookMetrics.Attempted(attempt, outcome);
            activity?.SetTag("outcome", SnakeEnum<WebhookDeliveryStatus>.Write(outcome.Status));
            if (outcome.Disable is { } reason)
                LogDisabled(claim.Endpoint.Id, tenant.Slug, SnakeEnum<WebhookDisabledReason>.Write(reason));
        }
        catch (OperationCanceledException) when (_breakOff.IsCancellationRequested)
        {
            await queue.GiveBackAsync(claim, CancellationToken.None);
        }
    }

    protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var tenant = scope.GetRequiredService<TenantContext>().Current;
        var claims = await scope.GetRequiredService<WebhookQueue>().ClaimAsync(_places, cancellationToken);
        foreach (var claim in claims)
        {
            var send = new Task<Task>(() => SendAsync(tenant, claim));
            _sends[claim] = send.Unwrap();
            send.Start(TaskScheduler.Default);
        }
        return claims.Count > 0;
    }

    private async Task SendAsync(Tenant tenant, WebhookClaim claim)
    {
        try
        {
            await AttemptAsync(tenant, claim);
        }
        catch (Exception failure)
        {
            // Its lease runs out, and then it is sent again.
            LogFailure(failure, claim.Id, claim.Endpoint.Id);
        }
        finally
        {
            _sends.TryRemove(claim, out _);
            foreach (var waiting in _places.Release(tenant, claim.Endpoint.Id))
                Signal(waiting);
            Signal(tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook endpoint {EndpointId} of tenant {Tenant} is disabled: {Reason}")]
    private partial void LogDisabled(Id<WebhookEndpoint> endpointId, string tenant, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} for webhook endpoint {EndpointId} was taken over by another node, or its endpoint is gone")]
    private partial void LogLost(Id<WebhookDelivery> eventId, Id<WebhookEndpoint> endpointId);

    [LoggerMessage(Level = LogLevel.Error, Message = "How event {EventId} reached webhook endpoint {EndpointId} could not be written down; it is sent again")]
    private partial void LogFailure(Exception failure, Id<WebhookDelivery> eventId, Id<WebhookEndpoint> endpointId);
}
