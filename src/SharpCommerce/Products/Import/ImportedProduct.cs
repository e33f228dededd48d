namespace SharpCommerce.Products.Import;

/// <summary>What one run of rows with the same handle gave: the product, or only errors when its first row cannot be used.</summary>
/// <param name="Row">The line on which the run starts.</param>
/// <param name="Handle">The handle, or null when the errors belong to the file or to a row without a readable handle.</param>
/// <param name="Product">The product with its usable variants, or null.</param>
/// <param name="Errors">What was refused or changed, in file order; at most <see cref="ShopifyCsvReader.MaxErrorsOfProduct"/> and a note about the rest.</param>
internal sealed record ImportEntry(int Row, string? Handle, ImportedProduct? Product, IReadOnlyList<ImportRowError> Errors);

/// <summary>Whether an imported product is on sale.</summary>
internal enum ImportedStatus
{
    /// <summary>Not on sale: a draft, or active but not published on the online store.</summary>
    Draft,

    /// <summary>Active and published.</summary>
    Published,

    /// <summary>No longer sold.</summary>
    Archived,
}

/// <summary>A product as a file tells it. A value that is null or empty here also is so when the file lacks the column; <see cref="ShopifyCsvReader.Has"/> tells the two apart.</summary>
internal sealed record ImportedProduct
{
    /// <summary>The line of the product's first row; 0 when not read from a file.</summary>
    public int Row { get; init; }

    public required string Handle { get; init; }

    public required string Title { get; init; }

    /// <summary>The description exactly as in the file: HTML from outside, not yet sanitized.</summary>
    public string? BodyHtml { get; init; }

    public string? Vendor { get; init; }

    public string? ProductType { get; init; }

    /// <summary>The taxonomy path, such as <c>Apparel &amp; Accessories &gt; Clothing</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Trimmed, without a comma in any of them and without duplicates in any case.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public ImportedStatus Status { get; init; }

    /// <summary>At most three; empty for a product without options.</summary>
    public IReadOnlyList<string> OptionNames { get; init; } = [];

    /// <summary>The usable variants; empty when all were refused or the file has no variant columns.</summary>
    public IReadOnlyList<ImportedVariant> Variants { get; init; } = [];

    /// <summary>By position, which counts from 1 without gaps; no URL twice.</summary>
    public IReadOnlyList<ImportedImage> Images { get; init; } = [];

    public string? SeoTitle { get; init; }

    public string? SeoDescription { get; init; }
}

/// <summary>A variant as a file tells it.</summary>
internal sealed record ImportedVariant
{
    /// <summary>The line of the variant's row; 0 when not read from a file.</summary>
    public int Row { get; init; }

    /// <summary>One for each of the product's option names, in that order.</summary>
    public IReadOnlyList<string> OptionValues { get; init; } = [];

    public string? Sku { get; init; }

    public string? Barcode { get; init; }

    /// <summary>In minor units; null only when the file has no price column, since a blank price is refused.</summary>
    public long? Price { get; init; }

    /// <summary>The former price in minor units.</summary>
    public long? CompareAtPrice { get; init; }

    public int? WeightGrams { get; init; }

    /// <summary>The unit in which a shop wants to see the weight: g, kg, oz or lb.</summary>
    public string? WeightUnit { get; init; }

    /// <summary>Whether stock limits sales.</summary>
    public bool StockTracked { get; init; }

    /// <summary>The quantity; null when not tracked, or tracked with no quantity in the file (a shop with several locations exports it so).</summary>
    public int? Stock { get; init; }

    public bool Taxable { get; init; } = true;

    public bool RequiresShipping { get; init; } = true;

    public string? ImageUrl { get; init; }
}

/// <summary>An image: its address is absolute http or https, or a path on this server, and otherwise unchecked.</summary>
internal sealed record ImportedImage(string Url, int Position, string? Alt);
