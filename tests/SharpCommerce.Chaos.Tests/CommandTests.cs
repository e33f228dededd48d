using System.Net;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Chaos.Tests.Faults;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>An operator's commands have nobody else waiting: they bear a slow database, and say so when there is none.</summary>
public sealed class CommandTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(4);

    [Theory, OnPostgreSql]
    public async Task A_command_waits_for_a_slow_answer(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var database = new Uri(url);
        await using var proxy = new FaultProxy(new(IPAddress.Parse(database.Host), database.Port));
        await using var node = new ServerProcess(new UriBuilder(url) { Port = proxy.Address.Port }.Uri.ToString());
        Assert.Equal(0, (await node.CommandAsync("migrate")).Code);
        foreach (var command in (string[][])[["verify", "--json"], ["export-ledger", "--ndjson"], ["tenant", "list"]])
        {
            proxy.Set(Fault.Blackhole);
            var run = node.CommandAsync(command);
            await Task.Delay(Slow, TestContext.Current.CancellationToken);
            proxy.Set(Fault.None);
            var (code, output) = await run;
            Assert.True(code == 0, $"{command[0]}: {output}");
        }
    }

    [Theory]
    [InlineData("postgres://shop:hunter2hunter2@127.0.0.1:1/shop")]
    [InlineData("sqlite:////dev/null/shop.db")]
    public async Task Without_a_database_a_command_says_so_in_a_line(string url)
    {
        await using var node = new ServerProcess(url);
        foreach (var command in (string[][])[["verify"], ["export-ledger", "--ndjson"], ["export-ledger", "--ndjson", "--tenant", "shop"]])
        {
            var (code, output) = await node.CommandAsync(command);
            Assert.True(code == 1 && output.StartsWith("database_unavailable: ", StringComparison.Ordinal) && output.TrimEnd().Split('\n').Length == 1, $"{command[0]} ended with {code}: {output}");
            Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
        }
    }
}
