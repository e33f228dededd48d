using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Storefront;

namespace SharpCommerce.AspNetCore.Storefront;

/// <summary>How the shop shows itself.</summary>
internal static class StorefrontEndpoints
{
    internal static void MapStorefront(this IEndpointRouteBuilder api)
    {
        api.MapGet("/store/settings", GetAsync).Open(Surface.Store).WithTags("Catalog").WithName("getStoreSettings").WithSummary("Name, logo, colors, language and currency of the shop.").Kept(showsStock: false);

        var admin = api.MapGroup("/admin/settings").WithTags("Settings");
        admin.MapGet("", GetForStaffAsync).Admin("settings:read").WithName("getShopSettings").WithSummary("How the shop shows itself.");
        admin.MapPatch("", PatchAsync).Admin("settings:write").Accepts<ShopSettings>("application/merge-patch+json", "application/json").WithName("updateShopSettings").WithSummary("Change that by JSON merge patch.");
    }

    private static async Task<Ok<ShopView>> GetAsync(ShopSettingsManager settings, CancellationToken cancellationToken) =>
        TypedResults.Ok((await settings.GetAsync(cancellationToken)).Settings);

    private static async Task<Ok<ShopView>> GetForStaffAsync(ShopSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        var (found, version) = await settings.GetAsync(cancellationToken);
        return TypedResults.Ok(found.WithETag(context, version));
    }

    private static async Task<Ok<ShopView>> PatchAsync(ShopSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<ShopSettings>(context.Request, cancellationToken);
        var (changed, version) = await settings.UpdateAsync(patch, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(changed.WithETag(context, version));
    }
}
