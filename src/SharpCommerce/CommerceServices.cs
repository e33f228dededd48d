using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SharpCommerce.Analytics;
using SharpCommerce.Carts;
using SharpCommerce.Checkout;
using SharpCommerce.Core;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Idempotency;
using SharpCommerce.Core.Inbox;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Ledger;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Mail;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Core.Pages;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Verification;
using SharpCommerce.Customers;
using SharpCommerce.Inventory;
using SharpCommerce.Media;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;
using SharpCommerce.Shipping;
using SharpCommerce.Storefront;
using SharpCommerce.Tax;
using SharpCommerce.Tenants;
using SharpCommerce.Users;
using SharpCommerce.Webhooks;

namespace SharpCommerce;

/// <summary>Registers the SDK.</summary>
public static class CommerceServices
{
    /// <summary>Adds the managers and what they stand on. Choose an engine in <paramref name="configure"/>.</summary>
    public static IServiceCollection AddSharpCommerce(this IServiceCollection services, Action<CommerceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new CommerceOptions();
        var builder = new CommerceBuilder(services, options);
        configure(builder);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SecretProtector>();
        services.AddSingleton<SecretsKeyGuard>();
        services.AddSingleton<OutboundRules>();
        services.AddSingleton<OutboundClient>();
        services.AddSingleton<TenantLabels>();
        services.AddSingleton<DatabaseMap>();
        PageServices.AddPages(services);
        services.AddSingleton<TenantRegistry>();
        services.AddSingleton<DatabaseSetup>();
        services.AddSingleton<BootstrapTokens>();
        services.AddSingleton<PlacementQueue>();
        services.AddSingleton<Verifier>();
        services.AddSingleton(Verifier.Nightly);
        services.AddSingleton<LedgerExport>();
        services.AddSingleton<ICheckup, DatabaseCheckup>();
        services.AddSingleton<ICheckup, DataDirectoryCheckup>();
        services.AddSingleton<ICheckup, ScheduleCheckup>();

        services.AddScoped<TenantContext>();
        services.AddScoped<Actor>();
        services.AddScoped<TenantDb>();
        services.AddScoped<PlatformDb>();
        services.AddScoped<IdempotencyClaim>();
        services.AddScoped<IdempotencyStore>();
        services.AddSingleton(IdempotencyStore.Expired);
        services.AddSingleton(CartManager.Abandoned);

        // Managers are made by hand because their constructors are internal: what they are made of is not part of the SDK's surface.
        services.AddScoped(s => new TenantManager(s.Get<PlatformDb>(), s.Get<DatabaseMap>(), s.Get<TenantRegistry>(), s.Get<EventRecording>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new AuditManager(s.Get<TenantDb>(), s.Get<PlatformDb>()));
        services.AddScoped(s => new ProductManager(s.Get<TenantDb>(), s.Get<TimeProvider>(), s.Get<Actor>()));
        services.AddScoped(s => new SearchSuggestions(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new MediaManager(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new ShopSettingsManager(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new AnalyticsManager(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new CategoryManager(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new InventoryManager(s.Get<TenantDb>(), s.Get<TimeProvider>(), s.Get<Actor>()));
        services.AddScoped(s => new ShippingManager(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new TaxManager(s.Get<TenantDb>()));
        services.AddScoped(s => new CartManager(s.Get<TenantDb>(), s.Get<TimeProvider>(), s.Get<Caller>()));
        services.AddScoped<OrderPayment>();
        services.AddScoped(s => new PlaceOrder(s.Get<TenantDb>(), s.Get<CartManager>(), s.Get<PlacementQueue>(), s.Get<OrderPayment>(), s.Get<TimeProvider>(), s.Get<Caller>()));
        services.AddScoped(s => new OrderManager(s.Get<TenantDb>(), s.Get<Actor>(), s.Get<PlaceOrder>(), s.Get<CancelOrder>(), s.Get<PaymentActions>(), s.Get<Caller>()));
        services.AddScoped<OrderMails>();
        services.AddScoped(s => new FulfillmentManager(s.Get<TenantDb>(), s.Get<TimeProvider>(), s.Get<Actor>(), s.Get<OrderMails>()));
        PaymentServices.AddPayments(services);
        services.AddScoped<IVerifiedEmailHandler, GuestOrders>();
        services.AddScoped(s => new CustomerManager(s.Get<TenantDb>(), s.Get<UserManager>(), s.Get<TimeProvider>()));
        services.AddScoped(s => new AddressBook(s.Get<TenantDb>(), s.Get<TimeProvider>()));
        UserServices.AddUsers(services);
        EventServices.AddEvents(services, CommerceEvents.Catalog);
        InboxServices.AddInbox(services);
        LimitServices.AddLimits(services);
        JobServices.AddJobs(services);
        ScheduleServices.AddSchedules(services);
        ImportServices.AddImport(services);
        WebhookServices.AddWebhooks(services);
        MailServices.AddMail(services, builder.EmailSender);
        return services;
    }

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
