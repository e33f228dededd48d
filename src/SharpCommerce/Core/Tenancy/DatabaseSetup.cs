using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Tenancy;

/// <summary>Makes all databases ready to be served from: the shared one first, then the tenants' own.</summary>
internal sealed partial class DatabaseSetup(DatabaseMap databases, TenantRegistry registry, ILogger<DatabaseSetup> logger)
{
    /// <summary>Answers those tenants' own databases that are out of reach, to be made ready later.</summary>
    public async Task<IReadOnlyList<CommerceDatabase>> RunAsync(CancellationToken cancellationToken)
    {
        await RunAsync(databases.Shared, cancellationToken);
        var missing = new List<CommerceDatabase>();
        foreach (var tenant in (await registry.AllAsync(cancellationToken)).Where(tenant => tenant.Isolation == TenantIsolation.Dedicated))
        {
            CommerceDatabase? database = null;
            try
            {
                database = databases.For(tenant);
                await RunAsync(database, cancellationToken);
            }
            catch (Exception outage) when (database?.IsUnavailable(outage) == true && !cancellationToken.IsCancellationRequested)
            {
                // One shop's own database that is down must not close the others.
                LogOutage(tenant.Slug, outage.GetType().Name);
                missing.Add(database);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                database?.Breaker.Hold(failure.GetType().Name);
                LogFailure(failure, tenant.Slug);
            }
        }
        return missing;
    }

    /// <summary>Makes one database ready.</summary>
    internal static async Task RunAsync(CommerceDatabase database, CancellationToken cancellationToken)
    {
        await database.MigrateAsync(cancellationToken);
        await database.CheckAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database of tenant {Tenant} does not answer ({Failure})")]
    private partial void LogOutage(string tenant, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database of tenant {Tenant} could not be made ready; its shop does not answer until a restart finds it well")]
    private partial void LogFailure(Exception failure, string tenant);
}
