using Microsoft.EntityFrameworkCore;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Payments;

namespace SharpCommerce.Orders;

/// <summary>
/// Calls an order off before anything of it has left: gives its stock back at once, and then what was promised or paid. The order is canceled by one commit
/// together with what is to be given back; a provider that does not answer is asked again until it does.
/// </summary>
internal sealed class CancelOrder(TenantDb db, PaymentProviders providers, PaymentRunner payments, TimeProvider clock, Actor actor)
{
    /// <param name="id">The order.</param>
    /// <param name="reason">Why, for its history.</param>
    /// <param name="expectedVersion">The version that the caller saw; null cancels whatever came in between.</param>
    /// <param name="onlyUnpaid">Whether it must still wait for its payment.</param>
    /// <param name="reopenCart">Whether the shopper gets the cart back.</param>
    /// <param name="cancellationToken">Stops it before the commit.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>illegal_transition</c>, <c>precondition_failed</c>.</exception>
    internal async Task<Order> RunAsync(Id<Order> id, string? reason, long? expectedVersion, bool onlyUnpaid, bool reopenCart, CancellationToken cancellationToken)
    {
        var links = new Dictionary<string, PaymentLink?>();
        Order order;
        // Outside of the transaction, because it may read settings.
        await using (var read = await db.ReadAsync(cancellationToken))
            order = await OrderRows.LoadAsync(read, id, cancellationToken) ?? throw OrderErrors.NotFound();
        foreach (var provider in order.Payments.Select(payment => payment.Provider).Distinct())
            links[provider] = await providers.LinkAsync(provider, cancellationToken);
        await using (var session = await db.WriteAsync(cancellationToken))
        {
            order = await OrderRows.LockAsync(session, id, cancellationToken) ?? throw OrderErrors.NotFound();
            if (expectedVersion is { } expected && expected != order.Version)
                throw CommerceErrors.Stale();
            if (onlyUnpaid && order.Status != OrderStatus.PendingPayment)
                throw OrderErrors.IllegalTransition(order.Status, OrderStatus.Canceled, []);
            OrderTransitions.Require(order, OrderStatus.Canceled);
            order.Record("canceled", OrderStatus.Canceled, actor.Name, reason, clock);
            session.Tell(OrderEvents.CanceledType, id.Value, new(id, order.Number));
            foreach (var payment in order.Payments)
                await GiveUpAsync(session, order, payment, links.GetValueOrDefault(payment.Provider), cancellationToken);
            order.PaymentStatus = PaymentTransitions.StatusOf(order.Payments);
            await OrderRows.ReleaseAsync(session, order, cancellationToken);
            if (reopenCart)
            {
                await session.Set<Cart>().Where(cart => cart.Id == order.CartId && cart.OrderId == order.Id)
                    .ExecuteUpdateAsync(update => update.SetProperty(cart => cart.OrderId, (Id<Order>?)null).SetProperty(cart => cart.Version, cart => cart.Version + 1).SetProperty(cart => cart.UpdatedAt, clock.Now()), cancellationToken);
            }
            await session.SaveAndCommitAsync(cancellationToken);
        }
        await payments.RunWaitingAsync(order);
        await using (var session = await db.ReadAsync(CancellationToken.None))
            return await OrderRows.LoadAsync(session, id, CancellationToken.None) ?? throw OrderErrors.NotFound();
    }

    private async Task GiveUpAsync(DbSession session, Order order, Payment payment, PaymentLink? link, CancellationToken cancellationToken)
    {
        var book = new PaymentBook(session, order, payment, link, clock, actor.Name);
        book.GiveUp();
        if (link is { IsLocal: true })
        {
            foreach (var attempt in payment.Attempts.Where(attempt => attempt.Status == AttemptStatus.Waiting).ToList())
                book.Apply(await link.Provider.SendAsync(order, payment, attempt, cancellationToken));
        }
        book.Close();
    }
}
