using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Idempotency;

/// <summary>Removes remembered calls that nobody will repeat any more.</summary>
internal sealed partial class IdempotencySweep(DatabaseMap databases, TenantRegistry registry, TimeProvider clock, ILogger<IdempotencySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly SqlStatement Delete = new("DELETE FROM idempotency_records WHERE tenant_id = $1 AND expires_at <= $2");

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

    private Task<bool> SweepAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken) =>
        database.WriteAsync(tenantId, [Delete.With(clock.Now())], (_, _) => Task.FromResult(true), WriteMode.Quick, cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Expired idempotency records could not be removed")]
    private partial void LogFailure(Exception failure);
}
