using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Jobs;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products.Import;

/// <summary>Registers import and export, and the job that imports.</summary>
internal static class ImportServices
{
    internal static void AddImport(IServiceCollection services)
    {
        services.AddScoped<ProductImporter>();
        services.AddScoped(s => new ProductImportManager(s.GetRequiredService<TenantDb>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<JobWorker>()));
        services.AddSingleton(new JobHandler(ProductImportManager.JobKind, "import", (scope, run, cancellationToken) =>
            scope.GetRequiredService<ProductImporter>().RunAsync(run, cancellationToken)));
    }
}
