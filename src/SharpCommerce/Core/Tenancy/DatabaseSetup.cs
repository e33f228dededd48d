using Microsoft.Extensions.Logging;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>Makes all databases ready to be served from: the shared one first, then the tenants' own.</summary>
internal sealed partial class DatabaseSetup(DatabaseMap databases, TenantRegistry registry, ILogger<DatabaseSetup> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await databases.Shared.MigrateAsync(cancellationToken);
        await databases.Shared.CheckAsync(cancellationToken);
        foreach (var tenant in (await registry.AllAsync(cancellationToken)).Where(tenant => tenant.Isolation == TenantIsolation.Dedicated))
        {
            try
            {
                var database = databases.For(tenant);
                await database.MigrateAsync(cancellationToken);
                await database.CheckAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One shop's own database that is down must not close the others.
                LogFailure(failure, tenant.Slug);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database of tenant {Tenant} could not be made ready; its shop does not answer until a restart finds it well")]
    private partial void LogFailure(Exception failure, string tenant);
}
