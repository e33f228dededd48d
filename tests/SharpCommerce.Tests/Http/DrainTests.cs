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
    private static readonly (string, string) Aurora = ("X-Tenant", "aurora");

    [Theory, EachEngine]
    public async Task Told_to_stop_it_says_not_ready_first_finishes_what_it_began_and_exits_with_0(Engine engine)
    {
        using var program = await ServerProgram.StartAsync(await TestDatabases.CreateAsync(engine));
        var client = program.Client;
        (await client.CallAsync("GET", "store/products", null, Aurora)).Expect(200);

        // A request whose body is still on its way when the signal comes.
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, program.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        const string Body = """{"lines":[]}""";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/store/carts HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Tenant: aurora\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body[..5]}"), TestContext.Current.CancellationToken);
        await Task.Delay(300, TestContext.Current.CancellationToken);

        await program.SignalAsync();
        var stopping = Stopwatch.StartNew();

        await ServerProgram.UntilAsync(async () => (await client.ReadAsync("/health/ready")).Status == 503, "It went on saying that it is ready.", TimeSpan.FromSeconds(2));
        Assert.Equal("unavailable", (await client.ReadAsync("/health/ready")).Json.GetProperty("checks").GetProperty("server").Text("status"));
        // Load balancers have not noticed yet: it still serves.
        (await client.CallAsync("GET", "store/products", null, Aurora)).Expect(200);
        Assert.False(program.HasExited);

        // The drain time is over, and still the request in flight is waited for.
        await Task.Delay(TimeSpan.FromSeconds(2.5) - stopping.Elapsed, TestContext.Current.CancellationToken);
        Assert.False(program.HasExited);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Body[5..]), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 201", answer, StringComparison.Ordinal);

        Assert.Equal(0, await program.ExitAsync(TimeSpan.FromSeconds(20)));
    }

    [Theory, EachEngine]
    public async Task While_it_drains_no_call_over_a_kept_connection_fails_and_each_answer_is_its_last(Engine engine)
    {
        using var program = await ServerProgram.StartAsync(await TestDatabases.CreateAsync(engine), null, ("DRAIN_SECONDS", "8"));
        var (before, during) = (new List<Answer>(), new List<Answer>());
        var signaled = false;
        // 100 calls a second, each over a connection that is kept if the server lets it, until a load balancer would have looked elsewhere.
        var calls = new List<Task>();
        for (var n = 0; n < 300; n++)
        {
            if (n == 100)
            {
                await program.SignalAsync();
                await ServerProgram.UntilAsync(async () => (await program.Client.ReadAsync("/health/ready")).Status == 503, "It went on saying that it is ready.", TimeSpan.FromSeconds(2));
                signaled = true;
            }
            calls.Add(CallAsync(signaled ? during : before, n));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await Task.WhenAll(calls);

        Assert.Equal((100, 200), (before.Count, during.Count));
        Assert.All(before.Concat(during), answer => answer.Expect(answer.Text.StartsWith("{\"id\"", StringComparison.Ordinal) ? 201 : 200));
        // Those that were on their way when the signal came may have either.
        Assert.Equal(0, before.Take(90).Count(answer => answer.Header("Connection") == "close"));
        Assert.All(during, answer => Assert.Equal("close", answer.Header("Connection")));
        Assert.Equal(0, await program.ExitAsync(TimeSpan.FromSeconds(30)));

        async Task CallAsync(List<Answer> answers, int n)
        {
            var answer = n % 4 == 0 ? await program.Client.CallAsync("POST", "store/carts", "{}", Aurora) : await program.Client.CallAsync("GET", "store/products", null, Aurora);
            lock (answers)
                answers.Add(answer);
        }
    }

    [Fact]
    public async Task Told_twice_it_exits_at_once()
    {
        using var program = await ServerProgram.StartAsync(await TestDatabases.CreateAsync(Engine.Sqlite), null, ("DRAIN_SECONDS", "25"));
        await program.SignalAsync();
        await ServerProgram.UntilAsync(async () => (await program.Client.ReadAsync("/health/ready")).Status == 503, "It went on saying that it is ready.", TimeSpan.FromSeconds(5));
        Assert.False(program.HasExited);
        await program.SignalAsync();
        // 128 + 15, as a shell calls what a signal ended.
        Assert.Equal(143, await program.ExitAsync(TimeSpan.FromSeconds(10)));
    }
}
