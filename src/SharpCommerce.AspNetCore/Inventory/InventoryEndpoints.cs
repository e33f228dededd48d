using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Inventory;
using SharpCommerce.Products;

namespace SharpCommerce.AspNetCore.Inventory;

/// <summary>Stock levels, their history and adjustments.</summary>
internal static class InventoryEndpoints
{
    internal static void MapInventory(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/inventory").WithTags("Inventory");
        admin.MapGet("levels/{variantId:guid}", GetAsync).Admin("inventory:read").WithName("getInventoryLevel").WithSummary("The stock of a variant.");
        admin.MapGet("levels/{variantId:guid}/movements", MovementsAsync).Admin("inventory:read").WithName("listStockMovements").WithSummary("How a variant's stock came to be.");
        admin.MapPost("adjustments", AdjustAsync).Admin("inventory:write").WithName("adjustInventory").WithSummary("Add units to a variant's stock or take some away.");
    }

    private static async Task<Ok<InventoryLevel>> GetAsync(Id<Variant> variantId, InventoryManager inventory, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await inventory.FindAsync(variantId, cancellationToken) ?? throw CommerceErrors.NotFound("variant with tracked stock"), context);

    private static async Task<Ok<Page<StockMovementResponse>>> MovementsAsync(Id<Variant> variantId, int? limit, string? cursor, InventoryManager inventory, CancellationToken cancellationToken)
    {
        var page = await inventory.MovementsAsync(variantId, limit ?? 20, cursor, cancellationToken);
        return TypedResults.Ok(new Page<StockMovementResponse>([.. page.Items.Select(movement => new StockMovementResponse(movement.Id, movement.Delta, movement.Reason, movement.Actor, movement.OccurredAt))], page.NextCursor));
    }

    private static async Task<Ok<InventoryLevel>> AdjustAsync(StockAdjustmentInput input, InventoryManager inventory, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await inventory.AdjustAsync(input, context.ExpectedVersion(), cancellationToken), context);

    private static Ok<InventoryLevel> Answer(InventoryItem item, HttpContext context) =>
        TypedResults.Ok(new InventoryLevel(item.VariantId, item.OnHand, item.Reserved, item.Available).WithETag(context, item.Version));
}

/// <summary>The stock of a variant.</summary>
internal sealed record InventoryLevel(Id<Variant> VariantId, int OnHand, int Reserved, int Available);

/// <summary>A change of a stock.</summary>
internal sealed record StockMovementResponse(Id<StockMovement> Id, int Delta, string Reason, string Actor, DateTimeOffset OccurredAt);
