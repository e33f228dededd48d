using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Chaos.Tests.Faults;
using SharpCommerce.Chaos.Tests.Shoppers;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests;

/// <summary>The database is out of reach for a while: what is known is shown, everything else says so at once, and nobody has to restart anything.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(OutageTests))]
[CollectionDefinition(nameof(OutageTests), DisableParallelization = true)] // It measures times, so it has the machine to itself.
public sealed class OutageTests
{
    private const int Readers = 3;
    private const double Served = 0.99;
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(3);

    /// <summary>What is asked while the outage is news has an answer within this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(5);

    [Theory, OnPostgreSql("black hole"), OnPostgreSql("refused")]
    public async Task Out_of_reach_the_database_takes_down_only_what_needs_it(string how, Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var database = new Uri(url);
        await using var proxy = new FaultProxy(new(IPAddress.Parse(database.Host), database.Port));
        await using var stage = await Stage.OpenAsync(new UriBuilder(url) { Port = proxy.Address.Port }.Uri.ToString());
        await RunAsync(
            $"database {how}",
            stage,
            () =>
            {
                proxy.Set(how == "refused" ? Fault.Refuse : Fault.Blackhole);
                return Task.CompletedTask;
            },
            () =>
            {
                proxy.Set(Fault.None);
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task A_PostgreSQL_that_freezes_is_given_up_within_moments_and_taken_back_when_it_answers()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var stage = await Stage.OpenAsync(cluster.Url);
        await RunAsync("PostgreSQL frozen", stage, cluster.FreezeAsync, cluster.ThawAsync);
    }

    private static async Task RunAsync(string name, Stage stage, Func<Task> strike, Func<Task> heal)
    {
        var client = stage.AnyNode();
        var pages = await WarmAsync(stage, client);
        var seen = new Sightings();
        using var over = new CancellationTokenSource();
        await strike();
        var (watch, began) = (Stopwatch.StartNew(), Environment.TickCount64);
        Task[] clients =
        [
            .. Enumerable.Range(0, Readers).Select(reader => ReadAsync(client, pages, reader, seen, began, over.Token)),
            .. stage.Tenants.Select(tenant => AskAsync(client.Of(tenant), seen, began, over.Token)),
        ];
        await Task.Delay(ChaosSettings.Outage - watch.Elapsed, TestContext.Current.CancellationToken);
        await over.CancelAsync();
        await Task.WhenAll(clients);
        await heal();

        var recovery = Stopwatch.StartNew();
        while ((await client.TryAsync("GET", "../../health/ready"))?.Status != 200 || (await client.Of(stage.Tenants[0]).TryAsync("POST", "store/carts", new { }))?.Status != 201)
        {
            Assert.True(recovery.Elapsed < Recovered, $"Not back {Recovered} after the database.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Report.Line(name, $"{ChaosSettings.Outage.TotalSeconds:0} s; catalog {seen.Fresh}/{seen.Reads} served; {seen.Refusals.Count} refusals, first moments {Report.Spread(seen.Early)}, then {Report.Spread(seen.Refusals)}; back after {recovery.ElapsedMilliseconds} ms");
        Assert.True(seen.Faults.IsEmpty, string.Join('\n', seen.Faults.Distinct().Take(20)));
        Assert.True(seen.Reads > 100 && seen.Fresh >= Served * seen.Reads, $"{seen.Fresh} of {seen.Reads} pages were served.");
        Assert.All(seen.Early, time => Assert.True(time < Patience, $"A refusal took {time}."));
        var sorted = seen.Refusals.Order().ToList();
        Assert.True(sorted.Count > 20 && sorted[(int)(0.95 * sorted.Count)] < AtOnce, $"{sorted.Count} refusals: {Report.Spread(sorted)}");
        await stage.AssertSoundAsync(verify: true, everybodyIsDone: true);
    }

    /// <summary>Reads every page of every tenant often enough to be kept.</summary>
    private static async Task<List<(StageTenant Tenant, string Path)>> WarmAsync(Stage stage, ShopClient client)
    {
        var pages = new List<(StageTenant, string)>();
        foreach (var tenant in stage.Tenants)
        {
            var products = (await client.Of(tenant).TryAsync("GET", "store/products"))!.Expect(200).Json.List("items");
            Assert.Equal(tenant.Variants.Length, products.Count);
            pages.AddRange(((string[])["store/products", "store/products?limit=2", "store/categories", .. products.Select(product => $"store/products/{product.Text("slug")}")]).Select(path => (tenant, path)));
        }
        foreach (var _ in Enumerable.Range(0, 2))
        {
            foreach (var (tenant, path) in pages)
                (await client.Of(tenant).TryAsync("GET", path))!.Expect(200);
        }
        return pages;
    }

    private static async Task ReadAsync(ShopClient client, List<(StageTenant Tenant, string Path)> pages, int reader, Sightings seen, long began, CancellationToken over)
    {
        for (var number = reader; !over.IsCancellationRequested; number++)
        {
            var (tenant, path) = pages[number % pages.Count];
            var answer = await client.Of(tenant).TryAsync("GET", path);
            Interlocked.Increment(ref seen.Reads);
            if (answer?.Status != 200)
                continue;
            Interlocked.Increment(ref seen.Fresh);
            // A page of moments ago needs no mark.
            if (Environment.TickCount64 - began > Noticed.TotalMilliseconds && (answer.Header("Age") is null || answer.Header("X-Served-Stale") != "true"))
                seen.Faults.Enqueue($"{path} was served without Age and X-Served-Stale: {answer.Headers}");
            if (answer.Text.Contains("Canary shop-", StringComparison.Ordinal) && (!answer.Text.Contains($"Canary {tenant.Slug} ", StringComparison.Ordinal) || pages.Exists(page => page.Tenant != tenant && answer.Text.Contains($"Canary {page.Tenant.Slug} ", StringComparison.Ordinal))))
                seen.Faults.Enqueue($"{tenant.Slug} was shown another shop: {answer.Text}");
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static async Task AskAsync(ShopClient client, Sightings seen, long began, CancellationToken over)
    {
        (string Method, string Path, object? Body, bool Staff)[] calls =
        [
            ("POST", "store/carts", new { }, false), ("GET", $"store/carts/{Guid.NewGuid()}", null, false), ("GET", "admin/orders", null, true),
            ("POST", "auth/login", new { email = "ada@example.com", password = "correct horse battery" }, false),
        ];
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var (method, path, body, staff) = calls[number % calls.Length];
            var asked = Environment.TickCount64;
            var watch = Stopwatch.StartNew();
            var answer = await client.TryAsync(method, path, body, staff: staff);
            var early = asked - began < Noticed.TotalMilliseconds;
            if (answer?.Status != 503 || answer.Header("Retry-After") is null || answer.Code != "database_unavailable")
                seen.Faults.Enqueue($"{method} {path} answered {answer?.Status}: {answer?.Text}");
            else
                (early ? seen.Early : seen.Refusals).Enqueue(watch.Elapsed);
            if (number % calls.Length == 0)
                await LookAtHealthAsync(client, seen, early);
            await Task.Delay(25, CancellationToken.None);
        }
    }

    private static async Task LookAtHealthAsync(ShopClient client, Sightings seen, bool early)
    {
        if ((await client.TryAsync("GET", "../../health/live"))?.Status != 200)
            seen.Faults.Enqueue("It says that it is not alive.");
        var ready = await client.TryAsync("GET", "../../health/ready");
        if (!early && (ready?.Status != 503 || !ready.Text.Contains("postgresql", StringComparison.Ordinal)))
            seen.Faults.Enqueue($"Ready answers {ready?.Status}: {ready?.Text}");
    }

    private sealed class Sightings
    {
        internal int Reads;
        internal int Fresh;

        internal ConcurrentQueue<string> Faults { get; } = new();

        /// <summary>How long refusals took while the outage was news.</summary>
        internal ConcurrentQueue<TimeSpan> Early { get; } = new();

        /// <summary>And afterwards.</summary>
        internal ConcurrentQueue<TimeSpan> Refusals { get; } = new();
    }
}
