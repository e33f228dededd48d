using SharpCommerce.Products;

namespace SharpCommerce.Analytics;

/// <summary>What staff have to do.</summary>
/// <param name="OrdersToFulfill">Confirmed orders of which something has not left.</param>
/// <param name="OrdersUnpaid">Open orders whose money is not here.</param>
/// <param name="LowStock">What is about to run out.</param>
public sealed record Overview(int OrdersToFulfill, int OrdersUnpaid, LowStock LowStock);

/// <summary>Variants of published products of which few are left.</summary>
/// <param name="Threshold">How few.</param>
/// <param name="Count">How many variants.</param>
/// <param name="Items">The first ten, the scarcest first.</param>
public sealed record LowStock(int Threshold, int Count, IReadOnlyList<LowStockItem> Items);

/// <summary>A variant of which few are left.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="VariantId">The variant.</param>
/// <param name="Title">The product's title.</param>
/// <param name="VariantTitle">The variant's title.</param>
/// <param name="Sku">The article number.</param>
/// <param name="Available">Units that can be bought now.</param>
public sealed record LowStockItem(Id<Product> ProductId, Id<Variant> VariantId, string Title, string VariantTitle, string? Sku, int Available);
