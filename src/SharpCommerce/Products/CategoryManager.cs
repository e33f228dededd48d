using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Products;

/// <summary>The tenant's category tree.</summary>
public sealed class CategoryManager
{
    private const int MaxDepth = 10;
    private const int MaxCategories = 5_000;

    private readonly TenantDb _db;
    private readonly TimeProvider _clock;

    internal CategoryManager(TenantDb db, TimeProvider clock)
    {
        _db = db;
        _clock = clock;
    }

    /// <summary>All categories, by position and title; the tree follows from <see cref="Category.ParentId"/>.</summary>
    public async Task<IReadOnlyList<Category>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<Category>().AsNoTracking().OrderBy(category => category.Position).ThenBy(category => category.Title).ThenBy(category => category.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The category with the given id, or null.</summary>
    public async Task<Category?> FindAsync(Id<Category> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<Category>().AsNoTracking().SingleOrDefaultAsync(category => category.Id == id, cancellationToken);
    }

    /// <summary>Creates a category.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>duplicate</c>.</exception>
    public async Task<Category> CreateAsync(CategoryInput input, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        if (await session.Set<Category>().CountAsync(cancellationToken) >= MaxCategories)
            throw InputRules.Invalid("title", $"cannot be added: a tenant has at most {MaxCategories} categories.");
        var category = new Category(Id<Category>.New(_clock), _clock.Now());
        session.Context.Add(category);
        await ApplyAsync(session, category, input, cancellationToken);
        await SaveAsync(session, cancellationToken);
        return category;
    }

    /// <summary>Replaces what staff say of a category.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>duplicate</c>, <c>precondition_failed</c>.</exception>
    public async Task<Category> UpdateAsync(Id<Category> id, CategoryInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        var category = await LoadAsync(session, id, expectedVersion, cancellationToken);
        await ApplyAsync(session, category, input, cancellationToken);
        category.Version++;
        category.UpdatedAt = _clock.Now();
        await SaveAsync(session, cancellationToken);
        return category;
    }

    /// <summary>Removes a category without children. Its products stay.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>precondition_failed</c>, <c>in_use</c>.</exception>
    public async Task DeleteAsync(Id<Category> id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var category = await LoadAsync(session, id, expectedVersion, cancellationToken);
        if (await session.Set<Category>().AnyAsync(child => child.ParentId == id, cancellationToken))
            throw CommerceErrors.InUse("This category has children; move or remove them first.");
        session.Context.Remove(category);
        await SaveAsync(session, cancellationToken);
    }

    private static void Check(CategoryInput input)
    {
        InputRules.Check(input);
        if (input.Slug is { } slug && !ProductText.IsSlug(slug))
            throw InputRules.Invalid("slug", "must be lower-case letters, digits, hyphens and underscores.");
        // Product pages read the titles of their categories in one column, parted by control characters.
        if (input.Title.Any(char.IsControl))
            throw InputRules.Invalid("title", "must not contain control characters.");
    }

    private static async Task<Category> LoadAsync(DbSession session, Id<Category> id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var category = await session.Set<Category>().SingleOrDefaultAsync(found => found.Id == id, cancellationToken) ?? throw ProductErrors.CategoryNotFound();
        return expectedVersion is null || expectedVersion == category.Version ? category : throw CommerceErrors.Stale();
    }

    private static async Task ApplyAsync(DbSession session, Category category, CategoryInput input, CancellationToken cancellationToken)
    {
        await CheckParentAsync(session, category.Id, input.ParentId, cancellationToken);
        category.Title = input.Title.Trim();
        var slug = input.Slug ?? (category.Slug.Length > 0 ? category.Slug : ProductText.Slug(input.Title));
        category.Slug = slug.Length > 0 ? slug : $"category-{category.Id}";
        category.Description = input.Description;
        category.ParentId = input.ParentId;
        category.Position = input.Position;
    }

    private static async Task CheckParentAsync(DbSession session, Id<Category> id, Id<Category>? parentId, CancellationToken cancellationToken)
    {
        if (parentId is null)
            return;
        var parents = await session.Set<Category>().AsNoTracking().Select(category => new { category.Id, category.ParentId }).ToDictionaryAsync(category => category.Id, category => category.ParentId, cancellationToken);
        var depth = 0;
        for (var next = parentId; next is { } ancestor && depth < MaxDepth; depth++)
        {
            if (ancestor == id)
                throw InputRules.Invalid("parentId", "would make the category its own ancestor.");
            next = parents.TryGetValue(ancestor, out var grandparent) ? grandparent : throw InputRules.Invalid("parentId", "is not a category.");
        }
        // What hangs below it moves along.
        var children = parents.Keys.ToLookup(child => parents[child]);
        for (List<Id<Category>> level = [id]; level.Count > 0 && depth <= MaxDepth; depth++)
            level = [.. level.SelectMany(category => children[category])];
        if (depth > MaxDepth)
            throw InputRules.Invalid("parentId", $"would make the tree deeper than {MaxDepth} levels.");
    }

    private async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            throw ProductErrors.DuplicateSlug();
        }
    }
}
