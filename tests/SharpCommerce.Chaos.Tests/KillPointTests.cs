using SharpCommerce.Chaos.Tests.Shoppers;
using SharpCommerce.Core;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>The server dies exactly where it hurts: between two steps of what must happen as one.</summary>
[Trait("Category", "Slow")]
public abstract class KillPointTests(Engine engine)
{
    private const int Killed = 128 + 9;
    private const int Members = 6;
    private const int Rows = 1200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A job whose node is gone is taken over when its lease is over, in the next round.</summary>
    private static readonly TimeSpan JobResumed = TimeSpan.FromSeconds(100);

    internal static readonly string[] UnderLoad =
    [
        KillPoint.IdempotencyClaimed, KillPoint.IdempotencyBeforeAnswer, KillPoint.IdempotencyAfterAnswer, KillPoint.PlacementLocked, KillPoint.PlacementBeforeCommit, KillPoint.PlacementAfterCommit,
        KillPoint.ChangeBeforeCommit, KillPoint.ChangeAfterCommit, KillPoint.EventsNumbered, KillPoint.EventClaimed, KillPoint.EventHandled, KillPoint.WebhookClaimed, KillPoint.WebhookSent,
    ];

    internal static readonly string[] InJobs = [KillPoint.JobClaimed, KillPoint.JobBetweenBatches, KillPoint.JobBeforeEnd];

    [Fact]
    public async Task Dead_between_two_steps_of_a_call_it_loses_doubles_and_invents_nothing()
    {
        ChaosSettings.SkipUnlessWanted(engine);
        var random = new Random(ChaosSettings.Seed);
        await using var stage = await Stage.OpenAsync(await TestDatabases.CreateAsync(engine), listened: true);
        var node = stage.Nodes[0];
        var crowd = new Crowd(stage, Members, ChaosSettings.Seed);
        await node.KillAsync();
        foreach (var point in UnderLoad)
        {
            node.Start($"{point}:{1 + random.Next(8)}");
            Assert.Equal(Killed, await node.ExitAsync(Limit));
        }
        await node.StartReadyAsync();
        await stage.AssertSoundAsync(verify: true);
        await crowd.CloseAsync(KillTests.Resumed);
        await stage.AssertSoundAsync(verify: true, everybodyIsDone: true);
        Report.Line($"kill points, {engine}", $"seed {ChaosSettings.Seed}, {UnderLoad.Length} points, {stage.Describe()}");
    }

    [Fact]
    public async Task A_job_whose_server_dies_is_taken_up_again_and_does_nothing_twice()
    {
        ChaosSettings.SkipUnlessWanted(engine);
        await using var stage = await Stage.OpenAsync(await TestDatabases.CreateAsync(engine));
        var node = stage.Nodes[0];
        await node.StopAsync();
        foreach (var (point, tenant) in InJobs.Zip(stage.Tenants))
        {
            await node.StartReadyAsync(point);
            using var file = new StringContent(Csv(Rows), null, "text/csv");
            // The job may be faster than its answer: then there is none.
            await stage.AnyNode().Of(tenant).TryAsync("POST", "admin/products/import", file, staff: true);
            Assert.Equal(Killed, await node.ExitAsync(Limit));
        }
        await node.StartReadyAsync();
        for (var start = Environment.TickCount64; !(await stage.JobsAsync()).SequenceEqual(Enumerable.Repeat($"succeeded {Rows}", InJobs.Length)); await Task.Delay(250, TestContext.Current.CancellationToken))
            Assert.True(Environment.TickCount64 - start < JobResumed.TotalMilliseconds, $"Not all jobs were taken up again: {string.Join(", ", await stage.JobsAsync())}");
        await stage.AssertSoundAsync(verify: true);
    }

    private static string Csv(int products) =>
        "Handle,Title,Vendor,Published,Variant SKU,Variant Price,Variant Inventory Qty\n" + string.Concat(Enumerable.Range(0, products).Select(number => $"imported-{number},Imported {number},Chaos,true,IMP-{number},{10 + number}.00,5\n"));
}

public sealed class SqliteKillPointTests() : KillPointTests(Engine.Sqlite);

public sealed class PostgreSqlKillPointTests() : KillPointTests(Engine.PostgreSql);
