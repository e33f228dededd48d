using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Events;

internal static class EventServices
{
    internal static void AddEvents(IServiceCollection services, EventCatalog catalog)
    {
        services.AddSingleton(catalog);
        services.AddSingleton<EventSignals>();
        services.AddSingleton<EventRecording>();
        services.AddSingleton<EventConsumers>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<EventWorker>();
        services.AddHostedService(s => s.GetRequiredService<EventWorker>());
        services.AddScoped(s => new EventManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<Outbox>(), s.GetRequiredService<EventSignals>(), s.GetRequiredService<TimeProvider>()));
        foreach (var rule in EventRetention.Rules)
            services.AddSingleton(rule);
    }
}
