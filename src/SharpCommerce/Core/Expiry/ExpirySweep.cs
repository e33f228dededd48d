using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Expiry;

/// <summary>What of a tenant's rows is of no use any more.</summary>
/// <param name="Delete">Gets <c>$2</c> and onwards: the times as long ago as <paramref name="Ages"/> say.</param>
/// <param name="Ages">How old.</param>
internal sealed record ExpiryRule(SqlStatement Delete, params TimeSpan[] Ages);

/// <summary>Removes, once an hour, what the modules say is of no use any more.</summary>
internal sealed partial class ExpirySweep(DatabaseMap databases, TenantRegistry registry, IEnumerable<ExpiryRule> rules, TimeProvider clock, ILogger<ExpirySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly ExpiryRule[] _rules = [.. rules];

    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await SweepAsync(databases.Shared, default, cancellationToken);
        foreach (var tenant in await registry.AllAsync(cancellationToken))
        {
            try
            {
                await SweepAsync(databases.For(tenant), tenant.Id, cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // One tenant's own database that is down must not keep the others' records.
                LogFailure(failure);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The next round makes up for it.
                LogFailure(failure);
            }
        }
    }

    private async Task SweepAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        var now = await database.TimeAsync(clock, cancellationToken);
        await database.WriteAsync(tenantId, [.. _rules.Select(rule => rule.Delete.With([.. rule.Ages.Select(age => (object?)(now - age))]))], (_, _) => Task.FromResult(true), WriteMode.Quick, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rows that are of no use any more could not be removed")]
    private partial void LogFailure(Exception failure);
}
