using System.Net;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Chaos.Tests.Faults;
using SharpCommerce.Chaos.Tests.Shoppers;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>PostgreSQL dies, or its answers do, while the server lives on.</summary>
[Trait("Category", "Slow")]
public sealed class PostgreSqlFaultTests
{
    private const int Members = 8;
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whatever_ends_PostgreSQL_clients_hear_try_again_and_sell_on_without_a_restart()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var stage = await Stage.OpenAsync(cluster.Url);
        var process = stage.Nodes[0].Id;
        var crowd = new Crowd(stage, Members, ChaosSettings.Seed);
        (string Name, int Times, Func<Task> Strike)[] faults =
        [
            ("backend killed", 3, () => cluster.KillBackendAsync()),
            ("backends terminated", 3, () => cluster.TerminateBackendsAsync()),
            ("immediate stop", 2, async () =>
            {
                await cluster.StopAsync();
                await cluster.RestartAsync();
            }),
            ("postmaster killed", 2, async () =>
            {
                await cluster.KillAsync();
                await cluster.RestartAsync();
            }),
        ];
        foreach (var (name, times, strike) in faults)
        {
            var recoveries = new List<TimeSpan>();
            for (var time = 0; time < times * ChaosSettings.Rounds; time++)
            {
                await stage.NextOrderAsync(Usual);
                await strike();
                await cluster.ReadyAsync();
                recoveries.Add(await stage.NextOrderAsync(Recovered));
                await stage.AssertSoundAsync();
            }
            Report.Line($"PostgreSQL, {name}", $"{recoveries.Count} times, first order afterwards: {Report.Spread(recoveries)}");
        }
        await crowd.CloseAsync(KillTests.Resumed);
        await stage.AssertSoundAsync(verify: true, everybodyIsDone: true);
        Assert.Equal(process, stage.Nodes[0].Id);
        AssertOnlyRefusals(stage);
        Report.Line("PostgreSQL, all faults", $"seed {ChaosSettings.Seed}, {stage.Describe()}");
    }

    [Fact]
    public async Task Whether_or_not_a_commit_got_through_when_its_answer_is_cut_off_nothing_is_lost_or_doubled()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        var url = await TestDatabases.CreateAsync(Engine.PostgreSql);
        var database = new Uri(url);
        await using var proxy = new FaultProxy(new(IPAddress.Parse(database.Host), database.Port));
        await using var stage = await Stage.OpenAsync(new UriBuilder(url) { Port = proxy.Address.Port }.Uri.ToString());
        var crowd = new Crowd(stage, Members, ChaosSettings.Seed);
        var random = new Random(ChaosSettings.Seed);
        for (var round = 0; round < 4 * ChaosSettings.Rounds; round++)
        {
            await stage.NextOrderAsync(Usual);
            proxy.Set(Fault.CutAnswer("COMMIT", TimeSpan.FromMilliseconds(20)));
            await Task.Delay(400, TestContext.Current.CancellationToken);
            // What has no COMMIT of its own is cut anywhere in its answers.
            proxy.Set(Fault.ResetAfter(200 + random.Next(4000)));
            await Task.Delay(400, TestContext.Current.CancellationToken);
            proxy.Set(Fault.None);
            await stage.NextOrderAsync(Recovered);
            await stage.AssertSoundAsync();
        }
        await crowd.CloseAsync(KillTests.Resumed);
        await stage.AssertSoundAsync(verify: true, everybodyIsDone: true);
        AssertOnlyRefusals(stage);
        Assert.True(proxy.Cut > 10, $"Only {proxy.Cut} connections were cut.");
        Report.Line("answers of commits cut off", $"seed {ChaosSettings.Seed}, {proxy.Cut} connections cut, {stage.Describe()}");
    }

    /// <summary>The server was there all the time: each call had an answer, and each that failed said what it was.</summary>
    private static void AssertOnlyRefusals(Stage stage) =>
        Assert.All(stage.Statuses, pair => Assert.True(pair.Key is 200 or 201 or 409 or 503, $"{pair.Key} was answered. All: {stage.Describe()}"));
}
