namespace SharpCommerce.Products;

/// <summary>Which products, in which order.</summary>
public sealed record ProductQuery
{
    /// <summary>Words to look for.</summary>
    public string? Text { get; init; }

    /// <summary>The id or slug of a category; its descendants count in.</summary>
    public string? Category { get; init; }

    /// <summary>The lowest price, in minor units.</summary>
    public long? MinPrice { get; init; }

    /// <summary>The highest price, in minor units.</summary>
    public long? MaxPrice { get; init; }

    /// <summary>True: only what can be bought now. False: only what cannot.</summary>
    public bool? InStock { get; init; }

    /// <summary>For staff: only this status.</summary>
    public ProductStatus? Status { get; init; }

    /// <summary>The order; by default relevance when there are words, otherwise newest.</summary>
    public ProductSort? Sort { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether to count what the filters could narrow.</summary>
    public bool Facets { get; init; }
}

/// <summary>The orders of a product list.</summary>
public enum ProductSort
{
    /// <summary>Best match first; needs words.</summary>
    Relevance,

    /// <summary>Last published first.</summary>
    Newest,

    /// <summary>Cheapest first.</summary>
    PriceAsc,

    /// <summary>Dearest first.</summary>
    PriceDesc,

    /// <summary>By title.</summary>
    Name,
}

/// <summary>A page of products.</summary>
/// <param name="Items">The products.</param>
/// <param name="NextCursor">Leads to the next page; null on the last.</param>
/// <param name="Facets">What the filters could narrow, when asked for.</param>
public sealed record ProductPage(IReadOnlyList<ProductListing> Items, string? NextCursor, ProductFacets? Facets);

/// <summary>A product in a list.</summary>
/// <param name="Id">The id.</param>
/// <param name="Slug">The name in addresses.</param>
/// <param name="Title">The name.</param>
/// <param name="Thumbnail">The first picture's address.</param>
/// <param name="Price">The lowest price.</param>
/// <param name="CompareAtPrice">The price before a reduction.</param>
/// <param name="InStock">Whether any variant can be bought now.</param>
/// <param name="Status">Whether shoppers see it.</param>
public sealed record ProductListing(Id<Product> Id, string Slug, string Title, string? Thumbnail, Money Price, Money? CompareAtPrice, bool InStock, ProductStatus Status);

/// <summary>What the filters could narrow in the products of a query, all pages together.</summary>
/// <param name="Total">How many products.</param>
/// <param name="InStock">How many of them can be bought now.</param>
/// <param name="MinPrice">The lowest price; null when there is no product.</param>
/// <param name="MaxPrice">The highest price.</param>
/// <param name="Categories">How many lie in each category itself.</param>
public sealed record ProductFacets(int Total, int InStock, Money? MinPrice, Money? MaxPrice, IReadOnlyList<CategoryFacet> Categories);

/// <summary>How many products of a query lie in a category.</summary>
/// <param name="Slug">The category's name in addresses.</param>
/// <param name="Title">Its name.</param>
/// <param name="Count">How many products.</param>
public sealed record CategoryFacet(string Slug, string Title, int Count);

/// <summary>A product as shoppers see it.</summary>
public sealed record ProductDetail(
    Id<Product> Id,
    string Slug,
    string Title,
    string? Description,
    string? Vendor,
    string? ProductType,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ProductOption> Options,
    IReadOnlyList<MediaReference> Media,
    Seo? Seo,
    Money Price,
    Money? CompareAtPrice,
    bool InStock,
    IReadOnlyList<VariantDetail> Variants,
    IReadOnlyList<CategoryReference> Categories);

/// <summary>A variant as shoppers see it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Sku">The article number.</param>
/// <param name="Title">The option values joined.</param>
/// <param name="Options">The value per option name.</param>
/// <param name="Price">The price.</param>
/// <param name="CompareAtPrice">The price before a reduction.</param>
/// <param name="WeightGrams">The shipping weight.</param>
/// <param name="Barcode">GTIN, EAN, UPC or ISBN.</param>
/// <param name="Available">Units that can be bought now; null when stock is not tracked.</param>
public sealed record VariantDetail(
    Id<Variant> Id,
    string? Sku,
    string Title,
    IReadOnlyDictionary<string, string> Options,
    Money Price,
    Money? CompareAtPrice,
    int? WeightGrams,
    string? Barcode,
    int? Available);

/// <summary>A category that a product is in.</summary>
/// <param name="Id">The id.</param>
/// <param name="Slug">The name in addresses.</param>
/// <param name="Title">The name.</param>
public sealed record CategoryReference(Id<Category> Id, string Slug, string Title);
