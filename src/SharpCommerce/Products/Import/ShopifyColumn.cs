namespace SharpCommerce.Products.Import;

/// <summary>What a column of a product file means, whichever of its headers names it.</summary>
internal enum ShopifyColumn
{
    Handle,
    Title,
    BodyHtml,
    Vendor,
    Category,
    Type,
    Tags,
    Published,
    Status,
    Option1Name,
    Option1Value,
    Option2Name,
    Option2Value,
    Option3Name,
    Option3Value,
    Sku,
    Barcode,
    Grams,
    Weight,
    WeightUnit,
    InventoryTracker,
    InventoryQuantity,
    Price,
    CompareAtPrice,
    RequiresShipping,
    Taxable,
    VariantImageUrl,
    ImageUrl,
    ImagePosition,
    ImageAlt,
    SeoTitle,
    SeoDescription,
}

/// <summary>The headers of the classic template, of the template since 2024 and of the one in between, each with its meaning.</summary>
internal static class ShopifyColumns
{
    public const int Options = 3;

    public static readonly int Count = Enum.GetValues<ShopifyColumn>().Length;

    private static readonly Dictionary<string, ShopifyColumn> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Handle"] = ShopifyColumn.Handle,
        ["URL handle"] = ShopifyColumn.Handle,
        ["Title"] = ShopifyColumn.Title,
        ["Body (HTML)"] = ShopifyColumn.BodyHtml,
        ["Body HTML"] = ShopifyColumn.BodyHtml,
        ["Description"] = ShopifyColumn.BodyHtml,
        ["Vendor"] = ShopifyColumn.Vendor,
        ["Product Category"] = ShopifyColumn.Category,
        ["Standard Product Type"] = ShopifyColumn.Category,
        ["Standardized Product Type"] = ShopifyColumn.Category,
        ["Type"] = ShopifyColumn.Type,
        ["Custom Product Type"] = ShopifyColumn.Type,
        ["Tags"] = ShopifyColumn.Tags,
        ["Published"] = ShopifyColumn.Published,
        ["Published on online store"] = ShopifyColumn.Published,
        ["Status"] = ShopifyColumn.Status,
        ["Option1 Name"] = ShopifyColumn.Option1Name,
        ["Option1 Value"] = ShopifyColumn.Option1Value,
        ["Option2 Name"] = ShopifyColumn.Option2Name,
        ["Option2 Value"] = ShopifyColumn.Option2Value,
        ["Option3 Name"] = ShopifyColumn.Option3Name,
        ["Option3 Value"] = ShopifyColumn.Option3Value,
        ["Variant SKU"] = ShopifyColumn.Sku,
        ["SKU"] = ShopifyColumn.Sku,
        ["Variant Barcode"] = ShopifyColumn.Barcode,
        ["Barcode"] = ShopifyColumn.Barcode,
        ["Variant Grams"] = ShopifyColumn.Grams,
        ["Weight value (grams)"] = ShopifyColumn.Grams,
        ["Variant Weight"] = ShopifyColumn.Weight,
        ["Variant Weight Unit"] = ShopifyColumn.WeightUnit,
        ["Weight unit for display"] = ShopifyColumn.WeightUnit,
        ["Variant Inventory Tracker"] = ShopifyColumn.InventoryTracker,
        ["Inventory tracker"] = ShopifyColumn.InventoryTracker,
        ["Variant Inventory Qty"] = ShopifyColumn.InventoryQuantity,
        ["Inventory quantity"] = ShopifyColumn.InventoryQuantity,
        ["Variant Price"] = ShopifyColumn.Price,
        ["Price"] = ShopifyColumn.Price,
        ["Variant Compare At Price"] = ShopifyColumn.CompareAtPrice,
        ["Compare-at price"] = ShopifyColumn.CompareAtPrice,
        ["Variant Requires Shipping"] = ShopifyColumn.RequiresShipping,
        ["Requires shipping"] = ShopifyColumn.RequiresShipping,
        ["Variant Taxable"] = ShopifyColumn.Taxable,
        ["Charge tax"] = ShopifyColumn.Taxable,
        ["Variant Image"] = ShopifyColumn.VariantImageUrl,
        ["Variant image URL"] = ShopifyColumn.VariantImageUrl,
        ["Image Src"] = ShopifyColumn.ImageUrl,
        ["Product image URL"] = ShopifyColumn.ImageUrl,
        ["Image Position"] = ShopifyColumn.ImagePosition,
        ["Image Alt Text"] = ShopifyColumn.ImageAlt,
        ["SEO Title"] = ShopifyColumn.SeoTitle,
        ["SEO Description"] = ShopifyColumn.SeoDescription,
    };

    public static ShopifyColumn? Find(string header) => Aliases.TryGetValue(header, out var column) ? column : null;

    public static ShopifyColumn OptionName(int index) => ShopifyColumn.Option1Name + (2 * index);

    public static ShopifyColumn OptionValue(int index) => ShopifyColumn.Option1Value + (2 * index);

    /// <summary>Whether the value says no more than an absent column without a place would, so that leaving it out loses nothing.</summary>
    public static bool IsDefault(string header, string value) => value.Length == 0 || header.ToUpperInvariant() switch
    {
        "VARIANT INVENTORY POLICY" or "CONTINUE SELLING WHEN OUT OF STOCK" => IsAny(value, "deny", "false", "no"),
        "VARIANT FULFILLMENT SERVICE" or "FULFILLMENT SERVICE" => IsAny(value, "manual"),
        "GIFT CARD" or "GOOGLE SHOPPING / CUSTOM PRODUCT" => IsAny(value, "false", "no"),
        var name => name.StartsWith("INCLUDED /", StringComparison.Ordinal) && IsAny(value, "true", "yes"),
    };

    private static bool IsAny(string value, params ReadOnlySpan<string> allowed)
    {
        foreach (var one in allowed)
            if (value.Equals(one, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
