using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inventory;

namespace SharpCommerce.Products;

/// <summary>The catalog: products and their variants, for staff to keep and for shoppers to find.</summary>
public sealed class ProductManager
{
    private readonly TenantDb _db;
    private readonly TimeProvider _clock;
    private readonly Actor _actor;
    private readonly ProductCatalog _catalog;

    internal ProductManager(TenantDb db, TimeProvider clock, Actor actor)
    {
        _db = db;
        _clock = clock;
        _actor = actor;
        _catalog = new(db, clock);
    }

    /// <summary>The products that shoppers see, filtered, sorted and page by page.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public Task<ProductPage> ListAsync(ProductQuery query, CancellationToken cancellationToken = default) => _catalog.ListAsync(query, forStaff: false, cancellationToken);

    /// <summary>All products, drafts and archived ones included.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public Task<ProductPage> ListForStaffAsync(ProductQuery query, CancellationToken cancellationToken = default) => _catalog.ListAsync(query, forStaff: true, cancellationToken);

    /// <summary>A product that shoppers see, by id, slug or former slug; null when there is none.</summary>
    public Task<ProductDetail?> FindAsync(string idOrSlug, CancellationToken cancellationToken = default) => _catalog.FindAsync(idOrSlug, cancellationToken);

    /// <summary>A product with everything that staff may change; null when there is none.</summary>
    public async Task<Product?> FindForStaffAsync(Id<Product> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await LoadAsync(session, id, cancellationToken);
    }

    /// <summary>Creates a product with all its variants.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>duplicate</c>.</exception>
    public async Task<Product> CreateAsync(ProductInput input, CancellationToken cancellationToken = default)
    {
        var writer = Writer();
        writer.Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        var product = await AddAsync(session, writer, input, cancellationToken);
        await SaveAsync(session, cancellationToken);
        return product;
    }

    /// <summary>Replaces what staff say of a product. Variants are matched by id; those that are not named are removed.</summary>
    /// <param name="id">The product.</param>
    /// <param name="input">What it is to be.</param>
    /// <param name="expectedVersion">The version that the caller saw; null writes whatever came in between.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>duplicate</c>, <c>precondition_failed</c>, <c>stock_reserved</c>.</exception>
    public async Task<Product> UpdateAsync(Id<Product> id, ProductInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        var writer = Writer();
        writer.Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        var product = await LoadAsync(session, id, cancellationToken) ?? throw ProductErrors.NotFound();
        if (expectedVersion is { } expected && expected != product.Version)
            throw CommerceErrors.Stale();
        await ReplaceAsync(session, writer, product, input, cancellationToken);
        await SaveAsync(session, cancellationToken);
        return product;
    }

    /// <summary>Removes a product and its variants. Orders keep what they sold.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>precondition_failed</c>, <c>stock_reserved</c>.</exception>
    public async Task DeleteAsync(Id<Product> id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var product = await LoadAsync(session, id, cancellationToken) ?? throw ProductErrors.NotFound();
        if (expectedVersion is { } expected && expected != product.Version)
            throw CommerceErrors.Stale();
        if (product.Variants.Exists(variant => variant.Inventory is { Reserved: > 0 }))
            throw ProductErrors.StockReserved();
        session.Context.Remove(product);
        await SaveAsync(session, cancellationToken);
    }

    internal ProductWriter Writer(string? stockReason = null) => new(_db.Tenant, _clock, _actor.Name, stockReason);

    internal static Task<Product?> LoadAsync(DbSession session, Id<Product> id, CancellationToken cancellationToken) =>
        Whole(session).SingleOrDefaultAsync(product => product.Id == id, cancellationToken);

    internal static IQueryable<Product> Whole(DbSession session) =>
        session.Set<Product>().Include(product => product.Variants.OrderBy(variant => variant.Position)).ThenInclude(variant => variant.Inventory).Include(product => product.Categories).AsSplitQuery();

    internal async Task<Product> AddAsync(DbSession session, ProductWriter writer, ProductInput input, CancellationToken cancellationToken)
    {
        var product = new Product(Id<Product>.New(_clock), _db.Tenant.DefaultCurrency, _clock.Now());
        session.Context.Add(product);
        await CheckCategoriesAsync(session, input, cancellationToken);
        writer.Apply(product, input, input.Slug ?? await FreeSlugAsync(session, input.Title, cancellationToken), session);
        await ForgetFormerSlugAsync(session, product.Slug, cancellationToken);
        return product;
    }

    internal async Task ReplaceAsync(DbSession session, ProductWriter writer, Product product, ProductInput input, CancellationToken cancellationToken)
    {
        var formerSlug = product.Slug;
        await CheckCategoriesAsync(session, input, cancellationToken);
        await ReleaseSkusAsync(session, product, input, cancellationToken);
        var stock = writer.Apply(product, input, input.Slug ?? product.Slug, session);
        product.Version++;
        product.UpdatedAt = _clock.Now();
        if (product.Slug != formerSlug)
        {
            await ForgetFormerSlugAsync(session, product.Slug, cancellationToken);
            await ForgetFormerSlugAsync(session, formerSlug, cancellationToken);
            session.Context.Add(new FormerSlug(formerSlug, product.Id));
        }
        // Stock rows are always locked in key order.
        foreach (var change in stock.OrderBy(change => change.VariantId))
        {
            await SetStockAsync(session, change, cancellationToken);
            await session.Context.Entry(product.Variants.First(variant => variant.Id == change.VariantId).Inventory!).ReloadAsync(cancellationToken);
        }
    }

    internal async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException race)
        {
            throw race.Entries.Any(entry => entry.Entity is InventoryItem) ? ProductErrors.StockReserved() : CommerceErrors.Stale();
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is { } index)
        {
            throw index.EndsWith("sku", StringComparison.Ordinal) ? ProductErrors.DuplicateSku() : ProductErrors.DuplicateSlug();
        }
    }

    /// <summary>Lets variants of a product exchange SKUs: the unique index would refuse one of the updates, whatever their order.</summary>
    private static async Task ReleaseSkusAsync(DbSession session, Product product, ProductInput input, CancellationToken cancellationToken)
    {
        var wanted = input.Variants.Where(variant => variant.Id is not null && variant.Sku is not null).ToLookup(variant => variant.Sku!, variant => variant.Id!.Value, StringComparer.Ordinal);
        var released = product.Variants.Where(variant => variant.Sku is { } sku && wanted[sku].Any(id => id != variant.Id)).ToDictionary(variant => variant.Id);
        if (released.Count == 0)
            return;
        await session.Set<Variant>().Where(variant => released.Keys.Contains(variant.Id)).ExecuteUpdateAsync(update => update.SetProperty(variant => variant.Sku, (string?)null), cancellationToken);
        foreach (var variant in released.Values)
        {
            session.Note<Variant>(variant.Id, new { sku = variant.Sku }, new { sku = (string?)null });
            session.Context.Entry(variant).Property(found => found.Sku).OriginalValue = null;
        }
    }

    /// <summary>Sets a stock only while it is what the caller saw, so that no sale in between is lost.</summary>
    private async Task SetStockAsync(DbSession session, StockChange change, CancellationToken cancellationToken)
    {
        var set = await session.Set<InventoryItem>()
            .Where(item => item.VariantId == change.VariantId && item.OnHand == change.From && item.Reserved <= change.To)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.OnHand, change.To), cancellationToken);
        if (set == 0)
        {
            var same = await session.Set<InventoryItem>().AnyAsync(item => item.VariantId == change.VariantId && item.OnHand == change.From, cancellationToken);
            throw same ? ProductErrors.StockReserved() : CommerceErrors.Stale();
        }
        session.Note<InventoryItem>(change.VariantId, new { onHand = change.From }, new { onHand = change.To });
        session.Context.Add(new StockMovement(Id<StockMovement>.New(_clock), change.VariantId, change.To - change.From, change.Reason, _actor.Name, _clock.Now()));
    }

    private static async Task CheckCategoriesAsync(DbSession session, ProductInput input, CancellationToken cancellationToken)
    {
        if (input.CategoryIds.Count == 0)
            return;
        var found = await session.Set<Category>().Where(category => input.CategoryIds.Contains(category.Id)).Select(category => category.Id).ToListAsync(cancellationToken);
        if (input.CategoryIds.Any(id => !found.Contains(id)))
            throw InputRules.Invalid("categoryIds", "names a category that does not exist.");
    }

    // A slug in use leads to the product that has it now.
    private static async Task ForgetFormerSlugAsync(DbSession session, string slug, CancellationToken cancellationToken)
    {
        if (await session.Set<FormerSlug>().Where(former => former.Slug == slug).ExecuteDeleteAsync(cancellationToken) > 0)
            session.Note<FormerSlug>(slug, new { slug }, null);
    }

    private static async Task<string> FreeSlugAsync(DbSession session, string title, CancellationToken cancellationToken)
    {
        var slug = ProductText.Slug(title);
        if (slug.Length == 0)
            slug = "product";
        // One question however many products have this title.
        var stem = slug[..Math.Min(slug.Length, ProductText.MaxSlugLength - 7)];
        var numbered = stem + "-";
        var taken = await session.Set<Product>().Where(product => product.Slug == slug || product.Slug.StartsWith(numbered)).Select(product => product.Slug).ToHashSetAsync(cancellationToken);
        for (var n = 2; taken.Contains(slug); n++)
            slug = $"{numbered}{n}";
        return slug;
    }
}
