using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>A whole run: seed, start both servers, compare their answers, measure, report.</summary>
internal static class Run
{
    private const int PrimingCarts = 4_000;

    public static int Misunderstood()
    {
        Console.Error.WriteLine("Usage: scripts/bench [quick] [--only NAME,...] [--out FILE] | scripts/bench login-flood | noisy-neighbor | overload | memory | rolling-restart | telemetry");
        Console.Error.WriteLine($"Names: {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}");
        return 2;
    }

    public static async Task<int> RunAsync(string clusterUrl, int postmasterId, string[] options)
    {
        var pace = Pace.Full;
        string? file = null;
        var scenarios = Scenario.All;
        for (var rest = options.AsSpan(); rest.Length > 0;)
        {
            switch (rest)
            {
                case ["quick", .. var others]:
                    pace = Pace.Quick;
                    rest = others;
                    break;
                case ["--out", var name, .. var others]:
                    file = name;
                    rest = others;
                    break;
                case ["--only", var names, .. var others]:
                    scenarios = [.. scenarios.Where(scenario => names.Split(',').Contains(scenario.Name))];
                    rest = others;
                    break;
                default:
                    return Misunderstood();
            }
        }
        if (scenarios.Length == 0)
            return Misunderstood();
        var results = await MeasureAsync(new(clusterUrl), postmasterId, pace, scenarios);
        Console.WriteLine(results);
        if (file is not null)
            await File.WriteAllTextAsync(file, results);
        return 0;
    }

    /// <summary>Not against the baseline but against itself: see <see cref="LoginFlood"/>, <see cref="NoisyNeighbor"/>, <see cref="Overload"/>, <see cref="MemoryUse"/>, <see cref="TelemetryCost"/>.</summary>
    public static Task<int> RunScenarioAsync(string clusterUrl, string name) => WithShopsAsync(clusterUrl, async (database, seeder, folder) =>
    {
        if (name == "rolling-restart")
            return await new RollingRestart(database, seeder, folder).RunAsync();
        if (name == "noisy-neighbor")
            return await new NoisyNeighbor(database, seeder, folder).RunAsync();
        if (name == "telemetry")
            return await new TelemetryCost(seeder).RunAsync(database, folder);
        await using var product = await ServerProcess.StartProductAsync(database, folder, name == "login-flood" ? LoginFlood.Environment : null, yields: name == "overload");
        return name switch
        {
            "login-flood" => await new LoginFlood(seeder, product).RunAsync(),
            "overload" => await new Overload(seeder, product).RunAsync(),
            _ => await new MemoryUse(database, seeder, product).RunAsync(),
        };
    });

    private static async Task<int> WithShopsAsync(string clusterUrl, Func<Database, Seeder, string, Task<string>> measure)
    {
        var database = new Database(clusterUrl);
        var folder = Directory.CreateTempSubdirectory("sharpcommerce-bench-").FullName;
        try
        {
            var seeder = new Seeder(database, Pace.Quick.ProductsPerShop);
            await SeedAsync(database, seeder, folder);
            await TrackStatementsAsync(database, "none");
            Console.WriteLine(await measure(database, seeder, folder));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(Database database, int postmasterId, Pace pace, Scenario[] scenarios)
    {
        var folder = Directory.CreateTempSubdirectory("sharpcommerce-bench-").FullName;
        try
        {
            var seeder = new Seeder(database, pace.ProductsPerShop);
            await SeedAsync(database, seeder, folder);
            var results = new List<Measured>();
            if (scenarios.Any(scenario => !scenario.Kept))
            {
                // Without kept pages: what is compared is the work, and a kept page is none.
                await using var product = await ServerProcess.StartProductAsync(database, folder, new Dictionary<string, string> { ["CATALOG_CACHE"] = "off" });
                await using var baseline = await ServerProcess.StartBaselineAsync(database);
                await new SameWork(database, seeder, product, baseline).CheckAsync();
                await TrackStatementsAsync(database, "none");
                var measuring = new Measuring(pace, seeder, product, baseline, postmasterId);
                foreach (var scenario in scenarios.Where(scenario => !scenario.Kept))
                    results.AddRange(await measuring.RunAsync(scenario));
            }
            foreach (var scenario in scenarios.Where(scenario => scenario.Kept))
            {
                await using var product = await ServerProcess.StartProductAsync(database, folder);
                var file = Path.Combine(folder, "page");
                await File.WriteAllTextAsync(file, await SameWork.SendAsync(product, scenario.Requests!(seeder, [])[0]));
                await using var plain = await ServerProcess.StartPlainAsync(file);
                results.AddRange(await new Measuring(pace, seeder, product, plain, postmasterId).RunAsync(scenario));
            }
            return await Report.WriteAsync(database, pace, results);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task SeedAsync(Database database, Seeder seeder, string folder)
    {
        Console.Error.WriteLine("seeding");
        var isNew = await database.CreateAsync();
        await ServerProcess.MigrateAsync(database, folder);
        await seeder.SeedAsync(isNew);
        await TrackStatementsAsync(database, "top");
        if (isNew)
        {
            // Foreign-key checks keep the plans that they made first: order tables must not be empty when the servers connect.
            var carts = await seeder.AddCartsAsync(PrimingCarts, hot: false);
            await using var priming = await ServerProcess.StartProductAsync(database, folder);
            await LoadGenerator.RunAsync(
                new() { Server = priming.Address, Connections = 16, WarmUp = 1L, Measured = PrimingCarts - 1L }, (_, n) => Scenario.Complete(carts[n], "complete"));
        }
        await seeder.SettleAsync();
    }

    /// <summary>The comparison of statements needs their counts; the measurement does not pay for them.</summary>
    private static async Task TrackStatementsAsync(Database database, string track)
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        await connection.ExecuteAsync("ALTER SYSTEM SET pg_stat_statements.track_utility = off");
        await connection.ExecuteAsync($"ALTER SYSTEM SET pg_stat_statements.track = '{track}'");
        await connection.ExecuteAsync("SELECT pg_reload_conf()");
    }
}
