using SharpCommerce.Core;

namespace SharpCommerce.Products;

/// <summary>The codes of this module.</summary>
internal static class ProductErrors
{
    internal static CommerceException NotFound() => CommerceErrors.NotFound("product");

    internal static CommerceException CategoryNotFound() => CommerceErrors.NotFound("category");

    internal static CommerceException DuplicateSlug() => CommerceErrors.Duplicate("slug", "Another one has this slug already.");

    internal static CommerceException DuplicateSku() => CommerceErrors.Duplicate("sku", "Another variant has this SKU already.");

    internal static CommerceException StockReserved() =>
        new(new(ErrorKind.Conflict, "stock_reserved", "Units of this variant are promised to orders: its stock cannot go below them, and it cannot be removed."));
}
