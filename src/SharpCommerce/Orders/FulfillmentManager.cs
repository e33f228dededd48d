using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;

namespace SharpCommerce.Orders;

/// <summary>What staff do with an order besides calling it off: send it, and write notes on it.</summary>
public sealed class FulfillmentManager
{
    private const int Attempts = 5;
    private const int MaxNotes = 500;

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private readonly Actor _actor;
    private readonly OrderMails _mails;

    internal FulfillmentManager(TenantDb db, TimeProvider clock, Actor actor, OrderMails mails)
    {
        _db = db;
        _clock = clock;
        _actor = actor;
        _mails = mails;
    }

    /// <summary>Sends a confirmed order or a part of it: its units leave the stock. What is sent and settled is completed.</summary>
    /// <param name="id">The order.</param>
    /// <param name="input">What leaves.</param>
    /// <param name="expectedVersion">The version that the caller saw; null sends whatever came in between.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>illegal_transition</c>, <c>precondition_failed</c>.</exception>
    public async Task<OrderView> FulfillAsync(Id<Order> id, FulfillmentInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        if (input.Tracking?.Url is { } url && !(WebAddress.IsValid(url) && url[0] != '/'))
            throw InputRules.Invalid("tracking.url", "must be an http(s) address.");
        var (order, sent) = await ChangeAsync(id, expectedVersion, (session, order) => FulfillAsync(session, order, input, cancellationToken), cancellationToken);
        if (input.Notify)
            await _mails.SentAsync(order, sent, cancellationToken);
        return order.View(forStaff: true);
    }

    /// <summary>Writes a note on an order.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<OrderView> NoteAsync(Id<Order> id, NoteInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        var (order, _) = await ChangeAsync(
            id,
            expectedVersion,
            async (session, order) =>
            {
                if (order.Notes.Count >= MaxNotes)
                    throw InputRules.Invalid("text", $"cannot be added: an order has at most {MaxNotes} notes.");
                var note = new OrderNote(Id<OrderNote>.New(_clock), input.Text, input.Visibility, _actor.Name, _clock.Now());
                order.Notes.Add(note);
                order.Version++;
                session.Tell(OrderEvents.NotedType, order.Id.Value, new(order.Id, note.Id, SnakeEnum<NoteVisibility>.Write(note.Visibility)));
                await SaveAsync(session, cancellationToken);
                return note;
            },
            cancellationToken);
        return order.View(forStaff: true);
    }

    private async Task<(Order Order, T Made)> ChangeAsync<T>(Id<Order> id, long? expectedVersion, Func<DbSession, Order, Task<T>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var session = await _db.WriteAsync(cancellationToken);
                var order = await OrderManager.LoadAsync(session, id, cancellationToken) ?? throw OrderErrors.NotFound();
                if (expectedVersion is { } expected && expected != order.Version)
                    throw CommerceErrors.Stale();
                var made = await change(session, order);
                await session.SaveAndCommitAsync(cancellationToken);
                return (order, made);
            }
            catch (CommerceException changed) when (changed.Error.Kind == ErrorKind.PreconditionFailed && expectedVersion is null && attempt < Attempts)
            {
                // Who names no version asked for the state of now.
            }
        }
    }

    private async Task<Fulfillment> FulfillAsync(DbSession session, Order order, FulfillmentInput input, CancellationToken cancellationToken)
    {
        if (order.Status != OrderStatus.Confirmed)
            throw OrderErrors.NotToBeSent(order);
        var parcel = Parcel(order, input);
        // Before anything is written: the order's version decides a race, and only then its stock is touched, rows in key order.
        var leaving = new SortedDictionary<Guid, int>();
        foreach (var (line, units) in parcel)
        {
            line.Fulfilled += units;
            var held = Math.Min(units, line.Reserved);
            line.Reserved -= held;
            if (held > 0)
                leaving[line.VariantId.Value] = leaving.GetValueOrDefault(line.VariantId.Value) + held;
        }
        var fulfillment = new Fulfillment(Id<Fulfillment>.New(_clock), [.. parcel.Select(part => new FulfilledLine(part.Line.Id, part.Units))], input.Tracking, _actor.Name, _clock.Now());
        order.Fulfillments.Add(fulfillment);
        order.FulfillmentStatus = order.Lines.TrueForAll(line => line.Fulfilled == line.Quantity) ? FulfillmentStatus.Fulfilled : FulfillmentStatus.PartiallyFulfilled;
        order.Record(SnakeEnum<FulfillmentStatus>.Write(order.FulfillmentStatus), order.Status, _actor.Name, null, _clock);
        order.CompleteIfDone(_actor.Name, _clock);
        session.Tell(OrderEvents.FulfilledType, order.Id.Value, new(order.Id, order.Number, fulfillment.Id, SnakeEnum<FulfillmentStatus>.Write(order.FulfillmentStatus)));
        await SaveAsync(session, cancellationToken);
        foreach (var (variantId, units) in leaving)
            await TakeAsync(session, new(variantId), units, cancellationToken);
        return fulfillment;
    }

    private static List<(OrderLine Line, int Units)> Parcel(Order order, FulfillmentInput input)
    {
        if (input.Lines is null)
        {
            var left = order.Lines.Where(line => line.Fulfilled < line.Quantity).OrderBy(line => line.Position).Select(line => (line, line.Quantity - line.Fulfilled)).ToList();
            return left.Count > 0 ? left : throw OrderErrors.NotToBeSent(order);
        }
        var parcel = new List<(OrderLine Line, int Units)>();
        for (var i = 0; i < input.Lines.Count; i++)
        {
            var (lineId, units) = input.Lines[i];
            var line = order.Lines.Find(found => found.Id == lineId) ?? throw InputRules.Invalid($"lines[{i}].lineId", "is not a line of this order.");
            if (parcel.Exists(part => part.Line == line))
                throw InputRules.Invalid($"lines[{i}].lineId", "is named twice.");
            if (units > line.Quantity - line.Fulfilled)
                throw InputRules.Invalid($"lines[{i}].quantity", $"must be at most {line.Quantity - line.Fulfilled}, which is what is left.");
            parcel.Add((line, units));
        }
        return parcel;
    }

    private async Task TakeAsync(DbSession session, Id<Products.Variant> variantId, int units, CancellationToken cancellationToken)
    {
        var taken = await session.Set<InventoryItem>().Where(item => item.VariantId == variantId && item.Reserved >= units && item.OnHand >= units)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.OnHand, item => item.OnHand - units).SetProperty(item => item.Reserved, item => item.Reserved - units), cancellationToken);
        if (taken != 1)
            throw new InvalidOperationException($"The stock of variant {variantId} does not hold the units that the order reserved.");
        session.Note<InventoryItem>(variantId, new { }, new { left = units });
        session.Context.Add(new StockMovement(Id<StockMovement>.New(_clock), variantId, -units, "fulfillment", _actor.Name, _clock.Now()));
    }

    private static async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.Context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
    }
}
