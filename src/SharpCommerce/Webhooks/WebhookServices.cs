using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;

namespace SharpCommerce.Webhooks;

/// <summary>Registers what tells other programs of events.</summary>
internal static class WebhookServices
{
    internal static void AddWebhooks(IServiceCollection services)
    {
        services.AddSingleton(WebhookDeliveryManager.Expired);
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookWorker>();
        services.AddHostedService(s => s.GetRequiredService<WebhookWorker>());
        services.AddScoped<WebhookQueue>();
        services.AddScoped<IEventConsumer, WebhookConsumer>();
        services.AddScoped<IEventConsumer, WebhookNotices>();
        services.AddScoped(s => new WebhookManager(Get<TenantDb>(s), Get<OutboundRules>(s), Get<SecretProtector>(s), Get<EventCatalog>(s), Get<TimeProvider>(s)));
        services.AddScoped(s => new WebhookDeliveryManager(Get<TenantDb>(s), Get<WebhookWorker>(s), Get<TimeProvider>(s)));
    }

    private static T Get<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
