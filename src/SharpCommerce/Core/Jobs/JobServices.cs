using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>Registers the job worker. What it runs is registered by the modules as <see cref="JobHandler"/>s.</summary>
internal static class JobServices
{
    private static readonly ExpiryRule Old = new(new("DELETE FROM jobs WHERE tenant_id = $1 AND finished_at <= $2"), TimeSpan.FromDays(30));

    internal static void AddJobs(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton<JobWorker>();
        services.AddHostedService(s => s.GetRequiredService<JobWorker>());
        services.AddSingleton(Old);
        services.AddScoped(s => new JobManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<JobWorker>()));
    }
}
