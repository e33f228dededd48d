using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tests.Engines;
using Xunit;
using Answer = SharpCommerce.Tests.Engines.Answer;

namespace SharpCommerce.Tests.Outages;

/// <summary>The database's disk is full: what reads goes on, what writes is refused and leaves no half of anything, and room is all it takes.</summary>
[Trait("Category", "Slow")]
public sealed class DiskFullTests
{
    private const int MostWrites = 2_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SQLite_on_a_full_disk_reads_and_refuses_to_write()
    {
        await using var disk = await SmallDisk.MountAsync(16);
        await using var server = await TestServer.StartAsync($"sqlite:///{disk.Path}/shop.db");
        await ReadsAndRefusesAsync(server, disk.Fill, disk.MakeRoom);
    }

    [Fact]
    public async Task PostgreSQL_whose_tables_cannot_grow_reads_and_refuses_to_write()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var disk = await SmallDisk.MountAsync(48, Environment.UserName == "root" ? "postgres" : Environment.UserName);
        await using var cluster = await PrivateCluster.StartAsync();
        // Its log of changes lies elsewhere: where that is full, PostgreSQL itself stops, which is an outage like any other.
        await TestDatabases.ExecuteAsync(cluster.Url, $"CREATE TABLESPACE tight LOCATION '{disk.Path}'");
        await TestDatabases.ExecuteAsync(cluster.Url, "CREATE DATABASE tight TABLESPACE tight");
        await using var server = await TestServer.StartAsync(new UriBuilder(cluster.Url) { Path = "/tight" }.Uri.ToString());
        await ReadsAndRefusesAsync(server, disk.Fill, disk.MakeRoom);
    }

    private static async Task ReadsAndRefusesAsync(TestServer server, Action fill, Action makeRoom)
    {
        await using var shop = await TestShop.OpenAsync(server);
        var variant = await shop.AddVariantAsync(stock: 1_000_000);
        var cart = await shop.AddReadyCartAsync((variant, 1));
        fill();

        // There may be room in pages that are there already.
        var refusals = new List<Answer>();
        for (var i = 0; i < MostWrites && refusals.Count < 5; i++)
        {
            var answer = await shop.Admin.CallAsync("POST", "admin/products", new { title = $"Boot {i}", description = Convert.ToBase64String(RandomNumberGenerator.GetBytes(6_000)), vendor = Guid.NewGuid().ToString(), variants = new[] { new { price = shop.Price(i) } } });
            if (answer.Status == 201)
                fill();
            else
                refusals.Add(answer);
        }
        Assert.Equal(5, refusals.Count);
        Assert.All(refusals, answer => Assert.Equal("10", answer.ExpectProblem(507, "storage_full").Header("Retry-After")));

        var sold = 0;
        for (var i = 0; i < 20; i++)
        {
            var added = await shop.Http.CallAsync("POST", "store/carts", new { lines = new[] { new { variantId = variant, quantity = 1 } } });
            Assert.Contains(added.Status, (int[])[201, 507]);
            if (added.Status != 201 || (await shop.Http.CallAsync("PATCH", $"store/carts/{added.Json.Id()}", new { email = "ada@example.com", shippingAddress = ShopCalls.Berlin })).Status != 200)
                continue;
            var placed = await shop.Http.CompleteAsync(added.Json.Id());
            Assert.Contains(placed.Status, (int[])[201, 507]);
            sold += placed.Status == 201 ? 1 : 0;
        }
        Assert.NotEmpty((await shop.Http.GetOkAsync("store/products?limit=100")).List("items"));
        await shop.Http.GetOkAsync($"store/carts/{cart}");
        await shop.Admin.GetOkAsync("admin/orders");
        (await shop.Http.ReadAsync("/health/ready")).Expect(200);
        Assert.Null(server.Services.GetRequiredService<DatabaseMap>().Shared.Breaker.Failure);
        await shop.AssertInvariantsAsync();

        makeRoom();
        var recovery = Stopwatch.StartNew();
        Answer order;
        while ((order = await shop.Http.CompleteAsync(cart, "after")).Status != 201)
        {
            Assert.True(recovery.Elapsed < TimeSpan.FromSeconds(10), $"Still refused 10 s after there was room: {order.Text}");
            await Task.Delay(100, Stop);
        }
        Assert.Equal((1_000_000, sold + 1), await shop.StockAsync(variant));
        await shop.AddProductAsync("After");
        await shop.AssertInvariantsAsync();
    }
}
