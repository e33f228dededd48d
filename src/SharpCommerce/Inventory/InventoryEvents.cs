using SharpCommerce.Core.Events;
using SharpCommerce.Products;

namespace SharpCommerce.Inventory;

/// <summary>What this module tells others.</summary>
internal static class InventoryEvents
{
    /// <summary>Every change of a stock has its movement, whoever makes it. What orders promise and give back, they tell themselves.</summary>
    internal static readonly Telling.Entry Moved = new(
        new EventType<InventoryChanged>("inventory.changed.v1", "Units came into a variant's stock or left it; what orders reserve is told by the orders.", new(new(Guid.Parse("019ab3c2-7c1e-7d60-8f0e-4f1c8f6f2a11")), -2)),
        row => row is StockMovement movement ? (movement.VariantId.Value, EventType<InventoryChanged>.Write(new(movement.VariantId, movement.Delta))) : throw new ArgumentException("No stock movement.", nameof(row)));
}

/// <summary>Units came into a variant's stock or left it.</summary>
internal sealed record InventoryChanged(Id<Variant> VariantId, int Delta);
