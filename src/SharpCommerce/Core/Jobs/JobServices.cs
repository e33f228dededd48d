using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Products;
using SharpCommerce.Products.Import;

namespace SharpCommerce.Core.Jobs;

/// <summary>Registers the job worker and what it runs.</summary>
internal static class JobServices
{
    internal static void AddJobs(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobWorker>();
        services.AddHostedService(s => s.GetRequiredService<JobWorker>());
        services.AddScoped(s => new JobManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<JobWorker>()));

        services.AddScoped<ProductImporter>();
        services.AddScoped(s => new ProductImportManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<JobQueue>()));
        services.AddSingleton(new JobHandler(ProductImportManager.JobKind, "import", (scope, run, cancellationToken) =>
            scope.GetRequiredService<ProductImporter>().RunAsync(run, cancellationToken)));
    }
}
