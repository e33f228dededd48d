using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace SharpCommerce.Tests.Engines;

/// <summary>The server as a process of its own, to be killed; and its commands.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly string Program = Path.Combine(PrivateCluster.Root, "artifacts", "bin", "SharpCommerce.Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "SharpCommerce.Server.dll");

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    internal Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    internal static async Task<ServerProcess> StartAsync(params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var process = Process.Start(Info([], [.. settings, ("PORT", $"{port}")]))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process, new($"http://127.0.0.1:{port}/api/v1/"));
        using var client = server.Client();
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                if ((await client.ReadAsync("/health/ready")).Status == 200)
                    return server;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "The server did not become ready.");
        }
    }

    /// <summary>Runs a command to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] command, params (string Name, string Value)[] settings)
    {
        using var process = Process.Start(Info(command, settings))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await errors);
    }

    internal HttpClient Client() => new(new SocketsHttpHandler()) { BaseAddress = Address };

    /// <summary>With SIGKILL: nothing of it gets to say goodbye.</summary>
    internal Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo Info(string[] command, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = TestDatabases.NewFolder() };
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "SMTP_URL"])
            start.Environment.Remove(name);
        foreach (var (name, value) in ((string, string)[])[("DATA_DIRECTORY", "."), ("DOTNET_ENVIRONMENT", "Production"), ("DRAIN_SECONDS", "0"), .. settings])
            start.Environment[name] = value;
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
