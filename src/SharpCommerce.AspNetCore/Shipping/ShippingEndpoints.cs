using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Shipping;

namespace SharpCommerce.AspNetCore.Shipping;

/// <summary>Shipping methods.</summary>
internal static class ShippingEndpoints
{
    internal static void MapShipping(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/shipping-methods").WithTags("Settings");
        admin.MapGet("", ListAsync).Admin("settings:read").WithName("listShippingMethods").WithSummary("All shipping methods.");
        admin.MapPost("", CreateAsync).Admin("settings:write").WithName("createShippingMethod").WithSummary("Create a flat-rate shipping method.");
        admin.MapGet("{id:guid}", GetAsync).Admin("settings:read").WithName("getShippingMethod").WithSummary("A shipping method.");
        admin.MapPatch("{id:guid}", PatchAsync).Admin("settings:write").Accepts<ShippingMethodInput>("application/merge-patch+json", "application/json").WithName("updateShippingMethod").WithSummary("Change a shipping method by JSON merge patch.");
        admin.MapDelete("{id:guid}", DeleteAsync).Admin("settings:write").WithName("deleteShippingMethod").WithSummary("Remove a shipping method that no cart refers to.");
    }

    private static async Task<Ok<Page<ShippingMethodResponse>>> ListAsync(ShippingManager shipping, TenantContext tenant, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<ShippingMethodResponse>([.. (await shipping.ListAsync(cancellationToken)).Select(method => Response(method, tenant))], null));

    private static async Task<Created<ShippingMethodResponse>> CreateAsync(ShippingMethodInput input, ShippingManager shipping, TenantContext tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var method = await shipping.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/shipping-methods/{method.Id}", Response(method, tenant).WithETag(context, method.Version));
    }

    private static async Task<Ok<ShippingMethodResponse>> GetAsync(Id<ShippingMethod> id, ShippingManager shipping, TenantContext tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var method = await shipping.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("shipping method");
        return TypedResults.Ok(Response(method, tenant).WithETag(context, method.Version));
    }

    private static async Task<Ok<ShippingMethodResponse>> PatchAsync(Id<ShippingMethod> id, ShippingManager shipping, TenantContext tenant, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<ShippingMethodInput>(context.Request, cancellationToken);
        var current = await shipping.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("shipping method");
        var input = new ShippingMethodInput { Name = current.Name, Price = PriceOf(current, tenant), Countries = current.Countries, Position = current.Position, Enabled = current.Enabled };
        var method = await shipping.UpdateAsync(id, patch(input), context.ExpectedVersion() ?? current.Version, cancellationToken);
        return TypedResults.Ok(Response(method, tenant).WithETag(context, method.Version));
    }

    private static async Task<NoContent> DeleteAsync(Id<ShippingMethod> id, ShippingManager shipping, HttpContext context, CancellationToken cancellationToken)
    {
        await shipping.DeleteAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static ShippingMethodResponse Response(ShippingMethod method, TenantContext tenant) => new(method.Id, method.Name, PriceOf(method, tenant), method.Countries, method.Position, method.Enabled);

    private static Money PriceOf(ShippingMethod method, TenantContext tenant) => new(method.Price, Currency.Parse(tenant.Current.DefaultCurrency));
}

/// <summary>A shipping method as staff see it.</summary>
internal sealed record ShippingMethodResponse(Id<ShippingMethod> Id, string Name, Money Price, IReadOnlyList<string> Countries, int Position, bool Enabled);
