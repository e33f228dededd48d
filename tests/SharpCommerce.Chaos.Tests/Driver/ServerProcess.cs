using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Driver;

/// <summary>The built server in a process of its own, to be killed and started again at the same address.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The shell becomes the server. What it leaves beside it kills the server when the tests die first, however they die.</summary>
    private const string Guarded = "(while kill -0 \"$1\" && kill -0 $$; do sleep 1; done; kill -9 $$) >/dev/null 2>&1 </dev/null & shift; exec \"$@\"";

    private const int KeptLines = 60;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    internal ServerProcess(string databaseUrl, params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        Address = new($"http://127.0.0.1:{port}/");
        _settings = new()
        {
            ["DATABASE_URL"] = databaseUrl,
            ["DATA_DIRECTORY"] = TestDatabases.NewFolder(),
            ["PORT"] = $"{port}",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["DRAIN_SECONDS"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
            // It lives for seconds: measuring its code and compiling it once more would cost a sixth of a start.
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_TC_CallCounting"] = "0",
            // Buyers of the tests all come from one address, faster than any shopper.
            ["RATE_LIMIT_ADDRESS"] = "0",
            ["RATE_LIMIT_CREDENTIAL"] = "0",
            ["RATE_LIMIT_TENANT"] = "0",
        };
        foreach (var (name, value) in settings)
            _settings[name] = value;
    }

    internal Uri Address { get; }

    internal int Id => Running.Id;

    /// <summary>The last lines that it wrote.</summary>
    internal string Output => string.Join('\n', _output);

    private Process Running => _process ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>Starts it. With a kill point it runs in the environment <c>Test</c>, where that is heard.</summary>
    internal void Start(string? killAt = null)
    {
        _process?.Dispose();
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guarded, "sh", $"{Environment.ProcessId}", .. Program, "serve"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Configure(start);
        if (killAt is not null)
            (start.Environment["DOTNET_ENVIRONMENT"], start.Environment["SHARPCOMMERCE_TEST_KILL_AT"]) = ("Test", killAt);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it says that it is ready; returns how long that took.</summary>
    internal async Task<TimeSpan> ReadyAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            if (Running.HasExited)
                throw new InvalidOperationException($"The server ended with {Running.ExitCode} before it was ready:\n{Output}");
            if (watch.Elapsed > StartLimit)
                throw new TimeoutException($"The server is not ready after {StartLimit}:\n{Output}");
            try
            {
                if ((await client.ReadAsync("health/ready")).Status == 200)
                    return watch.Elapsed;
            }
            catch (Exception early) when (early is HttpRequestException or OperationCanceledException)
            {
                // Not listening yet.
            }
        }
    }

    internal async Task<TimeSpan> StartReadyAsync(string? killAt = null)
    {
        Start(killAt);
        return await ReadyAsync();
    }

    /// <summary>As <c>kill -9</c>: it is given no time for anything.</summary>
    internal async Task KillAsync()
    {
        Running.Kill();
        await Running.WaitForExitAsync();
    }

    /// <summary>Asks it to stop; returns its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        await Signals.SendAsync("TERM", [Running.Id]);
        return await ExitAsync(TimeSpan.FromSeconds(40));
    }

    /// <summary>Waits until it ends by itself.</summary>
    internal async Task<int> ExitAsync(TimeSpan limit)
    {
        try
        {
            await Running.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server still runs after {limit}:\n{Output}");
        }
        return Running.ExitCode;
    }

    /// <summary>Runs one of the server's other commands against the same database.</summary>
    internal async Task<(int Code, string Output)> CommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program[0], [.. Program[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Configure(start);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Length > 0 ? output : await error);
    }

    /// <summary>The product's own check of everything; null when all rules hold, else what is broken.</summary>
    internal async Task<string?> VerifyAsync()
    {
        var (code, output) = await CommandAsync("verify", "--json");
        if (code == 0)
            return null;
        if (!output.StartsWith('{'))
            return $"verify ended with {code}: {output}";
        using var found = JsonDocument.Parse(output);
        return string.Join('\n', found.RootElement.List("checks").Where(check => check.GetProperty("violations").GetInt32() > 0).Select(check => check.GetRawText()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private static string[] Program =>
        ["dotnet", Path.Combine(PrivateCluster.Root, "artifacts", "bin", "SharpCommerce.Server", new DirectoryInfo(AppContext.BaseDirectory).Name, "SharpCommerce.Server.dll")];

    private void Configure(ProcessStartInfo start)
    {
        start.WorkingDirectory = _settings["DATA_DIRECTORY"];
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DATABASE_ADMIN_URL", "REDIS_URL", "SECRETS_KEY"])
            start.Environment.Remove(name);
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        _output.Enqueue(line.Data);
        while (_output.Count > KeptLines)
            _output.TryDequeue(out _);
    }

    /// <summary>Below the range from which the kernel hands out ports, so that nobody takes it while the server is down.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(10_000, 20_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already.
            }
        }
    }
}
