using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Pricing;
using SharpCommerce.Users;

namespace SharpCommerce.Checkout;

/// <summary>Turns a cart into an order: prices it, freezes it, and takes its stock, all or nothing.</summary>
internal sealed class PlaceOrder(TenantDb db, CartManager carts, PlacementQueue queue, OrderPayment payment, TimeProvider clock, Caller caller)
{
    private const int Attempts = 5;

    internal async Task<OrderView> RunAsync(Id<Cart> cartId, string provider, string? returnUrl, string? idempotencyKey, string actor, CancellationToken cancellationToken)
    {
        var link = await payment.RequireAsync(provider, returnUrl, cancellationToken);
        var keyHash = idempotencyKey is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var cart = await carts.SnapshotAsync(cartId, cancellationToken) ?? throw CartErrors.NotFound();
            if (cart.OrderId is { } orderId)
                return await RepeatAsync(orderId, keyHash, cancellationToken);
            Check(cart);
            // Taken before the order is written: what cannot be begun now is refused now.
            using var place = payment.Enter(link);
            var accessToken = OrderAccess.NewToken();
            var draft = payment.Complete(Draft(cart, keyHash, accessToken, actor), link, returnUrl);
            var placement = await queue.PlaceAsync(db.Tenant, draft);
            switch (placement.Outcome)
            {
                case PlacementOutcome.Placed:
                    CommerceMetrics.OrderPlaced(draft.Currency, draft.Totals.Total);
                    if (draft.AttemptId is { } attemptId)
                        return await payment.BeginAsync(draft, attemptId, link, place, accessToken);
                    CommerceMetrics.Paid(draft.Provider, "authorized");
                    return draft.View(placement.Number, accessToken);
                case PlacementOutcome.InsufficientStock:
                    CommerceMetrics.StockRefused();
                    throw CheckoutErrors.InsufficientStock(placement.Shortages);
                case PlacementOutcome.CartNotFound:
                    throw CartErrors.NotFound();
                case PlacementOutcome.CartCompleted:
                // It is read again, and may have become another's in between: then it does not exist, nor does its order.
                case PlacementOutcome.CartChanged:
                    break;
            }
        }
        throw CartErrors.Busy();
    }

    private static void Check(CartSnapshot cart)
    {
        if (cart.Lines.Count == 0)
            throw CheckoutErrors.CartEmpty();
        var unavailable = CartManager.Show(cart).Issues.Where(issue => issue.Code == CartIssue.Unavailable).ToList();
        if (unavailable.Count > 0)
            throw CheckoutErrors.Unavailable(unavailable);
        var missing = new List<string>();
        if (cart.Email is null)
            missing.Add("email");
        if (cart.ShippingAddress is null)
            missing.Add("shippingAddress");
        else if (cart.NeedsShipping && cart.Method is null)
            missing.Add("shippingMethodId");
        if (missing.Count > 0)
            throw CheckoutErrors.Incomplete(missing);
    }

    private OrderDraft Draft(CartSnapshot cart, byte[]? keyHash, string accessToken, string actor)
    {
        var totals = cart.Price();
        return new()
        {
            Id = Id<Order>.New(clock),
            CartId = cart.Id,
            CustomerId = cart.CustomerId ?? caller.CustomerId,
            CartVersion = cart.Version,
            AccessTokenHash = OrderAccess.Hash(accessToken),
            IdempotencyKeyHash = keyHash,
            Email = cart.Email!,
            Status = OrderStatus.Confirmed,
            PaymentStatus = PaymentStatus.Authorized,
            Currency = cart.Currency.Code,
            Totals = totals,
            ShippingMethod = cart.Method?.Name,
            ShippingAddress = cart.ShippingAddress!,
            BillingAddress = cart.BillingAddress,
            PlacedAt = clock.Now(),
            PaymentId = Id<Payment>.New(clock),
            Provider = ManualProvider.Id,
            EventId = Id<OrderEvent>.New(clock),
            Actor = actor,
            OutboxId = Id<OutboxMessage>.New(clock),
            Lines = [.. cart.Lines.Select((line, i) => DraftLine(line, totals.Lines[i]))],
        };
    }

    private OrderDraftLine DraftLine(SnapshotLine line, LineTotals totals) =>
        new(Id<OrderLine>.New(clock), line.VariantId, line.ProductId, line.Title, line.VariantTitle, line.Sku, line.Quantity, line.Available is not null, line.UnitPrice, totals);

    /// <summary>
    /// The cart was completed before. The same call repeated (its first answer was lost) gets its order, with a new access token
    /// because the first one is stored only as a hash; any other call is refused.
    /// </summary>
    private async Task<OrderView> RepeatAsync(Id<Order> orderId, byte[]? keyHash, CancellationToken cancellationToken)
    {
        Order? order;
        var accessToken = OrderAccess.NewToken();
        // Its own block: what is carried on below writes by itself.
        await using (var session = await db.WriteAsync(cancellationToken))
        {
            order = await OrderManager.LoadAsync(session, orderId, cancellationToken);
            if (order is null || keyHash is null || !keyHash.AsSpan().SequenceEqual(order.IdempotencyKeyHash))
                throw CartErrors.Completed(orderId);
            var hash = OrderAccess.Hash(accessToken);
            await session.Set<Order>().Where(found => found.Id == orderId).ExecuteUpdateAsync(set => set.SetProperty(found => found.AccessTokenHash, hash), cancellationToken);
            await session.SaveAndCommitAsync(cancellationToken);
        }
        return await payment.RepeatAsync(order, accessToken);
    }
}
