using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Expiry;

/// <summary>What of a tenant's rows is of no use any more.</summary>
/// <param name="Delete">Gets <c>$2</c> and onwards: the times as long ago as <paramref name="Ages"/> say.</param>
/// <param name="Ages">How old.</param>
internal sealed record ExpiryRule(SqlStatement Delete, params TimeSpan[] Ages);

/// <summary>Removes what the modules say is of no use any more.</summary>
internal sealed partial class ExpirySweep(DatabaseMap databases, TenantRegistry registry, IEnumerable<ExpiryRule> rules, TimeProvider clock, ILogger<ExpirySweep> logger)
{
    private readonly ExpiryRule[] _rules = [.. rules];

    /// <summary>Suspended tenants' rows as well.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(databases.Shared, PlatformDb.Platform, cancellationToken);
        var failed = new List<string>();
        foreach (var tenant in await registry.AllAsync(cancellationToken))
        {
            using var lines = logger.BeginScope(new LogScope { Tenant = tenant, Work = "expiry" });
            try
            {
                await SweepAsync(databases.For(tenant), tenant.Id, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One tenant's own database that is down must not keep the others' records.
                LogFailure(failure, tenant.Slug);
                failed.Add(tenant.Slug);
            }
        }
        if (failed.Count > 0)
            throw new CommerceException(new(ErrorKind.Unavailable, "database_unavailable", $"Rows could not be removed of {failed.Count} tenants, among them {failed[0]}."));
    }

    private async Task SweepAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        var now = await database.TimeAsync(clock, cancellationToken);
        await database.WriteAsync(
            tenantId, [.. _rules.Select(rule => rule.Delete.With([.. rule.Ages.Select(age => (object?)(now - age))]))], (_, _) => Task.FromResult(true), WriteMode.Quick, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rows of tenant {Tenant} that are of no use any more could not be removed")]
    private partial void LogFailure(Exception failure, string tenant);
}
