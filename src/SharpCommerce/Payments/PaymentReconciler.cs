using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Schedules;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;

namespace SharpCommerce.Payments;

/// <summary>
/// Compares a tenant's payments with what their providers say and with the ledger, one by one. Reads only; what it finds is settled by whoever asks for
/// that, and stays to be looked at where settling does not believe it.
/// </summary>
internal sealed partial class PaymentReconciler(TenantDb db, PaymentProviders providers, PaymentGateway gateway, PaymentRunner runner, TimeProvider clock, ILogger<PaymentReconciler> logger)
{
    /// <summary>Longer than providers let a promise live; what is older and not decided is compared as well.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(35);

    internal static readonly RecurringWork Daily = new("payment_reconciliation", WorkSchedule.Cron("45 3 * * *"), (scope, cancellationToken) => scope.GetRequiredService<PaymentReconciler>().TellAsync(cancellationToken)) { PerTenant = true };

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var found = await CompareAsync(cancellationToken);
        foreach (var difference in found)
        {
            CommerceMetrics.Differs(difference.Kind);
            LogDifference(difference.PaymentId.Value, difference.Kind, difference.Ours, difference.Theirs);
        }
        foreach (var (orderId, paymentId) in found.Where(difference => difference.Kind != "provider_not_configured").Select(difference => (difference.OrderId, difference.PaymentId)).Distinct())
            await runner.SyncAsync(orderId, paymentId, null, cancellationToken);
    }

    internal async Task<IReadOnlyList<PaymentDifference>> CompareAsync(CancellationToken cancellationToken)
    {
        var since = clock.Now() - Window;
        List<(Id<Order> OrderId, Id<Payment> PaymentId)> all;
        await using (var session = await db.ReadAsync(cancellationToken))
        {
            var entries = session.Set<LedgerEntry>();
            all = [.. (await session.Set<Payment>().AsNoTracking()
                .Where(payment => payment.ProviderId != null && (payment.CreatedAt >= since || payment.CheckAt != null) || entries.Any(entry => entry.PaymentId == payment.Id && entry.OccurredAt >= since))
                .OrderBy(payment => payment.Id).Select(payment => new { payment.OrderId, payment.Id }).ToListAsync(cancellationToken)).Select(found => (found.OrderId, found.Id))];
        }
        var differences = new List<PaymentDifference>();
        foreach (var (orderId, paymentId) in all)
            differences.AddRange(await CompareAsync(orderId, paymentId, cancellationToken));
        return differences;
    }

    private async Task<List<PaymentDifference>> CompareAsync(Id<Order> orderId, Id<Payment> paymentId, CancellationToken cancellationToken)
    {
        var differences = new List<PaymentDifference>();
        var (order, payment, ledger) = await LoadAsync(orderId, paymentId, cancellationToken);
        void Differs(string kind, object? ours, object? theirs) => differences.Add(new(order.Id, order.Number, payment.Id, payment.Provider, kind, $"{ours}", $"{theirs}"));

        if (ledger != (payment.Captured, payment.Refunded))
            Differs("ledger", $"{payment.Captured}-{payment.Refunded}", $"{ledger.Captured}-{ledger.Refunded}");
        if (payment.Provider == ManualProvider.Id)
            return differences;
        var link = await providers.LinkAsync(payment.Provider, cancellationToken);
        if (link is null || link.Sandbox != payment.Sandbox)
        {
            Differs("provider_not_configured", payment.ProviderId, null);
            return differences;
        }
        var answer = await gateway.CallAsync(db.Tenant.Id, link, new("read", MovesMoney: false, MayRepeat: true, (provider, token) => provider.ReadAsync(order, payment, null, carryOn: false, token)), null, cancellationToken);
        if (answer.Fault is not null)
            throw PaymentErrors.ProviderUnavailable();
        // Something was settled while the provider was asked: what it said is old already.
        if ((await LoadAsync(orderId, paymentId, cancellationToken)).Payment.Version != payment.Version)
            return [];
        if (answer.Snapshot is not { } snapshot)
        {
            if (!payment.MayBeForgotten)
                Differs("not_at_provider", payment.ProviderId, null);
            return differences;
        }
        if (snapshot.Amount.Currency.Code != payment.Currency)
            Differs("currency", payment.Currency, snapshot.Amount.Currency.Code);
        else if (snapshot.Amount.Amount != payment.Amount)
            Differs("amount", payment.Amount, snapshot.Amount.Amount);
        // While the shopper has not decided, only a decision is a difference.
        var undecided = payment.Status is (PaymentStatus.Pending or PaymentStatus.RequiresAction) && snapshot.State is (PaymentState.Pending or PaymentState.RequiresAction or PaymentState.Canceled);
        if (payment.ProviderState != snapshot.State && !undecided)
            Differs("state", payment.ProviderState, snapshot.State);
        foreach (var transfer in snapshot.Transfers)
        {
            var movement = payment.Movements.Find(known => known.Kind == transfer.Kind && known.ProviderId == transfer.ProviderId);
            if (movement is null)
                Differs($"unknown_{SnakeEnum<TransferKind>.Write(transfer.Kind)}", null, $"{transfer.ProviderId} {transfer.Amount.Amount}");
            else if (movement.Amount != transfer.Amount.Amount || movement.Status != transfer.Status)
                Differs(SnakeEnum<TransferKind>.Write(transfer.Kind), $"{movement.ProviderId} {movement.Amount} {movement.Status}", $"{transfer.Amount.Amount} {transfer.Status}");
        }
        foreach (var movement in payment.Movements.Where(known => known.Status == TransferStatus.Succeeded && !snapshot.Transfers.Any(transfer => transfer.Kind == known.Kind && transfer.ProviderId == known.ProviderId)))
            Differs($"missing_{SnakeEnum<TransferKind>.Write(movement.Kind)}", $"{movement.ProviderId} {movement.Amount}", null);
        return differences;
    }

    private async Task<(Order Order, Payment Payment, (long Captured, long Refunded) Ledger)> LoadAsync(Id<Order> orderId, Id<Payment> paymentId, CancellationToken cancellationToken)
    {
        await using var session = await db.ReadAsync(cancellationToken);
        var order = await OrderRows.LoadAsync(session, orderId, cancellationToken) ?? throw OrderErrors.NotFound();
        var entries = await session.Set<LedgerEntry>().AsNoTracking().Where(entry => entry.PaymentId == paymentId).ToListAsync(cancellationToken);
        long Sum(LedgerKind plus, LedgerKind minus) => entries.Where(entry => entry.Kind == plus).Sum(entry => entry.Amount) - entries.Where(entry => entry.Kind == minus).Sum(entry => entry.Amount);
        return (order, order.Payments.Single(payment => payment.Id == paymentId), (Sum(LedgerKind.Capture, LedgerKind.CaptureReversed), Sum(LedgerKind.Refund, LedgerKind.RefundReversed)));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Payment {Payment} differs from its provider or the ledger: {Kind}, here {Ours}, there {Theirs}")]
    private partial void LogDifference(Guid payment, string kind, string ours, string theirs);
}

/// <summary>Something that is not the same on both sides.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="OrderNumber">Its number.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Ours">What stands here.</param>
/// <param name="Theirs">What stands there.</param>
internal sealed record PaymentDifference(Id<Order> OrderId, long OrderNumber, Id<Payment> PaymentId, string Provider, string Kind, string Ours, string Theirs);
