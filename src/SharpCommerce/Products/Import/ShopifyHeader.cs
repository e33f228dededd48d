using System.Diagnostics.CodeAnalysis;

namespace SharpCommerce.Products.Import;

/// <summary>Which cell of a row holds what, and how many values had no place.</summary>
internal sealed class ShopifyHeader
{
    private const int MaxColumns = 2_000;

    private static readonly ShopifyColumn[] VariantColumns =
    [
        ShopifyColumn.Option1Value, ShopifyColumn.Option2Value, ShopifyColumn.Option3Value, ShopifyColumn.Sku, ShopifyColumn.Barcode, ShopifyColumn.Grams,
        ShopifyColumn.Weight, ShopifyColumn.WeightUnit, ShopifyColumn.InventoryTracker, ShopifyColumn.InventoryQuantity, ShopifyColumn.Price,
        ShopifyColumn.CompareAtPrice, ShopifyColumn.RequiresShipping, ShopifyColumn.Taxable, ShopifyColumn.VariantImageUrl,
    ];

    private readonly string[] _names;
    private readonly int[] _cellOf = new int[ShopifyColumns.Count];
    private readonly int[] _ignoredRows;
    private readonly bool[] _hasPlace;

    private ShopifyHeader(string[] names)
    {
        _names = names;
        _ignoredRows = new int[names.Length];
        _hasPlace = new bool[names.Length];
        Array.Fill(_cellOf, -1);
    }

    public int Width => _names.Length;

    public bool HasVariants => Array.Exists(VariantColumns, Has);

    /// <summary>The columns whose values were left out so far, in file order; columns of the same name are one.</summary>
    public IReadOnlyList<ImportIgnoredColumn> Ignored()
    {
        var rows = new OrderedDictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < _names.Length; i++)
            if (_ignoredRows[i] > 0) rows[_names[i]] = Math.Max(_ignoredRows[i], rows.GetValueOrDefault(_names[i]));
        return [.. rows.Select(column => new ImportIgnoredColumn(column.Key, column.Value))];
    }

    public bool Has(ShopifyColumn column) => _cellOf[(int)column] >= 0;

    public string Name(ShopifyColumn column) => Has(column) ? _names[_cellOf[(int)column]] : column.ToString();

    public string NameOfCell(int index) => index < _names.Length ? _names[index] : "";

    public string? Cell(string[] cells, ShopifyColumn column) => Has(column) && _cellOf[(int)column] < cells.Length ? cells[_cellOf[(int)column]] : null;

    /// <summary>Counts the values of a row that have no place.</summary>
    public void CountIgnored(string[] cells)
    {
        for (var i = 0; i < _names.Length; i++)
            if (!_hasPlace[i] && !ShopifyColumns.IsDefault(_names[i], cells[i].Trim())) _ignoredRows[i]++;
    }

    /// <summary>Counts a value whose column has a place but which this row cannot use.</summary>
    public void CountIgnored(ShopifyColumn column) => _ignoredRows[_cellOf[(int)column]]++;

    public static bool TryRead(string[] cells, [NotNullWhen(true)] out ShopifyHeader? header, [NotNullWhen(false)] out string? error)
    {
        header = null;
        if (cells.Length > MaxColumns)
        {
            error = "The header has more than 2,000 columns.";
            return false;
        }

        var candidate = new ShopifyHeader(Array.ConvertAll(cells, cell => cell.Trim()));
        error = candidate.Map() ?? candidate.Missing();
        if (error is null) header = candidate;
        return error is null;
    }

    private string? Map()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (ShopifyColumns.Find(_names[i]) is not { } column) continue;
            if (Has(column)) return $"The columns \"{Name(column)}\" and \"{_names[i]}\" mean the same. Remove one of them.";
            _cellOf[(int)column] = i;
            _hasPlace[i] = true;
        }

        return null;
    }

    private string? Missing()
    {
        if (Has(ShopifyColumn.Handle) && Has(ShopifyColumn.Title)) return null;
        var first = _names.Length > 0 ? _names[0] : "";
        if (first.StartsWith("PK\u0003\u0004", StringComparison.Ordinal)) return "The file is a spreadsheet or a ZIP archive. Save it as \"CSV UTF-8\".";
        if (first.StartsWith('<')) return "The file is a web page or XML, not CSV.";
        if (_names.Length == 1 && first.AsSpan().IndexOfAny(';', '\t') >= 0) return "The columns must be separated by commas.";
        var missing = (Has(ShopifyColumn.Handle), Has(ShopifyColumn.Title)) switch
        {
            (false, false) => "the columns \"Handle\" (or \"URL handle\") and \"Title\"",
            (false, _) => "the column \"Handle\" (or \"URL handle\")",
            _ => "the column \"Title\"",
        };
        return $"The first row must name the columns; without {missing} nothing can be imported.";
    }
}
