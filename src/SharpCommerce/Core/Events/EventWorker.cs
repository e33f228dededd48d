using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
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
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    // For what a consumer does between being told to stop and stopping.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private const int MostAtOnce = 4;
    private const int MostAtOnceInAll = 64;

    private readonly DatabaseMap _databases;
    private readonly EventConsumers _consumers;
    private readonly Outbox _outbox;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private readonly ILogger<EventWorker> _logger;
    private readonly SemaphoreSlim _all = new(MostAtOnceInAll, MostAtOnceInAll);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ConcurrentDictionary<(Id<Tenant> Tenant, string Consumer), int> _busy = new();

    public EventWorker(
        TenantRegistry registry, DatabaseMap databases, EventConsumers consumers, Outbox outbox, EventSignals signals, IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventWorker> logger)
        : base(PendingWork.Events, registry, databases, scopes, clock, logger)
    {
        (_databases, _consumers, _outbox, _scopes, _clock, _logger) = (databases, consumers, outbox, scopes, clock, logger);
        signals.Listen(Signal);
    }

    public override void Dispose()
    {
        _all.Dispose();
        base.Dispose();
    }

    /// <summary>Waits until every consumer that runs now has ended.</summary>
    internal Task IdleAsync() => Task.WhenAll(_running.Keys);

    protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var tenant = scope.GetRequiredService<TenantContext>().Current;
        var database = _databases.For(tenant);
        var more = await _outbox.SequenceAsync(database, tenant.Id, cancellationToken);
        foreach (var consumer in _consumers.All)
        {
            var free = MostAtOnce - _busy.GetValueOrDefault((tenant.Id, consumer.Name));
            if (free <= 0)
                continue;
            foreach (var claimed in await _outbox.ClaimAsync(database, tenant.Id, consumer.Name, free, cancellationToken))
                await BeginAsync(tenant, database, claimed, cancellationToken);
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

    private async Task BeginAsync(Tenant tenant, CommerceDatabase database, ClaimedEvent claimed, CancellationToken cancellationToken)
    {
        await _all.WaitAsync(cancellationToken);
        var key = (tenant.Id, claimed.Consumer);
        _busy.AddOrUpdate(key, 1, (_, count) => count + 1);
        // Not begun here: the part of a consumer before its first await would hold the lane.
        var run = Task.Run(() => RunAsync(tenant, database, claimed, cancellationToken), CancellationToken.None);
        _running[run] = true;
        _ = run.ContinueWith(
            ended =>
            {
                _running.TryRemove(ended, out _);
                _busy.AddOrUpdate(key, 0, (_, count) => count - 1);
                _all.Release();
                // What follows of the aggregate can be taken now.
                Signal(tenant);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task RunAsync(Tenant tenant, CommerceDatabase database, ClaimedEvent claimed, CancellationToken stopping)
    {
        try
        {
            if (claimed.Attempt > Outbox.MostTries)
                await _outbox.FailedAsync(database, tenant.Id, claimed, "Every process that tried ended before it was done.");
            else if (await TryAsync(tenant, claimed, stopping) is { } reason)
                await _outbox.FailedAsync(database, tenant.Id, claimed, reason);
            else if (!await Outbox.DoneAsync(database, tenant.Id, claimed))
                LogTakenOver(claimed.Event.Type, claimed.Event.Id, claimed.Consumer);
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
    private async Task<string?> TryAsync(Tenant tenant, ClaimedEvent claimed, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(TimeLimit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
            scope.ServiceProvider.GetRequiredService<Actor>().Name = claimed.Consumer;
            var consumer = scope.ServiceProvider.GetServices<IEventConsumer>().Single(found => found.Name == claimed.Consumer);
            await consumer.HandleAsync(claimed.Event, either.Token).WaitAsync(TimeLimit + Grace, _clock, CancellationToken.None);
            return null;
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            LogFailure(failure, claimed.Event.Type, claimed.Event.Id, claimed.Consumer, claimed.Attempt);
            // What exceptions say can hold anything; what a rule says is meant to be read.
            return limit.IsCancellationRequested ? $"It took longer than {TimeLimit.TotalSeconds} seconds."
                : failure is CommerceException broken ? $"{broken.Error.Code}: {broken.Error.Message}"
                : failure.GetType().Name;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Type} {Event} could not be handled by {Consumer} at try {Attempt}")]
    private partial void LogFailure(Exception failure, string type, Guid @event, string consumer, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Type} {Event} was handled by {Consumer} after another process had taken it over")]
    private partial void LogTakenOver(string type, Guid @event, string consumer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of event {Type} {Event} at {Consumer} could not be written; it is told again when its lease ends")]
    private partial void LogOutage(Exception outage, string type, Guid @event, string consumer);
}
