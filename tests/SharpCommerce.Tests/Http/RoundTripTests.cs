using System.Collections.Concurrent;
using System.Diagnostics;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>
/// How often a request asks PostgreSQL: Npgsql tells of every command and batch by one activity, and a request's are known by its
/// trace. Each test warms the tenant's look-up first, which is from memory.
/// </summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _commands = [];
    private readonly ActivityListener _listener;

    public RoundTripTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _commands.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Theory, EachEngine]
    public async Task A_shoppers_read_is_one_round_trip(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "SQLite is in the process.");
        await using var shop = await TestShop.OpenAsync(engine);
        var products = new List<string>();
        for (var i = 0; i < 25; i++)
            products.Add((await shop.AddProductAsync($"Boot {i}")).Id());
        var cart = (await shop.AddCartAsync([.. await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => (await shop.AddVariantAsync(), 1)))])).Id();

        foreach (var path in (string[])["store/products", "store/products?sort=name&limit=100", "store/products?facets=true", "store/products?q=boot", "store/products?q=bota&facets=true", $"store/products/{products[0]}", "store/products/boot-3", $"store/carts/{cart}", $"store/carts/{cart}/shipping-methods"])
        {
            var commands = await CountAsync(shop, shop.Http, "GET", path, null);
            Assert.True(commands.Count == 1, $"{path} asks {commands.Count} times:\n{string.Join('\n', commands.Select(Describe))}");
        }
    }

    [Theory, EachEngine]
    public async Task A_page_of_the_catalog_that_was_read_a_moment_ago_asks_nothing(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "SQLite is in the process.");
        await using var shop = await TestShop.OpenAsync(engine);
        await shop.AddProductAsync("Boot");
        foreach (var path in (string[])["store/products", "store/products?q=boot&facets=true", "store/products/boot", "store/categories"])
        {
            Assert.NotEmpty(await CountAsync(shop, shop.Http, "GET", path, null));
            // On a busy machine a second passes between two calls; not every time.
            var again = -1;
            for (var i = 0; i < 10 && again != 0; i++)
                again = (await CountAsync(shop, shop.Http, "GET", path, null)).Count;
            Assert.Equal((path, 0), (path, again));
        }
    }

    [Theory, EachEngine]
    public async Task A_change_of_a_line_is_one_round_trip(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "SQLite is in the process.");
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = (await shop.AddCartAsync((variant, 1))).Id();
        var line = (await shop.Http.GetOkAsync($"store/carts/{cart}")).At("lines", 0).Id();

        Assert.Single(await CountAsync(shop, shop.Http, "POST", $"store/carts/{cart}/lines", new { variantId = variant, quantity = 1 }));
        Assert.Single(await CountAsync(shop, shop.Http, "PATCH", $"store/carts/{cart}/lines/{line}", new { quantity = 3 }));
        Assert.Equal(2, (await CountAsync(shop, shop.Http, "PATCH", $"store/carts/{cart}", new { email = "a@b.example" })).Count);
        Assert.Single(await CountAsync(shop, shop.Http, "DELETE", $"store/carts/{cart}/lines/{line}", null));
        Assert.Single(await CountAsync(shop, shop.Http, "POST", "store/carts", new { }));
    }

    [Theory, EachEngine]
    public async Task A_completion_writes_in_two_round_trips_whatever_the_number_of_lines(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "SQLite is in the process.");
        await using var shop = await TestShop.OpenAsync(engine);
        var variants = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.AddVariantAsync()));
        foreach (var lines in (int[])[1, 8])
        {
            var cart = await shop.AddReadyCartAsync([.. variants.Take(lines).Select(variant => (variant, 1))]);

            var commands = await CountAsync(shop, shop.Http, "POST", $"store/carts/{cart}/complete", ShopCalls.Manual);

            // Around them: the key is claimed, the cart is read and priced, the answer is kept under its key.
            Assert.Equal((2, 3), (commands.Count(IsPlacement), commands.Count(command => !IsPlacement(command))));
        }

        static bool IsPlacement(Activity command) => Says(command, "FOR NO KEY UPDATE") || Says(command, "next_order_number()");
    }

    [Theory, EachEngine]
    public async Task The_work_of_staff_asks_a_bounded_number_of_times(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "SQLite is in the process.");
        await using var shop = await TestShop.OpenAsync(engine);
        string? parent = null;
        for (var level = 0; level < 9; level++)
            parent = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = $"L{level}", parentId = parent })).Expect(201).Json.Id();
        // Many of everything: a query for each of them would show.
        var products = new List<string>();
        for (var i = 0; i < 15; i++)
            products.Add((await shop.AddProductAsync("The same title")).Id());
        var variants = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => shop.AddVariantAsync(stock: 100)));
        var orders = new List<string>();
        for (var i = 0; i < 15; i++)
            orders.Add((await shop.PlaceOrderAsync([.. variants.Select(variant => (variant, 1))])).Id());
        object Many(string prefix) => new
        {
            title = "The same title",
            options = new[] { new { name = "N", values = Enumerable.Range(0, 30).Select(i => $"{i}") } },
            variants = Enumerable.Range(0, 30).Select(i => new { sku = $"{prefix}{i}", options = new { N = $"{i}" }, price = shop.Price(i), stock = i }),
        };

        (string Method, string Path, object? Body)[] calls =
        [
            ("GET", "admin/products?limit=100", null), ("GET", $"admin/products/{products[0]}", null), ("POST", "admin/products", Many("A")), ("PATCH", $"admin/products/{products[1]}", Many("B")), ("DELETE", $"admin/products/{products[2]}", null),
            ("GET", "admin/orders?limit=100", null), ("GET", $"admin/orders/{orders[0]}", null), ("GET", "admin/categories", null), ("POST", "admin/categories", new { title = "L10", parentId = parent }),
            ("GET", "store/categories", null), ("GET", $"admin/inventory/levels/{variants[0]}/movements", null), ("POST", "admin/inventory/adjustments", new { variantId = variants[0], delta = 1 }),
            ("GET", "admin/tax-rates", null), ("GET", "admin/shipping-methods", null), ("GET", "platform/tenants", null),
        ];
        foreach (var (method, path, body) in calls)
        {
            var commands = await CountAsync(shop, shop.Admin, method, path, body);
            Assert.True(commands.Count <= 12, $"{method} {path} asks {commands.Count} times:\n{string.Join('\n', commands.Select(Describe))}");
        }
    }

    public void Dispose() => _listener.Dispose();

    private static string Describe(Activity command) => string.Join(' ', command.TagObjects.Where(tag => tag.Key.StartsWith("db.", StringComparison.Ordinal)).Select(tag => $"{tag.Value}".ReplaceLineEndings(" "))) is var text && text.Length > 160 ? text[..160] : command.DisplayName;

    private async Task<List<Activity>> CountAsync(TestShop shop, HttpClient client, string method, string path, object? body)
    {
        await shop.Http.GetOkAsync("store/payment-providers");
        var trace = ActivityTraceId.CreateRandom();
        var answer = await client.CallAsync(method, path, body, ("traceparent", $"00-{trace.ToHexString()}-b7ad6b7169203331-01"), ("Idempotency-Key", Guid.NewGuid().ToString()));
        Assert.InRange(answer.Status, 200, 299);
        var keyed = method != "GET" && !path.EndsWith("/complete", StringComparison.Ordinal);
        // The tenant is remembered for two seconds, which a busy machine may need between two calls, and the database's time for a minute.
        var commands = _commands.Where(command => command.TraceId == trace && !Says(command, "FROM tenants AS") && !Says(command, "clock_timestamp")).ToList();
        // Claiming a key, marking it and keeping an answer under it cost a round trip each, for any call that carries one; a cart's mark travels with its change.
        return keyed ? [.. commands.Where(command => !Says(command, "idempotency_records") || Says(command, "UPDATE carts") || Says(command, "INTO carts"))] : commands;
    }

    private static bool Says(Activity command, string sql) => command.TagObjects.Any(tag => tag.Value is string text && text.Contains(sql, StringComparison.Ordinal));
}
