using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Events;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>
/// Keeps the feeds of tenants up to date and gives their events to consumers. Consumers run beside the lanes, few at once for a tenant and
/// consumer: one that hangs holds up neither other consumers nor other tenants.
/// </summary>
internal sealed partial class EventWorker : TenantWorker
{
    private const int MostAtOnce = 4;
    private const int MostAtOnceInAll = 64;

    private readonly Outbox _outbox;
    private readonly ILogger<EventWorker> _logger;
    private readonly Bulkhead<(Id<Tenant> Tenant, string Consumer)> _running = new(MostAtOnce, MostAtOnceInAll);

    public EventWorker(
        TenantRegistry registry, DatabaseMap databases, Outbox outbox, EventSignals signals, IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventWorker> logger)
        : base(PendingWork.Events, registry, databases, scopes, clock, logger)
    {
        (_outbox, _logger) = (outbox, logger);
        signals.Listen(Signal);
    }

    /// <summary>Waits until every consumer that runs now has ended.</summary>
    internal Task IdleAsync() => _running.IdleAsync();

    protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var tenant = scope.GetRequiredService<TenantContext>().Current;
        var database = Databases.For(tenant);
        var more = await _outbox.SequenceAsync(database, tenant.Id, cancellationToken);
        foreach (var consumer in _outbox.Consumers.All)
        {
            // Once one has ended, what follows of its aggregate can be taken.
            await _running.FillAsync(
                (tenant.Id, consumer.Name),
                places => _outbox.ClaimAsync(database, tenant.Id, consumer.Name, places, cancellationToken),
                claimed => RunAsync(tenant, database, claimed, cancellationToken),
                () => Signal(tenant));
        }
        return more;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await IdleAsync();
        }
    }

    private async Task RunAsync(Tenant tenant, CommerceDatabase database, ClaimedEvent claimed, CancellationToken stopping)
    {
        using var lines = _logger.BeginScope(new LogScope { Tenant = tenant, Work = "events", WorkId = claimed.Event.Id.ToString() });
        try
        {
            KillPoint.Reach(KillPoint.EventClaimed);
            var reason = claimed.Attempt > Retries.MostTries ? Retries.NobodyEnded : await TryAsync(tenant, claimed, stopping);
            KillPoint.Reach(KillPoint.EventHandled);
            if (reason is not null)
            {
                await _outbox.FailedAsync(database, tenant.Id, claimed, reason);
                EventMetrics.NotDone(claimed.Consumer, forGood: claimed.Attempt >= Retries.MostTries);
            }
            else if (await Outbox.DoneAsync(database, tenant.Id, claimed))
            {
                EventMetrics.Done(claimed.Consumer, Clock.GetUtcNow() - claimed.Event.OccurredAt);
            }
            else
            {
                LogTakenOver(claimed.Event.Type, claimed.Event.Id, claimed.Consumer);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await ReturnAsync(tenant, database, claimed);
        }
        catch (Exception outage)
        {
            // The outcome could not be written: the lease ends by itself, and the event is told again.
            LogOutage(outage, claimed.Event.Type, claimed.Event.Id, claimed.Consumer);
        }
    }

    private async Task ReturnAsync(Tenant tenant, CommerceDatabase database, ClaimedEvent claimed)
    {
        try
        {
            await _outbox.ReturnAsync(database, tenant.Id, claimed);
        }
        catch (Exception outage)
        {
            LogOutage(outage, claimed.Event.Type, claimed.Event.Id, claimed.Consumer);
        }
    }

    /// <summary>Lets the consumer act; says why it could not, or null.</summary>
    private Task<string?> TryAsync(Tenant tenant, ClaimedEvent claimed, CancellationToken stopping) => Retries.TryAsync(
        Scopes,
        tenant,
        claimed.Consumer,
        (scope, token) => scope.GetServices<IEventConsumer>().Single(consumer => consumer.Name == claimed.Consumer).HandleAsync(claimed.Event, token),
        Clock,
        failure => LogFailure(failure, claimed.Event.Type, claimed.Event.Id, claimed.Consumer, claimed.Attempt),
        stopping);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Type} {Event} could not be handled by {Consumer} at try {Attempt}")]
    private partial void LogFailure(Exception failure, string type, Guid @event, string consumer, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Type} {Event} was handled by {Consumer} after another process had taken it over")]
    private partial void LogTakenOver(string type, Guid @event, string consumer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of event {Type} {Event} at {Consumer} could not be written; it is told again when its lease ends")]
    private partial void LogOutage(Exception outage, string type, Guid @event, string consumer);
}
