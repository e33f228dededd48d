using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.PostgreSql;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>Rules 19, 21 and 22: what one request leaves on a connection, even one that was broken off, never reaches the next.</summary>
public sealed class PoolHygieneTests
{
    private const int Requests = 2_000;
    private const int Parallel = 16;

    [Theory, OnPostgreSql]
    public async Task Two_connections_two_tenants_and_broken_off_requests_never_mix(Engine engine)
    {
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine) + "?pool_size=2");
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        var (answered, brokenOff) = (0, 0);
        var wrong = new ConcurrentQueue<string>();

        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = TestContext.Current.CancellationToken }, async (n, stop) =>
        {
            var (asker, other) = n % 2 == 0 ? (ours, theirs) : (theirs, ours);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            // Every fourth caller hangs up: at once, while the database works, or while the answer is on its way.
            if (n % 4 >= 2 && n % 3 == 0)
                patience.CancelAfter(TimeSpan.FromMilliseconds(n % 13));
            try
            {
                using var request = Request(n, asker, other);
                using var response = await (Staff(n) ? asker.Shop.Admin : asker.Shop.Http).SendAsync(request, patience.Token);
                var body = await response.Content.ReadAsStringAsync(patience.Token);
                Interlocked.Increment(ref answered);
                var foreign = Foreign(n);
                if (body.Contains(other.Canary, StringComparison.Ordinal) || (foreign ? response.StatusCode != HttpStatusCode.NotFound : !body.Contains(asker.Canary, StringComparison.Ordinal)))
                    wrong.Enqueue($"{n} {request.Method} {request.RequestUri}: {(int)response.StatusCode} {body[..Math.Min(body.Length, 200)]}");
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref brokenOff);
            }
        });

        Assert.Empty(wrong);
        Assert.True(brokenOff >= 50 && answered >= 1_500, $"{answered} answered, {brokenOff} broken off: that shows nothing.");
        await LeasesAreCleanAsync(server);
    }

    /// <summary>All connections of the pool, as the next lease finds them.</summary>
    private static async Task LeasesAreCleanAsync(TestServer server)
    {
        var source = ((PostgreSqlDatabase)server.Services.GetRequiredService<DatabaseMap>().Shared).Source;
        Assert.Equal(2, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize);
        for (var round = 0; round < 2; round++)
        {
            await using var first = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var second = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            foreach (var connection in new[] { first, second })
            {
                await using var command = new NpgsqlCommand("SELECT current_user || ':' || coalesce(current_setting('app.tenant_id', true), '') || ':' || (SELECT count(*) FROM products)", connection);
                Assert.Equal($"{PostgreSqlEngine.AppRole}::0", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    private static bool Foreign(int n) => n % 7 is 1 or 5;

    private static bool Staff(int n) => n % 7 is 2 or 5;

    private static HttpRequestMessage Request(int n, FullShop asker, FullShop other) => (n % 7) switch
    {
        0 => new(HttpMethod.Get, "store/products?q=sneaker&facets=true"),
        1 => new(HttpMethod.Get, $"store/carts/{other.Cart.Id}"),
        2 => new(HttpMethod.Get, "admin/orders"),
        3 => new(HttpMethod.Get, $"store/products/{asker.Product.Slug}"),
        4 => new(HttpMethod.Post, "store/carts") { Content = JsonContent.Create(new { lines = new[] { new { variantId = asker.VariantId, quantity = 1 } } }) },
        5 => new(HttpMethod.Get, $"admin/orders/{other.OrderId}"),
        _ => new(HttpMethod.Get, "store/categories"),
    };
}
