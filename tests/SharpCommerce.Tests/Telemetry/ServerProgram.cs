using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Telemetry;

/// <summary>The server as the program that operators run, in a process of its own: all that it writes is seen, and no other server's figures are among its own.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<HttpClient> _clients = [];

    private ServerProgram(Process process, string databaseUrl, Uri address, string token)
    {
        (_process, DatabaseUrl, Address, Token) = (process, databaseUrl, address, token);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal string DatabaseUrl { get; }

    internal Uri Address { get; }

    /// <summary>The operator's token.</summary>
    internal string Token { get; }

    /// <summary>The lines on standard output and standard error.</summary>
    internal ConcurrentQueue<string> Written { get; } = [];

    internal static async Task<ServerProgram> StartAsync(Engine engine, params (string Name, string Value)[] settings)
    {
        var (url, port, folder) = (await TestDatabases.CreateAsync(engine), FreePort(), TestDatabases.NewFolder());
        using (var bootstrap = Start(["admin", "bootstrap", "--json"], url, folder, settings))
        {
            var output = await bootstrap.StandardOutput.ReadToEndAsync();
            await bootstrap.WaitForExitAsync();
            Assert.Equal(0, bootstrap.ExitCode);
            var token = JsonDocument.Parse(output[output.IndexOf('{', StringComparison.Ordinal)..]).RootElement.Text("token");
            var server = new ServerProgram(Start(["serve"], url, folder, [.. settings, ("PORT", $"{port}")]), url, new($"http://127.0.0.1:{port}"), token);
            await server.UntilReadyAsync();
            return server;
        }
    }

    /// <summary>A client of a tenant, with a credential or none.</summary>
    internal HttpClient Client(string? tenant = null, string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new(Address, "/api/v1/") };
        if (tenant is not null)
            client.DefaultRequestHeaders.Add("X-Tenant", tenant);
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _clients.Add(client);
        return client;
    }

    /// <summary>Makes a tenant and says its slug.</summary>
    internal async Task<string> AddTenantAsync()
    {
        var slug = $"t{Guid.NewGuid():N}"[..20];
        (await Client(token: Token).CallAsync("POST", "platform/tenants", new { slug, name = "Test", defaultCurrency = "EUR", country = "DE" })).Expect(201);
        return slug;
    }

    internal async Task<string> MetricsAsync() => (await Client().ReadAsync("/metrics")).Expect(200).Text;

    /// <summary>Tells it to stop, as an operator does, and waits for its last line.</summary>
    internal async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task UntilReadyAsync()
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            Assert.False(_process.HasExited, string.Join('\n', Written));
            try
            {
                if ((await Client().ReadAsync("/health/ready")).Status == 200)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
            await Task.Delay(200);
        }
        Assert.Fail("It never became ready.");
    }

    private void Keep(string? line)
    {
        if (line is not null)
            Written.Enqueue(line);
    }

    private static Process Start(string[] command, string databaseUrl, string folder, (string Name, string Value)[] settings)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(PrivateCluster.Root, "artifacts", "bin", "SharpCommerce.Server", configuration, "SharpCommerce.Server.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DATABASE_ADMIN_URL"])
            start.Environment.Remove(name);
        (string Name, string Value)[] own = [("DATABASE_URL", databaseUrl), ("DATA_DIRECTORY", folder), ("DRAIN_SECONDS", "0"), ("DOTNET_ENVIRONMENT", "Production")];
        foreach (var (name, value) in own.Concat(settings))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
