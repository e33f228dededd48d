using System.Globalization;
using System.Text.RegularExpressions;

namespace SharpCommerce.Products.Import;

/// <summary>What a product is to be once a file's word is taken: what the file does not tell stays as it is.</summary>
internal static partial class ProductMerge
{
    /// <summary>The input that says so, with the row of each variant; null when the product cannot be taken over, with the reason in <paramref name="errors"/>.</summary>
    public static (ProductInput Input, IReadOnlyList<int> Rows)? Run(ProductPatch patch, Product? product, ProductInput? current, List<ImportRowError> errors)
    {
        var isNew = current is null;
        var title = Text(patch.Title, current?.Title, isNew);
        if (title is null) errors.Add(new(patch.Row, patch.Fields.Title, "The product needs a title."));
        var reserved = (product?.Variants ?? []).Where(variant => variant.Inventory is not null).ToDictionary(variant => variant.Id, variant => variant.Inventory!.Reserved);
        if (new VariantMerge(patch, current, reserved, errors).Run() is not var (options, variants, rows) || title is null) return null;
        if (variants.Count == 0)
        {
            if (errors.Count == 0) errors.Add(new(patch.Row, "", "A new product needs at least one variant with a price."));
            return null;
        }
        var seo = new Seo(Text(patch.SeoTitle, current?.Seo?.Title, isNew), Text(patch.SeoDescription, current?.Seo?.Description, isNew));
        return (new()
        {
            Title = title,
            Slug = current?.Slug ?? patch.Slug,
            Description = Text(patch.Description, current?.Description, isNew),
            Vendor = Text(patch.Vendor, current?.Vendor, isNew),
            ProductType = Text(patch.ProductType, current?.ProductType, isNew),
            Status = patch.Status.Is || isNew ? patch.Status.Value : current!.Status,
            PublishedAt = patch.PublishedAt is { Is: true, Value: { } at } ? Micro(at) : current?.PublishedAt,
            CategoryIds = patch.CategoryIds.Is && !patch.CategoryIds.Value.ToHashSet().SetEquals(current?.CategoryIds ?? []) ? patch.CategoryIds.Value : current?.CategoryIds ?? [],
            Tags = Tags(patch.Tags, current?.Tags ?? []),
            Options = options,
            Variants = variants,
            Media = Media(patch, current?.Media ?? []),
            Seo = seo is { Title: null, Description: null } ? null : seo,
        }, rows);
    }

    /// <summary>The text that is told. One that differs only in what files cannot say, spaces around or emptiness, stays as it is.</summary>
    public static string? Text(Told<string?> told, string? known, bool isNew)
    {
        if (!told.Is && !isNew) return known;
        return !isNew && Bare(told.Value) == Bare(known) ? known : told.Value;
    }

    /// <summary>Names an error's field as the file does.</summary>
    public static ImportRowError Error(ProductPatch patch, IReadOnlyList<int> rows, string field, string message)
    {
        var row = VariantIndex().Match(field) is { Success: true } match && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var index && index < rows.Count ? rows[index] : patch.Row;
        var name = field[(field.LastIndexOf('.') + 1)..] switch
        {
            "sku" => patch.Fields.Sku,
            "price" => patch.Fields.Price,
            "stock" => patch.Fields.Stock,
            "slug" => patch.Fields.Slug,
            "title" when !field.Contains('.', StringComparison.Ordinal) => patch.Fields.Title,
            _ => field,
        };
        return new(row, name, $"{(name == field ? "The value" : name)} {message}");
    }

    private static IReadOnlyList<string> Tags(Told<IReadOnlyList<string>> told, IReadOnlyList<string> known)
    {
        var same = known.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).SequenceEqual(told.Value);
        return told.Is && !same ? told.Value : known;
    }

    private static IReadOnlyList<MediaReference> Media(ProductPatch patch, IReadOnlyList<MediaReference> known)
    {
        if (!patch.Media.Is || patch.Media.Value.SequenceEqual(known)) return known;
        var byUrl = known.DistinctBy(media => media.Url).ToDictionary(media => media.Url);
        var told = patch.Media.Value.Select(media => byUrl.TryGetValue(media.Url, out var found) && (!patch.TellsAlt || Bare(found.Alt) == Bare(media.Alt)) ? found : media).ToList();
        return told.SequenceEqual(byUrl.Values) ? known : told;
    }

    private static string? Bare(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>As both engines keep times, so that what was exported is the same again.</summary>
    private static DateTimeOffset Micro(DateTimeOffset time) => time.ToUniversalTime().AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));

    [GeneratedRegex(@"^variants\[(\d+)\]")]
    private static partial Regex VariantIndex();
}
