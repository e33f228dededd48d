using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>A server as a child process of its own: the product as it is deployed, or the baseline.</summary>
internal sealed class ServerProcess : IAsyncDisposable, IDisposable
{
    private const int StartAttempts = 600;

    private readonly Process _process;

    private ServerProcess(string name, Process process, IPEndPoint address)
    {
        Name = name;
        Address = address;
        _process = process;
    }

    public string Name { get; }

    public IPEndPoint Address { get; }

    /// <summary>The most memory that it ever had resident, in MiB: <c>VmHWM</c> of /proc.</summary>
    public double PeakMemory() => Memory("VmHWM:");

    /// <summary>What it has resident now, in MiB.</summary>
    public double ResidentMemory() => Memory("VmRSS:");

    private double Memory(string name) =>
        double.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;

    public double Cpu() => ProcessCpu.Of(_process.Id);

    /// <param name="database">Its database.</param>
    /// <param name="dataFolder">Its data folder.</param>
    /// <param name="environment">Settings other than usual.</param>
    /// <param name="fixedPort">Its port; null takes a free one.</param>
    /// <param name="yields">Whether it leaves a core to the generator when both want it: under more load than there can be, a generator that sends too late would measure itself.</param>
    public static Task<ServerProcess> StartProductAsync(Database database, string dataFolder, IReadOnlyDictionary<string, string>? environment = null, int? fixedPort = null, bool yields = false) =>
        StartAsync("product", fixedPort, port =>
        {
            var start = Product(["serve"], port, database, dataFolder);
            if (yields)
            {
                start.ArgumentList.Insert(0, start.FileName);
                start.ArgumentList.Insert(0, "5");
                start.ArgumentList.Insert(0, "-n");
                start.FileName = "nice";
            }
            foreach (var (name, value) in environment ?? new Dictionary<string, string>())
                start.Environment[name] = value;
            return start;
        });

    public static Task<ServerProcess> StartBaselineAsync(Database database) =>
        StartAsync("baseline", null, port => new("dotnet", [Assembly.GetExecutingAssembly().Location, "baseline", port.ToString(CultureInfo.InvariantCulture), database.BaselineConnection]));

    /// <summary>HAProxy with the configuration that is in deploy/, in front of two nodes.</summary>
    public static Task<ServerProcess> StartProxyAsync(string folder, int first, int second) =>
        StartAsync("proxy", null, port =>
        {
            var start = new ProcessStartInfo("haproxy", ["-db", "-f", Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "deploy", "haproxy.cfg"))]) { WorkingDirectory = folder };
            start.Environment["HAPROXY_BIND"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
            start.Environment["NODE_ONE"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{first}");
            start.Environment["NODE_TWO"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{second}");
            return start;
        });

    /// <summary>Tells it to stop as an orchestrator does, and answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>A server that answers everything with the bytes of a file.</summary>
    public static Task<ServerProcess> StartPlainAsync(string file) =>
        StartAsync("plain server", null, port => new("dotnet", [Assembly.GetExecutingAssembly().Location, "plain", port.ToString(CultureInfo.InvariantCulture), file]));

    /// <summary>Lets the product bring the schema up to date.</summary>
    public static async Task MigrateAsync(Database database, string dataFolder)
    {
        using var process = Process.Start(Product(["migrate"], 0, database, dataFolder))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The migration ended with {process.ExitCode}.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Product(string[] command, int port, Database database, string dataFolder)
    {
        // Its own output folder, because that is where its runtime settings lie.
        var folder = Path.Combine(AppContext.BaseDirectory, "..", "..", "SharpCommerce.Server", new DirectoryInfo(AppContext.BaseDirectory).Name);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "SharpCommerce.Server.dll"), .. command]) { RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["DATABASE_URL"] = database.ServerUrl;
        start.Environment["DATABASE_ADMIN_URL"] = database.AdminUrl;
        start.Environment["DATA_DIRECTORY"] = dataFolder;
        start.Environment["SEED_DEMO"] = "false";
        start.Environment["DRAIN_SECONDS"] = "0";
        foreach (var limit in (string[])["ADDRESS", "CREDENTIAL", "TENANT"])
            start.Environment[$"RATE_LIMIT_{limit}"] = "0";
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        return start;
    }

    private static async Task<ServerProcess> StartAsync(string name, int? fixedPort, Func<int, ProcessStartInfo> command)
    {
        var address = new IPEndPoint(IPAddress.Loopback, fixedPort ?? FreePort());
        var start = command(address.Port);
        start.RedirectStandardOutput = true;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        for (var attempt = 0; attempt < StartAttempts; attempt++)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The {name} ended with {process.ExitCode} before it listened.");
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(address);
                return new(name, process, address);
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }
        process.Kill();
        throw new TimeoutException($"The {name} does not listen.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
