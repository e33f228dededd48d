using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharpCommerce.Core.Limits;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Limits;

[Trait("Category", "Slow")]
public sealed class TurnTests
{
    private static readonly string[] Origins = ["https://shop.example.com"];
    private static readonly (string, string) Sixteen = ("REQUESTS_AT_ONCE", "16");

    [Theory, EachEngine]
    public async Task While_one_shop_fills_its_part_with_calls_that_hang_another_is_served_and_health_is_told(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, Sixteen);
        await using var noisy = await TestShop.OpenAsync(server);
        await using var quiet = await TestShop.OpenAsync(server);
        (await server.Platform.CallAsync("PATCH", $"platform/tenants/{noisy.Tenant.Id}", new { allowedOrigins = Origins })).Expect(200);
        await quiet.AddProductAsync();
        await quiet.AddCartAsync();
        await noisy.AddCartAsync();

        Task<Answer>[] hanging;
        await using (await HoldWritesAsync(engine, server.DatabaseUrl))
        {
            hanging = [.. Enumerable.Range(0, 80).Select(_ => noisy.Http.CallAsync("POST", "store/carts", "{}", ("Origin", Origins[0])))];
            await ServerProgram.UntilAsync(() => Task.FromResult(Turns(server).AtWork == 12), "The noisy shop did not fill its part.", TimeSpan.FromSeconds(20));

            for (var i = 0; i < 20; i++)
                Assert.Single((await quiet.Http.GetOkAsync("store/products").WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).List("items"));
            (await quiet.Http.ReadAsync("/health/live")).Expect(200);
            (await quiet.Http.ReadAsync("/health/ready")).Expect(200);
            // Waiting has an end: those that got no turn are told to come back, while the others still hang.
            await ServerProgram.UntilAsync(() => Task.FromResult(hanging.Count(call => call.IsCompleted) == 68), "Those that waited are not refused.", TimeSpan.FromSeconds(20));
        }
        var answers = await Task.WhenAll(hanging);
        Assert.Equal(12, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer =>
        {
            Assert.Equal("1", answer.ExpectProblem(429, "rate_limited").Header("Retry-After"));
            Assert.Equal(Origins[0], answer.Header("Access-Control-Allow-Origin"));
        });
        await AssertNoneIsLeftAsync(server);
    }

    [Theory, EachEngine]
    public async Task Senders_who_do_not_come_to_an_end_hold_no_turn(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, Sixteen);
        await using var shop = await TestShop.OpenAsync(server);
        await shop.AddProductAsync();
        var senders = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 60; i++)
            {
                senders.Add(new());
                await senders[i].ConnectAsync(IPAddress.Loopback, server.Address.Port, TestContext.Current.CancellationToken);
                await SendAsync(senders[i], $"POST /api/v1/store/carts HTTP/1.1\r\nHost: localhost\r\nX-Tenant: {shop.Tenant.Slug}\r\nContent-Type: application/json\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{{\"lin");
            }
            Assert.Single((await shop.Http.GetOkAsync("store/products").WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).List("items"));
            Assert.Equal(0, Turns(server).AtWork);

            await SendAsync(senders[0], "es\":[]}");
            using var reader = new StreamReader(senders[0].GetStream());
            Assert.StartsWith("HTTP/1.1 201", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            senders.ForEach(sender => sender.Dispose());
        }
        await AssertNoneIsLeftAsync(server);
    }

    [Theory, EachEngine]
    public async Task Callers_who_hang_up_and_calls_that_fail_leave_no_turn_taken(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, Sixteen);
        await using var shop = await TestShop.OpenAsync(server);
        await Parallel.ForAsync(0, 200, async (n, _) =>
        {
            using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(n % 20));
            try
            {
                using var answer = await shop.Http.GetAsync(n % 3 == 0 ? "store/products?limit=none" : "store/products", leaving.Token);
            }
            catch (OperationCanceledException)
            {
                // It was to happen.
            }
        });
        await AssertNoneIsLeftAsync(server);
        (await shop.Http.ReadAsync("store/products")).Expect(200);
    }

    [Fact]
    public async Task More_connections_than_there_may_be_are_closed_and_the_others_are_served()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, ("MAX_CONNECTIONS", "8"));
        var connections = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 30; i++)
            {
                connections.Add(new());
                await connections[i].ConnectAsync(IPAddress.Loopback, server.Address.Port, TestContext.Current.CancellationToken);
            }
            var served = 0;
            foreach (var connection in connections)
                served += await AskAsync(connection) ? 1 : 0;
            Assert.Equal(8, served);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
        using var client = server.Client();
        await ServerProgram.UntilAsync(async () => (await client.ReadAsync("/health/live")).Status == 200, "Closed connections are still counted.", TimeSpan.FromSeconds(10));
    }

    private static async Task<bool> AskAsync(TcpClient connection)
    {
        try
        {
            await SendAsync(connection, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            var answer = new byte[12];
            await connection.GetStream().ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
            return Encoding.ASCII.GetString(answer) == "HTTP/1.1 200";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static ValueTask SendAsync(TcpClient connection, string text) => connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static FairTurns Turns(TestServer server) => server.Services.GetRequiredService<RequestTurns>()[TurnKind.Call];

    private static async Task AssertNoneIsLeftAsync(TestServer server)
    {
        var turns = Turns(server);
        await ServerProgram.UntilAsync(() => Task.FromResult((turns.AtWork, turns.Waiting, turns.Lanes) == (0, 0, 0)), "A turn was not given back.", TimeSpan.FromSeconds(20));
    }

    /// <summary>Makes writes of carts wait until it is disposed, by the database's own locks.</summary>
    private static async Task<IAsyncDisposable> HoldWritesAsync(Engine engine, string url)
    {
        if (engine == Engine.Sqlite)
        {
            var file = new SqliteConnection($"Data Source={url["sqlite:///".Length..]};Pooling=False");
            await file.OpenAsync(TestContext.Current.CancellationToken);
            await using var begin = file.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            return file;
        }
        var connection = new NpgsqlConnection(TestDatabases.ConnectionString(url));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE carts IN EXCLUSIVE MODE", connection);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
