using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.AspNetCore.Payments;
using SharpCommerce.Carts;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Orders;
using SharpCommerce.Shipping;

namespace SharpCommerce.AspNetCore.Carts;

/// <summary>Carts and their completion. A guest's key to a cart is its id; a signed-in shopper's is theirs alone.</summary>
internal static class CartEndpoints
{
    internal static void MapCarts(this IEndpointRouteBuilder api)
    {
        var carts = api.MapGroup("/store/carts").WithTags("Carts");
        carts.MapPost("", CreateAsync).Open(Surface.Store).WithName("createCart").WithSummary("Create a cart, with lines if there are any.");
        carts.MapGet("{id:guid}", GetAsync).Open(Surface.Store).WithName("getCart").WithSummary("The cart with the prices of this moment.");
        carts.MapPatch("{id:guid}", PatchAsync).Open(Surface.Store).Accepts<CartDetailsInput>("application/merge-patch+json", "application/json").WithName("updateCart").WithSummary("Say who buys, where it goes and how.");
        carts.MapPost("{id:guid}/claim", ClaimAsync).SignedIn(Surface.Store).WithName("claimCart").WithSummary("Make a cart the shopper's own and put their current one into it.");
        carts.MapPost("{id:guid}/lines", AddLineAsync).Open(Surface.Store).WithName("addCartLine").WithSummary("Add units of a variant.");
        carts.MapPatch("{id:guid}/lines/{lineId:guid}", SetQuantityAsync).Open(Surface.Store).WithName("updateCartLine").WithSummary("Set how many units a line has; 0 removes it.");
        carts.MapDelete("{id:guid}/lines/{lineId:guid}", RemoveLineAsync).Open(Surface.Store).WithName("removeCartLine").WithSummary("Remove a line.");
        carts.MapGet("{id:guid}/shipping-methods", ShippingMethodsAsync).Open(Surface.Store).WithName("listCartShippingMethods").WithSummary("The ways in which this cart can be sent.");
        carts.MapPost("{id:guid}/complete", CompleteAsync).Open(Surface.Store).RequiresIdempotencyKey().Mostly(TurnKind.Completion).WithName("completeCart").WithSummary("Turn the cart into an order: price it, freeze it, take its stock.");
    }

    private static async Task<Created<PricedCart>> CreateAsync(CartCreateRequest? input, CartManager carts, CancellationToken cancellationToken)
    {
        var cart = await carts.CreateAsync(input?.Lines, input?.Currency, cancellationToken);
        return TypedResults.Created($"/api/v1/store/carts/{cart.Id}", cart);
    }

    private static async Task<Ok<PricedCart>> GetAsync(Id<Cart> id, CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.FindAsync(id, cancellationToken) ?? throw CartErrors.NotFound());

    private static async Task<Ok<PricedCart>> PatchAsync(Id<Cart> id, CartManager carts, HttpRequest request, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<CartDetailsInput>(request, cancellationToken);
        return TypedResults.Ok(await carts.UpdateAsync(id, patch, cancellationToken));
    }

    private static async Task<Ok<PricedCart>> ClaimAsync(Id<Cart> id, CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.ClaimAsync(id, cancellationToken));

    private static async Task<Ok<PricedCart>> AddLineAsync(Id<Cart> id, CartLineInput input, CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.AddLineAsync(id, input, cancellationToken));

    private static async Task<Ok<PricedCart>> SetQuantityAsync(Id<Cart> id, Id<CartLine> lineId, CartQuantityRequest input, CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.SetQuantityAsync(id, lineId, input.Quantity, cancellationToken));

    private static async Task<Ok<PricedCart>> RemoveLineAsync(Id<Cart> id, Id<CartLine> lineId, CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await carts.RemoveLineAsync(id, lineId, cancellationToken));

    private static async Task<Ok<Page<ShippingQuote>>> ShippingMethodsAsync(Id<Cart> id, CartManager carts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<ShippingQuote>(await carts.ShippingMethodsAsync(id, cancellationToken) ?? throw CartErrors.NotFound(), null));

    private static async Task<Created<OrderView>> CompleteAsync(Id<Cart> id, CompleteRequest input, OrderManager orders, HttpContext context, CancellationToken cancellationToken)
    {
        var order = await orders.CompleteAsync(id, input.Payment.Provider, context.Request.Headers[IdempotencyMiddleware.Header], input.Payment.ReturnUrl, cancellationToken);
        return TypedResults.Created($"/api/v1/store/orders/{order.Id}", order);
    }
}

/// <summary>A new cart.</summary>
/// <param name="Currency">The shop's currency.</param>
/// <param name="Lines">What is put in at once.</param>
internal sealed record CartCreateRequest(Currency? Currency = null, IReadOnlyList<CartLineInput>? Lines = null);

/// <summary>A line's new quantity.</summary>
/// <param name="Quantity">From 0, which removes the line, to 9,999.</param>
internal sealed record CartQuantityRequest(int Quantity);

/// <summary>How the order is paid.</summary>
/// <param name="Payment">The payment.</param>
internal sealed record CompleteRequest(PayRequest Payment);
