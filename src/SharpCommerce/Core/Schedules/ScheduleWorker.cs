using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Schedules;

/// <summary>Does recurring work when it is due and no other node has taken the tick.</summary>
internal sealed partial class ScheduleWorker(
    IEnumerable<RecurringWork> work, ScheduleStore store, TenantRegistry registry, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ScheduleWorker> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>While a tick is under way somewhere: its node may die.</summary>
    private static readonly TimeSpan Watchful = TimeSpan.FromSeconds(5);

    /// <summary>Otherwise: a tick that somebody asked for comes between looks, and with its lease this is how long it may lie when its node dies.</summary>
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestQuiet = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, Task> _running = [];

    internal IReadOnlyDictionary<string, RecurringWork> Work { get; } = work.ToDictionary(one => one.Name);

    /// <summary>Waits for the host's other services: one of them may have to make the tables first.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        await EndedAsync().WaitAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        _stopping.Dispose();
    }

    /// <summary>Begins what is due; says when to look again.</summary>
    internal async Task<TimeSpan> RoundAsync(CancellationToken cancellationToken)
    {
        var quiet = LongestQuiet;
        var now = await store.TimeAsync(cancellationToken);
        var rows = await store.ReadAsync(cancellationToken);
        foreach (var one in Work.Values)
        {
            var next = one.Schedule.After(now);
            if (!rows.TryGetValue(one.Name, out var row))
                await store.AddAsync(one.Name, next, cancellationToken);
            else if (row.NextAt <= now)
                await BeginAsync(one, row, now, cancellationToken);
            else if (row.NextAt > next)
                // The schedule is another one since, or the clock was set back.
                await store.MoveAsync(row, next, cancellationToken);
            var wait = row is null || row.NextAt > next ? next - now : row.NextAt > now ? row.NextAt - now : Watchful;
            quiet = wait < quiet ? wait : quiet;
        }
        return quiet > ShortestQuiet ? quiet : ShortestQuiet;
    }

    /// <summary>Waits for what this process has begun.</summary>
    internal Task EndedAsync()
    {
        lock (_running)
            return Task.WhenAll(_running.Values);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var wait = Watchful;
            try
            {
                wait = await RoundAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(failure.GetType().Name);
            }
            await Task.Delay(wait, clock, stoppingToken);
        }
    }

    private async Task BeginAsync(RecurringWork one, ScheduleRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_running)
        {
            if (_running.TryGetValue(one.Name, out var running) && !running.IsCompleted)
                return;
        }
        if (await store.TakeAsync(row, now, cancellationToken) is not { } run)
            return;
        lock (_running)
            _running[one.Name] = Task.Run(() => RunAsync(one, run), CancellationToken.None);
    }

    private async Task RunAsync(RecurringWork one, int run)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var ended = new CancellationTokenSource();
        var keeping = KeepAsync(one.Name, run, stop, ended.Token);
        string? error = null;
        try
        {
            error = one.PerTenant ? await ForTenantsAsync(one, stop.Token) : await ForAllAsync(one, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told of below, by what made it stop.
        }
        catch (Exception failure)
        {
            LogFailed(failure, one.Name, "installation");
            error = Reason(failure);
        }
        await ended.CancelAsync();
        await keeping;
        try
        {
            using var goodbye = new CancellationTokenSource(Goodbye, clock);
            if (_stopping.IsCancellationRequested)
                await store.ReleaseAsync(one.Name, run, goodbye.Token);
            else if (stop.IsCancellationRequested || !await store.EndAsync(one, run, error, goodbye.Token))
                LogLost(one.Name);
        }
        catch (Exception failure)
        {
            // Its lease runs out, and the tick is done again.
            LogNotEnded(one.Name, failure.GetType().Name);
        }
    }

    private async Task<string?> ForAllAsync(RecurringWork one, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await RunAsync(one, scope.ServiceProvider, "installation", cancellationToken);
    }

    private async Task<string?> ForTenantsAsync(RecurringWork one, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        var open = (await registry.AllAsync(cancellationToken)).Where(tenant => tenant.Status == TenantStatus.Active).ToList();
        foreach (var tenant in open)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
            if (await RunAsync(one, scope.ServiceProvider, tenant.Slug, cancellationToken) is not null)
                failed.Add(tenant.Slug);
        }
        const int MostNamed = 5;
        return failed.Count == 0 ? null : $"Failed for {failed.Count} of {open.Count} tenants: {string.Join(", ", failed.Take(MostNamed))}{(failed.Count > MostNamed ? ", …" : "")}.";
    }

    /// <summary>Why it failed, or null.</summary>
    private async Task<string?> RunAsync(RecurringWork one, IServiceProvider scope, string whose, CancellationToken cancellationToken)
    {
        try
        {
            scope.GetRequiredService<Actor>().Name = $"schedule:{one.Name}";
            await one.Run(scope, cancellationToken);
            return null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure, one.Name, whose);
            return Reason(failure);
        }
    }

    /// <summary>Other messages may hold what is nobody's business; the log has them.</summary>
    private static string Reason(Exception failure) => failure is CommerceException { Message: var message } ? message : $"{failure.GetType().Name}; see the log.";

    /// <summary>Renews the lease until the run has ended, and stops the run when the lease may be another's.</summary>
    private async Task KeepAsync(string name, int run, CancellationTokenSource stop, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        var renewed = clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var asked = clock.GetTimestamp();
                try
                {
                    if (!await store.RenewAsync(name, run, CancellationToken.None))
                        break;
                    renewed = asked;
                }
                catch (Exception failure)
                {
                    LogNotRenewed(name, failure.GetType().Name);
                    if (clock.GetElapsedTime(renewed) >= ScheduleStore.Lease)
                        break;
                }
            }
            await stop.CancelAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run came to its end with its lease.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Recurring work could not be looked for: {Failure}")]
    private partial void LogRoundFailed(string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recurring work {Work} failed for {Whose}")]
    private partial void LogFailed(Exception failure, string work, string whose);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another node has taken over the recurring work {Work}")]
    private partial void LogLost(string work);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of recurring work {Work} could not be renewed: {Failure}")]
    private partial void LogNotRenewed(string work, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of recurring work {Work} could not be written: {Failure}")]
    private partial void LogNotEnded(string work, string failure);
}
