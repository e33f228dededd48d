using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Limits;
using Xunit;

namespace SharpCommerce.Tests.Jobs;

public sealed class ScheduleTests
{
    private const string Name = "test_work";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task Of_three_nodes_one_does_each_tick(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        var work = Work(Hour, (_, _) => Task.FromResult(Interlocked.Increment(ref runs)));
        await using var first = await Node.StartAsync(url, clock, work);
        await using var second = await Node.StartAsync(url, clock, work);
        await using var third = await Node.StartAsync(url, clock, work);
        Node[] nodes = [first, second, third];
        await Task.WhenAll(nodes.Select(node => Task.Run(node.RoundAsync)));
        Assert.Equal(0, runs);

        for (var tick = 1; tick <= 20; tick++)
        {
            clock.Advance(Hour);
            await Task.WhenAll(nodes.Select(node => Task.Run(node.RoundAsync)));
            await Task.WhenAll(nodes.Select(node => Task.Run(node.RoundAsync)));
            Assert.Equal(tick, runs);
        }
    }

    [Theory, EachEngine]
    public async Task Ticks_that_nobody_was_there_for_are_made_up_for_once(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        var work = Work(Hour, (_, _) => Task.FromResult(runs++));
        await using (var before = await Node.StartAsync(url, clock, work))
            await before.RoundAsync();
        clock.Advance(5.5 * Hour);

        await using var node = await Node.StartAsync(url, clock, work);
        await node.RoundAsync();
        await node.RoundAsync();

        Assert.Equal(1, runs);
        var state = await node.StateAsync(Name);
        Assert.Equal((ScheduleStatus.Waiting, WorkOutcome.Succeeded, clock.GetUtcNow() + Hour, clock.GetUtcNow()), (state.Status, state.LastOutcome, state.NextAt, state.LastEndedAt));
    }

    [Theory, EachEngine]
    public async Task A_long_run_does_not_overlap_with_itself(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        using var gate = new SemaphoreSlim(0);
        using var begun = new SemaphoreSlim(0);
        var work = Work(TimeSpan.FromSeconds(10), async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref runs);
            begun.Release();
            await gate.WaitAsync(cancellationToken);
        });
        await using var node = await Node.StartAsync(url, clock, work);
        await using var other = await Node.StartAsync(url, clock, work);
        await node.RoundAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        await node.Schedules.RoundAsync(Stop);
        await begun.WaitAsync(Stop);

        // The next tick comes while the lease holds, and on its own node even when it does not.
        clock.Advance(TimeSpan.FromSeconds(15));
        await other.RoundAsync();
        clock.Advance(TimeSpan.FromSeconds(15));
        await node.Schedules.RoundAsync(Stop);
        Assert.Equal(1, runs);
        Assert.Equal(1, (await node.ScheduleRows.ReadAsync(Stop))[Name].Run);

        gate.Release(2);
        await node.Schedules.EndedAsync();
        clock.Advance(TimeSpan.FromSeconds(10));
        await other.RoundAsync();
        Assert.Equal(2, runs);
    }

    [Theory, EachEngine]
    public async Task A_tick_whose_node_died_is_done_by_another_and_the_dead_one_writes_nothing_more(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        var work = Work(Hour, (_, _) => Task.FromResult(runs++));
        await using var killed = await Node.StartAsync(url, clock, work);
        await using var other = await Node.StartAsync(url, clock, work);
        await killed.RoundAsync();
        clock.Advance(Hour);
        var row = (await killed.ScheduleRows.ReadAsync(Stop))[Name];
        var run = await killed.ScheduleRows.TakeAsync(row, clock.GetUtcNow(), Stop);

        await other.RoundAsync();
        Assert.Equal((1, 0), (run, runs));
        clock.Advance(ScheduleStore.Lease);
        await other.RoundAsync();

        Assert.Equal(1, runs);
        Assert.False(await killed.ScheduleRows.RenewAsync(Name, run!.Value, Stop));
        Assert.False(await killed.ScheduleRows.EndAsync(work, run.Value, "late", Stop));
        Assert.Equal(WorkOutcome.Succeeded, (await other.StateAsync(Name)).LastOutcome);
    }

    [Theory, EachEngine]
    public async Task A_node_that_stops_leaves_its_tick_to_the_next_at_once(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        var work = Work(Hour, async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref runs) == 1)
                await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await using var stopped = await Node.StartAsync(url, clock, work);
        await using var other = await Node.StartAsync(url, clock, work);
        await stopped.RoundAsync();
        clock.Advance(Hour);
        await stopped.Schedules.RoundAsync(Stop);
        await stopped.Schedules.StopAsync(Stop);

        await other.RoundAsync();

        Assert.Equal((2, WorkOutcome.Succeeded), (runs, (await other.StateAsync(Name)).LastOutcome));
    }

    [Theory, EachEngine]
    public async Task Work_per_tenant_reaches_every_open_tenant_and_says_for_whom_it_failed(Engine engine)
    {
        var (url, clock, seen) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), new ConcurrentQueue<string>());
        var broken = "";
        var work = new RecurringWork(Name, WorkSchedule.Every(Hour), (scope, _) =>
        {
            var slug = scope.GetRequiredService<TenantContext>().Current.Slug;
            seen.Enqueue($"{slug} by {scope.GetRequiredService<Actor>().Name}");
            return slug == broken ? throw new InvalidOperationException("A secret.") : Task.CompletedTask;
        })
        { PerTenant = true };
        await using var node = await Node.StartAsync(url, clock, work);
        var tenants = new[] { await node.TenantAsync(), await node.TenantAsync(), await node.TenantAsync() }.OrderBy(tenant => tenant.Slug, StringComparer.Ordinal).ToList();
        broken = tenants[0].Slug;
        await node.RoundAsync();
        clock.Advance(Hour);

        await node.RoundAsync();

        Assert.Equal(tenants.Select(tenant => $"{tenant.Slug} by schedule:{Name}"), seen);
        var state = await node.StateAsync(Name);
        Assert.Equal((WorkOutcome.Failed, $"Failed for 1 of 3 tenants: {broken}."), (state.LastOutcome, state.LastError));
        broken = "";
        clock.Advance(Hour);
        await node.RoundAsync();
        Assert.Equal(((WorkOutcome?)WorkOutcome.Succeeded, null), ((await node.StateAsync(Name)).LastOutcome, (await node.StateAsync(Name)).LastError));
    }

    [Theory, EachEngine]
    public async Task A_clock_that_is_set_back_stalls_nothing_and_one_that_leaps_ahead_repeats_nothing(Engine engine)
    {
        var (url, clock, runs) = (await TestDatabases.CreateAsync(engine), new SteppedClock(), 0);
        await using var node = await Node.StartAsync(url, clock, Work(Hour, (_, _) => Task.FromResult(runs++)));
        await node.RoundAsync();

        clock.Advance(2 * Hour);
        await node.RoundAsync();
        Assert.Equal(1, runs);
        clock.Advance(-2 * Hour);
        await node.RoundAsync();
        Assert.Equal((1, clock.GetUtcNow() + Hour), (runs, (await node.StateAsync(Name)).NextAt));
        clock.Advance(Hour);
        await node.RoundAsync();
        Assert.Equal(2, runs);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_node_whose_clock_is_wrong_goes_by_the_databases(int hours)
    {
        if (TestDatabases.PostgreSqlAdminUrl is null)
            Assert.Skip("TEST_DATABASE_ADMIN_URL is not set.");
        var (url, runs) = (await TestDatabases.CreateAsync(Engine.PostgreSql), 0);
        var work = Work(Hour, (_, _) => Task.FromResult(Interlocked.Increment(ref runs)));
        await using var right = await Node.StartAsync(url, TimeProvider.System, work);
        await using var wrong = await Node.StartAsync(url, new WrongClock(TimeSpan.FromHours(hours)), work);
        Node[] nodes = [wrong, right];
        foreach (var node in nodes)
            await node.RoundAsync();
        var due = (await right.StateAsync(Name)).NextAt;
        Assert.Equal(0, runs);
        Assert.InRange(due - TimeProvider.System.GetUtcNow(), Hour - TimeSpan.FromMinutes(1), Hour + TimeSpan.FromMinutes(1));

        await TestDatabases.ExecuteAsync(url, $"UPDATE schedules SET next_at = now() - interval '1 second' WHERE name = '{Name}'");
        await Task.WhenAll(nodes.Select(node => Task.Run(node.RoundAsync)));
        await Task.WhenAll(nodes.Select(node => Task.Run(node.RoundAsync)));

        Assert.Equal(1, runs);
        var state = await wrong.StateAsync(Name);
        Assert.InRange(state.NextAt - TimeProvider.System.GetUtcNow(), Hour - TimeSpan.FromMinutes(1), Hour + TimeSpan.FromMinutes(1));
        Assert.True(state.LastEndedAt >= state.LastStartedAt);
    }

    [Fact]
    public void A_schedule_is_an_interval_or_a_cron_expression()
    {
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(noon.AddHours(15.5), WorkSchedule.Cron("30 3 * * *").After(noon));
        Assert.Equal(noon.AddDays(1), WorkSchedule.Cron("0 12 * * *").After(noon));
        Assert.Equal(noon.AddMinutes(5), WorkSchedule.Every(TimeSpan.FromMinutes(5)).After(noon));
        Assert.ThrowsAny<FormatException>(() => WorkSchedule.Cron("every day"));
        Assert.ThrowsAny<FormatException>(() => WorkSchedule.Cron("0 0 30 2 *"));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkSchedule.Every(TimeSpan.Zero));
    }

    private static RecurringWork Work(TimeSpan interval, Func<IServiceProvider, CancellationToken, Task> run) => new(Name, WorkSchedule.Every(interval), run);

    /// <summary>A machine whose clock is set wrong.</summary>
    private sealed class WrongClock(TimeSpan by) : TimeProvider, INodeClock
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
