using System.Diagnostics;
using System.Text;
using System.Text.Json;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Jobs;

[Trait("Category", "Slow")]
public sealed class KilledNodeTests
{
    private const int Products = 1_500;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task An_import_whose_server_is_killed_is_finished_by_another_within_a_minute_and_takes_nothing_over_twice(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var folder = TestDatabases.NewFolder();
        (string, string)[] settings = [("DATABASE_URL", url), ("DATA_DIRECTORY", folder), ("SECRETS_KEY", Convert.ToBase64String(new byte[32]))];
        using var token = JsonDocument.Parse((await ServerProcess.RunAsync(["admin", "bootstrap", "--json"], settings)).Output);
        Assert.Equal(0, (await ServerProcess.RunAsync(["tenant", "create", "shop", "Shop", "EUR", "DE"], settings)).ExitCode);
        using var killed = await ServerProcess.StartAsync(settings);
        // Only one process serves a SQLite file: there the next one starts when the first is gone.
        using var standby = engine == Engine.PostgreSql ? await ServerProcess.StartAsync(settings) : null;
        using var client = Staff(killed, token);
        using var file = new StringContent(File(), Encoding.UTF8, "text/csv");
        var job = (await client.CallAsync("POST", "admin/products/import", file)).Expect(202).Json.Id();
        JsonElement before;
        do
        {
            await Task.Delay(20, Stop);
            before = await client.GetOkAsync($"admin/jobs/{job}");
        }
        while (before.GetProperty("created").GetInt32() == 0);

        await killed.KillAsync();
        var watch = Stopwatch.StartNew();
        using var next = standby is null ? await ServerProcess.StartAsync(settings) : null;
        using var other = Staff(standby ?? next!, token);
        Assert.Equal("running", (await other.GetOkAsync($"admin/jobs/{job}")).Text("status"));
        var resumed = TimeSpan.Zero;
        JsonElement now;
        do
        {
            await Task.Delay(100, Stop);
            now = await other.GetOkAsync($"admin/jobs/{job}");
            // A run that begins anew finds what the killed one left unchanged.
            if (resumed == default && now.GetProperty("unchanged").GetInt32() > 0)
                resumed = watch.Elapsed;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"After a minute it is {now}.");
        }
        while (now.Text("status") == "running");
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: resumed after {resumed.TotalSeconds:0.0} s, done after {watch.Elapsed.TotalSeconds:0.0} s");

        Assert.Equal(("succeeded", Products, 0), (now.Text("status"), now.GetProperty("created").GetInt32() + now.GetProperty("unchanged").GetInt32(), now.GetProperty("failed").GetInt32()));
        await using var database = await RawDatabase.OpenAsync(url);
        foreach (var count in (string[])["SELECT count(*) FROM products", "SELECT count(*) FROM variants", "SELECT count(*) FROM stock_movements", "SELECT count(DISTINCT variant_id) FROM stock_movements"])
            Assert.Equal(Products, await database.ScalarAsync<long>(count));
        Assert.Equal(0, (await ServerProcess.RunAsync(["verify"], settings)).ExitCode);
    }

    private static HttpClient Staff(ServerProcess server, JsonDocument token)
    {
        var client = server.Client();
        client.DefaultRequestHeaders.Add("X-Tenant", "shop");
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.RootElement.Text("token"));
        return client;
    }

    private static string File() => "Handle,Title,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty\n"
        + string.Concat(Enumerable.Range(0, Products).Select(i => $"mug-{i},Mug {i},M{i},5.00,shopify,{i + 1}\n"));
}
