using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Carts;
using SharpCommerce.Checkout;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;
using SharpCommerce.Payments;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

/// <summary>Orders: placed from carts, read by their owners, kept by staff.</summary>
public sealed class OrderManager
{
    private readonly TenantDb _db;
    private readonly Actor _actor;
    private readonly PlaceOrder _place;
    private readonly CancelOrder _cancel;
    private readonly PaymentActions _actions;
    private readonly Caller _caller;

    internal OrderManager(TenantDb db, Actor actor, PlaceOrder place, CancelOrder cancel, PaymentActions actions, Caller caller) =>
        (_db, _actor, _place, _cancel, _actions, _caller) = (db, actor, place, cancel, actions, caller);

    /// <summary>Turns a cart into an order: prices it, freezes lines and addresses, takes the stock, all or nothing.</summary>
    /// <param name="cartId">The cart.</param>
    /// <param name="provider">How it is paid, such as <c>manual</c>.</param>
    /// <param name="idempotencyKey">Tells a repeated call from a second one: the same key gets the same order.</param>
    /// <param name="returnUrl">Where the provider sends the shopper back to.</param>
    /// <param name="cancellationToken">Stops it before the order is written, never while it is.</param>
    /// <exception cref="CommerceException">
    /// <c>not_found</c>, <c>cart_empty</c>, <c>cart_completed</c>, <c>checkout_incomplete</c>, <c>line_unavailable</c>, <c>insufficient_stock</c>, <c>provider_not_configured</c>,
    /// <c>provider_unavailable</c>, <c>amount_not_payable</c>.
    /// </exception>
    public Task<OrderView> CompleteAsync(Id<Cart> cartId, string provider, string? idempotencyKey = null, string? returnUrl = null, CancellationToken cancellationToken = default) =>
        _place.RunAsync(cartId, provider, returnUrl, idempotencyKey, _actor.Name, cancellationToken);

    /// <summary>An order with its history, for staff; null when there is none.</summary>
    public async Task<OrderView?> FindAsync(Id<Order> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return (await OrderRows.LoadAsync(session, id, cancellationToken))?.View(forStaff: true);
    }

    /// <summary>An order for the signed-in shopper whose it is, or for whoever holds its token; null for anybody else, as if there were none.</summary>
    public async Task<OrderView?> FindForShopperAsync(Id<Order> id, string? accessToken, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        // Not one condition with both: without a shopper, "of this customer" would mean "of nobody", which every guest's order is.
        return (_caller.CustomerId is { } customerId && await LoadAsync(session, id, cancellationToken, order => order.CustomerId == customerId) is { } own ? own
            : OrderAccess.HashOf(accessToken) is { } hash ? await LoadAsync(session, id, cancellationToken, order => order.AccessTokenHash == hash)
            : null)?.View(action: _actions.Read);
    }

    /// <summary>The signed-in shopper's own orders, last placed first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>unauthenticated</c>.</exception>
    public Task<Page<OrderView>> ListOwnAsync(int limit = 20, string? cursor = null, CancellationToken cancellationToken = default) =>
        ListAsync(new() { CustomerId = _caller.CustomerId ?? throw UserErrors.Unauthenticated(), Limit = limit, Cursor = cursor }, cancellationToken);

    /// <summary>Makes a guest's order the signed-in shopper's own, who proves by its token that they placed it.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>unauthenticated</c>.</exception>
    public async Task<OrderView> ClaimAsync(Id<Order> id, string? accessToken, CancellationToken cancellationToken = default)
    {
        var customerId = _caller.CustomerId ?? throw UserErrors.Unauthenticated();
        var hash = OrderAccess.HashOf(accessToken) ?? throw OrderErrors.NotFound();
        await using var session = await _db.WriteAsync(cancellationToken);
        var claimed = await session.Set<Order>().Where(order => order.Id == id && order.AccessTokenHash == hash && order.CustomerId == null)
            .ExecuteUpdateAsync(update => update.SetProperty(order => order.CustomerId, customerId).SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
        // Whoever was first has it; claimed again by the same shopper it is theirs still.
        var order = await LoadAsync(session, id, cancellationToken, found => found.CustomerId == customerId && found.AccessTokenHash == hash) ?? throw OrderErrors.NotFound();
        if (claimed > 0)
            session.Tell(OrderEvents.ClaimedType, id.Value, new(id, customerId));
        await session.SaveAndCommitAsync(cancellationToken);
        return order.View();
    }

    /// <summary>Orders for staff, last placed first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<OrderView>> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        if (query.Limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "placed_at";
        var cursor = Cursor.Decode(query.Cursor, Sort, numeric: true);
        await using var session = await _db.ReadAsync(cancellationToken);
        var orders = Filter(session.Set<Order>().AsNoTracking(), query);
        if (cursor is { } after)
        {
            var last = new Id<Order>(after.Id);
            orders = orders.Where(order => order.Id.CompareTo(last) < 0);
        }
        // Ids are made when orders are, so they sort as the orders were placed.
        var found = await orders.OrderByDescending(order => order.Id).Take(query.Limit + 1).Include(order => order.Lines).Include(order => order.Payments).Include(order => order.Fulfillments).Include(order => order.Notes).AsSplitQuery().ToListAsync(cancellationToken);
        var items = found.Take(query.Limit).ToList();
        return new([.. items.Select(order => order.View())], found.Count > query.Limit ? Cursor.Encode(Sort, 0, items[^1].Id.Value) : null);
    }

    /// <summary>Calls an order off before anything of it has left: gives its stock back, and what was promised or paid.</summary>
    /// <param name="id">The order.</param>
    /// <param name="reason">Why, for its history.</param>
    /// <param name="expectedVersion">The version that the caller saw; null cancels whatever came in between.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>illegal_transition</c>, <c>precondition_failed</c>.</exception>
    public async Task<OrderView> CancelAsync(Id<Order> id, string? reason = null, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        PaymentInputs.CheckReason(reason);
        return (await _cancel.RunAsync(id, reason, expectedVersion, onlyUnpaid: false, reopenCart: false, cancellationToken)).View(forStaff: true);
    }

    /// <summary>Calls off a shopper's own order that waits for its payment, and opens its cart again.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>illegal_transition</c>, <c>payment_pending</c>.</exception>
    public async Task<OrderView> CancelOwnAsync(Id<Order> id, string? accessToken, CancellationToken cancellationToken = default)
    {
        await RequireOwnAsync(id, accessToken, cancellationToken);
        return (await _cancel.RunAsync(id, null, null, onlyUnpaid: true, reopenCart: true, cancellationToken)).View();
    }

    /// <summary>Throws <c>not_found</c> unless the order is the signed-in shopper's, or the token is its.</summary>
    internal async Task RequireOwnAsync(Id<Order> id, string? accessToken, CancellationToken cancellationToken)
    {
        var (customerId, hash) = (_caller.CustomerId, OrderAccess.HashOf(accessToken));
        await using var session = await _db.ReadAsync(cancellationToken);
        if (!await session.Set<Order>().AnyAsync(order => order.Id == id && (customerId != null && order.CustomerId == customerId || hash != null && order.AccessTokenHash == hash), cancellationToken))
            throw OrderErrors.NotFound();
    }

    /// <summary>An order with what its shopper has to do.</summary>
    internal async Task<OrderView> ShowAsync(Id<Order> id, CancellationToken cancellationToken)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return (await LoadAsync(session, id, cancellationToken) ?? throw OrderErrors.NotFound()).View(action: _actions.Read);
    }

    internal static Task<Order?> LoadAsync(DbSession session, Id<Order> id, CancellationToken cancellationToken, Expression<Func<Order, bool>>? who = null) =>
        session.Set<Order>().Where(who ?? (_ => true)).Include(order => order.Lines).Include(order => order.Payments).Include(order => order.Events).Include(order => order.Fulfillments).Include(order => order.Notes).AsSplitQuery().SingleOrDefaultAsync(order => order.Id == id, cancellationToken);

    private static IQueryable<Order> Filter(IQueryable<Order> orders, OrderQuery query)
    {
        if (query.Status is { } status)
            orders = orders.Where(order => order.Status == status);
        if (query.PaymentStatus is { } paymentStatus)
            orders = orders.Where(order => order.PaymentStatus == paymentStatus);
        if (query.FulfillmentStatus is { } fulfillmentStatus)
            orders = orders.Where(order => order.FulfillmentStatus == fulfillmentStatus);
        if (query.Email is { } email)
        {
            var normalized = Email.Normalize(email);
            orders = orders.Where(order => order.NormalizedEmail == normalized);
        }
        if (query.CustomerId is { } customerId)
            orders = orders.Where(order => order.CustomerId == customerId);
        if (query.Number is { } number)
            orders = orders.Where(order => order.Number == number);
        if (query.PlacedFrom is { } from)
            orders = orders.Where(order => order.PlacedAt >= from.ToUniversalTime());
        if (query.PlacedBefore is { } before)
            orders = orders.Where(order => order.PlacedAt < before.ToUniversalTime());
        return orders;
    }
}
