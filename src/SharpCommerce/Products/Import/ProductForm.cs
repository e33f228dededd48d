using System.Text.Json;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Products.Import;

/// <summary>A product as an input, so that what is and what is to be can be compared.</summary>
internal static class ProductForm
{
    public static ProductInput Of(Product product)
    {
        var currency = Currency.Parse(product.Currency);
        return new()
        {
            Title = product.Title,
            Slug = product.Slug,
            Description = product.Description,
            Vendor = product.Vendor,
            ProductType = product.ProductType,
            Status = product.Status,
            PublishedAt = product.PublishedAt,
            CategoryIds = [.. product.Categories.Select(place => place.CategoryId)],
            Tags = product.Tags,
            Options = product.Options,
            Variants = [.. product.Variants.Select(variant => Of(variant, product.Options, currency))],
            Media = product.Media,
            Seo = product.Seo,
        };
    }

    /// <summary>Whether writing the one over the other would change nothing.</summary>
    public static bool Same(ProductInput left, ProductInput right) =>
        JsonSerializer.SerializeToUtf8Bytes(left, ModelExtensions.Json).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(right, ModelExtensions.Json));

    private static VariantInput Of(Variant variant, IReadOnlyList<ProductOption> options, Currency currency) => new()
    {
        Id = variant.Id,
        Sku = variant.Sku,
        // A title that is made from the options follows them.
        Title = variant.Title == ProductWriter.VariantTitle(options, variant.Options) ? null : variant.Title,
        Options = options.ToDictionary(option => option.Name, option => variant.Options[option.Name]),
        Price = new(variant.Price, currency),
        CompareAtPrice = variant.CompareAtPrice is { } amount ? new(amount, currency) : null,
        Barcode = variant.Barcode,
        WeightGrams = variant.WeightGrams,
        Taxable = variant.Taxable,
        RequiresShipping = variant.RequiresShipping,
        Stock = variant.Inventory?.OnHand,
        TrackStock = variant.Inventory is not null,
    };
}
