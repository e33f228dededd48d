using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Orders;
using SharpCommerce.Payments;
using SharpCommerce.Users;

namespace SharpCommerce.AspNetCore.Orders;

/// <summary>Orders, for those who placed them and for staff.</summary>
internal static class OrderEndpoints
{
    internal static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapGet("/store/orders/{id:guid}", GetForShopperAsync).Open(Surface.Store).WithTags("Orders").WithName("getStoreOrder").WithSummary("An order, for the shopper whose it is and for the guest who holds its access token.");
        api.MapGet("/store/orders", ListOwnAsync).SignedIn(Surface.Store).WithTags("Orders").WithName("listOwnOrders").WithSummary("The signed-in shopper's own orders, last placed first.");
        api.MapPost("/store/orders/{id:guid}/claim", ClaimAsync).SignedIn(Surface.Store).WithTags("Orders").WithName("claimOrder").WithSummary("Make a guest's order the shopper's own, by its access token.");

        var admin = api.MapGroup("/admin/orders").WithTags("Orders");
        admin.MapGet("", ListAsync).Admin("orders:read").WithName("listOrders").WithSummary("Orders, last placed first.");
        admin.MapGet("{id:guid}", GetAsync).Admin("orders:read").WithName("getOrder").WithSummary("An order with its history.");
        admin.MapPost("{id:guid}/cancel", CancelAsync).Admin("orders:write").WithName("cancelOrder").WithSummary("Call an order off before anything of it has left; its stock comes back.");
    }

    private static async Task<Ok<OrderView>> GetForShopperAsync(Id<Order> id, [FromHeader(Name = "X-Order-Token")] string? token, OrderManager orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.FindForShopperAsync(id, token, cancellationToken) ?? throw OrderErrors.NotFound());

    private static async Task<Ok<Page<OrderView>>> ListOwnAsync([FromQuery] int? limit, [FromQuery] string? cursor, OrderManager orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.ListOwnAsync(limit ?? 20, cursor, cancellationToken));

    private static async Task<Ok<OrderView>> ClaimAsync(Id<Order> id, [FromHeader(Name = "X-Order-Token")] string? token, OrderManager orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.ClaimAsync(id, token, cancellationToken));

    private static async Task<Ok<Page<OrderView>>> ListAsync([AsParameters] OrderListParameters parameters, OrderManager orders, CancellationToken cancellationToken) =>
        TypedResults.Ok(await orders.ListAsync(parameters.Query(), cancellationToken));

    private static async Task<Ok<OrderView>> GetAsync(Id<Order> id, OrderManager orders, HttpContext context, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(id, cancellationToken) ?? throw OrderErrors.NotFound();
        return TypedResults.Ok(order.WithETag(context, order.Version));
    }

    private static async Task<Ok<OrderView>> CancelAsync(Id<Order> id, CancelRequest? input, OrderManager orders, HttpContext context, CancellationToken cancellationToken)
    {
        var order = await orders.CancelAsync(id, input?.Reason, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(order.WithETag(context, order.Version));
    }
}

/// <summary>How an order list is filtered.</summary>
internal sealed record OrderListParameters(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "paymentStatus")] string? PaymentStatus,
    [FromQuery(Name = "fulfillmentStatus")] string? FulfillmentStatus,
    [FromQuery(Name = "customerId")] Id<User>? CustomerId,
    [FromQuery(Name = "email")] string? Email,
    [FromQuery(Name = "number")] long? Number,
    [FromQuery(Name = "placedFrom")] DateTimeOffset? PlacedFrom,
    [FromQuery(Name = "placedBefore")] DateTimeOffset? PlacedBefore,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "cursor")] string? Cursor)
{
    internal OrderQuery Query() => new()
    {
        Status = QueryValues.Enum<OrderStatus>(Status, "status"),
        PaymentStatus = QueryValues.Enum<PaymentStatus>(PaymentStatus, "paymentStatus"),
        FulfillmentStatus = QueryValues.Enum<FulfillmentStatus>(FulfillmentStatus, "fulfillmentStatus"),
        CustomerId = CustomerId,
        Email = QueryValues.Text(Email, "email"),
        Number = Number,
        PlacedFrom = PlacedFrom,
        PlacedBefore = PlacedBefore,
        Limit = Limit ?? 20,
        Cursor = Cursor,
    };
}

/// <summary>Why an order is called off.</summary>
/// <param name="Reason">For its history.</param>
internal sealed record CancelRequest(string? Reason = null);
