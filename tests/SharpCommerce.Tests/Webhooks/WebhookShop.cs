using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Webhooks;
using Xunit;

namespace SharpCommerce.Tests.Webhooks;

/// <summary>What tests of webhooks do: on a server that may call this machine.</summary>
internal static class WebhookShop
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<TestServer>>> Servers = new();
    private static readonly (string Name, string Value) MayCallThisMachine = ("OUTBOUND_ALLOW_CIDRS", "127.0.0.0/8");

    internal static Task<TestServer> ServerAsync(Engine engine) => Servers.GetOrAdd(engine, key => new(() => TestServer.StartAsync(key, MayCallThisMachine))).Value;

    internal static async Task<TestServer> ServerAsync(Engine engine, TimeProvider clock) =>
        await TestServer.StartAsync(await TestDatabases.CreateAsync(engine), services => services.AddSingleton(clock), MayCallThisMachine);

    internal static async Task<TestShop> OpenAsync(Engine engine) => await TestShop.OpenAsync(await ServerAsync(engine));

    /// <summary>The id and the secret of a new endpoint, by default for what happens to orders.</summary>
    internal static async Task<(string Id, string Secret)> AddEndpointAsync(this TestShop shop, string url, params string[] eventTypes)
    {
        var made = (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url, description = "Test", eventTypes = eventTypes.Length == 0 ? ["order.*"] : eventTypes })).Expect(201).Json;
        return (made.Id(), made.Text("secret"));
    }

    internal static Task<JsonElement> EndpointAsync(this TestShop shop, string id) => shop.Admin.GetOkAsync($"admin/webhooks/{id}");

    internal static Task<JsonElement> DeliveryAsync(this TestShop shop, string endpoint, Guid eventId) => shop.Admin.GetOkAsync($"admin/webhooks/{endpoint}/deliveries/{eventId}");

    internal static DomainEvent Event(string type = "order.placed.v1", object? data = null, long sequence = 1) => new(
        Id<DomainEvent>.New(TimeProvider.System).Value, sequence, type, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch.AddDays(20_000), JsonSerializer.SerializeToElement(data ?? new { orderId = Guid.CreateVersion7() }, ModelExtensions.Json));

    /// <summary>Tells the consumer of an event, as the outbox does.</summary>
    internal static async Task<Guid> TellAsync(this TestShop shop, DomainEvent? occurred = null)
    {
        occurred ??= Event();
        await shop.Consumer("webhooks").HandleAsync(occurred, TestContext.Current.CancellationToken);
        return occurred.Id;
    }

    internal static IEventConsumer Consumer(this TestShop shop, string name) => shop.Get<IEnumerable<IEventConsumer>>().Single(consumer => consumer.Name == name);

    internal static WebhookWorker Worker(this TestShop shop) => shop.Server.Services.GetRequiredService<WebhookWorker>();

    /// <summary>Lets the worker do what is due, and waits until it is done, whoever does it.</summary>
    internal static async Task WorkAsync(this TestShop shop)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10, TestContext.Current.CancellationToken))
        {
            await shop.WorkOnceAsync();
            var now = await shop.Database.TimeAsync(shop.Server.Services.GetRequiredService<TimeProvider>(), TestContext.Current.CancellationToken);
            await using var session = await shop.Get<TenantDb>().ReadAsync(TestContext.Current.CancellationToken);
            if (!await session.Set<WebhookDelivery>().AnyAsync(delivery => delivery.DueAt <= now || delivery.Status == WebhookDeliveryStatus.Sending, TestContext.Current.CancellationToken))
                return;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It never came to rest.");
        }
    }

    /// <summary>The same, but takes it as it is when a claim stands in the way.</summary>
    internal static async Task WorkOnceAsync(this TestShop shop)
    {
        while (await shop.Worker().RunOneAsync(shop.Tenant, TestContext.Current.CancellationToken))
            await shop.Worker().FinishSendsAsync();
        await shop.Worker().FinishSendsAsync();
    }

    /// <summary>Waits until the delivery is as it should be.</summary>
    internal static async Task<JsonElement> EventuallyAsync(this TestShop shop, string endpoint, Guid eventId, Func<JsonElement, bool> condition)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var delivery = await shop.DeliveryAsync(endpoint, eventId);
            if (condition(delivery))
                return delivery;
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It stays {delivery}.");
        }
    }
}
