using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Products;

namespace SharpCommerce.Inventory;

/// <summary>Stock: what is there, what is promised, and how it came to be so.</summary>
public sealed class InventoryManager
{
    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private readonly Actor _actor;

    internal InventoryManager(TenantDb db, TimeProvider clock, Actor actor)
    {
        _db = db;
        _clock = clock;
        _actor = actor;
    }

    /// <summary>The stock of a variant; null when there is no such variant or its stock is not tracked.</summary>
    public async Task<InventoryItem?> FindAsync(Id<Variant> variantId, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<InventoryItem>().AsNoTracking().SingleOrDefaultAsync(item => item.VariantId == variantId, cancellationToken);
    }

    /// <summary>Adds units to a variant's stock, or takes some away. By conditional update: two adjustments at once both count.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>insufficient_stock</c>, <c>precondition_failed</c>.</exception>
    /// <param name="input">The change.</param>
    /// <param name="expectedVersion">The version of the stock that the caller saw, as after counting it; null when any will do.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<InventoryItem> AdjustAsync(StockAdjustmentInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        if (input.Delta == 0)
            throw InputRules.Invalid("delta", "must not be 0.");
        await using var session = await _db.WriteAsync(cancellationToken);
        var items = session.Set<InventoryItem>().Where(item => item.VariantId == input.VariantId);
        var (onHand, reserved) = ((int?)(expectedVersion >> 32), (int?)(expectedVersion & int.MaxValue));
        var adjusted = await items
            .Where(item => expectedVersion == null || (item.OnHand == onHand && item.Reserved == reserved))
            .Where(item => item.OnHand + input.Delta >= item.Reserved && item.OnHand + input.Delta <= MaxUnits)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.OnHand, item => item.OnHand + input.Delta), cancellationToken);
        var now = await items.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? throw CommerceErrors.NotFound("variant with tracked stock");
        if (adjusted == 0 && expectedVersion is { } expected && expected != now.Version)
            throw CommerceErrors.Stale();
        if (adjusted == 0)
            throw new CommerceException(new(ErrorKind.Conflict, "insufficient_stock", $"There are {now.OnHand} units, {now.Reserved} of them promised to orders."));
        session.Note<InventoryItem>(input.VariantId, new { onHand = now.OnHand - input.Delta }, new { onHand = now.OnHand });
        session.Context.Add(new StockMovement(Id<StockMovement>.New(_clock), input.VariantId, input.Delta, input.Reason ?? "adjustment", _actor.Name, _clock.Now()));
        await session.SaveAndCommitAsync(cancellationToken);
        return now;
    }

    /// <summary>How a variant's stock came to be, last change first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>not_found</c>.</exception>
    public async Task<Page<StockMovement>> MovementsAsync(Id<Variant> variantId, int limit = 20, string? cursor = null, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "occurred_at";
        var after = Cursor.Decode(cursor, Sort, numeric: true);
        await using var session = await _db.ReadAsync(cancellationToken);
        var movements = session.Set<StockMovement>().AsNoTracking().Where(movement => movement.VariantId == variantId);
        if (after is { } last)
        {
            var lastId = new Id<StockMovement>(last.Id);
            movements = movements.Where(movement => movement.Id.CompareTo(lastId) < 0);
        }
        var found = await movements.OrderByDescending(movement => movement.Id).Take(limit + 1).ToListAsync(cancellationToken);
        if (found.Count == 0 && after is null && !await session.Set<InventoryItem>().AnyAsync(item => item.VariantId == variantId, cancellationToken))
            throw CommerceErrors.NotFound("variant with tracked stock");
        return new([.. found.Take(limit)], found.Count > limit ? Cursor.Encode(Sort, 0, found[limit - 1].Id.Value) : null);
    }

    private const int MaxUnits = 1_000_000_000;
}

/// <summary>A change of a stock.</summary>
public sealed record StockAdjustmentInput
{
    /// <summary>The variant.</summary>
    public required Id<Variant> VariantId { get; init; }

    /// <summary>Units gained (positive) or lost (negative).</summary>
    [Range(-1_000_000_000, 1_000_000_000)]
    public required int Delta { get; init; }

    /// <summary>Why, for the history.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Reason { get; init; }
}
