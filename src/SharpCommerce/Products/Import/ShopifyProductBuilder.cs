using System.Globalization;

namespace SharpCommerce.Products.Import;

/// <summary>Collects the rows of one product. What it holds is bounded, whatever the file: so many variants, images, tags and errors, and no more.</summary>
internal sealed class ShopifyProductBuilder(int row, string handle, ShopifyVariantReader variantReader)
{
    private readonly List<ImportRowError> _errors = [];
    private readonly List<ImportedVariant> _variants = [];
    private readonly HashSet<string> _optionValues = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ImportedImage> _images = [];
    private readonly HashSet<string> _imageUrls = new(StringComparer.Ordinal);
    private ImportedProduct? _product;
    private bool _hasVariant;
    private int _errorsLeftOut;

    public bool IsFor(string other) => handle.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells an error without using the row. Before the first used row it means that the product is skipped.</summary>
    public void AddError(int line, string field, string message)
    {
        _errors.Add(new(line, field, message));
        CapErrors();
    }

    /// <summary>Tells an error and skips the product.</summary>
    public void Reject(int line, string field, string message)
    {
        AddError(line, field, message);
        _product = null;
    }

    /// <summary>Takes the product's own values, and its first variant and image.</summary>
    public void AddFirst(ShopifyHeader header, string[] cells, int line)
    {
        var first = new ShopifyRow(header, cells, line, _errors);
        var product = new ImportedProduct
        {
            Row = line,
            Handle = handle,
            Title = Title(first),
            BodyHtml = first.RawOrNull(ShopifyColumn.BodyHtml),
            Vendor = first.TextOrNull(ShopifyColumn.Vendor),
            ProductType = first.TextOrNull(ShopifyColumn.Type),
            Category = first.TextOrNull(ShopifyColumn.Category),
            OptionNames = OptionNames(first),
            SeoTitle = first.TextOrNull(ShopifyColumn.SeoTitle),
            SeoDescription = first.TextOrNull(ShopifyColumn.SeoDescription),
        };
        var (status, note) = Status(first);
        if (_errors.Count > 0) return;
        if (note is not null) first.AddError(ShopifyColumn.Status, note);
        _product = product with { Tags = Tags(first), Status = status };
        if (header.HasVariants) AddVariant(first);
        AddImage(first);
        CapErrors();
    }

    /// <summary>Takes a further variant, a further image or both.</summary>
    public void Add(ShopifyHeader header, string[] cells, int line)
    {
        if (_product is null) return;
        var row = new ShopifyRow(header, cells, line, _errors);
        if (row.IsVariant) AddVariant(row);
        else if (row.IsBlank(ShopifyColumn.ImageUrl)) row.AddError("The row has neither a variant (options, SKU, barcode or price) nor an image.");
        AddImage(row);
        CapErrors();
    }

    public ImportEntry Build()
    {
        if (_errorsLeftOut > 0) _errors.Add(new(row, "", $"{_errorsLeftOut.ToString("N0", CultureInfo.InvariantCulture)} further errors of this product are not listed."));
        var images = _images.OrderBy(image => image.Position).Select((image, index) => image with { Position = index + 1 });
        return new(row, handle, _product is null ? null : _product with { Variants = _variants, Images = [.. images] }, _errors);
    }

    private static string Title(ShopifyRow first)
    {
        var title = first.Text(ShopifyColumn.Title);
        if (title.Length == 0)
            first.AddError(ShopifyColumn.Title, "The product has no title in its first row. All rows of a product must follow one another.");
        return title;
    }

    /// <summary>Active but not published is a draft: a shop must not show by import what it does not show today.</summary>
    private static (ImportedStatus Status, string? Note) Status(ShopifyRow first)
    {
        var published = first.Flag(ShopifyColumn.Published, fallback: true);
        switch (first.Text(ShopifyColumn.Status).ToUpperInvariant())
        {
            case "" or "ACTIVE":
                return (published ? ImportedStatus.Published : ImportedStatus.Draft, null);
            case "DRAFT":
                return (ImportedStatus.Draft, null);
            case "ARCHIVED":
                return (ImportedStatus.Archived, null);
            case "UNLISTED":
                return (ImportedStatus.Draft, "Products on sale that no list shows are not supported; the product is imported as a draft.");
            default:
                first.AddError(ShopifyColumn.Status, "Write active, draft or archived.");
                return default;
        }
    }

    private static string[] OptionNames(ShopifyRow first)
    {
        var names = new List<string>(ShopifyColumns.Options);
        for (var i = 0; i < ShopifyColumns.Options; i++)
        {
            var column = ShopifyColumns.OptionName(i);
            if (first.IsBlank(column)) continue;
            if (names.Count < i) first.AddError(column, "The option before this one has no name.");
            var name = first.ShortTextOrNull(column, 255) ?? "";
            if (names.Contains(name, StringComparer.OrdinalIgnoreCase)) first.AddError(column, $"The product has the option \"{name}\" twice.");
            names.Add(name);
        }

        // "Title" with "Default Title" is how the format writes a product without options.
        var value = first.Text(ShopifyColumn.Option1Value);
        var isDefault = value.Length == 0 || value.Equals("Default Title", StringComparison.OrdinalIgnoreCase);
        if (names.Count == 0 && !isDefault) first.AddError(ShopifyColumn.Option1Value, "The product's first row has a value but no name for this option.");
        return isDefault && names is [var only] && only.Equals("Title", StringComparison.OrdinalIgnoreCase) ? [] : [.. names];
    }

    private static List<string> Tags(ShopifyRow first)
    {
        var tags = new List<string>();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var list = first.Text(ShopifyColumn.Tags);
        foreach (var range in list.AsSpan().Split(','))
        {
            var tag = list[range].Trim();
            if (tag.Length == 0 || known.Contains(tag)) continue;
            if (tags.Count == ShopifyCsvReader.MaxTags)
            {
                first.AddError(ShopifyColumn.Tags, "The product has more than 250 tags; the rest was left out.");
                break;
            }

            known.Add(tag);
            tags.Add(tag);
        }

        return tags;
    }

    private void AddVariant(ShopifyRow row)
    {
        var options = _product!.OptionNames.Count;
        if (_hasVariant && options == 0)
        {
            row.AddError("The product has no options, so it can have only one variant.");
            return;
        }

        _hasVariant = true;
        if (variantReader.Read(row, options, _errors) is not { } variant) return;
        if (_variants.Count == ShopifyCsvReader.MaxVariants)
            row.AddError("The product has more than 2,048 variants; this one was left out.");
        else if (_optionValues.Add(string.Join('\u001F', variant.OptionValues)))
            _variants.Add(variant);
        else
            row.AddError("The product already has a variant with these options.");
    }

    private void AddImage(ShopifyRow row)
    {
        if (row.UrlOrNull(ShopifyColumn.ImageUrl) is not { } url || _imageUrls.Contains(url)) return;
        if (_images.Count == ShopifyCsvReader.MaxImages)
        {
            row.AddError(ShopifyColumn.ImageUrl, "The product has more than 250 images; this one was left out.");
            return;
        }

        var position = int.MaxValue;
        if (row.TextOrNull(ShopifyColumn.ImagePosition) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out position) || position == 0))
        {
            row.AddError(ShopifyColumn.ImagePosition, "Write the position as a whole number from 1 up; the image was put last.");
            position = int.MaxValue;
        }

        _imageUrls.Add(url);
        _images.Add(new(url, position, row.ShortTextOrNull(ShopifyColumn.ImageAlt, 1_000)));
    }

    private void CapErrors()
    {
        var tooMany = _errors.Count - ShopifyCsvReader.MaxErrorsOfProduct;
        if (tooMany <= 0) return;
        _errorsLeftOut += tooMany;
        _errors.RemoveRange(ShopifyCsvReader.MaxErrorsOfProduct, tooMany);
    }
}
