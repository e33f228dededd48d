using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using SharpCommerce.Tests.Users;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>A tenant from its first call to its last row.</summary>
public sealed class TenantLifecycleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>EUR: the tax of 19 % is in the price. USD: a country without a rate. KWD: three decimal digits.</summary>
    [Theory]
    [InlineData("EUR", "DE", 5_900, 500, 1_022, 6_400, Engine.Sqlite)]
    [InlineData("USD", "US", 5_900, 500, 0, 6_400, Engine.Sqlite)]
    [InlineData("KWD", "KW", 5_900, 5_000, 0, 10_900, Engine.Sqlite)]
    [OnPostgreSql("EUR", "DE", 5_900, 500, 1_022, 6_400)]
    public async Task A_new_tenant_sells_at_once(string currency, string country, int price, int shipping, int tax, int total, Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var slug = $"new-{Guid.NewGuid():N}"[..20];
        var tenant = await PostAsync(server.Platform, "platform/tenants", new { slug, name = "New", defaultCurrency = currency, country });
        Assert.Equal(("active", "shared"), (tenant.GetProperty("status").GetString(), tenant.GetProperty("isolation").GetString()));

        using var shopper = server.Client();
        shopper.DefaultRequestHeaders.Add("X-Tenant", slug);
        using var staff = server.Client();
        staff.DefaultRequestHeaders.Add("X-Tenant", tenant.GetProperty("id").GetString());
        staff.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);
        var product = await PostAsync(staff, "admin/products", new { title = "Hat", status = "published", variants = new[] { new { price = new { amount = price, currency }, stock = 1 } } });
        var variantId = product.GetProperty("variants")[0].GetProperty("id").GetString();
        var cart = await PostAsync(shopper, "store/carts", new { lines = new[] { new { variantId, quantity = 1 } } });
        var path = $"store/carts/{cart.GetProperty("id").GetString()}";
        var address = new { name = "Ada", line1 = "Street 1", city = "Town", postalCode = "10117", country };
        using var addressed = await shopper.PatchAsJsonAsync(path, new { email = "ada@example.com", shippingAddress = address }, Stop);
        addressed.EnsureSuccessStatusCode();
        shopper.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var order = await PostAsync(shopper, $"{path}/complete", new { payment = new { provider = "manual" } });

        Assert.Equal((1001L, shipping, tax, total), (order.GetProperty("number").GetInt64(), Amount("shipping"), Amount("tax"), Amount("total")));

        int Amount(string member) => order.GetProperty(member).GetProperty("amount").GetInt32();
    }

    [Theory, EachEngine]
    public async Task A_tenant_that_could_not_be_created_leaves_nothing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        string[] domains = ["first.example"];
        await server.Tenants.CreateAsync(new() { Slug = "first", Name = "First", DefaultCurrency = Currency.Parse("EUR"), Domains = domains }, Stop);
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        var before = await EverythingAsync(database, engine);

        using (var taken = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = "second", name = "Second", defaultCurrency = "EUR", domains }, Stop))
            Assert.Equal(409, (int)taken.StatusCode);
        using (var same = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = "first", name = "Second", defaultCurrency = "EUR" }, Stop))
            Assert.Equal(409, (int)same.StatusCode);
        // At once: both pass the first look at the slug.
        var racers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.Platform.PostAsJsonAsync("platform/tenants", new { slug = "racer", name = "Racer", defaultCurrency = "EUR" }, Stop)));
        Assert.Equal([201, 409, 409, 409], racers.Select(racer => (int)racer.StatusCode).Order());
        await server.Tenants.DeleteAsync((await server.Tenants.FindAsync("racer", Stop))!.Id, cancellationToken: Stop);

        Assert.Equal(before, await EverythingAsync(database, engine));
    }

    [Theory, EachEngine]
    public async Task Deleting_a_tenant_leaves_no_row_of_it_and_all_rows_of_the_others(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var leaving = await FullShop.OpenAsync(server);
        await using var staying = await FullShop.OpenAsync(server);
        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        // Events get their places a moment after their commit.
        await SessionTests.EventuallyAsync(async () => await database.ScalarAsync<long>("SELECT count(*) FROM outbox_messages WHERE sequence IS NULL") == 0);
        var before = await database.DumpAsync(staying.Shop.Tenant.Id);
        var counts = await database.CountAsync(leaving.Shop.Tenant.Id);
        foreach (var table in Models.TenantOwned(engine).Select(entity => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(entity)!))
            Assert.True(counts[table] > 0, $"{table} held nothing of the tenant, so nothing is shown of it here.");

        using var deleted = await server.Platform.DeleteAsync($"platform/tenants/{leaving.Shop.Tenant.Id}", Stop);
        Assert.Equal(204, (int)deleted.StatusCode);

        Assert.All(await database.CountAsync(leaving.Shop.Tenant.Id), table => Assert.True(table.Value == 0, table.ToString()));
        Assert.Equal(before, await database.DumpAsync(staying.Shop.Tenant.Id));
        if (engine == Engine.Sqlite)
            Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM product_search WHERE product_search MATCH $1", $"t{leaving.Shop.Tenant.Id.Value:N}"));
        else
            Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = $1", $"order_numbers_{leaving.Shop.Tenant.Id.Value:N}"));
        using var gone = await leaving.Shop.Http.GetAsync("store/products", Stop);
        Assert.Equal(404, (int)gone.StatusCode);
        using var again = await server.Platform.DeleteAsync($"platform/tenants/{leaving.Shop.Tenant.Id}", Stop);
        Assert.Equal(404, (int)again.StatusCode);
        (await staying.Shop.Http.GetAsync($"store/products/{staying.Product.Id}", Stop)).EnsureSuccessStatusCode();
    }

    [Theory, EachEngine]
    public async Task Shoppers_who_are_busy_while_their_tenant_is_deleted_leave_no_row_behind(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        var variantId = (await shop.ProductAsync(stock: null)).Variants[0].Id;
        using var until = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var made = 0;
        var shoppers = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (!until.IsCancellationRequested)
            {
                using var response = await shop.Http.PostAsJsonAsync("store/carts", new { lines = new[] { new { variantId, quantity = 1 } } }, Stop);
                if (response.IsSuccessStatusCode)
                    Interlocked.Increment(ref made);
                else
                    Assert.True((int)response.StatusCode is 400 or 403 or 404, await response.Content.ReadAsStringAsync(Stop));
            }
        }).ToList();
        while (Volatile.Read(ref made) < 20)
            await Task.Delay(10, Stop);

        await server.Tenants.DeleteAsync(shop.Tenant.Id, cancellationToken: Stop);
        await until.CancelAsync();
        await Task.WhenAll(shoppers);

        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        Assert.All(await database.CountAsync(shop.Tenant.Id), table => Assert.True(table.Value == 0, table.ToString()));
    }

    [Theory, EachEngine]
    public async Task A_suspended_tenant_is_closed_on_every_node_within_five_seconds_and_opens_again(Engine engine)
    {
        await using var here = await TestServer.StartAsync(engine);
        await using var there = await TestServer.StartAsync(here.DatabaseUrl);
        await using var shop = await TestShop.OpenAsync(here);
        await using var elsewhere = TestShop.Of(there, shop.Tenant);
        foreach (var client in new[] { shop.Http, elsewhere.Http })
            Assert.Equal(200, await StatusAsync(client));

        using (var suspended = await there.Platform.PostAsync($"platform/tenants/{shop.Tenant.Id}/suspend", null, Stop))
            Assert.Equal("suspended", (await suspended.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("status").GetString());
        Assert.Equal(403, await StatusAsync(elsewhere.Http));
        await WithinFiveSecondsAsync(shop.Http, 403);

        using (var resumed = await there.Platform.PostAsync($"platform/tenants/{shop.Tenant.Id}/resume", null, Stop))
            resumed.EnsureSuccessStatusCode();
        Assert.Equal(200, await StatusAsync(elsewhere.Http));
        await WithinFiveSecondsAsync(shop.Http, 200);
    }

    [Theory, EachEngine]
    public async Task What_cannot_be_changed_of_a_tenant_is_refused(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        foreach (object change in new object[] { new { slug = "other" }, new { defaultCurrency = "USD" }, new { isolation = "dedicated" }, new { databaseUrl = "sqlite:///other.db" }, new { status = "suspended" }, new { id = Guid.NewGuid() } })
        {
            using var refused = await server.Platform.PatchAsJsonAsync($"platform/tenants/{shop.Tenant.Id}", change, Stop);
            Assert.Equal(400, (int)refused.StatusCode);
        }
        // A slug that reads as an id could not be told from one.
        using var idLike = await server.Platform.PostAsJsonAsync("platform/tenants", new { slug = Guid.NewGuid().ToString(), name = "x", defaultCurrency = "EUR" }, Stop);
        Assert.Equal(400, (int)idLike.StatusCode);
    }

    private static async Task WithinFiveSecondsAsync(HttpClient client, int status)
    {
        var watch = Stopwatch.StartNew();
        while (await StatusAsync(client) != status)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"Still not {status}.");
            await Task.Delay(100, Stop);
        }
    }

    private static async Task<int> StatusAsync(HttpClient client)
    {
        using var response = await client.GetAsync("store/products", Stop);
        return (int)response.StatusCode;
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body, Stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private static async Task<List<string>> EverythingAsync(RawDatabase database, Engine engine)
    {
        var rows = await database.CountAsync(null);
        // The platform's log and feed remember every tenant that there was.
        foreach (var table in (string[])["audit_entries", "outbox_messages"])
            rows[table] = await database.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id <> $1", Guid.Empty);
        foreach (var table in RawDatabase.InBackground)
            rows.Remove(table);
        var counts = rows.Select(table => table.ToString()).ToList();
        counts.Add($"tenants {await database.ScalarAsync<long>("SELECT count(*) FROM tenants")}");
        if (engine == Engine.PostgreSql)
            counts.Add($"sequences {await database.ScalarAsync<long>("SELECT count(*) FROM pg_sequences")}");
        return counts;
    }
}
