using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

[Trait("Category", "Slow")]
public sealed class RollingRestartTests
{
    private const int Calls = 5_000;
    private const int CallsPerTick = 4;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly (string, string) Aurora = ("X-Tenant", "aurora");

    [Theory, OnPostgreSql]
    public async Task Two_nodes_behind_HAProxy_are_restarted_one_after_the_other_and_no_call_fails(Engine engine)
    {
        Assert.SkipUnless(IsInstalled, "haproxy is not installed; ./test installs it by apt.");
        var url = await TestDatabases.CreateAsync(engine);
        var key = Convert.ToBase64String(new byte[32]);
        (string, string)[] settings = [("SECRETS_KEY", key), ("DRAIN_SECONDS", "5"), ("PUBLIC_TRUSTED_PROXIES", "127.0.0.1"), ("RATE_LIMIT_ADDRESS", "0")];
        var one = await ServerProgram.StartAsync(url, null, settings);
        var two = await ServerProgram.StartAsync(url, null, settings);
        var port = ServerProgram.FreePort();
        using var proxy = Proxy(port, one.Port, two.Port);
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new($"http://127.0.0.1:{port}/api/v1/") };
            await ServerProgram.UntilAsync(async () => (await client.ReadAsync("/health/ready")).Status == 200, "HAProxy does not answer.", TimeSpan.FromSeconds(30));
            var products = (await client.CallAsync("GET", "store/products", null, Aurora)).Expect(200).Json.List("items");
            var variant = (await MostInStockAsync(client, products)).Id();

            var failures = new ConcurrentQueue<string>();
            var placed = 0;
            using var restarted = new CancellationTokenSource();
            var load = LoadAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            one = await RestartAsync(one);
            two = await RestartAsync(two);
            await restarted.CancelAsync();
            var sent = await load;

            Assert.Empty(failures);
            Assert.True(sent >= Calls && placed > 30, $"Only {sent} calls were made and {placed} orders placed.");

            async Task<int> LoadAsync()
            {
                // Steadily, until both nodes are back and there were enough of them.
                var calls = new List<Task>();
                while (calls.Count < Calls || !restarted.IsCancellationRequested)
                {
                    for (var n = 0; n < CallsPerTick; n++)
                        calls.Add(VisitAsync(calls.Count));
                    await Task.Delay(Tick, TestContext.Current.CancellationToken);
                }
                await Task.WhenAll(calls);
                return calls.Count;
            }

            async Task VisitAsync(int n)
            {
                try
                {
                    switch (n % 8)
                    {
                        case 0:
                            Expect(await client.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = variant, quantity = 1 } } }, Aurora), 201);
                            break;
                        case 1 when n % 16 == 1:
                            await BuyAsync();
                            break;
                        case 2:
                            Expect(await client.CallAsync("GET", $"store/products/{products[0].Text("slug")}", null, Aurora), 200);
                            break;
                        default:
                            Expect(await client.CallAsync("GET", "store/products", null, Aurora), 200);
                            break;
                    }
                }
                catch (HttpRequestException cut)
                {
                    failures.Enqueue(cut.Message);
                }
            }

            async Task BuyAsync()
            {
                var cart = await client.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = variant, quantity = 1 } } }, Aurora);
                if (!Expect(cart, 201))
                    return;
                var id = cart.Json.Id();
                Expect(await client.CallAsync("PATCH", $"store/carts/{id}", new { email = "ada@example.com", shippingAddress = ShopCalls.Berlin }, Aurora), 200);
                // Stock runs out sooner or later, which is an answer like any other.
                var order = await client.CallAsync("POST", $"store/carts/{id}/complete", ShopCalls.Manual, Aurora, ("Idempotency-Key", id));
                if (order.Status == 201)
                    Interlocked.Increment(ref placed);
                else
                    Expect(order, 409);
            }

            bool Expect(Answer answer, int status)
            {
                if (answer.Status != status)
                    failures.Enqueue($"{answer.Status} instead of {status}: {answer.Text}");
                return answer.Status == status;
            }

            async Task<ServerProgram> RestartAsync(ServerProgram node)
            {
                await node.SignalAsync();
                Assert.Equal(0, await node.ExitAsync(TimeSpan.FromSeconds(30)));
                node.Dispose();
                var next = await ServerProgram.StartAsync(url, node.Port, settings);
                // Until the proxy has seen twice that it is back.
                await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
                return next;
            }
        }
        finally
        {
            proxy.Kill();
            one.Dispose();
            two.Dispose();
        }
    }

    [Fact]
    public async Task When_no_node_is_ready_HAProxy_goes_on_sending_to_those_that_live()
    {
        Assert.SkipUnless(IsInstalled, "haproxy is not installed; ./test installs it by apt.");
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        using var node = await ServerProgram.StartAsync(cluster.Url, null, ("PUBLIC_TRUSTED_PROXIES", "127.0.0.1"));
        var port = ServerProgram.FreePort();
        using var proxy = Proxy(port, node.Port, ServerProgram.FreePort());
        try
        {
            using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new($"http://127.0.0.1:{port}/api/v1/") };
            await ServerProgram.UntilAsync(async () => (await client.ReadAsync("/health/ready")).Status == 200, "HAProxy does not answer.", TimeSpan.FromSeconds(30));
            (await client.CallAsync("GET", "store/products", null, Aurora)).Expect(200);

            await cluster.StopAsync();
            // Long enough for the proxy to see that the node is not ready.
            for (var second = 0; second < 6; second++)
            {
                (await client.CallAsync("GET", "store/products", null, Aurora)).Expect(200);
                (await client.CallAsync("POST", "store/carts", new { }, Aurora)).ExpectProblem(503, "database_unavailable");
                await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            }
            Assert.Equal("true", (await client.CallAsync("GET", "store/products", null, Aurora)).Header("X-Served-Stale"));

            await cluster.RestartAsync();
            await ServerProgram.UntilAsync(async () => (await client.CallAsync("POST", "store/carts", new { }, Aurora)).Status == 201, "The shop does not come back.", TimeSpan.FromSeconds(30));
        }
        finally
        {
            proxy.Kill();
        }
    }

    private static async Task<JsonElement> MostInStockAsync(HttpClient client, IEnumerable<JsonElement> products)
    {
        var variants = new List<JsonElement>();
        foreach (var product in products)
            variants.AddRange((await client.CallAsync("GET", $"store/products/{product.Text("slug")}", null, Aurora)).Expect(200).Json.List("variants"));
        return variants.Where(variant => variant.TryGetProperty("available", out _)).MaxBy(variant => variant.GetProperty("available").GetInt32());
    }

    private static Process Proxy(int port, int one, int two) => ServerProgram.Run(
        new("haproxy", ["-db", "-f", Path.Combine(PrivateCluster.Root, "deploy", "haproxy.cfg")]),
        [("HAPROXY_BIND", $"127.0.0.1:{port}"), ("NODE_ONE", $"127.0.0.1:{one}"), ("NODE_TWO", $"127.0.0.1:{two}")]);

    private static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "haproxy")));
}
