using System.Globalization;
using System.Text;

namespace SharpCommerce.Products.Import;

/// <summary>
/// Writes products as a Shopify product file with the classic headers, as far as there is a place for them: UTF-8 without a byte order mark, CRLF,
/// and no cell that a spreadsheet would run as a formula. What <see cref="ShopifyCsvReader"/> reads from it is what was written.
/// </summary>
/// <remarks>A product has at least one variant, each variant a price, and no tag a comma: the format cannot say otherwise.</remarks>
/// <param name="stream">Where to; flushed but not disposed.</param>
/// <param name="currencyDigits">How many decimals the shop's currency has.</param>
internal sealed class ShopifyCsvWriter(Stream stream, int currencyDigits)
{
    private static readonly (string Header, ShopifyColumn Column)[] Columns =
    [
        ("Handle", ShopifyColumn.Handle),
        ("Title", ShopifyColumn.Title),
        ("Body (HTML)", ShopifyColumn.BodyHtml),
        ("Vendor", ShopifyColumn.Vendor),
        ("Product Category", ShopifyColumn.Category),
        ("Type", ShopifyColumn.Type),
        ("Tags", ShopifyColumn.Tags),
        ("Published", ShopifyColumn.Published),
        ("Option1 Name", ShopifyColumn.Option1Name),
        ("Option1 Value", ShopifyColumn.Option1Value),
        ("Option2 Name", ShopifyColumn.Option2Name),
        ("Option2 Value", ShopifyColumn.Option2Value),
        ("Option3 Name", ShopifyColumn.Option3Name),
        ("Option3 Value", ShopifyColumn.Option3Value),
        ("Variant SKU", ShopifyColumn.Sku),
        ("Variant Grams", ShopifyColumn.Grams),
        ("Variant Inventory Tracker", ShopifyColumn.InventoryTracker),
        ("Variant Inventory Qty", ShopifyColumn.InventoryQuantity),
        ("Variant Price", ShopifyColumn.Price),
        ("Variant Compare At Price", ShopifyColumn.CompareAtPrice),
        ("Variant Requires Shipping", ShopifyColumn.RequiresShipping),
        ("Variant Taxable", ShopifyColumn.Taxable),
        ("Variant Barcode", ShopifyColumn.Barcode),
        ("Image Src", ShopifyColumn.ImageUrl),
        ("Image Position", ShopifyColumn.ImagePosition),
        ("Image Alt Text", ShopifyColumn.ImageAlt),
        ("SEO Title", ShopifyColumn.SeoTitle),
        ("SEO Description", ShopifyColumn.SeoDescription),
        ("Variant Image", ShopifyColumn.VariantImageUrl),
        ("Variant Weight Unit", ShopifyColumn.WeightUnit),
        ("Status", ShopifyColumn.Status),
    ];

    /// <summary>Writes the header and then each product as it comes.</summary>
    public async Task WriteAsync(IAsyncEnumerable<ImportedProduct> products, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 16 * 1024, leaveOpen: true);
        var text = new StringBuilder().AppendJoin(',', Columns.Select(column => column.Header)).Append("\r\n");
        await writer.WriteAsync(text, cancellationToken);
        var cells = new string?[ShopifyColumns.Count];
        await foreach (var product in products.WithCancellation(cancellationToken))
        {
            text.Clear();
            for (var i = 0; i == 0 || i < Math.Max(product.Variants.Count, product.Images.Count); i++)
            {
                Array.Clear(cells);
                cells[(int)ShopifyColumn.Handle] = product.Handle;
                if (i == 0) SetProduct(cells, product);
                if (i < product.Variants.Count) SetVariant(cells, product.Variants[i]);
                if (i < product.Images.Count) SetImage(cells, product.Images[i]);
                AppendRow(text, cells);
            }

            await writer.WriteAsync(text, cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }

    private static void SetProduct(string?[] cells, ImportedProduct product)
    {
        if (product.OptionNames.Count > ShopifyColumns.Options)
            throw new ArgumentException($"The file has room for three options; product {product.Handle} has {product.OptionNames.Count}.", nameof(product));
        cells[(int)ShopifyColumn.Title] = product.Title;
        cells[(int)ShopifyColumn.BodyHtml] = product.BodyHtml;
        cells[(int)ShopifyColumn.Vendor] = product.Vendor;
        cells[(int)ShopifyColumn.Category] = product.Category;
        cells[(int)ShopifyColumn.Type] = product.ProductType;
        cells[(int)ShopifyColumn.Tags] = string.Join(", ", product.Tags);
        cells[(int)ShopifyColumn.Published] = Flag(product.Status == ImportedStatus.Published);
        cells[(int)ShopifyColumn.SeoTitle] = product.SeoTitle;
        cells[(int)ShopifyColumn.SeoDescription] = product.SeoDescription;
        cells[(int)ShopifyColumn.Status] = product.Status switch
        {
            ImportedStatus.Published => "active",
            ImportedStatus.Archived => "archived",
            _ => "draft",
        };
        if (product.OptionNames.Count == 0) cells[(int)ShopifyColumn.Option1Name] = "Title";
        for (var i = 0; i < product.OptionNames.Count; i++) cells[(int)ShopifyColumns.OptionName(i)] = product.OptionNames[i];
    }

    private void SetVariant(string?[] cells, ImportedVariant variant)
    {
        if (variant.OptionValues.Count == 0) cells[(int)ShopifyColumn.Option1Value] = "Default Title";
        for (var i = 0; i < variant.OptionValues.Count; i++) cells[(int)ShopifyColumns.OptionValue(i)] = variant.OptionValues[i];
        cells[(int)ShopifyColumn.Sku] = variant.Sku;
        cells[(int)ShopifyColumn.Barcode] = variant.Barcode;
        cells[(int)ShopifyColumn.Grams] = variant.WeightGrams?.ToString(CultureInfo.InvariantCulture);
        cells[(int)ShopifyColumn.WeightUnit] = variant.WeightUnit;
        cells[(int)ShopifyColumn.InventoryTracker] = variant.StockTracked ? "shopify" : null;
        cells[(int)ShopifyColumn.InventoryQuantity] = variant.StockTracked ? variant.Stock?.ToString(CultureInfo.InvariantCulture) : null;
        cells[(int)ShopifyColumn.Price] = Amount(variant.Price);
        cells[(int)ShopifyColumn.CompareAtPrice] = Amount(variant.CompareAtPrice);
        cells[(int)ShopifyColumn.RequiresShipping] = Flag(variant.RequiresShipping);
        cells[(int)ShopifyColumn.Taxable] = Flag(variant.Taxable);
        cells[(int)ShopifyColumn.VariantImageUrl] = variant.ImageUrl;
    }

    private static void SetImage(string?[] cells, ImportedImage image)
    {
        cells[(int)ShopifyColumn.ImageUrl] = image.Url;
        cells[(int)ShopifyColumn.ImagePosition] = image.Position.ToString(CultureInfo.InvariantCulture);
        cells[(int)ShopifyColumn.ImageAlt] = image.Alt;
    }

    private string? Amount(long? minorUnits) => minorUnits is { } amount ? CsvDecimal.Format(amount, currencyDigits) : null;

    private static string Flag(bool value) => value ? "true" : "false";

    private static void AppendRow(StringBuilder text, string?[] cells)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (i > 0) text.Append(',');
            var column = Columns[i].Column;
            var cell = FormulaGuard.Protect(cells[(int)column] ?? "", code: column is ShopifyColumn.Sku or ShopifyColumn.Barcode);
            if (cell.AsSpan().IndexOfAny(",\"\r\n") < 0) text.Append(cell);
            else text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        text.Append("\r\n");
    }
}
