using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace SharpCommerce.Products.Import;

/// <summary>Reads an array of <see cref="ProductJson"/> one after the other. A malformed product fails alone; only broken JSON costs the rest.</summary>
internal sealed class JsonImportSource(Stream content) : IImportSource
{
    private static readonly PatchFields Fields = new("slug", "title", "options", "variants.sku", "variants.price", "variants.stock");

    public string? Failure { get; private set; }

    public IReadOnlyList<string> Warnings => [];

    public async IAsyncEnumerable<ImportItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(content, ProductJson.Format, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var row = 1; await NextAsync(elements, row); row++)
            yield return Item(elements.Current, row);
        if (Failure is not null) yield return new(0, null, [new(0, "", Failure)]);
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<JsonElement> elements, int row)
    {
        try
        {
            return await elements.MoveNextAsync();
        }
        catch (JsonException broken)
        {
            Failure = string.Create(CultureInfo.InvariantCulture,
                $"The file is not a JSON array of products, or is broken in line {broken.LineNumber + 1}. Nothing from item {row} on was read.");
            return false;
        }
    }

    private static ImportItem Item(JsonElement element, int row)
    {
        try
        {
            if (element.ValueKind != JsonValueKind.Object) return Refused(row, "", "Each item of the array must be a product.");
            var product = element.Deserialize<ProductJson>(ProductJson.Format)!;
            if (Null(product) is { } member) return Refused(row, member, "A list must not contain null.");
            var handle = (product.Slug ?? product.Handle)?.Trim();
            return string.IsNullOrEmpty(handle)
                ? Refused(row, "slug", "The product needs a slug: by it the next import finds it again.")
                : new(row, Patch(product, element, handle, row), []);
        }
        catch (JsonException wrong)
        {
            return Refused(row, wrong.Path is { Length: > 2 } path ? path[2..] : "", "A member is unknown, missing or there twice, or its value is not of the right kind.");
        }
    }

    private static ImportItem Refused(int row, string field, string message) => new(row, null, [new(row, field, message)]);

    private static string? Null(ProductJson product) => product switch
    {
        { Tags: { } tags } when tags.Contains(null!) => "tags",
        { Media: { } media } when media.Contains(null!) => "media",
        { Options: { } options } when options.Any(option => option is null || option.Values.Contains(null!)) => "options",
        { Variants: { } variants } when variants.Any(variant => variant is null || variant.Options?.Values.Contains(null!) == true) => "variants",
        _ => null,
    };

    private static ProductPatch Patch(ProductJson product, JsonElement element, string handle, int row)
    {
        return new()
        {
            Row = row,
            Slug = ImportSlug.Of(handle),
            Title = Told("title", product.Title),
            Description = Told("description", product.Description),
            Vendor = Told("vendor", product.Vendor),
            ProductType = Told("productType", product.ProductType),
            Status = new(product.Status is not null, product.Status ?? ProductStatus.Draft),
            PublishedAt = Told("publishedAt", product.PublishedAt),
            CategoryIds = Told("categoryIds", product.CategoryIds ?? []),
            Tags = Told("tags", product.Tags ?? []),
            Media = Told("media", product.Media ?? []),
            SeoTitle = Told("seo", product.Seo?.Title),
            SeoDescription = Told("seo", product.Seo?.Description),
            Options = Told("options", product.Options ?? []),
            DeclaresValues = element.TryGetProperty("options", out _),
            Variants = [.. (product.Variants ?? []).Select((variant, index) => Patch(variant, element.GetProperty("variants")[index], row))],
            Fields = Fields,
        };

        Told<T> Told<T>(string member, T value) => new(element.TryGetProperty(member, out _), value);
    }

    private static VariantPatch Patch(VariantJson variant, JsonElement element, int row)
    {
        return new()
        {
            Row = row,
            Options = variant.Options ?? new Dictionary<string, string>(),
            Title = Told("title", variant.Title),
            Sku = Told("sku", variant.Sku),
            Barcode = Told("barcode", variant.Barcode),
            Price = new(variant.Price is not null, variant.Price),
            CompareAtPrice = Told("compareAtPrice", variant.CompareAtPrice),
            WeightGrams = Told("weightGrams", variant.WeightGrams),
            Taxable = new(variant.Taxable is not null, variant.Taxable ?? true),
            RequiresShipping = new(variant.RequiresShipping is not null, variant.RequiresShipping ?? true),
            TrackStock = variant.TrackStock,
            Stock = variant.Stock,
        };

        Told<T> Told<T>(string member, T value) => new(element.TryGetProperty(member, out _), value);
    }
}
