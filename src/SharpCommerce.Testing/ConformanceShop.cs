using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Inbox;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Verification;
using SharpCommerce.Inbound;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.Testing;

/// <summary>A shop in process that sells one thing and is paid with the plugin.</summary>
internal sealed class ConformanceShop : IAsyncDisposable
{
    internal const long Total = 5_900;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services;
    private readonly DirectoryInfo _folder;
    private readonly LogLines _log;
    private readonly Tenant _tenant;
    private readonly Id<Variant> _variant;

    private ConformanceShop(PaymentBank bank, ServiceProvider services, DirectoryInfo folder, LogLines log, Tenant tenant, Id<Variant> variant) =>
        (Bank, _services, _folder, _log, _tenant, _variant) = (bank, services, folder, log, tenant, variant);

    internal PaymentBank Bank { get; }

    /// <summary>Everything that was logged, at every level.</summary>
    internal IEnumerable<string> Log => _log.Lines;

    internal PaymentCapabilities Capabilities { get; private set; } = new();

    internal static async Task<ConformanceShop> OpenAsync(PaymentBank bank)
    {
        var folder = Directory.CreateTempSubdirectory("sharpcommerce-conformance-");
        var log = new LogLines();
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace))
            .AddSharpCommerce(builder =>
            {
                builder.UseSqlite(Path.Combine(folder.FullName, "shop.db"));
                builder.Options.DataDirectory = folder.FullName;
                builder.Options.Environment = bank.Environment;
                bank.AddTo(builder);
            })
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
        var workers = services.GetServices<IHostedService>().ToList();
        foreach (var worker in workers)
            await worker.StartAsync(CancellationToken.None);
        foreach (var worker in workers.OfType<IHostedLifecycleService>())
            await worker.StartedAsync(CancellationToken.None);
        await using var platform = services.CreateAsyncScope();
        var tenant = await platform.ServiceProvider.GetRequiredService<TenantManager>().CreateAsync(new() { Slug = "shop", Name = "Shop", DefaultCurrency = Currency.Parse("EUR"), Country = "DE" });
        await using var scope = Scope(services, tenant);
        var product = await scope.ServiceProvider.GetRequiredService<ProductManager>().CreateAsync(new()
        {
            Title = "Lamp",
            Status = ProductStatus.Published,
            Variants = [new() { Sku = "LAMP", Price = new(Total - 500, Currency.Parse("EUR")), Stock = 100 }],
        });
        var shop = new ConformanceShop(bank, services, folder, log, tenant, product.Variants[0].Id);
        await shop.SetAsync(CaptureMode.Manual);
        return shop;
    }

    /// <summary>Sets the shop up at the bank.</summary>
    internal async Task SetAsync(CaptureMode capture)
    {
        await using var scope = Scope();
        await scope.ServiceProvider.GetRequiredService<PaymentSettingsManager>().SetAsync(Bank.ProviderId, new() { Capture = capture, Settings = Bank.Settings });
        var link = await scope.ServiceProvider.GetRequiredService<PaymentProviders>().LinkAsync(Bank.ProviderId, CancellationToken.None)
            ?? throw new ConformanceException("The plugin does not take the bank's settings: it is absent.");
        Capabilities = link.Provider.Capabilities;
    }

    /// <summary>Everything that the shop shows of the bank's settings.</summary>
    internal Task<PaymentSettingsView?> SettingsAsync() => WithAsync<PaymentSettingsManager, PaymentSettingsView?>(settings => settings.FindAsync(Bank.ProviderId));

    /// <summary>An order for which nobody has acted yet.</summary>
    internal async Task<OrderView> OrderAsync()
    {
        await using var scope = Scope();
        var carts = scope.ServiceProvider.GetRequiredService<Carts.CartManager>();
        var cart = await carts.CreateAsync([new() { VariantId = _variant, Quantity = 1 }]);
        await carts.UpdateAsync(cart.Id, details => details with
        {
            Email = "ada@example.com",
            ShippingAddress = new() { Name = "Ada Lovelace", Line1 = "Unter den Linden 1", City = "Berlin", PostalCode = "10117", Country = "DE" },
        });
        return await scope.ServiceProvider.GetRequiredService<OrderManager>().CompleteAsync(cart.Id, Bank.ProviderId, Guid.NewGuid().ToString(), "https://shop.example.com/thanks");
    }

    /// <summary>An order whose shopper has done what there was to do.</summary>
    internal async Task<OrderView> PaidAsync(CaptureMode capture = CaptureMode.Manual)
    {
        if (capture != CaptureMode.Manual)
            await SetAsync(capture);
        var order = await OrderAsync();
        await ActAsync(order);
        var now = await SyncAsync(order);
        Expect("the order's status after the shopper paid", OrderStatus.Confirmed, now.Status);
        return now;
    }

    /// <summary>Lets the shopper act, if there is anything to do.</summary>
    internal async Task ActAsync(OrderView order, bool declines = false, int payment = 0)
    {
        if (order.Payments[payment].NextAction is { } action)
            await Bank.ActAsync(action, declines);
    }

    internal Task<OrderView> ReadAsync(OrderView order) => WithAsync<OrderManager, OrderView>(async orders => await orders.FindAsync(order.Id) ?? throw new ConformanceException("The order is gone."));

    internal async Task<OrderView> SyncAsync(OrderView order, int payment = 0)
    {
        await using (var scope = Scope())
            await scope.ServiceProvider.GetRequiredService<PaymentRunner>().SyncAsync(order.Id, order.Payments[payment].Id, null, CancellationToken.None);
        return await ReadAsync(order);
    }

    /// <summary>The order as its shopper sees it, with what there is to do.</summary>
    internal Task<OrderView> SyncShopperAsync(OrderView order, string accessToken) => WithAsync<PaymentManager, OrderView>(payments => payments.SyncAsync(order.Id, order.Payments[0].Id, accessToken));

    /// <summary>What the worker does when a payment's time has come.</summary>
    internal async Task<OrderView> CheckAsync(OrderView order)
    {
        await using (var scope = Scope())
            await PaymentWorker.CheckAsync(scope.ServiceProvider, order.Id, order.Payments[0].Id, CancellationToken.None);
        return await ReadAsync(order);
    }

    internal Task<OrderView> PayAgainAsync(OrderView order, string accessToken) =>
        WithAsync<PaymentManager, OrderView>(payments => payments.PayAsync(order.Id, accessToken, Bank.ProviderId, "https://shop.example.com/thanks"));

    internal Task<OrderView> CaptureAsync(OrderView order, long? amount = null) => WithAsync<PaymentManager, OrderView>(payments => payments.CaptureAsync(order.Id, order.Payments[0].Id, Of(amount)));

    internal Task<OrderView> VoidAsync(OrderView order) => WithAsync<PaymentManager, OrderView>(payments => payments.VoidAsync(order.Id, order.Payments[0].Id));

    internal Task<OrderView> RefundAsync(OrderView order, long? amount = null) => WithAsync<PaymentManager, OrderView>(payments => payments.RefundAsync(order.Id, order.Payments[0].Id, Of(amount)));

    internal Task<OrderView> CancelAsync(OrderView order) => WithAsync<OrderManager, OrderView>(orders => orders.CancelAsync(order.Id));

    /// <summary>Takes a webhook in as the server does; false when it is refused.</summary>
    internal async Task<bool> ReceiveAsync(InboundRequest request)
    {
        try
        {
            await WithAsync<InboxManager, bool>(inbox => inbox.ReceiveAsync(Bank.ProviderId, request.Headers, request.Body));
            return true;
        }
        catch (CommerceException refused) when (refused.Error.Code is "signature_invalid" or "message_malformed")
        {
            return false;
        }
    }

    internal BankPayment BankPayment(OrderView order) =>
        Bank.Payments.SingleOrDefault(payment => payment.ProviderId == order.Payments[0].ProviderId) ?? new(order.Payments[0].ProviderId ?? "", 0, 0, 0);

    /// <summary>Waits until the order is as it should be in the end.</summary>
    internal async Task<OrderView> UntilAsync(OrderView order, OrderStatus status, PaymentStatus paymentStatus)
    {
        for (var since = Environment.TickCount64; ; await Task.Delay(50))
        {
            var now = await ReadAsync(order);
            if (now.Status == status && now.PaymentStatus == paymentStatus)
                return now;
            if (Environment.TickCount64 - since > Patience.TotalMilliseconds)
                throw new ConformanceException($"The order should become {status} and {paymentStatus}, and stays {now.Status} and {now.PaymentStatus}.{await TroubleAsync()}");
        }
    }

    /// <summary>What an author may want to see when something does not come to its end.</summary>
    private async Task<string> TroubleAsync()
    {
        await using var scope = Scope();
        await using var session = await scope.ServiceProvider.GetRequiredService<TenantDb>().ReadAsync(CancellationToken.None);
        var messages = await session.Set<InboxMessage>().Select(message => $"\nA webhook is {message.Status} after {message.Attempts} tries: {message.Error}").ToListAsync();
        return string.Concat(messages.Concat(_log.Warnings.TakeLast(5).Select(line => $"\n{line}")));
    }

    /// <summary>The bank and the shop have the same, and the shop's books are in order.</summary>
    internal async Task CompareAsync()
    {
        var (captured, refunded) = (0L, 0L);
        await using var scope = Scope();
        foreach (var order in (await scope.ServiceProvider.GetRequiredService<OrderManager>().ListAsync(new() { Limit = 100 })).Items)
        {
            captured += order.Payments.Sum(payment => payment.Captured.Amount);
            refunded += order.Payments.Sum(payment => payment.Refunded.Amount);
        }
        Expect("what the shop has as captured, compared with the bank", Bank.Payments.Sum(payment => payment.Captured), captured);
        Expect("what the shop has as refunded, compared with the bank", Bank.Payments.Sum(payment => payment.Refunded), refunded);
        var verification = await _services.GetRequiredService<Verifier>().RunAsync(CancellationToken.None);
        if (verification.Checks.FirstOrDefault(check => check.Violations > 0) is { } broken)
            throw new ConformanceException($"{broken.Id} is broken: {broken.Name}: {string.Join(", ", broken.Examples)}");
    }

    internal static void Expect<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new ConformanceException($"Expected {expected} as {what}, but it is {actual}.");
    }

    internal static async Task ExpectErrorAsync(string what, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CommerceException)
        {
            return;
        }
        throw new ConformanceException($"Expected that {what} is refused, but it was not.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _services.GetServices<IHostedService>().Reverse())
            await worker.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static Money? Of(long? amount) => amount is { } minor ? new(minor, Currency.Parse("EUR")) : null;

    private static AsyncServiceScope Scope(IServiceProvider services, Tenant tenant)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().Name = "system";
        return scope;
    }

    private AsyncServiceScope Scope() => Scope(_services, _tenant);

    private async Task<TResult> WithAsync<T, TResult>(Func<T, Task<TResult>> use)
        where T : notnull
    {
        await using var scope = Scope();
        return await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

        internal IEnumerable<string> Lines => _lines.Select(line => line.Text);

        internal IEnumerable<string> Warnings => _lines.Where(line => line.Level >= LogLevel.Warning).Select(line => line.Text);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

        public void Dispose()
        {
        }
    }
}
