using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Products.Import;

/// <summary>What the shop has already of that which some products of a file speak of; loaded at once.</summary>
internal sealed class ImportLookup
{
    private readonly Dictionary<string, Product> _products;
    private readonly Dictionary<string, string> _skuOwners;
    private readonly HashSet<Id<Category>> _categories;

    private ImportLookup(Dictionary<string, Product> products, Dictionary<string, string> skuOwners, HashSet<Id<Category>> categories)
    {
        _products = products;
        _skuOwners = skuOwners;
        _categories = categories;
    }

    public static async Task<ImportLookup> LoadAsync(DbSession session, IReadOnlyList<ProductPatch> patches, CancellationToken cancellationToken)
    {
        var slugs = patches.Select(patch => patch.Slug).Distinct().ToList();
        var products = (await ProductManager.Whole(session).Where(product => slugs.Contains(product.Slug)).ToListAsync(cancellationToken)).ToDictionary(product => product.Slug);
        await AddFormerAsync(session, products, [.. slugs.Where(slug => !products.ContainsKey(slug))], cancellationToken);

        var skus = patches.SelectMany(patch => patch.Variants).Select(variant => variant.Sku.Value).Where(sku => sku is not null).Distinct().ToList();
        var owners = skus.Count == 0 ? [] : await session.Set<Variant>().Where(variant => skus.Contains(variant.Sku))
            .Join(session.Set<Product>(), variant => variant.ProductId, product => product.Id, (variant, product) => new { variant.Sku, product.Slug })
            .ToDictionaryAsync(owner => owner.Sku!, owner => owner.Slug, cancellationToken);

        var ids = patches.SelectMany(patch => patch.CategoryIds.Value).Distinct().ToList();
        var categories = ids.Count == 0 ? [] : await session.Set<Category>().Where(category => ids.Contains(category.Id)).Select(category => category.Id).ToHashSetAsync(cancellationToken);
        return new(products, owners, categories);
    }

    /// <summary>The product that the slug leads to, be it a former one.</summary>
    public Product? Find(string slug) => _products.GetValueOrDefault(slug);

    /// <summary>The slug of the product whose variant has the SKU.</summary>
    public string? OwnerOf(string sku) => _skuOwners.GetValueOrDefault(sku);

    public bool Has(Id<Category> category) => _categories.Contains(category);

    private static async Task AddFormerAsync(DbSession session, Dictionary<string, Product> products, List<string> missing, CancellationToken cancellationToken)
    {
        if (missing.Count == 0) return;
        var former = await session.Set<FormerSlug>().Where(slug => missing.Contains(slug.Slug)).AsNoTracking().ToListAsync(cancellationToken);
        if (former.Count == 0) return;
        var ids = former.Select(slug => slug.ProductId).Distinct().ToList();
        var found = (await ProductManager.Whole(session).Where(product => ids.Contains(product.Id)).ToListAsync(cancellationToken)).ToDictionary(product => product.Id);
        foreach (var slug in former) products[slug.Slug] = found[slug.ProductId];
    }
}

/// <summary>Which SKUs the products of a file have taken and left that the database does not know of yet.</summary>
internal sealed class SkuLedger
{
    private readonly Dictionary<string, string?> _owners = new(StringComparer.Ordinal);

    public string? OwnerOf(string sku, ImportLookup lookup) => _owners.TryGetValue(sku, out var owner) ? owner : lookup.OwnerOf(sku);

    public void Move(string slug, ProductInput? current, ProductInput input)
    {
        foreach (var variant in current?.Variants ?? [])
            if (variant.Sku is not null) _owners[variant.Sku] = null;
        foreach (var variant in input.Variants)
            if (variant.Sku is not null) _owners[variant.Sku] = slug;
    }

    /// <summary>The database knows now.</summary>
    public void Forget() => _owners.Clear();
}
