using SharpCommerce.Products;

namespace SharpCommerce.AspNetCore.Products;

/// <summary>A product as staff see it.</summary>
internal sealed record ProductResponse(
    Id<Product> Id,
    string Slug,
    string Title,
    string? Description,
    string? Vendor,
    string? ProductType,
    ProductStatus Status,
    DateTimeOffset? PublishedAt,
    IReadOnlyList<Id<Category>> CategoryIds,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ProductOption> Options,
    IReadOnlyList<VariantResponse> Variants,
    IReadOnlyList<MediaReference> Media,
    Seo? Seo,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>A variant as staff see it. Stock is null when it is not tracked.</summary>
internal sealed record VariantResponse(
    Id<Variant> Id,
    string? Sku,
    string Title,
    IReadOnlyDictionary<string, string> Options,
    Money Price,
    Money? CompareAtPrice,
    string? Barcode,
    int? WeightGrams,
    bool Taxable,
    bool RequiresShipping,
    int? Stock,
    int? Reserved,
    int? Available);

/// <summary>A category.</summary>
internal sealed record CategoryResponse(Id<Category> Id, Id<Category>? ParentId, string Slug, string Title, string? Description, int Position);

/// <summary>A category with its children.</summary>
internal sealed record CategoryNode(Id<Category> Id, string Slug, string Title, string? Description, IReadOnlyList<CategoryNode> Children);

internal static class ProductContracts
{
    extension(Product product)
    {
        internal ProductResponse Response()
        {
            var currency = Currency.Parse(product.Currency);
            return new(
                product.Id, product.Slug, product.Title, product.Description, product.Vendor, product.ProductType, product.Status, product.PublishedAt,
                [.. product.Categories.Select(place => place.CategoryId)], product.Tags, product.Options,
                [.. product.Variants.Select(variant => new VariantResponse(
                    variant.Id, variant.Sku, variant.Title, variant.Options, new(variant.Price, currency), variant.CompareAtPrice is { } before ? new Money(before, currency) : null,
                    variant.Barcode, variant.WeightGrams, variant.Taxable, variant.RequiresShipping, variant.Inventory?.OnHand, variant.Inventory?.Reserved, variant.Inventory?.Available))],
                product.Media, product.Seo, product.CreatedAt, product.UpdatedAt);
        }

        /// <summary>What staff would have to say to get this product: what a merge patch is applied to. Stock is left out, so that it changes only when named.</summary>
        internal ProductInput Input()
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
                Media = product.Media,
                Seo = product.Seo,
                Variants =
                [
                    .. product.Variants.Select(variant => new VariantInput
                    {
                        Id = variant.Id,
                        Sku = variant.Sku,
                        Title = variant.Title,
                        Options = variant.Options,
                        Price = new(variant.Price, currency),
                        CompareAtPrice = variant.CompareAtPrice is { } before ? new Money(before, currency) : null,
                        Barcode = variant.Barcode,
                        WeightGrams = variant.WeightGrams,
                        Taxable = variant.Taxable,
                        RequiresShipping = variant.RequiresShipping,
                    }),
                ],
            };
        }
    }

    extension(Category category)
    {
        internal CategoryResponse Response() => new(category.Id, category.ParentId, category.Slug, category.Title, category.Description, category.Position);

        internal CategoryInput Input() => new() { Title = category.Title, Slug = category.Slug, Description = category.Description, ParentId = category.ParentId, Position = category.Position };
    }

    internal static IReadOnlyList<CategoryNode> Tree(IReadOnlyList<Category> categories)
    {
        var children = categories.ToLookup(category => category.ParentId);
        return Below(null);

        IReadOnlyList<CategoryNode> Below(Id<Category>? parent) =>
            [.. children[parent].Select(category => new CategoryNode(category.Id, category.Slug, category.Title, category.Description, Below(category.Id)))];
    }
}
