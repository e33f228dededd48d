using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Audit;

namespace SharpCommerce.AspNetCore.Audit;

/// <summary>Who changed what: of a tenant for its staff, of the installation for its operators.</summary>
internal static class AuditEndpoints
{
    internal static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/admin/audit", ListAsync).Admin("audit:read").WithTags("Audit").WithName("listAuditEntries").WithSummary("What staff changed, last first.");
        api.MapGet("/platform/audit", ListPlatformAsync).Platform("platform:audit").WithTags("Audit").WithName("listPlatformAuditEntries").WithSummary("What operators changed of the installation itself, last first.");
    }

    private static async Task<Ok<Page<AuditEntryResponse>>> ListAsync([AsParameters] AuditParameters parameters, AuditManager audit, CancellationToken cancellationToken) =>
        TypedResults.Ok(Response(await audit.ListAsync(parameters.Query(), cancellationToken)));

    private static async Task<Ok<Page<AuditEntryResponse>>> ListPlatformAsync([AsParameters] AuditParameters parameters, AuditManager audit, CancellationToken cancellationToken) =>
        TypedResults.Ok(Response(await audit.ListPlatformAsync(parameters.Query(), cancellationToken)));

    private static Page<AuditEntryResponse> Response(Page<AuditEntry> page) => new([.. page.Items.Select(Response)], page.NextCursor);

    private static AuditEntryResponse Response(AuditEntry entry) => new(
        entry.Id, entry.Sequence, entry.OccurredAt, entry.Actor, entry.Address, entry.RequestId, entry.Action, entry.Subject, entry.SubjectId,
        JsonSerializer.Deserialize<AuditChangeResponse[]>(entry.Changes, JsonSerializerOptions.Web)!, Convert.ToHexStringLower(entry.Hash));
}

/// <summary>How an audit log is filtered.</summary>
internal sealed record AuditParameters(
    [FromQuery(Name = "actor")] string? Actor,
    [FromQuery(Name = "action")] string? Action,
    [FromQuery(Name = "subject")] string? Subject,
    [FromQuery(Name = "subjectId")] string? SubjectId,
    [FromQuery(Name = "from")] DateTimeOffset? From,
    [FromQuery(Name = "before")] DateTimeOffset? Before,
    [FromQuery(Name = "requestId")] string? RequestId,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "cursor")] string? Cursor)
{
    internal AuditQuery Query() => new()
    {
        Actor = Actor,
        Action = Action,
        Subject = Subject,
        SubjectId = SubjectId,
        From = From,
        Before = Before,
        RequestId = RequestId,
        Limit = Limit ?? 20,
        Cursor = Cursor,
    };
}

/// <summary>What one call changed.</summary>
internal sealed record AuditEntryResponse(
    Id<AuditEntry> Id,
    long Sequence,
    DateTimeOffset OccurredAt,
    string Actor,
    string? Address,
    string? RequestId,
    string Action,
    string Subject,
    string SubjectId,
    IReadOnlyList<AuditChangeResponse> Changes,
    string Hash);

/// <summary>One row that changed.</summary>
internal sealed record AuditChangeResponse(
    string Entity,
    string Id,
    string Change,
    IReadOnlyDictionary<string, JsonElement>? Before,
    IReadOnlyDictionary<string, JsonElement>? After);
