using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Tenants;

namespace SharpCommerce.AspNetCore.Tenants;

/// <summary>Tenants, for the operator of the installation.</summary>
internal static class TenantEndpoints
{
    internal static void MapTenants(this IEndpointRouteBuilder api)
    {
        var platform = api.MapGroup("/platform/tenants").WithTags("Platform");
        platform.MapGet("", ListAsync).Platform("tenants:read").WithName("listTenants").WithSummary("All tenants, by slug.");
        platform.MapPost("", CreateAsync).Platform("tenants:write").WithName("createTenant").WithSummary("Create a tenant that is ready to sell.");
        platform.MapGet("{id:guid}", GetAsync).Platform("tenants:read").WithName("getTenant").WithSummary("A tenant.");
        platform.MapPatch("{id:guid}", PatchAsync).Platform("tenants:write").Accepts<TenantInput>("application/merge-patch+json", "application/json").WithName("updateTenant").WithSummary("Change name, country, domains and allowed origins by JSON merge patch.");
        platform.MapDelete("{id:guid}", DeleteAsync).Platform("tenants:write").WithName("deleteTenant").WithSummary("Remove a tenant and every row of it. Cannot be undone.");
        platform.MapPost("{id:guid}/suspend", SuspendAsync).Platform("tenants:write").WithName("suspendTenant").WithSummary("Close a tenant: every call answers 403.");
        platform.MapPost("{id:guid}/resume", ResumeAsync).Platform("tenants:write").WithName("resumeTenant").WithSummary("Open it again.");
    }

    private static async Task<Ok<Page<TenantResponse>>> ListAsync(int? limit, string? cursor, TenantManager tenants, CancellationToken cancellationToken)
    {
        var size = limit ?? 20;
        if (size is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "slug";
        var after = Cursor.Decode(cursor, Sort, numeric: false)?.Key;
        var rest = (await tenants.ListAsync(cancellationToken)).Where(tenant => after is null || string.CompareOrdinal(tenant.Slug, after) > 0).ToList();
        var items = rest.Take(size).ToList();
        return TypedResults.Ok(new Page<TenantResponse>([.. items.Select(Response)], rest.Count > size ? Cursor.Encode(Sort, items[^1].Slug, items[^1].Id.Value) : null));
    }

    private static async Task<Created<TenantResponse>> CreateAsync(TenantInput input, TenantManager tenants, HttpContext context, CancellationToken cancellationToken)
    {
        var tenant = await tenants.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/platform/tenants/{tenant.Id}", Response(tenant).WithETag(context, tenant.Version));
    }

    private static async Task<Ok<TenantResponse>> GetAsync(Id<Tenant> id, TenantManager tenants, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await tenants.FindAsync(id.ToString(), cancellationToken) ?? throw TenantErrors.NotFound(), context);

    private static async Task<Ok<TenantResponse>> PatchAsync(Id<Tenant> id, TenantManager tenants, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<TenantInput>(context.Request, cancellationToken);
        return Answer(await tenants.UpdateAsync(id, patch, context.ExpectedVersion(), cancellationToken), context);
    }

    private static async Task<NoContent> DeleteAsync(Id<Tenant> id, TenantManager tenants, HttpContext context, CancellationToken cancellationToken)
    {
        await tenants.DeleteAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<TenantResponse>> SuspendAsync(Id<Tenant> id, TenantManager tenants, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await tenants.SuspendAsync(id, context.ExpectedVersion(), cancellationToken), context);

    private static async Task<Ok<TenantResponse>> ResumeAsync(Id<Tenant> id, TenantManager tenants, HttpContext context, CancellationToken cancellationToken) =>
        Answer(await tenants.ResumeAsync(id, context.ExpectedVersion(), cancellationToken), context);

    private static Ok<TenantResponse> Answer(Tenant tenant, HttpContext context) => TypedResults.Ok(Response(tenant).WithETag(context, tenant.Version));

    private static TenantResponse Response(Tenant tenant) => new(
        tenant.Id, tenant.Slug, tenant.Name, tenant.Status, tenant.DefaultCurrency, tenant.Country, [.. tenant.Domains.Select(domain => domain.Host).Order(StringComparer.Ordinal)],
        [.. tenant.AllowedOrigins.Select(origin => origin.Origin).Order(StringComparer.Ordinal)], tenant.Isolation, tenant.CreatedAt, tenant.UpdatedAt);
}

/// <summary>A tenant as its operator sees it. The address of its database is never shown.</summary>
internal sealed record TenantResponse(
    Id<Tenant> Id, string Slug, string Name, TenantStatus Status, string DefaultCurrency, string Country, IReadOnlyList<string> Domains, IReadOnlyList<string> AllowedOrigins,
    TenantIsolation Isolation, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
