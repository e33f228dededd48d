using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Inbox;

namespace SharpCommerce.AspNetCore.Inbox;

/// <summary>Where providers send their webhooks, and what of it could not be handled.</summary>
internal static class InboxEndpoints
{
    private const int MaxBytes = 64 * 1024;

    internal static void MapInbox(this IEndpointRouteBuilder api)
    {
        api.MapPost("/webhooks/{provider}/{tenant}", ReceiveAsync).Open(Surface.Inbound).NeverKept().MaxBody(MaxBytes).WithTags("Inbound webhooks").WithName("receiveWebhook").WithSummary("Take in a provider's signed message to a tenant: 202 once it is stored, 200 when it was before.");
        var admin = api.MapGroup("/admin/inbound").WithTags("Inbound webhooks");
        admin.MapGet("parked", ListParkedAsync).Admin("events:read").WithName("listParkedMessages").WithSummary("What providers sent and could not be handled.");
        admin.MapPost("{id:guid}/release", ReleaseAsync).Admin("events:write").WithName("releaseMessage").WithSummary("Let a parked message be handled once more.");
    }

    private static async Task<Results<Accepted, Ok>> ReceiveAsync(string provider, string tenant, HttpRequest request, InboxManager inbox, CancellationToken cancellationToken)
    {
        _ = tenant; // Resolved already, with whatever else names one.
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return await inbox.ReceiveAsync(provider, headers, body.ToArray(), cancellationToken) ? TypedResults.Accepted((string?)null) : TypedResults.Ok();
    }

    private static async Task<Ok<Page<ParkedMessage>>> ListParkedAsync(int? limit, string? cursor, InboxManager inbox, CancellationToken cancellationToken) =>
        TypedResults.Ok(await inbox.ListParkedAsync(limit ?? 20, cursor, cancellationToken));

    private static async Task<NoContent> ReleaseAsync(Guid id, InboxManager inbox, CancellationToken cancellationToken)
    {
        await inbox.ReleaseAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }
}
