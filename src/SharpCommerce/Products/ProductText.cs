using System.Globalization;
using System.Net;
using System.Text;

namespace SharpCommerce.Products;

/// <summary>The forms of a product's text that lists and search use, and its slugs.</summary>
internal static class ProductText
{
    internal const int MaxSlugLength = 120;
    private const int MaxSortKeyLength = 100;
    private const int MaxSearchTextLength = 8_000;

    internal static string SortKey(string title) => Cap(title.Trim().ToLowerInvariant(), MaxSortKeyLength);

    internal static string Keywords(Product product)
    {
        var words = product.Tags
            .Append(product.Vendor)
            .Append(product.ProductType)
            .Concat(product.Variants.Select(v => v.Sku))
            .Concat(product.Options.SelectMany(o => o.Values))
            .Where(word => !string.IsNullOrWhiteSpace(word))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return Cap(string.Join(' ', words), MaxSearchTextLength);
    }

    /// <summary>Text without markup. For search only: never shown, so that what it misses cannot run.</summary>
    internal static string Plain(string? html)
    {
        if (string.IsNullOrEmpty(html))
            return "";
        var text = new StringBuilder(html.Length);
        var inTag = false;
        foreach (var c in html)
        {
            if (c == '<')
                inTag = true;
            else if (c == '>' && inTag)
            {
                inTag = false;
                text.Append(' ');
            }
            else if (!inTag)
                text.Append(c);
        }
        return Cap(WebUtility.HtmlDecode(text.ToString()).Trim(), MaxSearchTextLength);
    }

    /// <summary>Lower-case ASCII words joined by hyphens; accents are dropped, anything else becomes a hyphen.</summary>
    internal static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in Decompose(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length == MaxSlugLength)
                break;
        }
        return slug.ToString().Trim('-');
    }

    /// <summary>Letters apart from their accents. U+FFFE and U+FFFF, which are no characters, cannot be normalized and are dropped.</summary>
    internal static string Decompose(string text) =>
        text.Replace("\uFFFE", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal).Normalize(NormalizationForm.FormD);

    internal static bool IsSlug(string slug) =>
        slug.Length is > 0 and <= MaxSlugLength
        && slug[0] != '-' && slug[^1] != '-'
        && slug.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static string Cap(string text, int length)
    {
        if (text.Length <= length)
            return text;
        // Never cut a surrogate pair: PostgreSQL refuses the half that is left.
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
