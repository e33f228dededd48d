using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Payments;

/// <summary>A shop with a bank of its own.</summary>
internal sealed class PaidShop : IAsyncDisposable
{
    internal static readonly object Scripted = new { payment = new { provider = ScriptedProvider.Id, returnUrl = "https://shop.example.com/thanks" } };

    private static readonly ConcurrentDictionary<Engine, Lazy<Task<TestServer>>> Servers = new();

    private PaidShop(TestShop shop, string key) => (Shop, Key, Bank) = (shop, key, ScriptedBank.Of(key));

    internal TestShop Shop { get; }

    internal string Key { get; }

    internal ScriptedBank Bank { get; }

    internal static Task<TestServer> ServerAsync(Engine engine) => Servers.GetOrAdd(engine, key => new(async () =>
        await TestServer.StartAsync(await TestDatabases.CreateAsync(key), services => PaymentServices.Add(services, new PaymentPlugin<ScriptedSettings>(ScriptedProvider.Id, "Scripted", setup => new ScriptedProvider(setup)))))).Value;

    internal static async Task<PaidShop> OpenAsync(Engine engine, string capture = "manual")
    {
        var shop = await TestShop.OpenAsync(await ServerAsync(engine));
        var key = $"bank-{Guid.NewGuid():N}";
        (await shop.Admin.CallAsync("PUT", $"admin/payment-providers/{ScriptedProvider.Id}", new { capture, settings = new { key } })).Expect(200);
        return new(shop, key);
    }

    /// <summary>An order of one unit for 59.00 with shipping, paid by the bank.</summary>
    internal async Task<JsonElement> OrderAsync(string? variant = null, string? key = null) =>
        (await Shop.Http.CompleteAsync(await Shop.AddReadyCartAsync((variant ?? await Shop.AddVariantAsync(), 1)), key, Scripted)).Expect(201).Json;

    internal Task<JsonElement> ReadAsync(JsonElement order) => Shop.Admin.GetOkAsync($"admin/orders/{order.Id()}");

    internal Task<Answer> SyncAsync(JsonElement order) =>
        Shop.Http.CallAsync("POST", $"store/orders/{order.Id()}/payments/{PaymentOf(order)}/sync", null, ("X-Order-Token", order.Text("accessToken")));

    internal Task<Answer> PayAsync(JsonElement order, string provider) =>
        Shop.Http.CallAsync("POST", $"store/orders/{order.Id()}/payments", new { provider }, ("X-Order-Token", order.Text("accessToken")));

    internal Task<Answer> StaffAsync(JsonElement order, string operation, long? amount = null, string? key = null) => Shop.Admin.CallAsync(
        "POST", $"admin/orders/{order.Id()}/payments/{PaymentOf(order)}/{operation}", amount is { } part ? new { amount = Shop.Price(part) } : new { }, ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    internal Task<Answer> HookAsync(Guid paymentId, string? signature = null) => Shop.Http.CallAsync(
        "POST", $"webhooks/{ScriptedProvider.Id}/{Shop.Tenant.Slug}", new { @event = Guid.NewGuid().ToString(), payment = paymentId }, ("X-Signature", signature ?? Key));

    /// <summary>What the worker does when the payment's time has come.</summary>
    internal async Task CheckAsync(JsonElement order)
    {
        await using var scope = Shop.Server.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(Shop.Tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = "system";
        await PaymentWorker.CheckAsync(scope.ServiceProvider, new Id<Order>(Guid.Parse(order.Id())), new Id<Payment>(PaymentOf(order)), TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until the order is as it should be in the end.</summary>
    internal async Task<JsonElement> UntilAsync(JsonElement order, string status, string paymentStatus)
    {
        for (var start = Environment.TickCount64; ; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            var now = await ReadAsync(order);
            if (now.Text("status") == status && now.Text("paymentStatus") == paymentStatus)
                return now;
            Assert.True(Environment.TickCount64 - start < 30_000, $"It stays: {now}");
        }
    }

    internal static Guid PaymentOf(JsonElement order, int index = 0) => Guid.Parse(order.At("payments", index).Id());

    public ValueTask DisposeAsync() => Shop.DisposeAsync();
}
