using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Products;

/// <summary>A place in the tenant's category tree. A product may be in several; a list of a category includes its descendants.</summary>
public sealed class Category : ITenantOwned
{
    private Category()
    {
    }

    internal Category(Id<Category> id, DateTimeOffset now)
    {
        Id = id;
        CreatedAt = now;
        UpdatedAt = now;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Category> Id { get; private set; }

    /// <summary>The parent; null at the root.</summary>
    public Id<Category>? ParentId { get; internal set; }

    /// <summary>The name in addresses; unique within the tenant.</summary>
    public string Slug { get; internal set; } = "";

    /// <summary>The name that shoppers see.</summary>
    public string Title { get; internal set; } = "";

    /// <summary>HTML as the merchant gave it.</summary>
    public string? Description { get; internal set; }

    /// <summary>Its place among its siblings.</summary>
    public int Position { get; internal set; }

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }
}

/// <summary>A product's place in a category.</summary>
public sealed class ProductCategory : ITenantOwned
{
    private ProductCategory()
    {
    }

    internal ProductCategory(Id<Category> categoryId) => CategoryId = categoryId;

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The category.</summary>
    public Id<Category> CategoryId { get; private set; }

    /// <summary>The product.</summary>
    public Id<Product> ProductId { get; private set; }
}
