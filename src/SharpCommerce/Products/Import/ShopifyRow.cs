using SharpCommerce.Core;

namespace SharpCommerce.Products.Import;

/// <summary>A well-formed row: its cells by meaning, and the list that takes what is wrong with them.</summary>
internal readonly struct ShopifyRow(ShopifyHeader header, string[] cells, int line, List<ImportRowError> errors)
{
    public int Line => line;

    public ShopifyHeader Header => header;

    /// <summary>Whether the row describes a variant. Other variant columns do not count: some tools repeat weights and flags on image rows.</summary>
    public bool IsVariant
    {
        get
        {
            if (!IsBlank(ShopifyColumn.Sku) || !IsBlank(ShopifyColumn.Barcode) || !IsBlank(ShopifyColumn.Price)) return true;
            for (var i = 0; i < ShopifyColumns.Options; i++)
                if (!IsBlank(ShopifyColumns.OptionValue(i))) return true;
            return false;
        }
    }

    public bool IsBlank(ShopifyColumn column) => string.IsNullOrWhiteSpace(header.Cell(cells, column));

    /// <summary>The trimmed text, empty when the cell or the column is.</summary>
    public string Text(ShopifyColumn column) =>
        FormulaGuard.Unprotect(header.Cell(cells, column) ?? "", code: column is ShopifyColumn.Sku or ShopifyColumn.Barcode).Trim();

    /// <summary>The trimmed text, or null when there is none.</summary>
    public string? TextOrNull(ShopifyColumn column) => Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>The text as it stands in the cell, or null when there is none.</summary>
    public string? RawOrNull(ShopifyColumn column) => IsBlank(column) ? null : FormulaGuard.Unprotect(header.Cell(cells, column)!);

    /// <summary>As <see cref="TextOrNull"/>; null with an error when longer than allowed.</summary>
    public string? ShortTextOrNull(ShopifyColumn column, int maxLength)
    {
        var text = TextOrNull(column);
        if (text is null || text.Length <= maxLength) return text;
        AddError(column, $"The text has {text.Length} characters; at most {maxLength} are allowed.");
        return null;
    }

    /// <summary>An address that a server may be asked for or a path on this one, as our own export has them; null with an error when there is text that is neither.</summary>
    public string? UrlOrNull(ShopifyColumn column)
    {
        if (ShortTextOrNull(column, 2_048) is not { } text) return null;
        if (WebAddress.IsValid(text)) return text;
        AddError(column, "Write the full address of the image, starting with https://.");
        return null;
    }

    /// <summary>Yes or no; the fallback when blank, or with an error when neither.</summary>
    public bool Flag(ShopifyColumn column, bool fallback)
    {
        switch (Text(column).ToUpperInvariant())
        {
            case "":
                return fallback;
            case "TRUE" or "YES" or "1":
                return true;
            case "FALSE" or "NO" or "0":
                return false;
            default:
                AddError(column, "Write TRUE or FALSE.");
                return fallback;
        }
    }

    public void AddError(ShopifyColumn column, string message) => errors.Add(new(line, header.Name(column), message));

    public void AddError(string message) => errors.Add(new(line, "", message));
}
