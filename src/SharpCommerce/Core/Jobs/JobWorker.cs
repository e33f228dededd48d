using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Jobs;

/// <summary>Runs jobs one at a time: at once when this process hears of one, and in rounds over all tenants for those of processes that are gone.</summary>
internal sealed class JobWorker(
    TenantRegistry tenants, JobQueue queue, IEnumerable<JobHandler> handlers, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobWorker> logger)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, JobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <summary>Waits for the host's other services: one of them may have to make the tables first.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs at most one job of each active tenant; says whether there was any.</summary>
    internal async Task<bool> RunRoundAsync(CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var tenant in await tenants.AllAsync(cancellationToken))
        {
            if (tenant.Status == TenantStatus.Active)
                any |= await GuardAsync(() => RunOneAsync(tenant, cancellationToken), cancellationToken);
        }
        return any;
    }

    /// <summary>Runs the tenant's oldest job that waits; says whether there was one.</summary>
    internal async Task<bool> RunOneAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        var db = scope.ServiceProvider.GetRequiredService<TenantDb>();
        if (await JobRun.ClaimAsync(db, clock, _handlers.Keys, cancellationToken) is not { } run)
            return false;
        var handler = _handlers[run.Job.Kind];
        scope.ServiceProvider.GetRequiredService<Actor>().Name = handler.Actor;
        logger.LogInformation("Job {Job} ({Kind}) of tenant {Tenant} starts.", run.Job.Id, run.Job.Kind, tenant.Slug);
        try
        {
            var error = await handler.Run(scope.ServiceProvider, run, cancellationToken);
            await run.FinishAsync(error, cancellationToken);
            logger.LogInformation("Job {Job} of tenant {Tenant} ended. {Error}", run.Job.Id, tenant.Slug, error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var goodbye = new CancellationTokenSource(Goodbye, clock);
            await GuardAsync(() => ReleaseAsync(run, goodbye.Token), CancellationToken.None);
            throw;
        }
        catch (JobLostException)
        {
            logger.LogWarning("Job {Job} of tenant {Tenant} was taken over by another run.", run.Job.Id, tenant.Slug);
        }
        catch (Exception outage) when (db.Database.IsUnavailable(outage))
        {
            // Its lease runs out, and then it is run again.
            logger.LogWarning(outage, "Job {Job} of tenant {Tenant} lost its database and is repeated later.", run.Job.Id, tenant.Slug);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Job {Job} of tenant {Tenant} failed.", run.Job.Id, tenant.Slug);
            await run.FinishAsync("An unexpected error stopped the job. Tell the operator its id: the reason is in the server's log.", cancellationToken);
        }
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nextRound = clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = nextRound - clock.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                var more = await GuardAsync(() => RunRoundAsync(stoppingToken), stoppingToken);
                nextRound = clock.GetUtcNow() + (more ? TimeSpan.Zero : Round);
                continue;
            }
            // A tenant's further jobs wait their turn behind those of other tenants.
            if (await queue.NextAsync(wait, clock, stoppingToken) is { } tenant && await GuardAsync(() => RunOneAsync(tenant, stoppingToken), stoppingToken))
                queue.Signal(tenant);
        }
    }

    private static async Task<bool> ReleaseAsync(JobRun run, CancellationToken cancellationToken)
    {
        await run.ReleaseAsync(cancellationToken);
        return true;
    }

    /// <summary>Nothing above this would log what went wrong, and the host stops when a background service throws.</summary>
    private async Task<bool> GuardAsync(Func<Task<bool>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (DatabaseUnavailableException)
        {
            // Its breaker has told the log, and every round would tell the same.
            return false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(failure, "The job worker could not go on; it tries again within {Seconds} seconds.", Round.TotalSeconds);
            return false;
        }
    }
}
