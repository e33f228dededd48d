using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Jobs;

/// <summary>Registers the job worker. What it runs is registered by the modules as <see cref="JobHandler"/>s.</summary>
internal static class JobServices
{
    internal static void AddJobs(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobWorker>();
        services.AddHostedService(s => s.GetRequiredService<JobWorker>());
        services.AddScoped(s => new JobManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<JobWorker>()));
    }
}
