using System.Runtime.CompilerServices;

namespace SharpCommerce.Products.Import;

/// <summary>
/// Reads a Shopify product file as a stream of products. It holds the rows of one product at a time and never the file; a wrong row costs that row,
/// a wrong first row its product, and only a file that cannot be read at all costs the rest.
/// </summary>
/// <remarks>
/// UTF-8 with or without a byte order mark, or UTF-16 or UTF-32 with one. Columns in any order, found by the headers of any of the templates.
/// All text but the description is trimmed. A handle that comes again later in the file comes as a further product.
/// </remarks>
/// <param name="stream">The file; not disposed.</param>
/// <param name="currencyDigits">How many decimals the shop's currency has.</param>
internal sealed class ShopifyCsvReader(Stream stream, int currencyDigits)
{
    public const int MaxVariants = 2_048;
    public const int MaxImages = 250;
    public const int MaxTags = 250;
    public const int MaxErrorsOfProduct = 1_000;

    private readonly ShopifyVariantReader _variantReader = new(currencyDigits);
    private ShopifyHeader? _header;

    /// <summary>Whether the file was read to its end. False while reading, and after a file or a cell that had to be given up.</summary>
    public bool Complete { get; private set; }

    /// <summary>Columns with values that have no place, with how many rows have one; final after the last product.</summary>
    public IReadOnlyList<ImportIgnoredColumn> IgnoredColumns => _header?.Ignored() ?? [];

    /// <summary>Whether the file has the column at all, known from the first product on: an absent column leaves a product's value as it is, a blank cell clears it.</summary>
    public bool Has(ShopifyColumn column) => _header?.Has(column) ?? false;

    /// <summary>The column as the file's header spells it.</summary>
    public string Name(ShopifyColumn column) => _header?.Name(column) ?? column.ToString();

    /// <summary>The products in file order, and between them the errors that belong to none. To be read once.</summary>
    public async IAsyncEnumerable<ImportEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var records = new CsvRecordReader(stream);
        if (await ReadHeaderAsync(records, cancellationToken) is { } error)
        {
            yield return FileError(records.Line, error);
            yield break;
        }

        ShopifyProductBuilder? product = null;
        while (await records.ReadAsync(cancellationToken))
        {
            var problem = Problem(records);
            var handle = Handle(records.Cells);
            if (problem is null) _header!.CountIgnored(records.Cells);
            if (handle is null || (product is not null && product.IsFor(handle)))
            {
                // A row without a readable handle most likely belongs to the product before it.
                problem ??= handle is null ? (_header!.Name(ShopifyColumn.Handle), "The row has no usable handle (1 to 255 characters in one line).") : null;
                if (problem is not var (field, message)) product!.Add(_header!, records.Cells, records.Line);
                else if (product is null) yield return new(records.Line, null, null, [new(records.Line, field, message)]);
                else product.AddError(records.Line, field, message);
                continue;
            }

            if (product is not null) yield return product.Build();
            product = new(records.Line, handle, _variantReader);
            if (problem is var (brokenField, broken)) product.AddError(records.Line, brokenField, broken);
            else product.AddFirst(_header!, records.Cells, records.Line);
        }

        Complete = records.Fatal is null;
        if (records.Fatal is not null && product is not null)
            product.Reject(records.Line, "", "The file cannot be read beyond this row, so the product may be incomplete and was left out.");
        if (product is not null) yield return product.Build();
        if (records.Fatal is { } fatal) yield return FileError(records.Line, fatal);
    }

    private static ImportEntry FileError(int line, string message) => new(line, null, null, [new(line, "", message)]);

    private async Task<string?> ReadHeaderAsync(CsvRecordReader records, CancellationToken cancellationToken)
    {
        if (!await records.ReadAsync(cancellationToken)) return records.Fatal ?? "The file is empty.";
        return ShopifyHeader.TryRead(records.Cells, out _header, out var error) ? records.Malformed : error;
    }

    private (string Field, string Message)? Problem(CsvRecordReader records)
    {
        if (records.Malformed is { } malformed) return ("", malformed);
        var cells = records.Cells;
        var width = _header!.Width;
        // Spreadsheets add empty cells at the end of rows.
        if (cells.Length < width || cells.AsSpan(width).ContainsAnyExcept("")) return ("", $"The row has {cells.Length} cells, but the header has {width}.");
        for (var i = 0; i < width; i++)
        {
            if (cells[i].Contains('\0', StringComparison.Ordinal)) return (_header.NameOfCell(i), "The cell contains a NUL character.");
            if (cells[i].Contains(BoundedTextReader.Undecodable, StringComparison.Ordinal))
                return (_header.NameOfCell(i), "The cell contains characters that are not UTF-8. Save the file as \"CSV UTF-8\".");
        }

        return null;
    }

    private string? Handle(string[] cells)
    {
        var handle = FormulaGuard.Unprotect(_header!.Cell(cells, ShopifyColumn.Handle) ?? "").Trim();
        return handle.Length is > 0 and <= 255 && !handle.AsSpan().ContainsAny("\r\n\"\0\uFFFF") ? handle : null;
    }
}
