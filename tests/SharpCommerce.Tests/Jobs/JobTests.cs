using SharpCommerce.Core.Jobs;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Limits;
using Xunit;

namespace SharpCommerce.Tests.Jobs;

public sealed class JobTests
{
    private const string Kind = "test_work";

    private static readonly JobHandler Quick = Handler((_, _) => Task.FromResult<string?>(null));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_job_whose_node_is_gone_goes_on_elsewhere_once_its_lease_has_run_out(Engine engine)
    {
        var (url, clock) = (await TestDatabases.CreateAsync(engine), new SteppedClock());
        await using var killed = await Node.StartAsync(url, clock, Quick);
        await using var other = await Node.StartAsync(url, clock, Quick);
        var tenant = await killed.TenantAsync();
        var job = await killed.QueueAsync(tenant, Kind);
        Assert.NotNull(await killed.ClaimAsync(tenant, Kind));

        clock.Advance(JobRun.Lease - TimeSpan.FromSeconds(1));
        Assert.False(await other.Jobs.RunOneAsync(tenant, Stop));
        Assert.Empty(await other.Jobs.WaitingAsync(Stop));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(tenant.Id, Assert.Single(await other.Jobs.WaitingAsync(Stop)).Id);
        Assert.True(await other.Jobs.RunOneAsync(tenant, Stop));

        Assert.Equal(JobStatus.Succeeded, (await other.FindAsync(tenant, job)).Status);
    }

    [Theory, EachEngine]
    public async Task A_lease_that_is_renewed_keeps_others_away_and_a_lost_one_cannot_be_renewed(Engine engine)
    {
        var (url, clock) = (await TestDatabases.CreateAsync(engine), new SteppedClock());
        await using var node = await Node.StartAsync(url, clock, Quick);
        await using var other = await Node.StartAsync(url, clock, Quick);
        var tenant = await node.TenantAsync();
        await node.QueueAsync(tenant, Kind);
        var run = (await node.ClaimAsync(tenant, Kind))!;

        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.False(await run.RenewAsync(Stop));
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(await other.ClaimAsync(tenant, Kind));

        // Even then: nobody else has it.
        clock.Advance(TimeSpan.FromMinutes(1));
        await run.SaveAsync(new() { Created = 3 }, Stop);
        Assert.NotNull(await other.ClaimAsync(tenant, Kind));
        await Assert.ThrowsAsync<JobLostException>(() => run.RenewAsync(Stop));
        await Assert.ThrowsAsync<JobLostException>(() => run.SaveAsync(new() { Created = 9 }, Stop));
        await Assert.ThrowsAsync<JobLostException>(() => run.ReleaseAsync(Stop));
        Assert.Equal(3, (await node.FindAsync(tenant, run.Job.Id)).Created);
    }

    [Theory, EachEngine]
    public async Task A_lease_from_a_clock_that_was_set_back_since_holds_nobody_up(Engine engine)
    {
        var (url, clock) = (await TestDatabases.CreateAsync(engine), new SteppedClock());
        await using var node = await Node.StartAsync(url, clock, Quick);
        var tenant = await node.TenantAsync();
        await node.QueueAsync(tenant, Kind);
        Assert.NotNull(await node.ClaimAsync(tenant, Kind));

        clock.Advance(TimeSpan.FromHours(-2));

        Assert.Single(await node.Jobs.WaitingAsync(Stop));
        Assert.True(await node.Jobs.RunOneAsync(tenant, Stop));
    }

    [Theory, EachEngine]
    public async Task A_job_that_waits_is_called_off_at_once_and_one_that_has_ended_cannot_be(Engine engine)
    {
        await using var node = await Node.StartAsync(await TestDatabases.CreateAsync(engine), TimeProvider.System, Quick);
        var tenant = await node.TenantAsync();
        var job = await node.QueueAsync(tenant, Kind);

        var canceled = await node.UseAsync(tenant, (JobManager jobs) => jobs.CancelAsync(job));

        Assert.Equal((JobStatus.Canceled, true), (canceled.Status, canceled.FinishedAt is not null));
        Assert.False(await node.Jobs.RunOneAsync(tenant, Stop));
        var refusal = await Assert.ThrowsAsync<CommerceException>(() => node.UseAsync(tenant, (JobManager jobs) => jobs.CancelAsync(job)));
        Assert.Equal("illegal_transition", refusal.Error.Code);
        refusal = await Assert.ThrowsAsync<CommerceException>(() => node.UseAsync(tenant, (JobManager jobs) => jobs.CancelAsync(Id<Job>.New(TimeProvider.System))));
        Assert.Equal("not_found", refusal.Error.Code);
    }

    [Theory, EachEngine]
    [Trait("Category", "Slow")]
    public async Task A_job_that_runs_is_called_off_from_another_node_and_keeps_what_it_did(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var endless = Handler(async (run, cancellationToken) =>
        {
            run.Done = 30;
            await run.SaveAsync(new() { Created = 3 }, cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        });
        await using var node = await Node.StartAsync(url, TimeProvider.System, endless);
        await using var other = await Node.StartAsync(url, TimeProvider.System, endless);
        var tenant = await node.TenantAsync();
        var job = await node.QueueAsync(tenant, Kind);
        var running = Task.Run(() => node.Jobs.RunOneAsync(tenant, Stop), Stop);
        await UntilAsync(async () => (await other.FindAsync(tenant, job)).Created == 3);

        var asked = await other.UseAsync(tenant, (JobManager jobs) => jobs.CancelAsync(job));

        Assert.Equal((JobStatus.Running, true), (asked.Status, asked.CancelRequested));
        Assert.True(await running.WaitAsync(TimeSpan.FromSeconds(10), Stop));
        var ended = await other.FindAsync(tenant, job);
        Assert.Equal((JobStatus.Canceled, 3, 30, true), (ended.Status, ended.Created, (int)ended.Done, ended.FinishedAt >= ended.StartedAt));
    }

    [Theory, EachEngine]
    public async Task A_job_that_was_called_off_and_lost_its_node_is_not_begun_again(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        await using var node = await Node.StartAsync(url, clock, Handler((_, _) => Task.FromResult<string?>($"{++runs}")));
        var tenant = await node.TenantAsync();
        var job = await node.QueueAsync(tenant, Kind);
        await node.ClaimAsync(tenant, Kind);
        await node.UseAsync(tenant, (JobManager jobs) => jobs.CancelAsync(job));

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await node.Jobs.RunOneAsync(tenant, Stop));

        Assert.Equal((JobStatus.Canceled, 0), ((await node.FindAsync(tenant, job)).Status, runs));
    }

    [Theory, EachEngine]
    public async Task What_may_be_tried_again_is_after_growing_pauses_and_then_fails_with_its_reason(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        await using var node = await Node.StartAsync(url, clock, Handler((_, _) =>
        {
            runs++;
            throw new CommerceException(new(ErrorKind.Unavailable, "unavailable", "The other side is away."));
        }, attempts: 3));
        var tenant = await node.TenantAsync();
        var job = await node.QueueAsync(tenant, Kind);

        foreach (var attempt in (int[])[1, 2])
        {
            Assert.True(await node.Jobs.RunOneAsync(tenant, Stop));
            var waiting = await node.FindAsync(tenant, job);
            Assert.Equal((JobStatus.Queued, "The other side is away.", attempt), (waiting.Status, waiting.Error, runs));
            clock.Advance(JobWorker.Pause(attempt) - TimeSpan.FromSeconds(1));
            Assert.False(await node.Jobs.RunOneAsync(tenant, Stop));
            Assert.Empty(await node.Jobs.WaitingAsync(Stop));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.True(await node.Jobs.RunOneAsync(tenant, Stop));

        var failed = await node.FindAsync(tenant, job);
        Assert.Equal((JobStatus.Failed, "The other side is away.", 3), (failed.Status, failed.Error, runs));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await node.Jobs.RunOneAsync(tenant, Stop));
    }

    [Theory, EachEngine]
    public async Task A_job_that_takes_its_process_down_every_time_is_given_up(Engine engine)
    {
        var (url, clock) = (await TestDatabases.CreateAsync(engine), new SteppedClock());
        await using var node = await Node.StartAsync(url, clock, Quick);
        var tenant = await node.TenantAsync();
        var job = await node.QueueAsync(tenant, Kind);
        for (var i = 0; i < JobRun.MostAttempts; i++)
        {
            // One that leaves in good order in between does not count.
            await (await node.ClaimAsync(tenant, Kind))!.ReleaseAsync(Stop);
            Assert.NotNull(await node.ClaimAsync(tenant, Kind));
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.True(await node.Jobs.RunOneAsync(tenant, Stop));

        var given = await node.FindAsync(tenant, job);
        Assert.Equal((JobStatus.Failed, "It was begun 10 times and never came to an end."), (given.Status, given.Error));
    }

    [Theory, EachEngine]
    public async Task One_tenants_long_jobs_leave_a_place_for_anothers(Engine engine)
    {
        using var gate = new SemaphoreSlim(0);
        var node = await Node.StartAsync(
            await TestDatabases.CreateAsync(engine), TimeProvider.System,
            new JobHandler("long", "test", async (_, _, cancellationToken) =>
            {
                await gate.WaitAsync(cancellationToken);
                return null;
            }),
            Quick);
        await using var _ = node;
        var (greedy, modest) = (await node.TenantAsync(), await node.TenantAsync());
        var jobs = new List<Id<Job>>();
        for (var i = 0; i < 3; i++)
            jobs.Add(await node.QueueAsync(greedy, "long"));
        var small = await node.QueueAsync(modest, Kind);

        await node.Jobs.StartedAsync(Stop);
        await UntilAsync(async () => (await node.FindAsync(modest, small)).Status == JobStatus.Succeeded);
        var standing = new List<JobStatus>();
        foreach (var job in jobs)
            standing.Add((await node.FindAsync(greedy, job)).Status);
        gate.Release(3);
        await UntilAsync(async () => (await node.FindAsync(greedy, jobs[2])).Status == JobStatus.Succeeded);
        await node.Jobs.StopAsync(Stop);

        Assert.Equal([JobStatus.Running, JobStatus.Queued, JobStatus.Queued], standing);
    }

    private static JobHandler Handler(Func<JobRun, CancellationToken, Task<string?>> run, int attempts = 1) =>
        new(Kind, "test", (_, job, cancellationToken) => run(job, cancellationToken)) { Attempts = attempts };

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var rest = 400; !await condition(); rest--)
        {
            Assert.True(rest > 0, "It did not happen in time.");
            await Task.Delay(25, Stop);
        }
    }
}
