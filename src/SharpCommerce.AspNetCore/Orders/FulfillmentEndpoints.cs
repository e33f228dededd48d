using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Orders;

namespace SharpCommerce.AspNetCore.Orders;

/// <summary>Sending orders, and notes on them. Each call answers the whole order.</summary>
internal static class FulfillmentEndpoints
{
    internal static void MapFulfillments(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/orders/{id:guid}").WithTags("Orders");
        admin.MapPost("fulfillments", FulfillAsync).Admin("orders:write").Produces<OrderView>(201).WithName("createFulfillment").WithSummary("Send an order or a part of it: its units leave the stock, and the shopper gets a mail.");
        admin.MapPost("notes", NoteAsync).Admin("orders:write").Produces<OrderView>(201).WithName("createOrderNote").WithSummary("Write a note on an order, for staff or for the shopper as well.");
    }

    private static async Task<JsonHttpResult<OrderView>> FulfillAsync(Id<Order> id, FulfillmentInput? input, FulfillmentManager fulfillments, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await fulfillments.FulfillAsync(id, input ?? new(), context.ExpectedVersion(), cancellationToken), context);

    private static async Task<JsonHttpResult<OrderView>> NoteAsync(Id<Order> id, NoteInput input, FulfillmentManager fulfillments, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await fulfillments.NoteAsync(id, input, context.ExpectedVersion(), cancellationToken), context);

    // What was made has no address of its own, so there is no Location.
    private static JsonHttpResult<OrderView> Answer(OrderView order, HttpContext context) =>
        TypedResults.Json(order.WithETag(context, order.Version), statusCode: StatusCodes.Status201Created);
}
