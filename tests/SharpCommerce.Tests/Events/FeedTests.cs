using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Products;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Users;
using Xunit;

namespace SharpCommerce.Tests.Events;

/// <summary>That the feed has no gaps, never changes, and can be read again.</summary>
public sealed class FeedTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EachEngine]
    public async Task A_reader_who_polls_while_others_write_sees_every_event_once_and_in_order(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        const int Writers = 6, Each = 10;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var i = 0; i < Each; i++)
                await shop.Categories.CreateAsync(new() { Title = $"W{writer} {i}" });
        }));
        var seen = new List<(long Sequence, string Id)>();
        long after = 0;
        bool done;
        do
        {
            // Asked before the page is read: what was committed by then must be on it, or on the next.
            done = writing.IsCompleted;
            var page = await shop.Admin.GetOkAsync($"admin/events?after={after}&limit=7");
            seen.AddRange(page.List("items").Select(item => (item.GetProperty("sequence").GetInt64(), item.Id())));
            after = page.GetProperty("lastSequence").GetInt64();
            done &= page.Text("nextCursor") is null;
        }
        while (!done);
        await writing;

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen.Select(item => item.Sequence));
        Assert.Equal(seen.Count, seen.DistinctBy(item => item.Id).Count());
        Assert.Equal(seen.Count, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant"));
        Assert.Equal(Writers * Each, await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant AND type = 'category.created.v1'"));
        // Read again, it is the same.
        Assert.Equal(seen.Take(100), (await shop.Admin.GetOkAsync("admin/events?after=0&limit=100")).List("items").Select(item => (item.GetProperty("sequence").GetInt64(), item.Id())));
    }

    [Theory, EachEngine]
    public async Task What_is_committed_late_comes_late_and_takes_nobodys_place(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "It has one writer at a time.");
        await using var shop = await TestShop.OpenAsync(engine);
        await using var slow = await shop.Get<TenantDb>().WriteAsync(CancellationToken.None);
        slow.Context.Add(new Category(Id<Category>.New(TimeProvider.System), TimeProvider.System.GetUtcNow()) { Title = "Slow", Slug = "slow" });
        // Inserted first, and not committed.
        await slow.Context.SaveChangesAsync(CancellationToken.None);
        await shop.Categories.CreateAsync(new() { Title = "Quick" }, Stop);
        var before = await LastAsync(shop);

        await slow.SaveAndCommitAsync(CancellationToken.None);
        var after = await shop.Admin.GetOkAsync($"admin/events?after={before}");

        var late = Assert.Single(after.List("items"));
        Assert.Equal(before + 1, late.GetProperty("sequence").GetInt64());
        Assert.Equal("category.created.v1", late.Text("type"));
    }

    [Theory, EachEngine]
    public async Task It_is_read_by_type_and_page_and_what_makes_no_sense_is_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var product = (await shop.AddProductAsync()).Id();
        await shop.AddProductAsync();

        var first = await shop.Admin.GetOkAsync("admin/events?type=product.created.v1&limit=1");
        Assert.Equal((product, product), (first.At("items", 0).Text("aggregateId"), first.At("items", 0).GetProperty("data").Text("productId")));
        var second = await shop.Admin.GetOkAsync($"admin/events?type=product.created.v1&limit=1&after={first.Text("nextCursor")}");
        Assert.NotEqual(product, Assert.Single(second.List("items")).Text("aggregateId"));
        Assert.Null(second.Text("nextCursor"));
        // Whoever asks for one type need not read the others again.
        Assert.Equal(await LastAsync(shop), second.GetProperty("lastSequence").GetInt64());
        (await shop.Admin.ReadAsync("admin/events?after=-1")).ExpectInvalid("after");
        (await shop.Admin.ReadAsync("admin/events?limit=101")).ExpectInvalid("limit");
        (await shop.Admin.ReadAsync("admin/events/parked?cursor=x")).ExpectInvalid("cursor");
    }

    [Theory, EachEngine]
    public async Task What_was_kept_long_enough_goes_and_a_reader_who_missed_it_is_told(Engine engine)
    {
        var standing = long.MaxValue - 5;
        var told = new Told();
        told.Act = (found, _) => found.Sequence == standing + 5 ? throw new InvalidOperationException("Never.") : Task.CompletedTask;
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), told.As("probe", "category.created.v1"));
        await using var shop = await TestShop.OpenAsync(server);
        // What a new shop begins with has its events already.
        standing = await LastAsync(shop);
        for (var i = 0; i < 8; i++)
            await shop.Categories.CreateAsync(new() { Title = $"C{i}" }, Stop);
        await told.WaitAsync(shop.Tenant.Id, 7);
        await server.Services.GetRequiredService<EventWorker>().IdleAsync();
        await shop.ExecuteAsync($"UPDATE outbox_messages SET occurred_at = {(engine == Engine.Sqlite ? "0" : "'2000-01-01'")} WHERE tenant_id = @tenant AND sequence <= {standing + 7}");

        await SweepAsync(server);

        // The fifth was not delivered: the feed begins with it, and has no gap behind it.
        (await shop.Admin.ReadAsync("admin/events?after=0")).ExpectProblem(410, "events_removed");
        var gone = (await shop.Admin.ReadAsync($"admin/events?after={standing + 3}")).ExpectProblem(410, "events_removed");
        Assert.Equal(standing + 4, gone.Json.GetProperty("removedThrough").GetInt64());
        Assert.Equal([standing + 5, standing + 6, standing + 7, standing + 8], (await shop.Admin.GetOkAsync($"admin/events?after={standing + 4}")).List("items").Select(item => item.GetProperty("sequence").GetInt64()));

        told.Act = (_, _) => Task.CompletedTask;
        await shop.ExecuteAsync($"UPDATE event_deliveries SET due_at = {(engine == Engine.Sqlite ? "0" : "'2000-01-01'")} WHERE tenant_id = @tenant");
        server.Services.GetRequiredService<EventSignals>().Committed(shop.Tenant);
        await told.WaitAsync(shop.Tenant.Id, 8);
        await server.Services.GetRequiredService<EventWorker>().IdleAsync();
        await SweepAsync(server);
        // Who names no place begins with what there is, and the numbers go on where they were.
        Assert.Equal(standing + 8, Assert.Single((await shop.Admin.GetOkAsync("admin/events")).List("items")).GetProperty("sequence").GetInt64());
        await shop.ExecuteAsync($"UPDATE outbox_messages SET occurred_at = {(engine == Engine.Sqlite ? "0" : "'2000-01-01'")} WHERE tenant_id = @tenant");
        await SweepAsync(server);
        await shop.Categories.CreateAsync(new() { Title = "After all" }, Stop);
        Assert.Equal(standing + 9, Assert.Single((await shop.Admin.GetOkAsync($"admin/events?after={standing + 8}")).List("items")).GetProperty("sequence").GetInt64());
    }

    [Theory, EachEngine]
    public async Task Operators_have_a_feed_of_their_own(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        (await server.Platform.CallAsync("PATCH", $"platform/tenants/{shop.Tenant.Id}", new { name = "Other", domains = (string[])["other.example.com"] })).Expect(200);
        (await server.Platform.CallAsync("POST", $"platform/tenants/{shop.Tenant.Id}/suspend")).Expect(200);

        var events = (await server.Platform.GetOkAsync("platform/events?limit=100")).List("items").Where(found => found.Text("aggregateId") == shop.Tenant.Id.ToString()).ToList();

        Assert.Equal(["tenant.created.v1", "tenant.updated.v1", "tenant.updated.v1"], events.Select(found => found.Text("type")));
        Assert.Equal([["domains", "name"], ["status"]], events.Skip(1).Select(found => found.GetProperty("data").List("changed").Select(name => name.GetString())));
        using var staff = await TestShopStaffAsync(server);
        (await staff.ReadAsync("platform/events")).ExpectProblem(403, "missing_permission");
    }

    private static async Task<long> LastAsync(TestShop shop) => (await shop.Admin.GetOkAsync("admin/events?type=none.v1")).GetProperty("lastSequence").GetInt64();

    private static async Task<HttpClient> TestShopStaffAsync(TestServer server)
    {
        await using var shop = await TestShop.OpenAsync(server);
        return await shop.StaffAsync("owner");
    }

    private static Task SweepAsync(TestServer server) => server.Services.GetRequiredService<ExpirySweep>().RunAsync(CancellationToken.None);
}
