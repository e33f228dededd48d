using System.Reflection;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Chaos.Tests.Shoppers;
using SharpCommerce.Core;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>The server dies exactly where it hurts: between two steps of what must happen as one.</summary>
[Trait("Category", "Slow")]
public sealed class KillPointTests
{
    private const int Killed = 128 + 9;
    private const int Members = 6;
    private const int Rows = 1200;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A job whose node is gone is taken over when its lease is over, in the next round.</summary>
    private static readonly TimeSpan JobResumed = TimeSpan.FromSeconds(100);

    private static readonly string[] UnderLoad =
    [
        KillPoint.IdempotencyClaimed, KillPoint.IdempotencyBeforeAnswer, KillPoint.IdempotencyAfterAnswer, KillPoint.PlacementLocked, KillPoint.PlacementBeforeCommit, KillPoint.PlacementAfterCommit,
        KillPoint.ChangeBeforeCommit, KillPoint.ChangeAfterCommit,
    ];

    private static readonly string[] InJobs = [KillPoint.JobClaimed, KillPoint.JobBetweenBatches, KillPoint.JobBeforeEnd];

    private static readonly string[] AtStart = [KillPoint.MigrationLocked, KillPoint.MigrationTables, KillPoint.MigrationBeforeUnlock, KillPoint.StartupToken];

    [Fact]
    public void Every_point_is_tried() => Assert.Equal(
        typeof(KillPoint).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(),
        UnderLoad.Concat(InJobs).Concat(AtStart).Order());

    [Theory, EachEngine]
    public async Task Dead_between_two_steps_of_a_call_it_loses_doubles_and_invents_nothing(Engine engine)
    {
        ChaosSettings.SkipUnlessWanted(engine);
        var random = new Random(ChaosSettings.Seed);
        await using var stage = await Stage.OpenAsync(await TestDatabases.CreateAsync(engine));
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
        Report.Line($"kill points, {engine}", $"seed {ChaosSettings.Seed}, {UnderLoad.Length} points, {stage.Placed} orders, {stage.LostAnswers} answers lost; answers {stage.Describe()}");
    }

    [Theory, EachEngine]
    public async Task A_job_whose_server_dies_is_taken_up_again_and_does_nothing_twice(Engine engine)
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

    [Theory, EachEngine]
    public async Task Dead_in_the_middle_of_its_first_start_the_next_one_completes_it(Engine engine)
    {
        ChaosSettings.SkipUnlessWanted(engine);
        await using var node = new ServerProcess(await TestDatabases.CreateAsync(engine));
        foreach (var point in AtStart)
        {
            node.Start(point);
            Assert.Equal(Killed, await node.ExitAsync(Limit));
        }
        await AssertUsableAsync(node);
    }

    [Theory, EachEngine]
    public async Task Killed_at_a_random_moment_of_its_first_start_the_next_one_completes_it(Engine engine)
    {
        ChaosSettings.SkipUnlessWanted(engine);
        var random = new Random(ChaosSettings.Seed);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await using var node = new ServerProcess(await TestDatabases.CreateAsync(engine));
            node.Start();
            // The schema is made in the second half of a start.
            await Task.Delay(700 + random.Next(2000), TestContext.Current.CancellationToken);
            await node.KillAsync();
            await AssertUsableAsync(node);
        }
    }

    [Fact]
    public async Task Outside_the_environment_Test_a_kill_point_is_refused()
    {
        await using var node = new ServerProcess(await TestDatabases.CreateAsync(Engine.Sqlite), ("SHARPCOMMERCE_TEST_KILL_AT", KillPoint.StartupToken));
        node.Start();
        Assert.Equal(1, await node.ExitAsync(Limit));
        Assert.Contains("SHARPCOMMERCE_TEST_KILL_AT works in the environment Test alone.", node.Output, StringComparison.Ordinal);
    }

    /// <summary>It starts, an operator gets in although the first token was never shown, and a shop can be opened.</summary>
    private static async Task AssertUsableAsync(ServerProcess node)
    {
        await node.StartReadyAsync();
        var (code, output) = await node.CommandAsync("tenant", "create", "late", "Late", "EUR", "DE");
        Assert.True(code == 0, output);
        using var bootstrap = System.Text.Json.JsonDocument.Parse((await node.CommandAsync("admin", "bootstrap", "--json")).Output);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(node.Address, "api/v1/") };
        (await http.CallAsync("GET", "admin/orders", null, ("X-Tenant", "late"), ("Authorization", $"Bearer {bootstrap.RootElement.Text("token")}"))).Expect(200);
        Assert.Null(await node.VerifyAsync());
    }

    private static string Csv(int products) =>
        "Handle,Title,Vendor,Published,Variant SKU,Variant Price,Variant Inventory Qty\n" + string.Concat(Enumerable.Range(0, products).Select(number => $"imported-{number},Imported {number},Chaos,true,IMP-{number},{10 + number}.00,5\n"));
}
