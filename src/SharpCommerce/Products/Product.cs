using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Products;

/// <summary>Something that is sold, in one or more <see cref="Variant"/>s. Stock and price belong to its variants.</summary>
public sealed class Product : ITenantOwned
{
    private Product()
    {
    }

    internal Product(Id<Product> id, string currency, DateTimeOffset now)
    {
        Id = id;
        Currency = currency;
        CreatedAt = now;
        UpdatedAt = now;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Product> Id { get; private set; }

    /// <summary>The name in addresses; unique within the tenant. Former ones keep leading here.</summary>
    public string Slug { get; internal set; } = "";

    /// <summary>The name that shoppers see.</summary>
    public string Title { get; internal set; } = "";

    /// <summary>HTML as the merchant gave it; clients show it as untrusted.</summary>
    public string? Description { get; internal set; }

    /// <summary>Who makes it.</summary>
    public string? Vendor { get; internal set; }

    /// <summary>The merchant's own kind of product, such as "Shirts".</summary>
    public string? ProductType { get; internal set; }

    /// <summary>Whether shoppers see it.</summary>
    public ProductStatus Status { get; internal set; }

    /// <summary>When it became or becomes visible; null while it never was published.</summary>
    public DateTimeOffset? PublishedAt { get; internal set; }

    /// <summary>Free labels.</summary>
    public IReadOnlyList<string> Tags { get; internal set; } = [];

    /// <summary>What shoppers choose between, such as Size; in order.</summary>
    public IReadOnlyList<ProductOption> Options { get; internal set; } = [];

    /// <summary>Pictures, in order.</summary>
    public IReadOnlyList<MediaReference> Media { get; internal set; } = [];

    /// <summary>What search engines are told.</summary>
    public Seo? Seo { get; internal set; }

    /// <summary>The ISO 4217 code of all its prices.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>The lowest variant price in minor units; kept here for lists.</summary>
    public long PriceMin { get; private set; }

    /// <summary>The compare-at price of the cheapest variant, in minor units.</summary>
    public long? CompareAtPrice { get; private set; }

    /// <summary>The first picture's address; kept here for lists.</summary>
    public string? ThumbnailUrl { get; private set; }

    /// <summary>The title in the form by which lists sort.</summary>
    internal string TitleSort { get; private set; } = "";

    /// <summary>Words by which it is found besides its title: tags, vendor, type, SKUs, option values.</summary>
    internal string Keywords { get; private set; } = "";

    /// <summary>The description as plain text, for search.</summary>
    internal string SearchText { get; private set; } = "";

    /// <summary>The variants, in order.</summary>
    public List<Variant> Variants { get; } = [];

    /// <summary>The categories that it is listed in.</summary>
    public List<ProductCategory> Categories { get; } = [];

    /// <summary>Counts changes; what <c>ETag</c> and <c>If-Match</c> compare.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>Brings what is kept for lists and search in line with the product. Called before every save.</summary>
    internal void Refresh()
    {
        var cheapest = Variants.MinBy(v => v.Price);
        PriceMin = cheapest?.Price ?? 0;
        CompareAtPrice = cheapest?.CompareAtPrice;
        ThumbnailUrl = Media.Count > 0 ? Media[0].Url : null;
        TitleSort = ProductText.SortKey(Title);
        Keywords = ProductText.Keywords(this);
        SearchText = ProductText.Plain(Description);
    }
}

/// <summary>Whether shoppers see a product.</summary>
public enum ProductStatus
{
    /// <summary>Only staff see it.</summary>
    Draft,

    /// <summary>Shoppers see it from its publish time on.</summary>
    Published,

    /// <summary>No longer sold; kept for old orders.</summary>
    Archived,
}

/// <summary>Something that shoppers choose, such as Size, with its values in order.</summary>
/// <param name="Name">The name, unique within the product.</param>
/// <param name="Values">The values, each unique within the option.</param>
public sealed record ProductOption(string Name, IReadOnlyList<string> Values);

/// <summary>A picture of a product, by address.</summary>
/// <param name="Url">An absolute http(s) address or a path on this server.</param>
/// <param name="Alt">What it shows, for those who cannot see it.</param>
public sealed record MediaReference(string Url, string? Alt = null);

/// <summary>What search engines are told.</summary>
/// <param name="Title">Replaces the product's title.</param>
/// <param name="Description">The summary.</param>
public sealed record Seo(string? Title = null, string? Description = null);

/// <summary>A slug that a product had once and that still leads to it.</summary>
internal sealed class FormerSlug : ITenantOwned
{
    private FormerSlug()
    {
    }

    internal FormerSlug(string slug, Id<Product> productId)
    {
        Slug = slug;
        ProductId = productId;
    }

    public Id<Tenant> TenantId { get; private set; }

    public string Slug { get; private set; } = "";

    public Id<Product> ProductId { get; internal set; }
}
