using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tests.Engines;
using Xunit;
using Answer = SharpCommerce.Tests.Engines.Answer;

namespace SharpCommerce.Tests.Outages;

/// <summary>Somebody sets the clock of a running server, forwards and back: the shop goes on, and nothing lasts for hours or for less than nothing.</summary>
[Trait("Category", "Slow")]
public sealed class ClockTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task The_shop_goes_on_whatever_its_clock_is_set_to(Engine engine)
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), services => services.AddSingleton<TimeProvider>(clock));
        await using var shop = await TestShop.OpenAsync(server);
        // Long published: what is published by a clock that runs ahead appears when its time has come.
        var product = (await shop.Admin.CallAsync("POST", "admin/products", new
        {
            title = "Boot",
            status = "published",
            publishedAt = "2020-01-01T00:00:00Z",
            variants = new[] { new { price = shop.Price(100), stock = 100 } },
        })).Expect(201).Json;
        var variant = product.At("variants", 0).Id();
        await SellAsync();
        foreach (var jump in (int[])[120, -120, -120, 5, -5, 120])
        {
            var placed = await shop.PlaceOrderAsync((variant, 1));
            clock.Set(TimeSpan.FromMinutes(jump));
            await SellAsync();
            // The order's history goes on from what it has, even when the clock is before it.
            var canceled = (await shop.Admin.CallAsync("POST", $"admin/orders/{placed.Id()}/cancel", new { })).Expect(200).Json;
            var events = canceled.List("events").ConvertAll(happened => happened.GetProperty("occurredAt").GetDateTimeOffset());
            Assert.Equal(events.Order(), events);
            (await shop.Admin.CallAsync("PATCH", $"admin/products/{product.Id()}", new { title = $"Boot {jump}" })).Expect(200);
            Assert.Equal($"Boot {jump}", (await shop.Http.GetOkAsync("store/products")).At("items", 0).Text("title"));
        }

        async Task SellAsync()
        {
            var list = (await shop.Http.ReadAsync("store/products")).Expect(200);
            Assert.InRange(int.Parse(list.Header("Age")!), 0, 1);
            Assert.InRange(int.Parse(list.Header("RateLimit-Reset")!), 1, 60);
            Assert.InRange(int.Parse(list.Header("RateLimit-Remaining")!), 0, int.MaxValue);
            var cart = await shop.AddReadyCartAsync((variant, 1));
            var order = (await shop.Http.CompleteAsync(cart, $"key-{cart}")).Expect(201).Json;
            Assert.Equal(order.Id(), (await shop.Http.CompleteAsync(cart, $"key-{cart}")).Expect(201).Json.Id());
            using var shopper = await shop.SignInAsync();
            (await shopper.Http.ReadAsync("auth/me")).Expect(200);
        }
    }

    [Theory, EachEngine]
    public async Task A_closed_tenant_is_felt_as_soon_as_ever_on_a_node_whose_clock_was_set_back(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "One process serves a SQLite file.");
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(engine);
        await using var late = await TestServer.StartAsync(server.DatabaseUrl, services => services.AddSingleton<TimeProvider>(clock));
        await using var shop = await TestShop.OpenAsync(server);
        shop.LeftBroken = true;
        await using var there = TestShop.Of(late, shop.Tenant);
        there.LeftBroken = true;
        await there.Http.GetOkAsync("store/products");
        clock.Set(TimeSpan.FromHours(-2));
        await there.Http.GetOkAsync("store/products");
        await server.Tenants.SuspendAsync(shop.Tenant.Id, cancellationToken: Stop);
        await Task.Delay(TimeSpan.FromSeconds(2.2), Stop);
        (await there.Http.ReadAsync("store/products")).ExpectProblem(403, "tenant_suspended");
    }

    [Theory, EachEngine]
    public async Task An_access_token_that_a_jump_has_ended_is_renewed_and_one_of_the_future_is_refused(Engine engine)
    {
        var clock = new SettableClock();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), services => services.AddSingleton<TimeProvider>(clock));
        await using var shop = await TestShop.OpenAsync(server);
        const string email = "ada@example.com";
        (await shop.SignInAsync(email)).Dispose();
        var tokens = (await shop.Http.CallAsync("POST", "auth/login", new { email, password = Shopper.Password })).Expect(200).Json;
        clock.Set(TimeSpan.FromHours(2));
        (await MeAsync(tokens.Text("accessToken"))).ExpectProblem(401, "token_expired");
        var renewed = (await shop.Http.CallAsync("POST", "auth/refresh", new { refreshToken = tokens.Text("refreshToken") })).Expect(200).Json;
        (await MeAsync(renewed.Text("accessToken"))).Expect(200);
        clock.Set(TimeSpan.FromHours(-2));
        (await MeAsync(renewed.Text("accessToken"))).ExpectProblem(401, "unauthenticated");
        (await shop.Http.CallAsync("POST", "auth/login", new { email, password = Shopper.Password })).Expect(200);

        async Task<Answer> MeAsync(string token)
        {
            using var client = server.Client();
            client.DefaultRequestHeaders.Add("X-Tenant", shop.Tenant.Slug);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return await client.ReadAsync("auth/me");
        }
    }

    [Theory, OnPostgreSql]
    public async Task What_nodes_share_goes_by_the_databases_time_which_is_asked_for_once_a_minute(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var database = server.Services.GetRequiredService<DatabaseMap>().Shared;
        await using var connection = new NpgsqlConnection(TestDatabases.ConnectionString(server.DatabaseUrl));
        await connection.OpenAsync(Stop);
        var last = DateTimeOffset.MinValue;
        for (var i = 0; i < 20; i++)
        {
            var before = await NowAsync();
            var time = await database.TimeAsync(TimeProvider.System, Stop);
            Assert.InRange(time, before - TimeSpan.FromSeconds(1), await NowAsync() + TimeSpan.FromSeconds(1));
            Assert.True(time > last);
            last = time;
        }

        async Task<DateTimeOffset> NowAsync()
        {
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            await using var reader = await command.ExecuteReaderAsync(Stop);
            await reader.ReadAsync(Stop);
            return reader.GetFieldValue<DateTimeOffset>(0);
        }
    }

    private sealed class SettableClock : TimeProvider
    {
        private long _ticks;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

        internal void Set(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
    }
}
