using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using SharpCommerce.Benchmarks.Data;

namespace SharpCommerce.Benchmarks;

/// <summary>A server as a child process of its own: the product as it is deployed, or the baseline.</summary>
internal sealed class ServerProcess : IAsyncDisposable
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

    public double Cpu() => ProcessCpu.Of(_process.Id);

    public static Task<ServerProcess> StartProductAsync(Database database, string dataFolder, IReadOnlyDictionary<string, string>? environment = null) =>
        StartAsync("product", port =>
        {
            var start = Product(["serve"], port, database, dataFolder);
            foreach (var (name, value) in environment ?? new Dictionary<string, string>())
                start.Environment[name] = value;
            return start;
        });

    public static Task<ServerProcess> StartBaselineAsync(Database database) =>
        StartAsync("baseline", port => new("dotnet", [Assembly.GetExecutingAssembly().Location, "baseline", port.ToString(CultureInfo.InvariantCulture), database.BaselineConnection]));

    /// <summary>A server that answers everything with the bytes of a file.</summary>
    public static Task<ServerProcess> StartPlainAsync(string file) =>
        StartAsync("plain server", port => new("dotnet", [Assembly.GetExecutingAssembly().Location, "plain", port.ToString(CultureInfo.InvariantCulture), file]));

    /// <summary>Lets the product bring the schema up to date.</summary>
    public static async Task MigrateAsync(Database database, string dataFolder)
    {
        using var process = Process.Start(Product(["migrate"], 0, database, dataFolder))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The migration ended with {process.ExitCode}.");
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

    private static async Task<ServerProcess> StartAsync(string name, Func<int, ProcessStartInfo> command)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
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
