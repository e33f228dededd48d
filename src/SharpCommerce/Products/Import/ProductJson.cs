using System.Text.Json;
using System.Text.Json.Serialization;

namespace SharpCommerce.Products.Import;

/// <summary>A product in a JSON file: as the API takes it, without the ids of this shop's products and variants. A member that is missing keeps the value, null clears it.</summary>
internal sealed record ProductJson
{
    /// <summary>Times, money and names as in the API, and as strict.</summary>
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    public string? Slug { get; init; }

    /// <summary>Another name for the slug.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Handle { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Vendor { get; init; }

    public string? ProductType { get; init; }

    public ProductStatus? Status { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public IReadOnlyList<Id<Category>>? CategoryIds { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<ProductOption>? Options { get; init; }

    public IReadOnlyList<VariantJson>? Variants { get; init; }

    public IReadOnlyList<MediaReference>? Media { get; init; }

    public Seo? Seo { get; init; }

    public static ProductJson Of(Product product)
    {
        var currency = Currency.Parse(product.Currency);
        return new()
        {
            Slug = product.Slug,
            Title = product.Title,
            Description = product.Description,
            Vendor = product.Vendor,
            ProductType = product.ProductType,
            Status = product.Status,
            PublishedAt = product.PublishedAt,
            CategoryIds = [.. product.Categories.Select(place => place.CategoryId).Order()],
            Tags = product.Tags,
            Options = product.Options,
            Variants = [.. product.Variants.Select(variant => VariantJson.Of(variant, currency))],
            Media = product.Media,
            Seo = product.Seo,
        };
    }
}

/// <summary>A variant in a JSON file.</summary>
internal sealed record VariantJson
{
    public string? Sku { get; init; }

    public string? Title { get; init; }

    public IReadOnlyDictionary<string, string>? Options { get; init; }

    public Money? Price { get; init; }

    public Money? CompareAtPrice { get; init; }

    public string? Barcode { get; init; }

    public int? WeightGrams { get; init; }

    public bool? Taxable { get; init; }

    public bool? RequiresShipping { get; init; }

    public bool? TrackStock { get; init; }

    public int? Stock { get; init; }

    public static VariantJson Of(Variant variant, Currency currency) => new()
    {
        Sku = variant.Sku,
        Title = variant.Title,
        Options = variant.Options,
        Price = new(variant.Price, currency),
        CompareAtPrice = variant.CompareAtPrice is { } amount ? new(amount, currency) : null,
        Barcode = variant.Barcode,
        WeightGrams = variant.WeightGrams,
        Taxable = variant.Taxable,
        RequiresShipping = variant.RequiresShipping,
        TrackStock = variant.Inventory is not null,
        Stock = variant.Inventory?.OnHand,
    };
}
