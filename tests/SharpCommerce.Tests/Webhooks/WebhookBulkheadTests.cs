using System.Net;
using System.Net.Sockets;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Webhooks;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

public sealed class WebhookBulkheadTests
{
    private const int Events = 20;

    [Theory, EachEngine, Trait("Category", "Slow")]
    public async Task A_dead_and_a_slow_endpoint_do_not_hold_up_a_third(Engine engine)
    {
        // It takes connections and never says a word.
        using var dead = new TcpListener(IPAddress.Loopback, 0);
        dead.Start();
        await using var slow = await WebhookReceiver.StartAsync(context => Task.Delay(TimeSpan.FromSeconds(5), context.RequestAborted));
        await using var healthy = await WebhookReceiver.StartAsync();
        await using var shop = await WebhookShop.OpenAsync(engine);
        var (deadId, _) = await shop.AddEndpointAsync($"http://127.0.0.1:{((IPEndPoint)dead.LocalEndpoint).Port}/");
        var (slowId, _) = await shop.AddEndpointAsync(slow.Url);
        var (healthyId, _) = await shop.AddEndpointAsync(healthy.Url);

        var told = new List<Guid>();
        for (var i = 0; i < Events; i++)
            told.Add(await shop.TellAsync(WebhookShop.Event(sequence: i + 1)));
        var received = await healthy.NextAsync(Events);
        Assert.Equal(told.Order(), received.Select(one => Guid.Parse(one.Id)).Order());

        // By then neither of the others can have come to an end: four at once, five and fifteen seconds each.
        Assert.InRange(slow.MostInside, 1, WebhookPlaces.OfEndpoint);
        foreach (var other in (string[])[deadId, slowId])
            Assert.NotEmpty((await shop.Admin.GetOkAsync($"admin/webhooks/{other}/deliveries?status=pending")).List("items"));
        foreach (var id in (string[])[deadId, slowId, healthyId])
            (await shop.Admin.CallAsync("DELETE", $"admin/webhooks/{id}")).Expect(204);
    }

    [Fact]
    public void Every_endpoint_has_a_place_of_its_own_and_shares_the_others()
    {
        var (places, tenant) = (new WebhookPlaces(), Somebody());
        var endpoints = Enumerable.Range(0, 50).Select(_ => Id<WebhookEndpoint>.New(TimeProvider.System)).ToList();
        Assert.Equal(WebhookPlaces.OfEndpoint, places.Take(tenant, endpoints[0], failing: false));
        Assert.Equal(0, places.Take(tenant, endpoints[0], failing: false));
        Assert.Equal(1, places.Take(tenant, endpoints[1], failing: true));
        // Whatever the others do, each of the rest gets at least one.
        var got = endpoints.Skip(2).Select(endpoint => places.Take(tenant, endpoint, failing: false)).ToList();
        Assert.All(got, count => Assert.InRange(count, 1, WebhookPlaces.OfEndpoint));
        Assert.Equal(50 + WebhookPlaces.SharedByTenant, WebhookPlaces.OfEndpoint + 1 + got.Sum());

        Assert.Empty(places.Release(tenant, endpoints[0]));
        Assert.Equal(1, places.Take(tenant, endpoints[1], failing: false));
        Assert.Equal(0, places.Take(tenant, endpoints[0], failing: false));
    }

    [Fact]
    public void One_tenant_cannot_take_all_places_and_who_is_turned_away_is_remembered()
    {
        var (places, greedy, full) = (new WebhookPlaces(), Somebody(), Somebody());
        // As many endpoints as a tenant may have, and as much for each as it can get.
        var most = Enumerable.Range(0, 50).Sum(_ => places.Take(greedy, Id<WebhookEndpoint>.New(TimeProvider.System), failing: false));
        Assert.InRange(most, 1, WebhookPlaces.OfProcess / 3);

        var taken = new List<(Tenant Tenant, Id<WebhookEndpoint> Endpoint)>();
        for (var i = most; i < WebhookPlaces.OfProcess; i++)
        {
            taken.Add((Somebody(), Id<WebhookEndpoint>.New(TimeProvider.System)));
            Assert.Equal(1, places.Take(taken[^1].Tenant, taken[^1].Endpoint, failing: true));
        }
        Assert.Equal(0, places.Take(full, Id<WebhookEndpoint>.New(TimeProvider.System), failing: false));
        Assert.Equal([full], places.Release(taken[0].Tenant, taken[0].Endpoint));
        Assert.Equal(1, places.Take(full, Id<WebhookEndpoint>.New(TimeProvider.System), failing: false));
    }

    private static Tenant Somebody() => new(Id<Tenant>.New(TimeProvider.System), "s", "S", Currency.Parse("EUR"), "DE", TenantIsolation.Shared, TimeProvider.System.GetUtcNow());
}
