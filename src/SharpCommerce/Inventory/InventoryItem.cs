using SharpCommerce.Core.Data;
using SharpCommerce.Products;
using SharpCommerce.Tenants;

namespace SharpCommerce.Inventory;

/// <summary>
/// The stock of one variant. Kept apart from the variant so that a sale rewrites this narrow row only.
/// Changed by conditional update alone; the database refuses <c>reserved &lt; 0</c> and <c>reserved &gt; on_hand</c>.
/// </summary>
public sealed class InventoryItem : ITenantOwned
{
    private InventoryItem()
    {
    }

    internal InventoryItem(int onHand) => OnHand = onHand;

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The variant.</summary>
    public Id<Variant> VariantId { get; private set; }

    /// <summary>Units in the warehouse.</summary>
    public int OnHand { get; private set; }

    /// <summary>Units promised to orders that have not left yet.</summary>
    public int Reserved { get; private set; }

    /// <summary>Units that can still be sold.</summary>
    public int Available => OnHand - Reserved;

    /// <summary>The state as one number, the resource's ETag: two readers who see the same stock see the same version.</summary>
    public long Version => ((long)OnHand << 32) | (uint)Reserved;
}

/// <summary>One change of <see cref="InventoryItem.OnHand"/>; the sum of a variant's movements is its stock. Never updated.</summary>
public sealed class StockMovement : ITenantOwned
{
    private StockMovement()
    {
    }

    internal StockMovement(Id<StockMovement> id, Id<Variant> variantId, int delta, string reason, string actor, DateTimeOffset occurredAt)
    {
        Id = id;
        VariantId = variantId;
        Delta = delta;
        Reason = reason;
        Actor = actor;
        OccurredAt = occurredAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<StockMovement> Id { get; private set; }

    /// <summary>The variant.</summary>
    public Id<Variant> VariantId { get; private set; }

    /// <summary>Units gained (positive) or lost (negative).</summary>
    public int Delta { get; private set; }

    /// <summary>Why: <c>initial</c>, <c>import</c>, <c>adjustment</c> or <c>fulfillment</c>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Who did it.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset OccurredAt { get; private set; }
}
