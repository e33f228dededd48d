using SharpCommerce.Carts;
using SharpCommerce.Orders;
using SharpCommerce.Products;

namespace SharpCommerce.Checkout;

/// <summary>
/// Decides, while the rows of carts and stock are locked, which drafts of a group become orders. First come, first served;
/// a refused draft takes nothing. The engines only lock, ask here, and write.
/// </summary>
internal sealed class PlacementPlan
{
    private readonly Placement?[] _refused;
    private readonly Dictionary<Id<Variant>, int> _taken = [];

    private PlacementPlan(int count) => _refused = new Placement?[count];

    /// <summary>The drafts to be written, with their index in the group.</summary>
    internal List<(int Index, OrderDraft Draft)> Accepted { get; } = [];

    /// <summary>Units to reserve per variant, in the order in which rows are locked.</summary>
    internal IReadOnlyList<KeyValuePair<Id<Variant>, int>> Demand => [.. _taken.OrderBy(pair => pair.Key)];

    internal static Id<Cart>[] CartIds(IReadOnlyList<OrderDraft> drafts) => [.. drafts.Select(draft => draft.CartId).Distinct().Order()];

    internal static Id<Variant>[] VariantIds(IReadOnlyList<OrderDraft> drafts) =>
        [.. drafts.SelectMany(draft => draft.Lines).Where(line => line.Tracked).Select(line => line.VariantId).Distinct().Order()];

    internal static PlacementPlan Decide(IReadOnlyList<OrderDraft> drafts, Dictionary<Id<Cart>, LockedCart> carts, Dictionary<Id<Variant>, int> available)
    {
        var plan = new PlacementPlan(drafts.Count);
        for (var i = 0; i < drafts.Count; i++)
        {
            var refusal = plan.Take(drafts[i], carts, available);
            plan._refused[i] = refusal;
            if (refusal is null)
                plan.Accepted.Add((i, drafts[i]));
        }
        return plan;
    }

    /// <summary>The answer to every draft, given the numbers of the accepted ones in their order.</summary>
    internal Placement[] Answer(IReadOnlyDictionary<Id<Order>, long> numbers)
    {
        foreach (var (index, draft) in Accepted)
            _refused[index] = new(PlacementOutcome.Placed) { Number = numbers[draft.Id] };
        return _refused!;
    }

    private Placement? Take(OrderDraft draft, Dictionary<Id<Cart>, LockedCart> carts, Dictionary<Id<Variant>, int> available)
    {
        if (!carts.TryGetValue(draft.CartId, out var cart))
            return new(PlacementOutcome.CartNotFound);
        if (cart.OrderId is not null)
            return new(PlacementOutcome.CartCompleted);
        if (cart.Version != draft.CartVersion)
            return new(PlacementOutcome.CartChanged);

        var demand = draft.Lines.Where(line => line.Tracked).GroupBy(line => line.VariantId, line => line.Quantity).Select(group => (VariantId: group.Key, Quantity: group.Sum())).ToList();
        if (demand.Exists(item => !available.ContainsKey(item.VariantId)))
            return new(PlacementOutcome.CartChanged);
        var shortages = demand.Where(item => available[item.VariantId] < item.Quantity).Select(item => new Shortage(item.VariantId, item.Quantity, available[item.VariantId])).ToList();
        if (shortages.Count > 0)
            return new(PlacementOutcome.InsufficientStock) { Shortages = shortages };

        foreach (var (variantId, quantity) in demand)
        {
            available[variantId] -= quantity;
            _taken[variantId] = _taken.GetValueOrDefault(variantId) + quantity;
        }
        carts[draft.CartId] = cart with { OrderId = draft.Id };
        return null;
    }
}

/// <summary>A cart's row under lock.</summary>
internal readonly record struct LockedCart(long Version, Id<Order>? OrderId);
