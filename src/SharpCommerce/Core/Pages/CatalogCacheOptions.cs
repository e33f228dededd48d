namespace SharpCommerce.Core.Pages;

/// <summary>How answers of the catalog are kept; over HTTP, for callers who are not signed in.</summary>
public sealed class CatalogCacheOptions
{
    /// <summary>The memory for it; 0 keeps nothing.</summary>
    public int Megabytes { get; set; } = 64;

    /// <summary>How old a page may be that is served while the database does not answer.</summary>
    public TimeSpan StaleFor { get; set; } = TimeSpan.FromMinutes(10);
}
