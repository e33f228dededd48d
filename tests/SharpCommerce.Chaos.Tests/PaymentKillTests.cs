using System.Diagnostics;
using SharpCommerce.Chaos.Tests.Paying;
using SharpCommerce.Core;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>
/// The server is killed while shoppers pay: at random moments, and before and after each commit and each call to a provider. The providers' ledger, which is
/// outside of it, says in the end whether anybody was charged twice or for nothing.
/// </summary>
[Trait("Category", "Slow")]
public abstract class PaymentKillTests(Engine engine)
{
    private const int Killed = 128 + 9;
    private const int Shoppers = 24;
    private const int LongestLife = 1_500;
    private static readonly TimeSpan PointLimit = TimeSpan.FromSeconds(60);

    internal static readonly string[] Points =
    [
        KillPoint.PlacementBeforeCommit, KillPoint.PlacementAfterCommit, KillPoint.PaymentBeforeCall, KillPoint.PaymentAfterCall, KillPoint.ChangeBeforeCommit, KillPoint.ChangeAfterCommit,
        KillPoint.IdempotencyBeforeAnswer, KillPoint.IdempotencyAfterAnswer,
    ];

    [Fact]
    public async Task Killed_while_shoppers_pay_it_charges_nobody_twice_and_keeps_every_order()
    {
        ChaosSettings.SkipUnlessWanted(engine);
        var (seed, watch) = (ChaosSettings.Seed, Stopwatch.StartNew());
        var random = new Random(seed);
        await using var stage = await PaymentStage.OpenAsync(await TestDatabases.CreateAsync(engine));
        var crowd = stage.Open(Shoppers, seed);
        for (var kill = 0; kill < ChaosSettings.Kills; kill++)
        {
            if (kill % 2 == 0)
            {
                await Task.Delay(random.Next(LongestLife), TestContext.Current.CancellationToken);
                await stage.Node.KillAsync();
            }
            else
            {
                // Started a second time with a point to die at.
                await stage.Node.KillAsync();
                stage.Node.Start($"{Points[kill / 2 % Points.Length]}:{1 + random.Next(3)}");
                try
                {
                    Assert.Equal(Killed, await stage.Node.ExitAsync(PointLimit));
                }
                catch (TimeoutException)
                {
                    Assert.Fail($"Nobody comes by {Points[kill / 2 % Points.Length]}: {stage.FirstFaults}");
                }
            }
            await stage.Node.StartReadyAsync();
        }
        await crowd.CloseAsync();
        var agreed = await stage.AgreeAsync();
        Report.Line($"kill while paying, {engine}", $"seed {seed}, {ChaosSettings.Kills} kills, {stage.Describe()}; all agreed {agreed.TotalSeconds:0} s after the last kill; {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(stage.Acknowledged > ChaosSettings.Kills, "Too few orders to show anything.");
    }
}

public sealed class SqlitePaymentKillTests() : PaymentKillTests(Engine.Sqlite);

public sealed class PostgreSqlPaymentKillTests() : PaymentKillTests(Engine.PostgreSql);
