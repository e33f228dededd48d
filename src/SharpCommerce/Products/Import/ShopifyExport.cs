namespace SharpCommerce.Products.Import;

/// <summary>A product as a Shopify product file has it.</summary>
internal static class ShopifyExport
{
    public static ImportedProduct Of(Product product) => new()
    {
        Handle = product.Slug,
        Title = product.Title,
        BodyHtml = product.Description,
        Vendor = product.Vendor,
        ProductType = product.ProductType,
        Tags = product.Tags,
        Status = product.Status switch
        {
            ProductStatus.Published => ImportedStatus.Published,
            ProductStatus.Archived => ImportedStatus.Archived,
            _ => ImportedStatus.Draft,
        },
        OptionNames = [.. product.Options.Select(option => option.Name)],
        Variants = [.. product.Variants.Select(variant => Of(variant, product.Options))],
        Images = [.. product.Media.Select((media, index) => new ImportedImage(media.Url, index + 1, media.Alt))],
        SeoTitle = product.Seo?.Title,
        SeoDescription = product.Seo?.Description,
    };

    private static ImportedVariant Of(Variant variant, IReadOnlyList<ProductOption> options) => new()
    {
        OptionValues = [.. options.Select(option => variant.Options[option.Name])],
        Sku = variant.Sku,
        Barcode = variant.Barcode,
        Price = variant.Price,
        CompareAtPrice = variant.CompareAtPrice,
        WeightGrams = variant.WeightGrams,
        StockTracked = variant.Inventory is not null,
        Stock = variant.Inventory?.OnHand,
        Taxable = variant.Taxable,
        RequiresShipping = variant.RequiresShipping,
    };
}
