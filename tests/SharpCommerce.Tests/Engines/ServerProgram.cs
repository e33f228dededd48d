using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace SharpCommerce.Tests.Engines;

/// <summary>The server as it is deployed: a process of its own, to be stopped by signals.</summary>
internal sealed class ServerProgram : IDisposable
{
    private readonly Process _process;

    private ServerProgram(Process process, int port) => (_process, Port, Client) = (process, port, new(new SocketsHttpHandler()) { BaseAddress = new($"http://127.0.0.1:{port}/api/v1/") });

    internal int Port { get; }

    /// <summary>Calls it with connections that are kept.</summary>
    internal HttpClient Client { get; }

    internal bool HasExited => _process.HasExited;

    /// <summary>Starts it with the demo shops and waits until it is ready.</summary>
    internal static async Task<ServerProgram> StartAsync(string databaseUrl, int? port = null, params (string Name, string Value)[] settings)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var server = Path.Combine(PrivateCluster.Root, "artifacts", "bin", "SharpCommerce.Server", configuration, "SharpCommerce.Server.dll");
        var listens = port ?? FreePort();
        var start = new ProcessStartInfo("dotnet", [server]) { WorkingDirectory = TestDatabases.NewFolder() };
        (string, string)[] usual = [("DATABASE_URL", databaseUrl), ("PORT", $"{listens}"), ("DATA_DIRECTORY", TestDatabases.NewFolder()), ("DRAIN_SECONDS", "2"), ("SEED_DEMO", "true"), ("DOTNET_ENVIRONMENT", "Production")];
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DATABASE_ADMIN_URL"])
            start.Environment.Remove(name);
        var program = new ServerProgram(Run(start, [.. usual, .. settings]), listens);
        await UntilAsync(async () => (await program.Client.ReadAsync("/health/ready")).Status == 200, "It never became ready.", TimeSpan.FromSeconds(90));
        return program;
    }

    /// <summary>Starts any program with these variables; what it prints is not kept.</summary>
    internal static Process Run(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    internal async Task SignalAsync(string signal = "-TERM")
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    internal async Task<int> ExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync().WaitAsync(limit, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        Client.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition, string otherwise, TimeSpan limit)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                if (await condition())
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            Assert.True(watch.Elapsed < limit, otherwise);
            await Task.Delay(50);
        }
    }
}
