using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

[Trait("Category", "Slow")]
public sealed class DrainTests
{
    [Theory, EachEngine]
    public async Task Told_to_stop_it_says_not_ready_first_finishes_what_it_began_and_exits_with_0(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var port = FreePort();
        using var process = Start(url, port);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new($"http://127.0.0.1:{port}/api/v1/") };
            await UntilAsync(async () => (await client.ReadAsync("/health/ready")).Status == 200, "It never became ready.", TimeSpan.FromSeconds(60));
            (await client.CallAsync("GET", "store/products", null, ("X-Tenant", "aurora"))).Expect(200);

            // A request whose body is still on its way when the signal comes.
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
            await using var stream = socket.GetStream();
            const string Body = """{"lines":[]}""";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/store/carts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Tenant: aurora\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body[..5]}"), TestContext.Current.CancellationToken);
            await Task.Delay(300, TestContext.Current.CancellationToken);

            using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            var stopping = Stopwatch.StartNew();

            await UntilAsync(async () => (await client.ReadAsync("/health/ready")).Status == 503, "It went on saying that it is ready.", TimeSpan.FromSeconds(2));
            Assert.Equal("unavailable", (await client.ReadAsync("/health/ready")).Json.GetProperty("checks").GetProperty("server").Text("status"));
            // Load balancers have not noticed yet: it still serves.
            (await client.CallAsync("GET", "store/products", null, ("X-Tenant", "aurora"))).Expect(200);
            Assert.False(process.HasExited);

            // The drain time is over, and still the request in flight is waited for.
            await Task.Delay(TimeSpan.FromSeconds(2.5) - stopping.Elapsed, TestContext.Current.CancellationToken);
            Assert.False(process.HasExited);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Body[5..]), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("HTTP/1.1 201", answer, StringComparison.Ordinal);

            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static Process Start(string databaseUrl, int port)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var server = Path.Combine(PrivateCluster.Root, "artifacts", "bin", "SharpCommerce.Server", configuration, "SharpCommerce.Server.dll");
        var start = new ProcessStartInfo("dotnet", [server]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = TestDatabases.NewFolder() };
        foreach (var (name, value) in ((string, string)[])[("DATABASE_URL", databaseUrl), ("PORT", $"{port}"), ("DATA_DIRECTORY", TestDatabases.NewFolder()), ("DRAIN_SECONDS", "2"), ("SEED_DEMO", "true"), ("DOTNET_ENVIRONMENT", "Production")])
            start.Environment[name] = value;
        foreach (var name in (string[])["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DATABASE_ADMIN_URL"])
            start.Environment.Remove(name);
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string otherwise, TimeSpan limit)
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
