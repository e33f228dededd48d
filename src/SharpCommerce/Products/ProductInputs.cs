using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Products;

/// <summary>What staff say of a product, whole: on update, variants that are not named are removed.</summary>
public sealed record ProductInput
{
    /// <summary>The name that shoppers see.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Title { get; init; }

    /// <summary>The name in addresses; made from the title when missing.</summary>
    [StringLength(ProductText.MaxSlugLength)]
    public string? Slug { get; init; }

    /// <summary>HTML.</summary>
    [StringLength(InputRules.MaxLongText)]
    public string? Description { get; init; }

    /// <summary>Who makes it.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Vendor { get; init; }

    /// <summary>The merchant's own kind of product.</summary>
    [StringLength(InputRules.MaxText)]
    public string? ProductType { get; init; }

    /// <summary>Whether shoppers see it.</summary>
    public ProductStatus Status { get; init; }

    /// <summary>When it becomes visible; now, when it is published without a time.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The categories that it is listed in.</summary>
    [MaxLength(50)]
    public IReadOnlyList<Id<Category>> CategoryIds { get; init; } = [];

    /// <summary>Free labels.</summary>
    [MaxLength(250)]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What shoppers choose between; at most three, as in the formats that shops exchange.</summary>
    [MaxLength(3)]
    public IReadOnlyList<ProductOption> Options { get; init; } = [];

    /// <summary>Its buyable forms, at least one.</summary>
    [Required, MinLength(1), MaxLength(2_048)]
    public required IReadOnlyList<VariantInput> Variants { get; init; }

    /// <summary>Pictures, in order.</summary>
    [MaxLength(250)]
    public IReadOnlyList<MediaReference> Media { get; init; } = [];

    /// <summary>What search engines are told.</summary>
    public Seo? Seo { get; init; }
}

/// <summary>What staff say of a variant.</summary>
public sealed record VariantInput
{
    /// <summary>The variant that is meant, on update; null makes a new one.</summary>
    public Id<Variant>? Id { get; init; }

    /// <summary>The merchant's own article number, unique within the tenant.</summary>
    [StringLength(255, MinimumLength = 1)]
    public string? Sku { get; init; }

    /// <summary>Made from the option values when missing.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Title { get; init; }

    /// <summary>The value per option name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The price, in the tenant's currency.</summary>
    public required Money Price { get; init; }

    /// <summary>The price before a reduction, in the tenant's currency.</summary>
    public Money? CompareAtPrice { get; init; }

    /// <summary>GTIN, EAN, UPC or ISBN.</summary>
    [StringLength(255)]
    public string? Barcode { get; init; }

    /// <summary>The shipping weight in grams.</summary>
    [Range(0, 100_000_000)]
    public int? WeightGrams { get; init; }

    /// <summary>Whether tax is charged on it.</summary>
    public bool Taxable { get; init; } = true;

    /// <summary>Whether it has to be sent.</summary>
    public bool RequiresShipping { get; init; } = true;

    /// <summary>Units in the warehouse. On creation null means that stock is not tracked; on update null leaves the stock alone.</summary>
    [Range(0, 1_000_000_000)]
    public int? Stock { get; init; }

    /// <summary>On update: false stops tracking stock, true starts it. Null leaves it as it is.</summary>
    public bool? TrackStock { get; init; }
}

/// <summary>What staff say of a category.</summary>
public sealed record CategoryInput
{
    /// <summary>The name that shoppers see.</summary>
    [Required, StringLength(InputRules.MaxText)]
    public required string Title { get; init; }

    /// <summary>The name in addresses; made from the title when missing.</summary>
    [StringLength(ProductText.MaxSlugLength)]
    public string? Slug { get; init; }

    /// <summary>HTML.</summary>
    [StringLength(InputRules.MaxLongText)]
    public string? Description { get; init; }

    /// <summary>The parent; null at the root.</summary>
    public Id<Category>? ParentId { get; init; }

    /// <summary>Its place among its siblings.</summary>
    public int Position { get; init; }
}
