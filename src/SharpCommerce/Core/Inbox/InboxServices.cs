using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inbound;

namespace SharpCommerce.Core.Inbox;

internal static class InboxServices
{
    internal static void AddInbox(IServiceCollection services)
    {
        services.AddSingleton<InboxWorker>();
        services.AddHostedService(s => s.GetRequiredService<InboxWorker>());
        services.AddSingleton(InboxStatements.Expired);
        services.AddScoped(s => new InboxManager(s.GetRequiredService<TenantDb>(), s.GetServices<IInboundSource>(), s.GetRequiredService<InboxWorker>(), s.GetRequiredService<TimeProvider>()));
    }
}
