using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Jobs;

/// <summary>Runs jobs, a few tenants' at once and one of each tenant: at once when this process hears of one, and in rounds those of processes that are gone.</summary>
internal sealed partial class JobWorker(
    TenantRegistry registry, DatabaseMap databases, IEnumerable<JobHandler> handlers, IServiceScopeFactory scopes, CommerceOptions options, TimeProvider clock, ILogger<JobWorker> logger)
    : TenantWorker(PendingWork.Jobs, registry, databases, scopes, clock, logger)
{
    /// <summary>How often a lease is renewed, and how soon a run hears that it was called off.</summary>
    internal static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    private const string Unexpected = "An unexpected error stopped the job. Tell the operator its id: the reason is in the server's log.";
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock = clock;
    private readonly Dictionary<string, JobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <summary>Why a run has to stop before its end.</summary>
    private enum Stop
    {
        No,
        Canceled,
        Lost,
    }

    protected override int Lanes => options.JobsAtOnce;

    /// <summary>How long to wait before a job that failed so often is tried again.</summary>
    internal static TimeSpan Pause(int attempts) => TimeSpan.FromSeconds(Math.Min(FirstPause.TotalSeconds * Math.Pow(4, attempts - 1), LongestPause.TotalSeconds));

    /// <summary>Runs the tenant's oldest job that waits; says whether there was one.</summary>
    protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var db = scope.GetRequiredService<TenantDb>();
        if (await JobRun.ClaimAsync(db, _handlers.Keys, cancellationToken) is not { } run)
            return false;
        using var lines = logger.BeginScope(new LogScope { Tenant = db.Tenant, Work = run.Job.Kind, WorkId = run.Job.Id.ToString() });
        using var span = CommerceTelemetry.Start($"job {run.Job.Kind}", db.Tenant.Id);
        var outcome = "interrupted";
        try
        {
            outcome = await RunAsync(run, scope, db, cancellationToken);
        }
        catch (JobLostException)
        {
            outcome = "taken_over";
            LogLost(run.Job.Id, db.Tenant.Slug);
        }
        catch (Exception outage) when (db.Database.IsUnavailable(outage))
        {
            // Its lease runs out, and then it is run again.
            span.Failed(outage);
            LogOutage(outage, run.Job.Id, db.Tenant.Slug);
        }
        finally
        {
            CommerceMetrics.JobEnded(run.Job.Kind, outcome);
        }
        return true;
    }

    /// <summary>Runs the job; says how that ended, for the metrics.</summary>
    private async Task<string> RunAsync(JobRun run, IServiceProvider scope, TenantDb db, CancellationToken cancellationToken)
    {
        if (run.Job.CancelRequested)
        {
            await run.EndAsync(JobStatus.Canceled, null, cancellationToken);
            return "canceled";
        }
        if (run.Job.Attempts > JobRun.MostAttempts)
        {
            await run.EndAsync(JobStatus.Failed, $"It was begun {JobRun.MostAttempts} times and never came to an end.", cancellationToken);
            return "failed";
        }
        var handler = _handlers[run.Job.Kind];
        scope.GetRequiredService<Actor>().Name = handler.Actor;
        LogStart(run.Job.Id, run.Job.Kind, db.Tenant.Slug);
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var keeping = KeepAsync(run, work, ended.Token);
        var (failure, error) = (default(Exception), default(string));
        try
        {
            error = await handler.Run(scope, run, work.Token);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
        await ended.CancelAsync();
        var stop = await keeping;

        if (failure is null)
        {
            await run.EndAsync(error is null ? JobStatus.Succeeded : JobStatus.Failed, error, cancellationToken);
            var outcome = error is null ? "succeeded" : "failed";
            LogEnd(run.Job.Id, db.Tenant.Slug, outcome);
            return outcome;
        }
        if (stop == Stop.Canceled)
        {
            await run.EndAsync(JobStatus.Canceled, null, cancellationToken);
            LogCanceled(run.Job.Id, db.Tenant.Slug);
            return "canceled";
        }
        if (stop == Stop.Lost || failure is JobLostException)
            throw new JobLostException();
        if (cancellationToken.IsCancellationRequested)
        {
            using var goodbye = new CancellationTokenSource(Goodbye, _clock);
            await run.ReleaseAsync(goodbye.Token);
            throw new OperationCanceledException(cancellationToken);
        }
        return await FailAsync(run, handler, failure, db, cancellationToken);
    }

    private async Task<string> FailAsync(JobRun run, JobHandler handler, Exception failure, TenantDb db, CancellationToken cancellationToken)
    {
        var reason = failure is CommerceException { Message: var message } ? message : Unexpected;
        if (run.Job.Attempts < handler.Attempts)
        {
            LogRetry(failure, run.Job.Id, db.Tenant.Slug);
            await run.RetryAsync(reason, Pause(run.Job.Attempts), cancellationToken);
            return "failed";
        }
        if (db.Database.IsUnavailable(failure))
            throw failure;
        LogFailure(failure, run.Job.Id, db.Tenant.Slug);
        await run.EndAsync(JobStatus.Failed, reason, cancellationToken);
        return "failed";
    }

    /// <summary>Renews the lease until the run has ended; stops the run when it is called off, or when it can no longer be sure that the job is its own.</summary>
    private async Task<Stop> KeepAsync(JobRun run, CancellationTokenSource work, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Beat, _clock);
        var renewed = _clock.GetTimestamp();
        var stop = Stop.No;
        while (stop == Stop.No && await TickAsync(timer, ended))
        {
            var asked = _clock.GetTimestamp();
            try
            {
                if (await run.RenewAsync(CancellationToken.None))
                    stop = Stop.Canceled;
                renewed = asked;
            }
            catch (JobLostException)
            {
                stop = Stop.Lost;
            }
            catch (Exception failure)
            {
                LogNotRenewed(run.Job.Id, failure.GetType().Name);
                if (_clock.GetElapsedTime(renewed) >= JobRun.Lease)
                    stop = Stop.Lost;
            }
        }
        if (stop != Stop.No)
            await work.CancelAsync();
        return stop;
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken ended)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ended);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} ({Kind}) of tenant {Tenant} starts")]
    private partial void LogStart(Id<Job> job, string kind, string tenant);

    // Why it failed stands in the job, for its tenant: it may quote what the tenant sent.
    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} of tenant {Tenant} ended: {Outcome}")]
    private partial void LogEnd(Id<Job> job, string tenant, string outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Job} of tenant {Tenant} was called off")]
    private partial void LogCanceled(Id<Job> job, string tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} of tenant {Tenant} was taken over by another run")]
    private partial void LogLost(Id<Job> job, string tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} of tenant {Tenant} lost its database and is repeated later")]
    private partial void LogOutage(Exception outage, Id<Job> job, string tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of job {Job} could not be renewed: {Failure}")]
    private partial void LogNotRenewed(Id<Job> job, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Job} of tenant {Tenant} failed and is tried again")]
    private partial void LogRetry(Exception failure, Id<Job> job, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Job} of tenant {Tenant} failed")]
    private partial void LogFailure(Exception failure, Id<Job> job, string tenant);
}
