using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products;

/// <summary>What somebody may mean who is still typing: categories and products by their titles.</summary>
public sealed class SearchSuggestions
{
    private const int Most = 8;

    private static readonly SqlStatement Categories = new(
        """
        SELECT c.title, c.slug FROM categories c WHERE c.tenant_id = $1 AND (lower(c.title) LIKE $2 ESCAPE '\' OR lower(c.title) LIKE $3 ESCAPE '\')
        ORDER BY c.position, c.title, c.id LIMIT 3
        """);

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal SearchSuggestions(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>Up to eight, categories first; none while nothing is typed.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<IReadOnlyList<SearchSuggestion>> FindAsync(string? text, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var plan = await ListPlan.MakeAsync(_db, new() { Text = text, Limit = Most }, forStaff: false, _clock, cancellationToken);
        var start = text.Trim().ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return await _db.QueryAsync<IReadOnlyList<SearchSuggestion>>(
            [Categories.With($"{start}%", $"% {start}%"), plan.Page()],
            async (rows, token) =>
            {
                var found = new List<SearchSuggestion>();
                while (await rows.ReadAsync(token))
                    found.Add(new(SuggestionKind.Category, rows.String(0), rows.String(1), null));
                await rows.NextResultAsync(token);
                while (found.Count < Most && await rows.ReadAsync(token))
                    found.Add(new(SuggestionKind.Product, rows.String(2), rows.String(1), rows.StringOrNull(3)));
                return found;
            },
            cancellationToken);
    }
}

/// <summary>Something that may be meant.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">What shoppers read.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Thumbnail">A product's first picture.</param>
public sealed record SearchSuggestion(SuggestionKind Kind, string Title, string Slug, string? Thumbnail);

/// <summary>What a suggestion leads to.</summary>
public enum SuggestionKind
{
    /// <summary>A category.</summary>
    Category,

    /// <summary>A product.</summary>
    Product,
}
