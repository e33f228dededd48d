using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Products;

namespace SharpCommerce.AspNetCore.Products;

/// <summary>The category tree.</summary>
internal static class CategoryEndpoints
{
    internal static void MapCategories(this IEndpointRouteBuilder api)
    {
        var store = api.MapGroup("/store/categories").WithTags("Catalog");
        store.MapGet("", TreeAsync).Open(Surface.Store).WithName("listStoreCategories").WithSummary("The category tree.").Kept(showsStock: false);
        store.MapGet("{slug}", GetNodeAsync).Open(Surface.Store).WithName("getStoreCategory").WithSummary("A category with its children.").Kept(showsStock: false);

        var admin = api.MapGroup("/admin/categories").WithTags("Categories");
        admin.MapGet("", ListAsync).Admin("catalog:read").WithName("listCategories").WithSummary("All categories.");
        admin.MapPost("", CreateAsync).Admin("catalog:write").WithName("createCategory").WithSummary("Create a category.");
        admin.MapGet("{id:guid}", GetAsync).Admin("catalog:read").WithName("getCategory").WithSummary("A category.");
        admin.MapPatch("{id:guid}", PatchAsync).Admin("catalog:write").Accepts<CategoryInput>("application/merge-patch+json", "application/json").WithName("updateCategory").WithSummary("Change a category by JSON merge patch.");
        admin.MapDelete("{id:guid}", DeleteAsync).Admin("catalog:write").WithName("deleteCategory").WithSummary("Remove a category without children. Its products stay.");
    }

    private static async Task<Ok<Page<CategoryNode>>> TreeAsync(CategoryManager categories, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<CategoryNode>(ProductContracts.Tree(await categories.ListAsync(cancellationToken)), null));

    private static async Task<Ok<CategoryNode>> GetNodeAsync(string slug, CategoryManager categories, CancellationToken cancellationToken)
    {
        var pending = new Queue<CategoryNode>(ProductContracts.Tree(await categories.ListAsync(cancellationToken)));
        while (pending.TryDequeue(out var node))
        {
            if (node.Slug == slug)
                return TypedResults.Ok(node);
            foreach (var child in node.Children)
                pending.Enqueue(child);
        }
        throw ProductErrors.CategoryNotFound();
    }

    private static async Task<Ok<Page<CategoryResponse>>> ListAsync(CategoryManager categories, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<CategoryResponse>([.. (await categories.ListAsync(cancellationToken)).Select(category => category.Response())], null));

    private static async Task<Created<CategoryResponse>> CreateAsync(CategoryInput input, CategoryManager categories, HttpContext context, CancellationToken cancellationToken)
    {
        var category = await categories.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/categories/{category.Id}", category.Response().WithETag(context, category.Version));
    }

    private static async Task<Ok<CategoryResponse>> GetAsync(Id<Category> id, CategoryManager categories, HttpContext context, CancellationToken cancellationToken)
    {
        var category = await categories.FindAsync(id, cancellationToken) ?? throw ProductErrors.CategoryNotFound();
        return TypedResults.Ok(category.Response().WithETag(context, category.Version));
    }

    private static async Task<Ok<CategoryResponse>> PatchAsync(Id<Category> id, CategoryManager categories, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<CategoryInput>(context.Request, cancellationToken);
        var current = await categories.FindAsync(id, cancellationToken) ?? throw ProductErrors.CategoryNotFound();
        var category = await categories.UpdateAsync(id, patch(current.Input()), context.ExpectedVersion() ?? current.Version, cancellationToken);
        return TypedResults.Ok(category.Response().WithETag(context, category.Version));
    }

    private static async Task<NoContent> DeleteAsync(Id<Category> id, CategoryManager categories, HttpContext context, CancellationToken cancellationToken)
    {
        await categories.DeleteAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }
}
