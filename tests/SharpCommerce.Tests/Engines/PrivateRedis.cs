using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace SharpCommerce.Tests.Engines;

/// <summary>A Redis of a test's own, to be killed, frozen and started again.</summary>
internal sealed class PrivateRedis : IAsyncDisposable
{
    private readonly int _port;
    private Process? _guard;
    private int _id;

    private PrivateRedis(int port) => _port = port;

    internal static bool IsInstalled { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    internal string Url => $"redis://127.0.0.1:{_port}";

    internal static async Task<PrivateRedis> StartAsync()
    {
        var redis = new PrivateRedis(FreePort());
        await redis.RestartAsync();
        return redis;
    }

    /// <summary>Starts it, empty, at the same address.</summary>
    internal async Task RestartAsync()
    {
        // The shell reads until this process is gone, however it ended, and takes Redis with it.
        const string guard = "redis-server --bind 127.0.0.1 --port $1 --save '' --dir \"$2\" </dev/null >/dev/null 2>&1 & echo $!; read -r _; kill -9 $!";
        _guard = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", guard, "sh", $"{_port}", TestDatabases.NewFolder()]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _id = int.Parse((await _guard.StandardOutput.ReadLineAsync())!);
        for (var i = 0; i < 100; i++)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
        throw new InvalidOperationException("Redis does not start.");
    }

    /// <summary>Ends it as a crash would; all that it knew is gone.</summary>
    internal async Task KillAsync()
    {
        if (_guard is null)
            return;
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        _guard = null;
    }

    /// <summary>It keeps its connections and answers nobody.</summary>
    internal Task FreezeAsync() => SignalAsync("-STOP");

    internal Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>Does something with it as an administrator.</summary>
    internal async Task<T> UseAsync<T>(Func<IDatabase, Task<T>> use)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{_port},allowAdmin=true");
        return await use(connection.GetDatabase());
    }

    internal Task<string[]> KeysAsync() => UseAsync(async database => (string[])(await database.ExecuteAsync("KEYS", "*"))!);

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_id}"]);
        await kill.WaitForExitAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
