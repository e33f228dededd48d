using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SharpCommerce.Core;

/// <summary>
/// Where a page ended: the sort key and id of its last row. Opaque to clients, bound to the sort that made it, and harmless in
/// another tenant's hands because every query is filtered by tenant anyway.
/// </summary>
internal readonly record struct Cursor(string Sort, string Key, Guid Id)
{
    private const char Separator = '\n';
    private const int MaxLength = 2_000;

    internal long Number => long.Parse(Key, CultureInfo.InvariantCulture);

    internal static string Encode(string sort, object key, Guid id) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{sort}{Separator}{id:N}{Separator}{key}")));

    /// <summary>Reads a cursor made for the same sort; throws <c>validation_failed</c> otherwise.</summary>
    internal static Cursor? Decode(string? text, string sort, bool numeric)
    {
        if (text is null)
            return null;
        if (text.Length <= MaxLength && Base64Url.IsValid(text))
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator, 3);
            if (parts.Length == 3 && parts[0] == sort && Guid.TryParseExact(parts[1], "N", out var id)
                && !parts[2].Contains('\0', StringComparison.Ordinal)
                && (!numeric || long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            {
                return new(sort, parts[2], id);
            }
        }
        throw Invalid();
    }

    internal static CommerceException Invalid() => InputRules.Invalid("cursor", "is not a cursor of this list and sort order; start from the first page.");
}
