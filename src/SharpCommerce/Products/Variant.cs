using SharpCommerce.Core.Data;
using SharpCommerce.Inventory;
using SharpCommerce.Tenants;

namespace SharpCommerce.Products;

/// <summary>One buyable form of a product, such as "Small / Red": what carts, stock and orders refer to.</summary>
public sealed class Variant : ITenantOwned
{
    private Variant()
    {
    }

    internal Variant(Id<Variant> id) => Id = id;

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Variant> Id { get; private set; }

    /// <summary>The product.</summary>
    public Id<Product> ProductId { get; private set; }

    /// <summary>The merchant's own article number; unique within the tenant; null when there is none.</summary>
    public string? Sku { get; internal set; }

    /// <summary>The option values joined, or "Default".</summary>
    public string Title { get; internal set; } = "";

    /// <summary>The value chosen per option name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; internal set; } = new Dictionary<string, string>();

    /// <summary>The price in minor units of the product's currency.</summary>
    public long Price { get; internal set; }

    /// <summary>The price before a reduction, in minor units.</summary>
    public long? CompareAtPrice { get; internal set; }

    /// <summary>GTIN, EAN, UPC or ISBN as printed.</summary>
    public string? Barcode { get; internal set; }

    /// <summary>The shipping weight in grams.</summary>
    public int? WeightGrams { get; internal set; }

    /// <summary>Whether tax is charged on it.</summary>
    public bool Taxable { get; internal set; } = true;

    /// <summary>Whether it has to be sent.</summary>
    public bool RequiresShipping { get; internal set; } = true;

    /// <summary>Its place among the product's variants, from 0.</summary>
    public int Position { get; internal set; }

    /// <summary>Its stock; null when stock is not tracked.</summary>
    public InventoryItem? Inventory { get; internal set; }
}
