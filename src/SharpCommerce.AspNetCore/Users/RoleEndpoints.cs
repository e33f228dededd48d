using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Users.Roles;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>Roles and what they permit.</summary>
internal static class RoleEndpoints
{
    internal static void MapRoles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/admin/permissions", Permissions).Admin("access:read").WithTags("Access").WithName("listPermissions").WithSummary("Everything that can be permitted.");
        var roles = api.MapGroup("/admin/roles").WithTags("Access");
        roles.MapGet("", ListAsync).Admin("access:read").WithName("listRoles").WithSummary("The built-in roles and the tenant's own.");
        roles.MapPost("", CreateAsync).Admin("access:write").WithName("createRole").WithSummary("Make a role of one's own, within what one holds.");
        roles.MapGet("{id:guid}", GetAsync).Admin("access:read").WithName("getRole").WithSummary("A role of the tenant's own.");
        roles.MapPatch("{id:guid}", PatchAsync).Admin("access:write").Accepts<RoleInput>("application/merge-patch+json", "application/json").WithName("updateRole").WithSummary("Change description and permissions by JSON merge patch.");
        roles.MapDelete("{id:guid}", DeleteAsync).Admin("access:write").WithName("deleteRole").WithSummary("Remove a role that nobody has.");
    }

    private static Ok<Page<string>> Permissions() => TypedResults.Ok(new Page<string>([.. SharpCommerce.Users.Roles.Permissions.Tenant.Order(StringComparer.Ordinal)], null));

    private static async Task<Ok<Page<RoleView>>> ListAsync(RoleManager roles, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<RoleView>(await roles.ListAsync(cancellationToken), null));

    private static async Task<Created<RoleView>> CreateAsync(RoleInput input, RoleManager roles, HttpContext context, CancellationToken cancellationToken)
    {
        var role = await roles.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/roles/{role.Id}", role.WithETag(context, role.Version));
    }

    private static async Task<Ok<RoleView>> GetAsync(Id<Role> id, RoleManager roles, HttpContext context, CancellationToken cancellationToken)
    {
        var role = await roles.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("role");
        return TypedResults.Ok(role.WithETag(context, role.Version));
    }

    private static async Task<Ok<RoleView>> PatchAsync(Id<Role> id, RoleManager roles, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<RoleInput>(context.Request, cancellationToken);
        var role = await roles.UpdateAsync(id, patch, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(role.WithETag(context, role.Version));
    }

    private static async Task<NoContent> DeleteAsync(Id<Role> id, RoleManager roles, HttpContext context, CancellationToken cancellationToken)
    {
        await roles.DeleteAsync(id, context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }
}
