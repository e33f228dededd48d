using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.AspNetCore.Users;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Webhooks;

namespace SharpCommerce.AspNetCore.Webhooks;

/// <summary>Endpoints that are told of events, and the log of what was sent to them.</summary>
internal static class WebhookEndpoints
{
    internal static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/webhooks").WithTags("Webhooks");
        admin.MapGet("", ListAsync).Admin("events:read").WithName("listWebhooks").WithSummary("All webhook endpoints, the newest first.");
        admin.MapPost("", CreateAsync).Admin("events:write").NeverKept().WithName("createWebhook").WithSummary("Make an endpoint; its secret is shown this once.");
        admin.MapGet("{id:guid}", GetAsync).Admin("events:read").WithName("getWebhook").WithSummary("An endpoint without its secret.");
        admin.MapPatch("{id:guid}", PatchAsync).Admin("events:write").Accepts<WebhookInput>("application/merge-patch+json", "application/json").WithName("updateWebhook").WithSummary("Change an endpoint by JSON merge patch.");
        admin.MapDelete("{id:guid}", DeleteAsync).Admin("events:write").WithName("deleteWebhook").WithSummary("Remove an endpoint and its deliveries.");
        admin.MapPost("{id:guid}/rotate-secret", RotateAsync).Admin("events:write").NeverKept().WithName("rotateWebhookSecret").WithSummary("Give an endpoint a new secret; the former one signs as well for a while.");
        admin.MapPost("{id:guid}/test", TestAsync).Admin("events:write").Mostly(TurnKind.SignIn).WithName("testWebhook").WithSummary("Send a test to an endpoint and say how it went.");
        admin.MapPost("{id:guid}/replay", ReplayAsync).Admin("events:write").WithName("replayWebhook").WithSummary("Send the events of a part of the feed that the endpoint has not taken.");
        admin.MapGet("{id:guid}/deliveries", ListDeliveriesAsync).Admin("events:read").WithName("listWebhookDeliveries").WithSummary("What was sent to an endpoint, the newest event first.");
        admin.MapGet("{id:guid}/deliveries/{deliveryId:guid}", GetDeliveryAsync).Admin("events:read").WithName("getWebhookDelivery").WithSummary("A delivery with what is sent and its attempts.");
        admin.MapPost("{id:guid}/deliveries/{deliveryId:guid}/replay", ReplayDeliveryAsync).Admin("events:write").WithName("replayWebhookDelivery").WithSummary("Send an event once more, with the id that it had.");
    }

    private static async Task<Ok<Page<WebhookResponse>>> ListAsync(WebhookManager webhooks, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<WebhookResponse>([.. (await webhooks.ListAsync(cancellationToken)).Select(endpoint => endpoint.Response())], null));

    private static async Task<Created<WebhookResponse>> CreateAsync(WebhookInput input, WebhookManager webhooks, HttpContext context, CancellationToken cancellationToken)
    {
        var (endpoint, secret) = await webhooks.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/webhooks/{endpoint.Id}", endpoint.Response(secret).WithETag(context, endpoint.Version));
    }

    private static async Task<Ok<WebhookResponse>> GetAsync(Id<WebhookEndpoint> id, WebhookManager webhooks, HttpContext context, CancellationToken cancellationToken)
    {
        var endpoint = await webhooks.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("webhook endpoint");
        return TypedResults.Ok(endpoint.Response().WithETag(context, endpoint.Version));
    }

    private static async Task<Ok<WebhookResponse>> PatchAsync(Id<WebhookEndpoint> id, WebhookManager webhooks, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<WebhookInput>(context.Request, cancellationToken);
        var current = await webhooks.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("webhook endpoint");
        var input = new WebhookInput { Url = current.Url, Description = current.Description, EventTypes = current.EventTypes, Enabled = current.Status == WebhookStatus.Active };
        var endpoint = await webhooks.UpdateAsync(id, patch(input), context.ExpectedVersion() ?? current.Version, cancellationToken);
        return TypedResults.Ok(endpoint.Response().WithETag(context, endpoint.Version));
    }

    private static async Task<NoContent> DeleteAsync(Id<WebhookEndpoint> id, WebhookManager webhooks, HttpContext context, CancellationToken cancellationToken)
    {
        await webhooks.DeleteAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WebhookResponse>> RotateAsync(Id<WebhookEndpoint> id, RotateRequest? input, WebhookManager webhooks, HttpContext context, CancellationToken cancellationToken)
    {
        var (endpoint, secret) = await webhooks.RotateAsync(id, input?.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, cancellationToken);
        return TypedResults.Ok(endpoint.Response(secret).WithETag(context, endpoint.Version));
    }

    private static async Task<Created<WebhookDeliveryResponse>> TestAsync(Id<WebhookEndpoint> id, WebhookDeliveryManager deliveries, CancellationToken cancellationToken)
    {
        var delivery = await deliveries.TestAsync(id, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/webhooks/{id}/deliveries/{delivery.Id}", delivery.Response());
    }

    private static async Task<Ok<WebhookReplay>> ReplayAsync(Id<WebhookEndpoint> id, WebhookReplayInput input, WebhookDeliveryManager deliveries, CancellationToken cancellationToken) =>
        TypedResults.Ok(await deliveries.ReplayAsync(id, input, cancellationToken));

    private static async Task<Ok<Page<WebhookDeliverySummary>>> ListDeliveriesAsync(
        Id<WebhookEndpoint> id,
        WebhookDeliveryManager deliveries,
        [FromQuery(Name = "status")] string? status,
        [FromQuery(Name = "limit")] int? limit,
        [FromQuery(Name = "cursor")] string? cursor,
        CancellationToken cancellationToken)
    {
        var page = await deliveries.ListAsync(id, new() { Status = QueryValues.Enum<WebhookDeliveryStatus>(status, "status"), Limit = limit ?? 20, Cursor = cursor }, cancellationToken);
        return TypedResults.Ok(new Page<WebhookDeliverySummary>([.. page.Items.Select(delivery => delivery.Summary())], page.NextCursor));
    }

    private static async Task<Ok<WebhookDeliveryResponse>> GetDeliveryAsync(Id<WebhookEndpoint> id, Id<WebhookDelivery> deliveryId, WebhookDeliveryManager deliveries, CancellationToken cancellationToken) =>
        TypedResults.Ok((await deliveries.FindAsync(id, deliveryId, cancellationToken) ?? throw CommerceErrors.NotFound("delivery")).Response());

    private static async Task<Ok<WebhookDeliveryResponse>> ReplayDeliveryAsync(Id<WebhookEndpoint> id, Id<WebhookDelivery> deliveryId, WebhookDeliveryManager deliveries, CancellationToken cancellationToken) =>
        TypedResults.Ok((await deliveries.ReplayAsync(id, deliveryId, cancellationToken)).Response());
}
