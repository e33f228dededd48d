using System.Diagnostics;
using SharpCommerce.Chaos.Tests.Shoppers;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>The server is killed at random moments under load, by <c>kill -9</c>.</summary>
[Trait("Category", "Slow")]
public sealed class KillTests
{
    private const int Members = 8;
    private const int LongestLife = 1500;
    private const int KillsForVerify = 10;

    /// <summary>A start after a kill may take as long as a few clean ones; on a busy machine a clean one takes seconds.</summary>
    private const int SlowerThanClean = 3;
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(5);

    /// <summary>Calls that died are taken up by whoever repeats them within this.</summary>
    internal static readonly TimeSpan Resumed = TimeSpan.FromSeconds(30);

    [Theory, EachEngine]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_acknowledged_and_invents_nothing(Engine engine)
    {
        ChaosSettings.SkipUnlessWanted(engine);
        var (seed, watch) = (ChaosSettings.Seed, Stopwatch.StartNew());
        var random = new Random(seed);
        // One file has one server; a PostgreSQL has two, and while one is down the other sells.
        await using var stage = await Stage.OpenAsync(await TestDatabases.CreateAsync(engine), nodes: engine == Engine.Sqlite ? 1 : 2);
        Report.Line($"kill -9, {engine}", $"seed {seed}, clean start {stage.CleanStart.TotalMilliseconds:0} ms");
        var crowd = new Crowd(stage, Members, seed);
        var starts = new List<TimeSpan>();
        for (var kill = 0; kill < ChaosSettings.Kills; kill++)
        {
            await Task.Delay(random.Next(LongestLife), TestContext.Current.CancellationToken);
            var node = stage.Nodes[kill % stage.Nodes.Length];
            await node.KillAsync();
            starts.Add(await node.StartReadyAsync());
            await stage.AssertSoundAsync(verify: kill % KillsForVerify == 0);
        }
        await crowd.CloseAsync(Resumed);
        await stage.AssertSoundAsync(verify: true, everybodyIsDone: true);

        Report.Line($"kill -9, {engine}", $"{starts.Count} kills, {stage.Placed} orders, ready again: {Report.Spread(starts)}; answers {stage.Describe()}; {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(stage.Placed > ChaosSettings.Kills, "Too few orders to show anything.");
        var limit = TimeSpan.FromTicks(Math.Max(Floor.Ticks, SlowerThanClean * stage.CleanStart.Ticks));
        Assert.True(starts.Max() <= limit, $"A start after a kill took {starts.Max()}.");
    }
}
