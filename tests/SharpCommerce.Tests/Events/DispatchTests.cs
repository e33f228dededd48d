using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Work;
using SharpCommerce.Events;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Events;

/// <summary>That consumers hear of everything: at least once, in order for each thing, whoever fails.</summary>
public sealed class DispatchTests
{
    private const string Changed = "category.updated.v1";

    [Theory, EachEngine]
    public async Task What_was_committed_is_told_at_once_and_then_forgotten(Engine engine)
    {
        var told = new Told();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), told.As("probe", "order.placed.v1", "product.created.v1"));
        await using var shop = await TestShop.OpenAsync(server);
        var product = await shop.AddProductAsync();
        var order = await shop.PlaceOrderAsync((product.At("variants", 0).Id(), 1));

        var events = await told.WaitAsync(shop.Tenant.Id, 2);

        Assert.Equal([("product.created.v1", product.Id()), ("order.placed.v1", order.Id())], events.Select(found => (found.Type, found.AggregateId.ToString())));
        Assert.Equal(order.Id(), events[1].Data.Text("orderId"));
        await EventuallyAsync(async () => await shop.CountAsync("SELECT count(*) FROM event_deliveries WHERE tenant_id = @tenant") == 0);
    }

    [Theory, EachEngine]
    public async Task What_was_acted_on_leaves_nothing_behind(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        await shop.AddProductAsync();

        await EventuallyAsync(async () => await shop.CountAsync("SELECT count(*) FROM outbox_messages WHERE tenant_id = @tenant AND sequence IS NULL") == 0);
        await EventuallyAsync(async () => await shop.CountAsync("SELECT count(*) FROM event_deliveries WHERE tenant_id = @tenant") == 0);
    }

    [Theory, EachEngine]
    public async Task One_that_fails_holds_up_its_own_thing_and_no_other(Engine engine)
    {
        var told = new Told();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), told.As("probe", Changed));
        await using var shop = await TestShop.OpenAsync(server);
        var (bad, good) = (await AddAsync(shop), await AddAsync(shop));
        var failures = 2;
        told.Act = (found, _) => found.AggregateId == bad && Interlocked.Decrement(ref failures) >= 0 ? throw new InvalidOperationException("Not now.") : Task.CompletedTask;

        await ChangeAsync(shop, bad, "B1");
        await ChangeAsync(shop, bad, "B2");
        await ChangeAsync(shop, good, "G1");
        Assert.Equal(good, (await told.WaitAsync(shop.Tenant.Id, 1))[0].AggregateId);
        // The second try comes after a second, the third after four.
        var events = (await HurryAsync(shop, told, 3)).Where(found => found.AggregateId == bad).ToList();

        Assert.Equal(2, events.Count);
        Assert.True(events[0].Sequence < events[1].Sequence);
    }

    [Theory, EachEngine]
    public async Task One_that_fails_too_often_is_put_aside_with_its_reason_and_can_be_released(Engine engine)
    {
        var told = new Told();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), told.As("probe", Changed));
        await using var shop = await TestShop.OpenAsync(server);
        var id = await AddAsync(shop);
        var broken = true;
        told.Act = (found, _) => broken && found.Sequence == First(shop) ? throw new CommerceException(new(ErrorKind.Conflict, "printer_jammed", "The printer is jammed.")) : Task.CompletedTask;
        await ChangeAsync(shop, id, "One");
        await ChangeAsync(shop, id, "Two");

        // What comes after it goes on once it is put aside.
        Assert.Single(await HurryAsync(shop, told, 1));
        await shop.Server.Services.GetRequiredService<EventWorker>().IdleAsync();
        Assert.Equal(new EventBacklog(0, 0, 1, null), await Outbox.BacklogAsync(shop.Database, shop.Tenant.Id, CancellationToken.None));
        var parked = (await shop.Admin.GetOkAsync("admin/events/parked")).At("items", 0);
        Assert.Equal((Changed, id.ToString(), "probe", Retries.MostTries, "printer_jammed: The printer is jammed."),
            (parked.Text("type"), parked.Text("aggregateId"), parked.Text("consumer"), parked.GetProperty("attempts").GetInt32(), parked.Text("reason")));

        broken = false;
        (await shop.Admin.CallAsync("POST", $"admin/events/{parked.Text("eventId")}/release")).Expect(204);
        Assert.Equal(2, (await told.WaitAsync(shop.Tenant.Id, 2)).Count);
        Assert.Empty((await shop.Admin.GetOkAsync("admin/events/parked")).List("items"));
        (await shop.Admin.CallAsync("POST", $"admin/events/{parked.Text("eventId")}/release")).ExpectProblem(404, "not_found");
    }

    [Theory, EachEngine]
    public async Task What_a_dead_process_held_is_taken_over_when_its_lease_ends(Engine engine)
    {
        var told = new Told();
        await using var server = await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), told.As("probe", Changed));
        await using var shop = await TestShop.OpenAsync(server);
        var id = await AddAsync(shop);
        var hang = new TaskCompletionSource();
        var tries = 0;
        told.Act = (_, _) => Interlocked.Increment(ref tries) == 1 ? hang.Task : Task.CompletedTask;
        await ChangeAsync(shop, id, "One");
        await EventuallyAsync(() => Task.FromResult(tries == 1));

        // As if the lease had run out.
        await shop.ExecuteAsync($"UPDATE event_deliveries SET due_at = {Past(engine)} WHERE tenant_id = @tenant");
        server.Services.GetRequiredService<EventSignals>().Committed(shop.Tenant);
        Assert.Single(await told.WaitAsync(shop.Tenant.Id, 1));

        // The one that was thought dead ends after all: its outcome counts for nothing, and the delivery stays done.
        hang.SetException(new InvalidOperationException("Too late."));
        await server.Services.GetRequiredService<EventWorker>().IdleAsync();
        Assert.Equal(0, await shop.CountAsync("SELECT count(*) FROM event_deliveries WHERE tenant_id = @tenant"));
    }

    [Theory, EachEngine]
    public async Task What_no_process_was_there_to_tell_is_told_by_the_next_one(Engine engine)
    {
        var url = await TestDatabases.CreateAsync(engine);
        var told = new Told { Act = (_, _) => throw new InvalidOperationException("Not today.") };
        Guid id;
        Tenants.Tenant tenant;
        await using (var first = await TestServer.StartAsync(url, told.As("probe", Changed)))
        {
            await using var shop = await TestShop.OpenAsync(first);
            tenant = shop.Tenant;
            id = await AddAsync(shop);
            await ChangeAsync(shop, id, "One");
        }
        told.Act = (_, _) => Task.CompletedTask;
        await using var second = await TestServer.StartAsync(url, told.As("probe", Changed));
        await using var again = TestShop.Of(second, tenant);

        Assert.Equal(id, Assert.Single(await HurryAsync(again, told, 1)).AggregateId);
    }

    [Theory, EachEngine, Trait("Category", "Slow")]
    public async Task Two_servers_share_the_work_and_keep_the_order_of_each_thing(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "One process serves a file.");
        var url = await TestDatabases.CreateAsync(engine);
        var told = new Told { Act = (_, token) => Task.Delay(5, token) };
        await using var one = await TestServer.StartAsync(url, told.As("probe", Changed));
        await using var two = await TestServer.StartAsync(url, told.As("probe", Changed));
        await using var shop = await TestShop.OpenAsync(two);
        await using var other = TestShop.Of(one, shop.Tenant);
        // The second server made a new operator's token, for both.
        other.Admin.DefaultRequestHeaders.Authorization = shop.Admin.DefaultRequestHeaders.Authorization;
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AddAsync(shop)));

        await Task.WhenAll(ids.Select(async id =>
        {
            for (var i = 0; i < 12; i++)
                await ChangeAsync(i % 2 == 0 ? shop : other, id, $"{id} {i}");
        }));
        var events = await told.WaitAsync(shop.Tenant.Id, 48);

        Assert.Equal(48, events.DistinctBy(found => found.Id).Count());
        foreach (var id in ids)
        {
            var own = events.Where(found => found.AggregateId == id).Select(found => found.Sequence).ToList();
            Assert.Equal(own.Order(), own);
        }
    }

    private static long First(TestShop shop) => shop.CountAsync($"SELECT min(sequence) FROM outbox_messages WHERE tenant_id = @tenant AND type = '{Changed}'").GetAwaiter().GetResult();

    private static string Past(Engine engine) => engine == Engine.Sqlite ? "0" : "'2000-01-01'";

    private static async Task<Guid> AddAsync(TestShop shop) => Guid.Parse((await shop.Admin.CallAsync("POST", "admin/categories", new { title = $"C {Guid.NewGuid():N}" })).Expect(201).Json.Id());

    private static async Task ChangeAsync(TestShop shop, Guid id, string title) => (await shop.Admin.CallAsync("PATCH", $"admin/categories/{id}", new { title })).Expect(200);

    /// <summary>Waits as <see cref="Told.WaitAsync"/> does, but lets no pause between tries pass. A try under way keeps its lease.</summary>
    private static async Task<List<DomainEvent>> HurryAsync(TestShop shop, Told told, int count)
    {
        for (var i = 0; told.Of(shop.Tenant.Id).Count < count && i < 3_000; i++)
        {
            await shop.Server.Services.GetRequiredService<EventWorker>().IdleAsync();
            await shop.ExecuteAsync($"UPDATE event_deliveries SET due_at = {Past(shop.Database.Engine == "sqlite" ? Engine.Sqlite : Engine.PostgreSql)} WHERE tenant_id = @tenant AND status = 'waiting' AND claim IS NULL");
            shop.Server.Services.GetRequiredService<EventSignals>().Committed(shop.Tenant);
            await Task.Delay(30);
        }
        return told.Of(shop.Tenant.Id);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; !await holds(); i++)
        {
            Assert.True(i < 500, "It never came true.");
            await Task.Delay(20);
        }
    }
}
