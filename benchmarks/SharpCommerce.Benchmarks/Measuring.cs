using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>How long and how often.</summary>
internal sealed record Pace(TimeSpan WarmUp, TimeSpan Window, int Windows, int ProductsPerShop, double OrdersShare)
{
    public static Pace Full { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), 3, 2_500, 1);

    public static Pace Quick { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), 3, 250, 0.4);
}

/// <summary>One window's figures, or the medians of several.</summary>
internal readonly record struct Figures(double RequestsPerSecond, double P50Milliseconds, double P99Milliseconds, double ServerMicroseconds, double DatabaseMicroseconds)
{
    public double Cpu => ServerMicroseconds + DatabaseMicroseconds;

    public static Figures Median(IReadOnlyList<Figures> windows)
    {
        return new(Of(w => w.RequestsPerSecond), Of(w => w.P50Milliseconds), Of(w => w.P99Milliseconds), Of(w => w.ServerMicroseconds), Of(w => w.DatabaseMicroseconds));

        double Of(Func<Figures, double> figure) => windows.Select(figure).Order().ElementAt(windows.Count / 2);
    }
}

internal sealed record Measured(Scenario Scenario, int Connections, Figures Product, Figures Baseline)
{
    public double CpuRatio => Product.Cpu / Baseline.Cpu;

    public double SpeedUp => Product.RequestsPerSecond / Baseline.RequestsPerSecond;
}

/// <summary>Measures both servers in turns, A B A B, so that what else the machine does falls on both.</summary>
internal sealed class Measuring(Pace pace, Seeder seeder, ServerProcess product, ServerProcess baseline, int postmasterId)
{
    private const int RepeatableCarts = 4_000;
    private const int WarmUpOrders = 4_000;
    private const int WarmUpConnections = 16;
    private const int MostWarmUps = 10;
    private const double SettledAt = 0.95;

    private SeededCart[] _carts = [];

    public async Task<List<Measured>> RunAsync(Scenario scenario)
    {
        var results = new List<Measured>();
        for (var i = 0; i < scenario.Connections.Length; i++)
        {
            var connections = scenario.Connections[i];
            results.Add(scenario.Requests is null ? await CompleteAsync(scenario, connections) : await RepeatAsync(scenario, connections, scenario.Requests));
            Console.Error.WriteLine(Report.Row(results[^1]));
        }
        return results;
    }

    private async Task<Measured> RepeatAsync(Scenario scenario, int connections, Func<Seeder, SeededCart[], byte[][]> make)
    {
        if (_carts.Length == 0)
            _carts = await seeder.AddCartsAsync(RepeatableCarts, hot: false);
        var requests = make(seeder, _carts);
        var sent = 0L;
        return await InTurnsAsync(scenario, connections, pace.WarmUp, TimeSpan.FromSeconds(0.3), pace.Window, (_, _) => requests[sent++ % requests.Length]);
    }

    private async Task<Measured> CompleteAsync(Scenario scenario, int connections)
    {
        var perWindow = (int)(scenario.OrdersPerWindow * pace.OrdersShare);
        var settle = Math.Max(connections * 2, perWindow / 20);
        var carts = new Dictionary<ServerProcess, Queue<byte[]>>();
        foreach (var (server, action) in new[] { (product, "complete"), (baseline, scenario.BaselineAction) })
        {
            var seeded = await seeder.AddCartsAsync(WarmUpOrders + (pace.Windows * (perWindow + settle)) + 1, scenario.Hot);
            carts[server] = new(seeded.Select(cart => Scenario.Complete(cart, action)));
        }
        return await InTurnsAsync(scenario, connections, WarmUpOrders, settle, perWindow, (server, _) => carts[server].Dequeue());
    }

    private async Task<Measured> InTurnsAsync(Scenario scenario, int connections, Phase warmUp, Phase settle, Phase window, Func<ServerProcess, long, byte[]> request)
    {
        // With company even where one connection is measured: the code must have been called often enough to be optimized.
        foreach (var server in new[] { product, baseline })
            await WarmUpAsync(server);
        var windows = new Dictionary<ServerProcess, List<Figures>> { [product] = [], [baseline] = [] };
        for (var round = 0; round < pace.Windows; round++)
        {
            foreach (var server in round % 2 == 0 ? new[] { product, baseline } : [baseline, product])
                windows[server].Add(await LoadAsync(server, connections, settle, window));
        }
        return new(scenario, connections, Figures.Median(windows[product]), Figures.Median(windows[baseline]));

        // Where requests can be repeated, until the server's CPU per request has stopped falling: on a busy machine the optimizing compiler lags behind.
        async Task WarmUpAsync(ServerProcess server)
        {
            var clients = Math.Max(connections, WarmUpConnections);
            var best = await LoadAsync(server, clients, warmUp, warmUp.Requests is null ? warmUp : 1L);
            for (var more = 0; warmUp.Requests is null && more < MostWarmUps; more++)
            {
                var next = await LoadAsync(server, clients, settle, warmUp);
                if (next.ServerMicroseconds > best.ServerMicroseconds * SettledAt)
                    break;
                best = next;
            }
        }

        async Task<Figures> LoadAsync(ServerProcess server, int clients, Phase before, Phase measured)
        {
            var result = await LoadGenerator.RunAsync(
                new()
                {
                    Server = server.Address,
                    Connections = clients,
                    WarmUp = before,
                    Measured = measured,
                    Watched = new Dictionary<string, Func<double>> { ["server"] = server.Cpu, ["database"] = () => ProcessCpu.OfPostgres(postmasterId) },
                },
                (_, n) => request(server, n));
            if (result.Statuses.Keys.Any(status => status is < 200 or >= 300))
                throw new InvalidDataException($"{scenario.Name}: the {server.Name} answered {string.Join(", ", result.Statuses.Select(status => $"{status.Key}: {status.Value}"))}");
            return new(
                result.RequestsPerSecond, result.P50.TotalMilliseconds, result.P99.TotalMilliseconds, result.CpuMicrosecondsPerRequest("server"), result.CpuMicrosecondsPerRequest("database"));
        }
    }
}
