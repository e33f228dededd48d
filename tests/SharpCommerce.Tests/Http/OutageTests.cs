using System.Diagnostics;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

[Trait("Category", "Slow")]
public sealed class OutageTests
{
    [Fact]
    public async Task Without_its_database_the_server_says_so_and_recovers_without_a_restart()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var server = await TestServer.StartAsync(cluster.Url);
        await using var shop = await TestShop.OpenAsync(server);
        var variant = await shop.AddVariantAsync();
        var cart = await shop.AddReadyCartAsync((variant, 1));

        await cluster.StopAsync();

        Assert.Equal("ok", (await shop.Http.GetOkAsync("/health/live")).Text("status"));
        var ready = (await shop.Http.ReadAsync("/health/ready")).Expect(503).Json;
        Assert.Equal(("unavailable", "unavailable"), (ready.Text("status"), ready.GetProperty("checks").GetProperty("database").Text("status")));
        Assert.StartsWith("postgresql", ready.GetProperty("checks").GetProperty("database").Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain(new Uri(cluster.Url).UserInfo.Split(':')[1], ready.GetRawText(), StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 2; i++)
        {
            Answer[] answers =
            [
                await shop.Http.ReadAsync("store/products"), await shop.Http.ReadAsync($"store/carts/{cart}"), await shop.Http.CompleteAsync(cart, "key"), await shop.Http.CallAsync("POST", "store/carts", "{}"),
                await shop.Admin.ReadAsync("admin/orders"), await shop.Admin.CallAsync("POST", "admin/categories", new { title = "T" }),
                await shop.Http.CallAsync("GET", "store/products", null, ("X-Tenant", "never-seen")),
            ];
            Assert.All(answers.SkipLast(1), answer => Assert.Equal("1", answer.ExpectProblem(503, "database_unavailable").Header("Retry-After")));
            // A tenant's memory is short: after it, the first call of all fails alike.
            await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "Refusals must not wait for time-outs.");

        await cluster.RestartAsync();

        var recovery = Stopwatch.StartNew();
        while ((await shop.Http.ReadAsync("/health/ready")).Status != 200)
        {
            Assert.True(recovery.Elapsed < TimeSpan.FromSeconds(5), "Not ready 5 s after the database.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        (await shop.Http.ReadAsync("store/products")).Expect(200);
        (await shop.Http.CompleteAsync(cart, "key")).Expect(201);
        (await shop.Admin.ReadAsync("admin/orders")).Expect(200);
        Assert.Equal((10, 1), await shop.StockAsync(variant));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Under_load_a_lost_database_is_never_an_internal_error_and_never_loses_a_confirmed_order()
    {
        Assert.SkipWhen(TestDatabases.PostgreSqlAdminUrl is null, "TEST_DATABASE_ADMIN_URL is not set: there is no PostgreSQL here.");
        await using var cluster = await PrivateCluster.StartAsync();
        await using var server = await TestServer.StartAsync(cluster.Url);
        await using var shop = await TestShop.OpenAsync(server);
        var variant = await shop.AddVariantAsync(stock: 10_000);
        var carts = new List<string>();
        for (var i = 0; i < 120; i++)
            carts.Add(await shop.AddReadyCartAsync((variant, 1)));

        using var gate = new SemaphoreSlim(8);
        var completing = Task.WhenAll(carts.Select(async cart =>
        {
            await gate.WaitAsync();
            try
            {
                return await shop.Http.CompleteAsync(cart, $"key-{cart}");
            }
            finally
            {
                gate.Release();
            }
        }));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await cluster.StopAsync();
        await cluster.RestartAsync();
        var first = await completing;
        Assert.All(first, answer => Assert.Contains(answer.Status, (int[])[201, 503, 409]));

        // The same calls again: what was confirmed is the same order still, the rest is placed now.
        await WaitUntilReadyAsync(shop);
        foreach (var (cart, answer) in carts.Zip(first))
        {
            var again = await shop.Http.CompleteAsync(cart, $"key-{cart}");
            if (again.Status == 409 && again.Code == "idempotency_in_progress")
                continue;
            again.Expect(201);
            if (answer.Status == 201)
                Assert.Equal(answer.Json.Id(), again.Json.Id());
        }
        await shop.AssertInvariantsAsync();
    }

    private static async Task WaitUntilReadyAsync(TestShop shop)
    {
        for (var i = 0; i < 50 && (await shop.Http.ReadAsync("/health/ready")).Status != 200; i++)
            await Task.Delay(100);
    }
}
