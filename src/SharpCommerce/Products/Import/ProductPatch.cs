namespace SharpCommerce.Products.Import;

/// <summary>A value that a file tells or leaves open.</summary>
/// <param name="Is">Whether the file tells it; otherwise an existing product keeps its own.</param>
/// <param name="Value">What it tells; if nothing, what a new product gets.</param>
internal readonly record struct Told<T>(bool Is, T Value);

/// <summary>What a file tells of a product, whatever its format.</summary>
internal sealed record ProductPatch
{
    /// <summary>Where in the file it starts.</summary>
    public required int Row { get; init; }

    /// <summary>By which it is found; never changed.</summary>
    public required string Slug { get; init; }

    public Told<string?> Title { get; init; }

    public Told<string?> Description { get; init; }

    public Told<string?> Vendor { get; init; }

    public Told<string?> ProductType { get; init; }

    public Told<ProductStatus> Status { get; init; }

    public Told<DateTimeOffset?> PublishedAt { get; init; }

    public Told<IReadOnlyList<Id<Category>>> CategoryIds { get; init; } = new(false, []);

    public Told<IReadOnlyList<string>> Tags { get; init; } = new(false, []);

    public Told<IReadOnlyList<MediaReference>> Media { get; init; } = new(false, []);

    /// <summary>Whether the file tells what pictures show; otherwise those that are known already keep it.</summary>
    public bool TellsAlt { get; init; } = true;

    public Told<string?> SeoTitle { get; init; }

    public Told<string?> SeoDescription { get; init; }

    /// <summary>The options with their values as far as the file has them.</summary>
    public Told<IReadOnlyList<ProductOption>> Options { get; init; } = new(false, []);

    /// <summary>Whether the values above are all there are, in order; otherwise they are merely those that the variants use.</summary>
    public bool DeclaresValues { get; init; }

    public IReadOnlyList<VariantPatch> Variants { get; init; } = [];

    /// <summary>How the file names what errors speak of.</summary>
    public required PatchFields Fields { get; init; }
}

/// <summary>What a file tells of a variant.</summary>
internal sealed record VariantPatch
{
    public required int Row { get; init; }

    /// <summary>The value per option name, in any case; may lack options that the file does not have.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public Told<string?> Title { get; init; }

    public Told<string?> Sku { get; init; }

    public Told<string?> Barcode { get; init; }

    public Told<Money?> Price { get; init; }

    public Told<Money?> CompareAtPrice { get; init; }

    public Told<int?> WeightGrams { get; init; }

    public Told<bool> Taxable { get; init; } = new(false, true);

    public Told<bool> RequiresShipping { get; init; } = new(false, true);

    /// <summary>Null leaves it as it is.</summary>
    public bool? TrackStock { get; init; }

    /// <summary>Units in the warehouse; null leaves them as they are.</summary>
    public int? Stock { get; init; }
}

/// <summary>How a file names what errors speak of.</summary>
internal sealed record PatchFields(string Slug, string Title, string Options, string Sku, string Price, string Stock);

/// <summary>What one place of a file gave: a product, or only errors.</summary>
/// <param name="Row">Where it starts.</param>
/// <param name="Patch">The product, or null when it cannot be used or there is none.</param>
/// <param name="Errors">What was refused or changed.</param>
internal sealed record ImportItem(int Row, ProductPatch? Patch, IReadOnlyList<ImportRowError> Errors);

/// <summary>A file that is read once, product by product.</summary>
internal interface IImportSource
{
    /// <summary>Why the file could not be read to its end; known after the last item.</summary>
    string? Failure { get; }

    /// <summary>What was understood but has no place; final after the last item.</summary>
    IReadOnlyList<string> Warnings { get; }

    IAsyncEnumerable<ImportItem> ReadAsync(CancellationToken cancellationToken);
}
