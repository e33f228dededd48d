using System.Diagnostics;
using Npgsql;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

[Trait("Category", "Slow")]
public sealed class QueryCostTests
{
    [Theory, EachEngine]
    public async Task A_read_that_takes_too_long_is_given_up_and_may_be_tried_again(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "SQLite has no limit of its own.");
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        await shop.AddProductAsync();
        await using var connection = new NpgsqlConnection(TestDatabases.ConnectionString(server.DatabaseUrl));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new NpgsqlCommand("LOCK TABLE products, orders IN ACCESS EXCLUSIVE MODE", connection);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            // One by hand-written SQL, one by EF Core.
            foreach (var (client, path) in ((HttpClient, string)[])[(shop.Http, "store/products"), (shop.Admin, "admin/orders")])
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal("1", (await client.ReadAsync(path)).ExpectProblem(503, "database_unavailable").Header("Retry-After"));
                Assert.InRange(watch.Elapsed.TotalSeconds, 1.5, 8);
            }
        }
        (await shop.Http.ReadAsync("store/products")).Expect(200);
        (await shop.Admin.ReadAsync("admin/orders")).Expect(200);
    }
}
