using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Work;

/// <summary>
/// Does what waits in tenants' rows: at once where this process knows of it, and in rounds what other processes left. A tenant's work is done by one
/// lane of this process at a time; that several processes do not do the same is up to the rows, by leases and locks.
/// </summary>
internal abstract partial class TenantWorker(PendingWork work, TenantRegistry registry, DatabaseMap databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger logger)
    : BackgroundService, IHostedLifecycleService
{
    private readonly Channel<Tenant> _ready = Channel.CreateUnbounded<Tenant>();
    private readonly Dictionary<Id<Tenant>, State> _states = [];

    private enum State
    {
        Queued,
        Running,
        RunningAndWanted,
    }

    /// <summary>How long work that no signal told of may lie.</summary>
    protected virtual TimeSpan Round => TimeSpan.FromSeconds(5);

    /// <summary>How many tenants are worked for at once.</summary>
    protected virtual int Lanes => 2;

    /// <summary>Waits for the host's other services: one of them may have to make the tables first.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Tells of work. Only a hint that saves time: the work itself lies in the database.</summary>
    internal void Signal(Tenant tenant)
    {
        lock (_states)
        {
            if (_states.TryGetValue(tenant.Id, out var state))
            {
                if (state == State.Running)
                    _states[tenant.Id] = State.RunningAndWanted;
                return;
            }
            _states[tenant.Id] = State.Queued;
        }
        _ready.Writer.TryWrite(tenant);
    }

    /// <summary>Does a piece of the tenant's work, here and now; says whether there may be more.</summary>
    internal async Task<bool> RunOneAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        return await WorkAsync(scope.ServiceProvider, cancellationToken);
    }

    /// <summary>The open tenants, and the installation itself, for which rows wait.</summary>
    internal async Task<IReadOnlyList<Tenant>> WaitingAsync(CancellationToken cancellationToken)
    {
        Tenant[] open = [Tenant.Platform, .. (await registry.RecentAsync(cancellationToken)).Where(tenant => tenant.Status == TenantStatus.Active)];
        var waiting = new List<Tenant>();
        foreach (var group in open.GroupBy(databases.For))
        {
            try
            {
                var ids = (await group.Key.TenantsWithAsync(work, [.. group.Select(tenant => tenant.Id)], await group.Key.TimeAsync(clock, cancellationToken), cancellationToken)).ToHashSet();
                waiting.AddRange(group.Where(tenant => ids.Contains(tenant.Id)));
            }
            catch (Exception outage) when (group.Key.IsUnavailable(outage) && !cancellationToken.IsCancellationRequested)
            {
                // One tenant's own database that is down must not keep the others' work. What its breaker has told already is not told again.
                if (outage is not DatabaseUnavailableException)
                    LogUnavailable(work.Name, outage.GetType().Name);
            }
        }
        return waiting;
    }

    /// <summary>Does a piece of work in a scope of its tenant; says whether there may be more. What it throws is logged, and the work is found again in the next round.</summary>
    protected abstract Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([RoundsAsync(stoppingToken), .. Enumerable.Range(0, Lanes).Select(_ => LaneAsync(stoppingToken))]);

    private async Task RoundsAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        do
        {
            try
            {
                foreach (var tenant in await WaitingAsync(cancellationToken))
                    Signal(tenant);
            }
            catch (DatabaseUnavailableException)
            {
                // Its breaker has told the log, and every round would tell the same.
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailure(failure, work.Name);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task LaneAsync(CancellationToken cancellationToken)
    {
        await foreach (var tenant in _ready.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_states)
                _states[tenant.Id] = State.Running;
            var more = false;
            try
            {
                more = await RunOneAsync(tenant, cancellationToken);
            }
            catch (DatabaseUnavailableException)
            {
                // The next round that finds the database finds the work.
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailure(failure, work.Name);
            }
            // A tenant's further work waits its turn behind that of others.
            lock (_states)
            {
                more |= _states[tenant.Id] == State.RunningAndWanted;
                _states.Remove(tenant.Id);
            }
            if (more)
                Signal(tenant);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Background work {Work} could not go on; what waits is tried again in the next round")]
    private partial void LogFailure(Exception failure, string work);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Background work {Work} waits for a database that does not answer: {Failure}")]
    private partial void LogUnavailable(string work, string failure);
}
