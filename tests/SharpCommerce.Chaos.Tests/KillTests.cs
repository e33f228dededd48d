using System.Diagnostics;
using SharpCommerce.Chaos.Tests.Shoppers;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>The server is killed at random moments under load, by <c>kill -9</c>. Each engine has a class of its own, so that both run at once.</summary>
[Trait("Category", "Slow")]
public abstract class KillTests(Engine engine)
{
    private const int Members = 8;
    private const int LongestLife = 1500;
    private const int KillsForVerify = 10;

    /// <summary>What is lost stays lost, and what was promised stays in the log: looking now and then finds it as well.</summary>
    private const int KillsForLook = 5;

    /// <summary>Calls that died are taken up by whoever repeats them within this.</summary>
    internal static readonly TimeSpan Resumed = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_acknowledged_and_invents_nothing()
    {
        ChaosSettings.SkipUnlessWanted(engine);
        var (seed, watch) = (ChaosSettings.Seed, Stopwatch.StartNew());
        var random = new Random(seed);
        await using var stage = await Stage.OpenAsync(await TestDatabases.CreateAsync(engine), nodes: engine == Engine.Sqlite ? 1 : ChaosSettings.Nodes, listened: true);
        Report.Line($"kill -9, {engine}", $"seed {seed}, clean start {stage.CleanStart.TotalMilliseconds:0} ms");
        var crowd = new Crowd(stage, Members, seed);
        var starts = new List<TimeSpan>();
        for (var kill = 0; kill < ChaosSettings.Kills; kill++)
        {
            await Task.Delay(random.Next(LongestLife), TestContext.Current.CancellationToken);
            var node = stage.Nodes[kill % stage.Nodes.Length];
            await node.KillAsync();
            starts.Add(await node.StartReadyAsync());
            if (kill % KillsForLook == 0)
                await stage.AssertSoundAsync(verify: kill % KillsForVerify == 0);
        }
        await crowd.CloseAsync(Resumed);
        await stage.AssertSoundAsync(verify: true, everybodyIsDone: true);

        Report.Line($"kill -9, {engine}", $"{starts.Count} kills, {stage.Describe()}; ready again: {Report.Spread(starts)}; {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(stage.Placed > ChaosSettings.Kills, "Too few orders to show anything.");
    }
}

public sealed class SqliteKillTests() : KillTests(Engine.Sqlite);

public sealed class PostgreSqlKillTests() : KillTests(Engine.PostgreSql);
