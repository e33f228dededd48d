using System.Reflection;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Core;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>The server dies while it makes its database, its first token and the demo shops.</summary>
[Trait("Category", "Slow")]
public sealed class FirstStartTests
{
    private const int Killed = 128 + 9;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly (string Name, string Value) Demo = ("SEED_DEMO", "true");
    private static readonly (string Slug, int Products)[] DemoShops = [("aurora", 16), ("borealis", 15)];

    private static readonly string[] AtStart = [KillPoint.MigrationLocked, KillPoint.MigrationTables, KillPoint.MigrationBeforeUnlock, KillPoint.StartupToken, KillPoint.StartupDemoProduct];

    [Fact]
    public void Every_point_is_tried() => Assert.Equal(
        typeof(KillPoint).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(),
        KillPointTests.UnderLoad.Concat(KillPointTests.InJobs).Concat(AtStart).Union(PaymentKillTests.Points).Order());

    [Theory, EachEngine]
    public async Task Dead_in_the_middle_of_its_first_start_the_next_one_completes_it(Engine engine)
    {
        ChaosSettings.SkipUnlessWanted(engine);
        await using var node = new ServerProcess(await TestDatabases.CreateAsync(engine), Demo);
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
            await using var node = new ServerProcess(await TestDatabases.CreateAsync(engine), Demo);
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

    /// <summary>It starts, an operator gets in although the first token was never shown, a shop can be opened, and the demo shops are complete.</summary>
    private static async Task AssertUsableAsync(ServerProcess node)
    {
        await node.StartReadyAsync();
        var (code, output) = await node.CommandAsync("tenant", "create", "late", "Late", "EUR", "DE");
        Assert.True(code == 0, output);
        using var bootstrap = System.Text.Json.JsonDocument.Parse((await node.CommandAsync("admin", "bootstrap", "--json")).Output);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(node.Address, "api/v1/") };
        (await http.CallAsync("GET", "admin/orders", null, ("X-Tenant", "late"), ("Authorization", $"Bearer {bootstrap.RootElement.Text("token")}"))).Expect(200);
        foreach (var (shop, products) in DemoShops)
            Assert.Equal(products, (await http.CallAsync("GET", "store/products?limit=100", null, ("X-Tenant", shop))).Expect(200).Json.List("items").Count);
        Assert.Null(await node.VerifyAsync());
    }
}
