using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Work;
using SharpCommerce.Orders;
using SharpCommerce.Tenants;

namespace SharpCommerce.Payments;

/// <summary>
/// Looks after payments whose time has come: calls whose answer was lost, shoppers who never came back, promises that run out, orders that waited long
/// enough. What it does is safe to do twice; a place of its own for each tenant keeps a provider that hangs from the others' payments.
/// </summary>
internal sealed partial class PaymentWorker(TenantRegistry registry, DatabaseMap databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger<PaymentWorker> logger)
    : TenantWorker(PendingWork.Payments, registry, databases, scopes, clock, logger)
{
    private const int MostAtOnce = 4;
    private const int MostAtOnceInAll = 32;

    private static readonly SqlStatement Later = new("UPDATE payments SET check_at = $4, checks = checks + 1 WHERE tenant_id = $1 AND id = $2 AND check_at = $3 RETURNING 1");

    private readonly Bulkhead<Id<Tenant>> _running = new(MostAtOnce, MostAtOnceInAll);

    /// <summary>Waits until everything that runs now has ended.</summary>
    internal Task IdleAsync() => _running.IdleAsync();

    protected override async Task<bool> WorkAsync(IServiceProvider scope, CancellationToken cancellationToken)
    {
        var tenant = scope.GetRequiredService<TenantContext>().Current;
        await _running.FillAsync(tenant.Id, places => ClaimAsync(tenant, places, cancellationToken), due => RunAsync(tenant, due, cancellationToken), () => Signal(tenant));
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        CommerceMetrics.WatchPayments();
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            await IdleAsync();
        }
    }

    private async Task<IReadOnlyList<Due>> ClaimAsync(Tenant tenant, int most, CancellationToken cancellationToken)
    {
        var database = Databases.For(tenant);
        var now = await database.TimeAsync(Clock, cancellationToken);
        var until = now + Retries.Lease;
        var claim = new SqlStatement(
            $"""
            WITH due AS MATERIALIZED (SELECT id AS due_id FROM payments WHERE tenant_id = $1 AND check_at <= $3 ORDER BY check_at LIMIT $4 {database.Events.SkipLocked})
            UPDATE payments SET check_at = $2 FROM due WHERE tenant_id = $1 AND id = due_id RETURNING order_id, id
            """);
        return await database.WriteAsync(
            tenant.Id,
            [claim.With(until, now, most)],
            async (rows, token) =>
            {
                var claimed = new List<Due>();
                while (await rows.ReadAsync(token))
                    claimed.Add(new(rows.Id<Order>(0), rows.Id<Payment>(1), until));
                return claimed;
            },
            WriteMode.NotDurable,
            cancellationToken);
    }

    private async Task RunAsync(Tenant tenant, Due due, CancellationToken stopping)
    {
        try
        {
            await Retries.TryAsync(Scopes, tenant, "system", (scope, token) => CheckAsync(scope, due.OrderId, due.PaymentId, token), Clock, thrown => LogFailure(thrown, due.PaymentId.Value), stopping);
            await LaterAsync(tenant, due);
        }
        catch (Exception outage)
        {
            // The lease ends by itself, and the payment is looked at again.
            if (!stopping.IsCancellationRequested)
                LogFailure(outage, due.PaymentId.Value);
        }
    }

    /// <summary>Looks after one payment: carries it on, and gives its order up when it waited long enough.</summary>
    internal static async Task CheckAsync(IServiceProvider scope, Id<Order> orderId, Id<Payment> paymentId, CancellationToken cancellationToken)
    {
        try
        {
            await scope.GetRequiredService<PaymentRunner>().SyncAsync(orderId, paymentId, null, cancellationToken);
        }
        catch (CommerceException missing) when (missing.Error.Code == "provider_not_configured")
        {
            // Its keys are gone, perhaps only for now; the order does not wait for that.
        }
        await scope.GetRequiredService<ExpireOrder>().RunAsync(orderId, cancellationToken);
    }

    private async Task LaterAsync(Tenant tenant, Due due)
    {
        await using var scope = Scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantContext>().Resolve(tenant);
        var db = scope.ServiceProvider.GetRequiredService<TenantDb>();
        Order? order;
        await using (var session = await db.ReadAsync(CancellationToken.None))
            order = await OrderRows.LoadAsync(session, due.OrderId, CancellationToken.None);
        if (order?.Payments.Find(found => found.Id == due.PaymentId) is not { } payment || payment.CheckAt != due.Until)
            return;
        payment.Checks++;
        var next = PaymentChecks.Next(order, payment, await db.TimeAsync(CancellationToken.None));
        await db.Database.WriteAsync(tenant.Id, [Later.With(payment.Id.Value, due.Until, next)], (_, _) => Task.FromResult(true), WriteMode.Quick, CancellationToken.None);
    }

    private sealed record Due(Id<Order> OrderId, Id<Payment> PaymentId, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Payment {Payment} could not be looked after; it is tried again")]
    private partial void LogFailure(Exception failure, Guid payment);
}
