using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inbound;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

internal static class PaymentServices
{
    internal static void AddPayments(IServiceCollection services)
    {
        services.AddSingleton<KnownPaymentOptions>();
        services.AddSingleton<PaymentGateway>();
        services.AddSingleton<PaymentWorker>();
        services.AddHostedService(s => s.GetRequiredService<PaymentWorker>());
        services.AddScoped<PaymentProviders>();
        services.AddScoped<PaymentActions>();
        services.AddScoped<PaymentRunner>();
        services.AddScoped<PaymentReconciler>();
        services.AddSingleton(PaymentReconciler.Daily);
        services.AddSingleton<ICheckup, PaymentCheckup>();
        services.AddScoped<ExpireOrder>();
        services.AddScoped<CancelOrder>();
        services.AddScoped(s => new PaymentManager(
            s.GetRequiredService<TenantDb>(), s.GetRequiredService<OrderManager>(), s.GetRequiredService<PaymentProviders>(), s.GetRequiredService<PaymentGateway>(), s.GetRequiredService<PaymentRunner>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<Actor>()));
        services.AddScoped(s => new PaymentSettingsManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<PaymentProviders>(), s.GetRequiredService<TimeProvider>()));
    }

    internal static void Add(IServiceCollection services, PaymentPlugin plugin)
    {
        // Made by a factory, so that the container ends its connections.
        services.AddSingleton(_ => plugin);
        services.AddScoped<IInboundSource>(s => new PaymentWebhooks(plugin.Id, s.GetRequiredService<TenantDb>(), s.GetRequiredService<PaymentProviders>(), s.GetRequiredService<PaymentRunner>()));
    }
}
