using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Events;
using SharpCommerce.Events;

namespace SharpCommerce.AspNetCore.Events;

/// <summary>The feed of what happened, and what consumers of it could not act on.</summary>
internal static class EventEndpoints
{
    internal static void MapEvents(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/events").WithTags("Events");
        admin.MapGet("", ListAsync).Admin("events:read").WithName("listEvents").WithSummary("What happened after a place in the feed, each event once and in an order that never changes.");
        admin.MapGet("parked", ListParkedAsync).Admin("events:read").WithName("listParkedEvents").WithSummary("What a part of the system could not act on and was put aside therefore.");
        admin.MapPost("{id:guid}/release", ReleaseAsync).Admin("events:write").WithName("releaseEvent").WithSummary("Give a parked event once more to those that could not act on it.");
        api.MapGet("/platform/events", ListAsync).Platform("platform:audit").WithTags("Platform").WithName("listPlatformEvents").WithSummary("What happened to tenants and operators.");
    }

    private static async Task<Ok<EventPageResponse>> ListAsync([AsParameters] EventParameters parameters, EventManager events, CancellationToken cancellationToken)
    {
        var page = await events.ListAsync(parameters.Place(), QueryValues.Text(parameters.Type, "type"), parameters.Limit ?? 20, cancellationToken);
        return TypedResults.Ok(new EventPageResponse([.. page.Items.Select(Response)], page.NextCursor, page.LastSequence));
    }

    private static async Task<Ok<Page<ParkedEvent>>> ListParkedAsync(int? limit, string? cursor, EventManager events, CancellationToken cancellationToken) =>
        TypedResults.Ok(await events.ListParkedAsync(limit ?? 20, cursor, cancellationToken));

    private static async Task<NoContent> ReleaseAsync(Guid id, EventManager events, CancellationToken cancellationToken)
    {
        await events.ReleaseAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static EventResponse Response(DomainEvent occurred) => new(occurred.Id, occurred.Sequence, occurred.Type, occurred.AggregateId, occurred.OccurredAt, occurred.Data);
}

/// <summary>Which part of the feed.</summary>
internal sealed record EventParameters(
    [FromQuery(Name = "after")] long? After,
    [FromQuery(Name = "type")] string? Type,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "cursor")] string? Cursor)
{
    /// <summary>A cursor of this list is a place; clients that page through any list need not know.</summary>
    internal long? Place() => Cursor is null ? After
        : long.TryParse(Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : throw InputRules.Invalid("cursor", "is not a cursor of this list; start from the first page.");
}

/// <summary>A part of the feed.</summary>
/// <param name="Items">The events.</param>
/// <param name="NextCursor">The value of <c>after</c> for the next page; null when nothing more has happened.</param>
/// <param name="LastSequence">The place up to which this tells: the value of <c>after</c> for the next time.</param>
internal sealed record EventPageResponse(IReadOnlyList<EventResponse> Items, string? NextCursor, long LastSequence);

/// <summary>Something that happened.</summary>
internal sealed record EventResponse(Guid Id, long Sequence, string Type, Guid AggregateId, DateTimeOffset OccurredAt, JsonElement Data);
