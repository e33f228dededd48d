using System.Globalization;

namespace SharpCommerce.Products.Import;

/// <summary>Reads the variant of a row. Every wrong cell of the row is told, not only the first.</summary>
internal sealed class ShopifyVariantReader(int currencyDigits)
{
    private const int MaxTextLength = 255;

    /// <summary>The variant, or null when the row's errors leave none. Only a negative quantity is told and repaired at once.</summary>
    public ImportedVariant? Read(ShopifyRow row, int options, List<ImportRowError> errors)
    {
        var before = errors.Count;
        var (tracked, stock, repaired) = Stock(row);
        var variant = new ImportedVariant
        {
            Row = row.Line,
            OptionValues = OptionValues(row, options),
            Sku = row.ShortTextOrNull(ShopifyColumn.Sku, MaxTextLength),
            Barcode = Barcode(row),
            Price = Price(row),
            // A former price of zero says nothing; some tools write it for "none".
            CompareAtPrice = Amount(row, ShopifyColumn.CompareAtPrice) is { } amount and > 0 ? amount : null,
            WeightUnit = WeightUnit(row),
            WeightGrams = Weight(row),
            StockTracked = tracked,
            Stock = stock,
            Taxable = row.Flag(ShopifyColumn.Taxable, fallback: true),
            RequiresShipping = row.Flag(ShopifyColumn.RequiresShipping, fallback: true),
            ImageUrl = row.UrlOrNull(ShopifyColumn.VariantImageUrl),
        };
        return errors.Count - before == (repaired ? 1 : 0) ? variant : null;
    }

    private static string[] OptionValues(ShopifyRow row, int options)
    {
        var values = new string[options];
        for (var i = 0; i < ShopifyColumns.Options; i++)
        {
            var column = ShopifyColumns.OptionValue(i);
            if (i < options)
            {
                if (row.IsBlank(column)) row.AddError(column, "The variant has no value for this option.");
                values[i] = row.ShortTextOrNull(column, MaxTextLength) ?? "";
            }
            else if (!row.IsBlank(column) && (i > 0 || options > 0))
            {
                // The first value of a product without options is its "Default Title".
                row.AddError(column, "The product's first row gives this option no name.");
            }
        }

        return values;
    }

    private static string? Barcode(ShopifyRow row)
    {
        var text = row.ShortTextOrNull(ShopifyColumn.Barcode, MaxTextLength);
        if (text is null || !text.Contains("E+", StringComparison.OrdinalIgnoreCase) || !char.IsAsciiDigit(text[0])) return text;
        row.AddError(ShopifyColumn.Barcode, $"A spreadsheet shortened this barcode to {text}. Format the column as text and enter the barcode again.");
        return null;
    }

    private long? Price(ShopifyRow row)
    {
        if (row.Header.Has(ShopifyColumn.Price) && row.IsBlank(ShopifyColumn.Price))
            row.AddError(ShopifyColumn.Price, "The price is missing. Write 0 for a free item.");
        return Amount(row, ShopifyColumn.Price);
    }

    private long? Amount(ShopifyRow row, ShopifyColumn column)
    {
        if (row.TextOrNull(column) is not { } text) return null;
        var sample = CsvDecimal.Format(currencyDigits switch { 0 => 1_234, 2 => 123_450, _ => 1_234_500 }, currencyDigits);
        if (!CsvDecimal.TryParse(text, out var amount))
            row.AddError(column, text[0] == '-' ? "A price cannot be negative." : $"Write only digits and a point for decimals, such as {sample}: no currency sign and no separators.");
        else if (amount.Scale > currencyDigits)
            row.AddError(column, currencyDigits == 0 ? "The currency has no decimals." : $"The currency has only {currencyDigits} decimals.");
        else if (amount.TryToMinorUnits(currencyDigits, out var minorUnits))
            return minorUnits;
        else
            row.AddError(column, "The price is too high.");
        return null;
    }

    private static string? WeightUnit(ShopifyRow row)
    {
        switch (row.Text(ShopifyColumn.WeightUnit).ToUpperInvariant())
        {
            case "":
                return null;
            case "G":
                return "g";
            case "KG":
                return "kg";
            case "OZ":
                return "oz";
            case "LB":
                return "lb";
            default:
                row.AddError(ShopifyColumn.WeightUnit, "Write g, kg, oz or lb.");
                return null;
        }
    }

    private static int? Weight(ShopifyRow row)
    {
        // The grams are what a shop really stores; the other value is made from them and rounded.
        var column = row.IsBlank(ShopifyColumn.Grams) ? ShopifyColumn.Weight : ShopifyColumn.Grams;
        if (row.TextOrNull(column) is not { } text) return null;
        var unit = column == ShopifyColumn.Grams ? "g" : row.Text(ShopifyColumn.WeightUnit).ToLowerInvariant();
        if (unit.Length == 0)
            row.AddError(column, "The weight needs a unit: g, kg, oz or lb.");
        else if (!CsvDecimal.TryParse(text, out var weight))
            row.AddError(column, "Write the weight with digits and a point for decimals only.");
        else if (weight.TryToGrams(unit, out var grams))
            return grams;
        else
            row.AddError(column, "The weight is too high.");
        return null;
    }

    /// <summary>
    /// A blank tracker means that stock does not limit sales, whatever the quantity says, as where the file comes from; a quantity other than 0 is then
    /// counted as left out. A file without that column tracks the variants that have a quantity. Below zero (sold more than there was) is taken as 0 and told.
    /// </summary>
    private static (bool Tracked, int? Stock, bool Repaired) Stock(ShopifyRow row)
    {
        var text = row.Text(ShopifyColumn.InventoryQuantity);
        var tracked = row.Header.Has(ShopifyColumn.InventoryTracker) ? !row.IsBlank(ShopifyColumn.InventoryTracker) : text.Length > 0;
        if (!tracked && text is not ("" or "0")) row.Header.CountIgnored(ShopifyColumn.InventoryQuantity);
        if (!tracked || text.Length == 0) return (tracked, null, false);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quantity))
        {
            row.AddError(ShopifyColumn.InventoryQuantity, "Write the quantity as a whole number.");
            return (tracked, null, false);
        }

        if (quantity >= 0) return (tracked, quantity, false);
        row.AddError(ShopifyColumn.InventoryQuantity, $"The quantity is {text}; 0 was taken instead.");
        return (tracked, 0, true);
    }
}
