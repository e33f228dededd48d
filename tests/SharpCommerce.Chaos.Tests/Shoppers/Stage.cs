using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using SharpCommerce.Chaos.Tests.Driver;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Chaos.Tests.Shoppers;

/// <summary>A shop that something will happen to: nodes on one database, tenants with stock, and the log of what they promise.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int Tenancies = 3;
    private const int Scarce = 40;
    private const int Plenty = 100_000;

    /// <summary>What happened is in the feed within this.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(10);

    /// <summary>What a node that died was delivering is delivered by another once its leases are over: a minute for the event, and one for the call.</summary>
    private static readonly TimeSpan Delivered = TimeSpan.FromSeconds(150);

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private Feed[] _feeds = [];
    private long _placed;
    private int _lost;
    private int _turn;

    private Stage(ServerProcess[] nodes, WebhookSink? sink)
    {
        (Nodes, Sink) = (nodes, sink);
        Log = new(Path.Combine(TestDatabases.NewFolder(), "acknowledged.ndjson"));
    }

    internal ServerProcess[] Nodes { get; }

    /// <summary>Where all orders are told of, when somebody listens.</summary>
    internal WebhookSink? Sink { get; }

    internal AcknowledgedLog Log { get; }

    internal StageTenant[] Tenants { get; private set; } = [];

    internal string Token { get; private set; } = "";

    /// <summary>How long a start takes that nothing preceded: the measure for starts after a kill.</summary>
    internal TimeSpan CleanStart { get; private set; }

    /// <summary>How many orders buyers were told of.</summary>
    internal long Placed => Interlocked.Read(ref _placed);

    /// <summary>How often each status was answered; 0 stands for no answer.</summary>
    internal IReadOnlyDictionary<int, int> Statuses => _statuses;

    /// <summary>Starts nodes on an empty database and fills it.</summary>
    /// <param name="databaseUrl">The database as the servers reach it.</param>
    /// <param name="nodes">How many servers.</param>
    /// <param name="listened">Whether a receiver of webhooks hears of all orders.</param>
    internal static async Task<Stage> OpenAsync(string databaseUrl, int nodes = 1, bool listened = false)
    {
        var key = ("SECRETS_KEY", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var stage = new Stage([.. Enumerable.Range(0, nodes).Select(_ => new ServerProcess(databaseUrl, key, WebhookSink.Allowed))], listened ? await WebhookSink.StartAsync() : null);
        try
        {
            var first = stage.Nodes[0];
            await first.StartReadyAsync();
            stage.Token = JsonDocument.Parse((await first.CommandAsync("admin", "bootstrap", "--json")).Output).RootElement.Text("token");
            stage.Tenants = [.. await Task.WhenAll(Enumerable.Range(0, Tenancies).Select(stage.AddTenantAsync))];
            stage._feeds = [.. stage.Tenants.Select(tenant => new Feed(tenant))];
            Assert.Equal(0, await first.StopAsync());
            stage.CleanStart = await first.StartReadyAsync();
            foreach (var other in stage.Nodes.Skip(1))
                await other.StartReadyAsync();
            stage._statuses.Clear();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The nodes take turns.</summary>
    internal ShopClient AnyNode() => Node(Nodes[(uint)Interlocked.Increment(ref _turn) % Nodes.Length]);

    internal void Count(int status) => _statuses.AddOrUpdate(status, 1, (_, count) => count + 1);

    /// <summary>A client was told that its call took effect and its answer is lost.</summary>
    internal void AnswerLost() => Interlocked.Increment(ref _lost);

    internal void OrderPlaced() => Interlocked.Increment(ref _placed);

    /// <summary>Remembers something that must not happen; the next <see cref="AssertSoundAsync"/> fails by it.</summary>
    internal void Blame(string fault) => _faults.Enqueue(fault);

    /// <summary>Waits until another order is placed; returns how long that took.</summary>
    internal async Task<TimeSpan> NextOrderAsync(TimeSpan limit)
    {
        var before = Placed;
        var watch = Stopwatch.StartNew();
        while (Placed == before)
        {
            Assert.True(watch.Elapsed < limit, $"No order was placed within {limit}: {Describe()}");
            await Task.Delay(10);
        }
        return watch.Elapsed;
    }

    /// <summary>Nothing that was promised is missing, nothing is there that nobody asked for, and everything is told of once. May run while buyers go on.</summary>
    internal async Task AssertSoundAsync(bool verify = false, bool everybodyIsDone = false)
    {
        var promises = Log.Read();
        await FollowAsync(feed => feed.ReadOnAsync(AnyNode()));
        var before = _feeds.Select(feed => feed.Events.Count).ToArray();
        var ledger = await Ledger.ReadAsync(Nodes[0]);
        // A node numbers events a moment after they happened; one that died left that to the next.
        await FollowAsync(async feed => await feed.ReadOnAsync(AnyNode()) && feed.Knows(ledger));
        List<string> faults = [.. ledger.FaultsAgainst(promises, Log.Wants), .. _feeds.Zip(before).SelectMany(pair => pair.First.FaultsAgainst(ledger, pair.Second))];
        if (everybodyIsDone)
        {
            faults.AddRange(ledger.Surplus(promises, Tenants));
            await FollowAsync(feed => feed.ReadAgainAsync(AnyNode()));
            if (Sink is not null)
                faults.AddRange(await UndeliveredAsync(Sink));
        }
        if (verify && await Nodes[0].VerifyAsync() is { } broken)
            faults.Add($"verify: {broken}");
        while (_faults.TryDequeue(out var fault))
            faults.Add(fault);
        Assert.True(faults.Count == 0, $"{faults.Count} faults ({Describe()}; log: {Log.Path}):\n{string.Join('\n', faults.Take(20))}\n{Nodes[0].Output}");
    }

    /// <summary>Every job's state and how many rows it is through with.</summary>
    internal async Task<List<string>> JobsAsync()
    {
        var jobs = new List<string>();
        foreach (var tenant in Tenants)
            jobs.AddRange((await AnyNode().Of(tenant).TryAsync("GET", "admin/jobs", staff: true))!.Expect(200).Json.List("items").Select(job => $"{job.Text("status")} {job.Long("created") + job.Long("updated") + job.Long("unchanged")}"));
        return jobs;
    }

    /// <summary>Figures of the run so far.</summary>
    internal string Describe() =>
        $"{Placed} orders acknowledged, {_feeds.Sum(feed => feed.Events.Count)} events{(Sink is null ? "" : $", {Sink.Events} of them delivered by {Sink.Calls} webhooks")}; {_lost} answers lost; answers {Answers()}";

    private string Answers() => string.Join(", ", _statuses.OrderBy(pair => pair.Key).Select(pair => $"{(pair.Key == 0 ? "none" : $"{pair.Key}")} × {pair.Value}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        if (Sink is not null)
            await Sink.DisposeAsync();
        _http.Dispose();
        Log.Dispose();
    }

    /// <summary>Lets every feed come to where it is to be; one that does not is looked at as it is.</summary>
    private async Task FollowAsync(Func<Feed, Task<bool>> isThere)
    {
        foreach (var feed in _feeds)
        {
            for (var start = Environment.TickCount64; !await isThere(feed) && Environment.TickCount64 - start < Told.TotalMilliseconds;)
                await Task.Delay(50);
        }
    }

    /// <summary>What the receiver of webhooks did not get although it was told in the feed, or got otherwise.</summary>
    private async Task<List<string>> UndeliveredAsync(WebhookSink sink)
    {
        var told = _feeds.SelectMany(feed => feed.Events).Where(told => told.Type.StartsWith("order.", StringComparison.Ordinal)).ToList();
        for (var start = Environment.TickCount64; told.Exists(told => sink.PlaceOf(told.Id) is null) && Environment.TickCount64 - start < Delivered.TotalMilliseconds;)
            await Task.Delay(100);
        return [.. sink.Faults, .. told.Where(told => sink.PlaceOf(told.Id) != told.Sequence).Select(told => $"{told} was delivered with place {sink.PlaceOf(told.Id)?.ToString() ?? "none"}.")];
    }

    private ShopClient Node(ServerProcess node) => new(this, _http, node);

    private async Task<StageTenant> AddTenantAsync(int number)
    {
        var client = Node(Nodes[0]);
        var slug = $"shop-{number}";
        var created = await client.TryAsync("POST", "platform/tenants", new { slug, name = $"Shop {number}", defaultCurrency = "EUR", country = "DE" }, staff: true);
        var tenant = new StageTenant(created!.Expect(201).Json.Id(), slug, []);
        var variants = new List<StageVariant>();
        foreach (var stock in (int[])[Scarce, Scarce, Plenty, Plenty, Plenty])
        {
            var price = new { amount = 1000 + (100 * variants.Count), currency = "EUR" };
            var product = await client.Of(tenant).TryAsync("POST", "admin/products", new { title = $"Canary {slug} {variants.Count}", status = "published", variants = new[] { new { price, stock } } }, staff: true);
            variants.Add(new(product!.Expect(201).Json.At("variants", 0).Id(), stock));
        }
        if (Sink is not null)
            (await client.Of(tenant).TryAsync("POST", "admin/webhooks", new { url = Sink.Address, eventTypes = (string[])["order.*"] }, staff: true))!.Expect(201);
        return tenant with { Variants = [.. variants] };
    }
}

/// <summary>A tenant of the stage.</summary>
internal sealed record StageTenant(string Id, string Slug, StageVariant[] Variants);

/// <summary>Something to buy, and how much of it there was at first.</summary>
internal sealed record StageVariant(string Id, int Stock);
