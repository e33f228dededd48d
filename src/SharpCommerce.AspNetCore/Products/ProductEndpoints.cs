using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Products;

namespace SharpCommerce.AspNetCore.Products;

/// <summary>Products, for shoppers to find and for staff to keep.</summary>
internal static class ProductEndpoints
{
    private const long MaxProductBytes = 2 * 1024 * 1024;

    internal static void MapProducts(this IEndpointRouteBuilder api)
    {
        var store = api.MapGroup("/store/products").WithTags("Catalog");
        store.MapGet("", ListAsync).Open(Surface.Store).WithName("listStoreProducts").WithSummary("Products that shoppers see: filtered, sorted, page by page.").Kept(showsStock: true, "q", "category", "minPrice", "maxPrice", "inStock", "sort", "facets", "limit", "cursor");
        store.MapGet("{idOrSlug}", GetAsync).Open(Surface.Store).WithName("getStoreProduct").WithSummary("A product by id, slug or former slug.").Kept(showsStock: false);

        var admin = api.MapGroup("/admin/products").WithTags("Products");
        admin.MapGet("", ListForStaffAsync).Admin("catalog:read").WithName("listProducts").WithSummary("All products, drafts and archived ones included.");
        admin.MapPost("", CreateAsync).Admin("catalog:write").MaxBody(MaxProductBytes).WithName("createProduct").WithSummary("Create a product with all its variants.");
        admin.MapGet("{id:guid}", GetForStaffAsync).Admin("catalog:read").WithName("getProduct").WithSummary("A product with everything that staff may change.");
        admin.MapPatch("{id:guid}", PatchAsync).Admin("catalog:write").MaxBody(MaxProductBytes).Accepts<ProductInput>("application/merge-patch+json", "application/json")
            .WithName("updateProduct").WithSummary("Change a product.").WithDescription("By JSON merge patch. Variants are matched by id; those that a patch of 'variants' does not name are removed.");
        admin.MapDelete("{id:guid}", DeleteAsync).Admin("catalog:write").WithName("deleteProduct").WithSummary("Remove a product. Orders keep what they sold.");
    }

    private static async Task<Ok<ProductPage>> ListAsync([AsParameters] ProductListParameters parameters, ProductManager products, CancellationToken cancellationToken) =>
        TypedResults.Ok(await products.ListAsync(parameters.Query(), cancellationToken));

    private static async Task<Ok<ProductDetail>> GetAsync(string idOrSlug, ProductManager products, HttpContext context, CancellationToken cancellationToken)
    {
        var product = await products.FindAsync(idOrSlug, cancellationToken) ?? throw ProductErrors.NotFound();
        CatalogPage.Shows(context, product.Id);
        return TypedResults.Ok(product);
    }

    private static async Task<Ok<ProductPage>> ListForStaffAsync([AsParameters] ProductListParameters parameters, string? status, ProductManager products, CancellationToken cancellationToken) =>
        TypedResults.Ok(await products.ListForStaffAsync(parameters.Query() with { Status = QueryValues.Enum<ProductStatus>(status, "status") }, cancellationToken));

    private static async Task<Created<ProductResponse>> CreateAsync(ProductInput input, ProductManager products, HttpContext context, CancellationToken cancellationToken)
    {
        var product = await products.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/products/{product.Id}", product.Response().WithETag(context, product.Version));
    }

    private static async Task<Ok<ProductResponse>> GetForStaffAsync(Id<Product> id, ProductManager products, HttpContext context, CancellationToken cancellationToken)
    {
        var product = await products.FindForStaffAsync(id, cancellationToken) ?? throw ProductErrors.NotFound();
        return TypedResults.Ok(product.Response().WithETag(context, product.Version));
    }

    private static async Task<Ok<ProductResponse>> PatchAsync(Id<Product> id, ProductManager products, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<ProductInput>(context.Request, cancellationToken);
        var current = await products.FindForStaffAsync(id, cancellationToken) ?? throw ProductErrors.NotFound();
        if (context.ExpectedVersion() is { } expected && expected != current.Version)
            throw SharpCommerce.Core.CommerceErrors.Stale();
        // Against the version that was patched: a change in between must not be undone by fields that the patch does not name.
        var product = await products.UpdateAsync(id, patch(current.Input()), current.Version, cancellationToken);
        return TypedResults.Ok(product.Response().WithETag(context, product.Version));
    }

    private static async Task<NoContent> DeleteAsync(Id<Product> id, ProductManager products, HttpContext context, CancellationToken cancellationToken)
    {
        await products.DeleteAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>How a product list is filtered and sorted.</summary>
internal sealed record ProductListParameters(
    [FromQuery(Name = "q")] string? Q,
    [FromQuery(Name = "category")] string? Category,
    [FromQuery(Name = "minPrice")] long? MinPrice,
    [FromQuery(Name = "maxPrice")] long? MaxPrice,
    [FromQuery(Name = "inStock")] bool? InStock,
    [FromQuery(Name = "sort")] string? Sort,
    [FromQuery(Name = "facets")] bool? Facets,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "cursor")] string? Cursor)
{
    internal ProductQuery Query() => new()
    {
        Text = Q,
        Category = Category,
        MinPrice = MinPrice,
        MaxPrice = MaxPrice,
        InStock = InStock,
        Sort = QueryValues.Enum<ProductSort>(Sort, "sort"),
        Facets = Facets ?? false,
        Limit = Limit ?? 20,
        Cursor = Cursor,
    };
}
