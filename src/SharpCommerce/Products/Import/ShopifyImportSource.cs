using System.Globalization;
using System.Runtime.CompilerServices;

namespace SharpCommerce.Products.Import;

/// <summary>Reads a Shopify product file as patches, and counts the values that have no place here yet.</summary>
internal sealed class ShopifyImportSource(Stream content, Currency currency) : IImportSource
{
    private readonly ShopifyCsvReader _reader = new(content, currency.Digits);
    private readonly SortedDictionary<ShopifyColumn, int> _homeless = [];
    private PatchFields? _fields;

    public string? Failure { get; private set; }

    public IReadOnlyList<string> Warnings =>
    [
        .. _reader.IgnoredColumns.Select(column => ShopifyColumns.Find(column.Column) == ShopifyColumn.InventoryQuantity
            ? $"Column '{column.Column}' has quantities of variants without an inventory tracker; their stock is not tracked ({Rows(column.Rows)})."
            : NoHome(column.Column, column.Rows)),
        .. _homeless.Select(column => NoHome(_reader.Name(column.Key), column.Value)),
    ];

    public async IAsyncEnumerable<ImportItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (var entry in _reader.ReadAsync(cancellationToken))
        {
            last = entry.Errors.Count > 0 ? entry.Errors[^1].Message : null;
            yield return new(entry.Row, entry.Product is { } product ? Patch(product) : null, entry.Errors);
        }
        if (!_reader.Complete) Failure = last ?? "The file could not be read to its end.";
    }

    private static string NoHome(string column, int rows) => $"Column '{column}' has no home yet and was not taken over ({Rows(rows)}).";

    private static string Rows(int rows) => rows == 1 ? "1 row" : $"{rows.ToString("N0", CultureInfo.InvariantCulture)} rows";

    private ProductPatch Patch(ImportedProduct product)
    {
        _fields ??= new(
            _reader.Name(ShopifyColumn.Handle), _reader.Name(ShopifyColumn.Title), _reader.Name(ShopifyColumn.Option1Value),
            _reader.Name(ShopifyColumn.Sku), _reader.Name(ShopifyColumn.Price), _reader.Name(ShopifyColumn.InventoryQuantity));
        if (product.Category is not null) CountHomeless(ShopifyColumn.Category);
        return new()
        {
            Row = product.Row,
            Slug = ImportSlug.Of(product.Handle),
            Title = Told<string?>(ShopifyColumn.Title, product.Title),
            Description = Told(ShopifyColumn.BodyHtml, product.BodyHtml),
            Vendor = Told(ShopifyColumn.Vendor, product.Vendor),
            ProductType = Told(ShopifyColumn.Type, product.ProductType),
            Status = new(_reader.Has(ShopifyColumn.Status) || _reader.Has(ShopifyColumn.Published), Status(product.Status)),
            Tags = Told(ShopifyColumn.Tags, product.Tags),
            Media = Told<IReadOnlyList<MediaReference>>(ShopifyColumn.ImageUrl, [.. product.Images.Select(image => new MediaReference(image.Url, image.Alt))]),
            TellsAlt = _reader.Has(ShopifyColumn.ImageAlt),
            SeoTitle = Told(ShopifyColumn.SeoTitle, product.SeoTitle),
            SeoDescription = Told(ShopifyColumn.SeoDescription, product.SeoDescription),
            Options = Told<IReadOnlyList<ProductOption>>(ShopifyColumn.Option1Name, [.. product.OptionNames.Select((name, index) => new ProductOption(name, Values(product, index)))]),
            Variants = [.. product.Variants.Select(variant => Patch(variant, product.OptionNames))],
            Fields = _fields,
        };
    }

    private VariantPatch Patch(ImportedVariant variant, IReadOnlyList<string> options)
    {
        if (variant.ImageUrl is not null) CountHomeless(ShopifyColumn.VariantImageUrl);
        if (variant.WeightUnit is not (null or "g")) CountHomeless(ShopifyColumn.WeightUnit);
        return new()
        {
            Row = variant.Row,
            Options = options.Zip(variant.OptionValues).ToDictionary(pair => pair.First, pair => pair.Second),
            Sku = Told(ShopifyColumn.Sku, variant.Sku),
            Barcode = Told(ShopifyColumn.Barcode, variant.Barcode),
            Price = Told(ShopifyColumn.Price, Amount(variant.Price)),
            CompareAtPrice = Told(ShopifyColumn.CompareAtPrice, Amount(variant.CompareAtPrice)),
            WeightGrams = new(_reader.Has(ShopifyColumn.Grams) || _reader.Has(ShopifyColumn.Weight), variant.WeightGrams),
            Taxable = Told(ShopifyColumn.Taxable, variant.Taxable),
            RequiresShipping = Told(ShopifyColumn.RequiresShipping, variant.RequiresShipping),
            // Only a blank tracker says that stock does not limit sales; a blank quantity alone says nothing.
            TrackStock = variant.StockTracked ? true : _reader.Has(ShopifyColumn.InventoryTracker) ? false : null,
            Stock = variant.Stock,
        };
    }

    private Told<T> Told<T>(ShopifyColumn column, T value) => new(_reader.Has(column), value);

    private Money? Amount(long? minorUnits) => minorUnits is { } amount ? new(amount, currency) : null;

    private static List<string> Values(ImportedProduct product, int option) =>
        [.. product.Variants.Select(variant => variant.OptionValues[option]).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static ProductStatus Status(ImportedStatus status) => status switch
    {
        ImportedStatus.Published => ProductStatus.Published,
        ImportedStatus.Archived => ProductStatus.Archived,
        _ => ProductStatus.Draft,
    };

    private void CountHomeless(ShopifyColumn column) => _homeless[column] = _homeless.GetValueOrDefault(column) + 1;
}
