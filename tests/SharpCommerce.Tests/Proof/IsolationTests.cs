using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Docs;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>No tenant sees, changes or can tell the existence of anything of another one. See docs/decisions/0019-proof-of-isolation.md.</summary>
[Trait("Category", "Slow")]
public sealed class IsolationTests
{
    private const int LeastRequests = 5_000;

    [Theory, EachEngine]
    public async Task Nothing_of_another_tenant_can_be_seen_changed_or_told_from_nothing(Engine engine) =>
        await ProveAsync(engine, engine == Engine.Sqlite ? "sqlite" : "postgresql");

    [Theory, OnPostgreSql]
    public async Task The_second_wall_holds_alone(Engine engine) =>
        await ProveAsync(engine, "postgresql without the filter", ("SHARPCOMMERCE_TEST_DISABLE_QUERY_FILTERS", "true"));

    private static async Task ProveAsync(Engine engine, string name, params (string Name, string Value)[] settings)
    {
        // A server of its own: operators are appointed and signing keys changed. It leaves jobs lying until they are run here, so that they can be called off.
        await using var server = await TestServer.StartAsync(engine, [("JOBS_AT_ONCE", "0"), .. settings]);
        var api = await ApiModel.ReadAsync(server);
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        var (ours, theirs) = (await ProofShop.OpenAsync(server, api, "a"), await ProofShop.OpenAsync(server, api, "b"));
        foreach (var shop in (ProofShop[])[ours, theirs])
        {
            // Not equally often, so that numbers differ, too.
            await Harvest.FillAsync(shop, shop == ours ? 2 : 3);
            await ReceiveAsync(database, shop, parked: shop == theirs);
            await Harvest.LearnAsync(shop);
        }
        var run = new IsolationRun(ours, theirs, (await TokenForge.OfAsync(server)).Expired(ours.Owner.AccessToken));
        var watch = Stopwatch.StartNew();
        await run.ControlAsync();
        await RunJobsAsync(server, database, theirs);
        var before = await database.DumpAsync(theirs.Id);
        await run.AttackAsync();
        await RunJobsAsync(server, database, ours);
        await RunJobsAsync(server, database, theirs);
        var written = before.Except(await database.DumpAsync(theirs.Id)).Concat((await database.DumpAsync(theirs.Id)).Except(before)).ToList();

        var line = FormattableString.Invariant(
            $"proof {name}: {api.Operations.Count} operations, {run.Attacks} inputs, {run.Requests:N0} requests, {before.Count} rows of the other tenant, leaks = {run.Leaks.Count}, foreign writes = {written.Count}, told apart = {run.Oracles.Count}, 5xx = {run.Failures.Count}, vacuous = {run.Vacuous.Count}, {watch.Elapsed.TotalSeconds:0} s");
        Report(name, line, ("leaks", run.Leaks), ("foreign writes", written), ("told apart", run.Oracles), ("failures", run.Failures), ("vacuous", run.Vacuous), ("inputs of which nothing is the other tenant's alone", run.Shared));
        Assert.True(run.Leaks.IsEmpty && written.Count == 0 && run.Oracles.IsEmpty && run.Failures.IsEmpty && run.Vacuous.IsEmpty, line);
        Assert.True(run.Requests >= LeastRequests, line);
        Assert.All(before.Select(row => row.Split(':')[0]).Distinct(), Assert.NotEmpty);
    }

    /// <summary>A message from outside, as only a provider can send one. One that is parked can be released once, so the attacker's own is not: all that it may be answered is the same each time.</summary>
    private static async Task ReceiveAsync(RawDatabase database, ProofShop shop, bool parked)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(1, await database.ExecuteAsync(
            """
            INSERT INTO inbox_messages (tenant_id, id, source, external_id, body, received_at, status, attempts, due_at, error, ended_at)
            SELECT tenant_id, $2, 'elsewhere', $3, '', occurred_at, $4, 1, occurred_at, 'unknown_reference', occurred_at
            FROM outbox_messages WHERE tenant_id = $1 ORDER BY id LIMIT 1
            """,
            shop.Id.Value,
            id,
            $"message-{shop.Word}",
            parked ? "parked" : "handled"));
        shop.World.Add("inbound", id.ToString());
    }

    private static async Task RunJobsAsync(TestServer server, RawDatabase database, ProofShop shop)
    {
        var tenant = await server.Services.GetRequiredService<TenantRegistry>().ByIdAsync(shop.Id, TestContext.Current.CancellationToken);
        while (await server.Services.GetRequiredService<JobWorker>().RunOneAsync(tenant!, TestContext.Current.CancellationToken))
        {
        }
        await SettleAsync(database, shop);
    }

    /// <summary>Waits until nothing of the tenant's own is still running.</summary>
    internal static async Task SettleAsync(RawDatabase database, ProofShop shop)
    {
        for (var rest = 100; rest > 0 && await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM jobs WHERE tenant_id = $1 AND finished_at IS NULL) + (SELECT count(*) FROM outbox_messages WHERE tenant_id = $1 AND sequence IS NULL)", shop.Id.Value) > 0; rest--)
            await Task.Delay(100);
    }

    private static void Report(string name, string line, params (string Title, IEnumerable<string> Lines)[] parts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "proof")).FullName;
        File.WriteAllLines(Path.Combine(folder, $"{name.Replace(' ', '-')}.txt"), [line, .. parts.SelectMany(part => part.Lines.Order(StringComparer.Ordinal).Prepend($"\n# {part.Title}"))]);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        TestContext.Current.SendDiagnosticMessage(line);
    }
}
