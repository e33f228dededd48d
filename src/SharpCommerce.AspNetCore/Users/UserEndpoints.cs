using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Users;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>A tenant's staff, and the operators of the installation: the same calls for both.</summary>
internal static class UserEndpoints
{
    internal static void MapUsers(this IEndpointRouteBuilder api)
    {
        Map(api.MapGroup("/admin/users").WithTags("Access"), (route, writes) => route.Admin(writes ? "access:write" : "access:read"), "User", "member of staff");
        Map(api.MapGroup("/platform/operators").WithTags("Platform"), (route, writes) => route.Platform(writes ? "operators:write" : "operators:read"), "Operator", "operator");

        var settings = api.MapGroup("/admin/access-settings").WithTags("Access");
        settings.MapGet("", GetSettingsAsync).Admin("access:read").WithName("getAccessSettings").WithSummary("What the tenant demands of those who sign in.");
        settings.MapPatch("", PatchSettingsAsync).Admin("access:write").Accepts<AccessSettings>("application/merge-patch+json", "application/json").WithName("updateAccessSettings").WithSummary("Change that by JSON merge patch.");
    }

    private static void Map(RouteGroupBuilder users, Func<RouteHandlerBuilder, bool, RouteHandlerBuilder> allow, string name, string who)
    {
        allow(users.MapGet("", ListAsync), false).WithName($"list{name}s").WithSummary($"Every {who}, the newest first.");
        allow(users.MapPost("", CreateAsync), true).WithName($"create{name}").WithSummary($"Add a {who}; without a password a mail with a link to choose one is sent.");
        allow(users.MapGet("{id:guid}", GetAsync), false).WithName($"get{name}").WithSummary($"A {who}.");
        allow(users.MapPatch("{id:guid}", PatchAsync), true).Accepts<UserChange>("application/merge-patch+json", "application/json").WithName($"update{name}").WithSummary("Change name, roles and whether they may act, by JSON merge patch.");
        allow(users.MapPost("{id:guid}/sign-out", SignOutAsync), true).WithName($"signOut{name}").WithSummary("End all of their sessions.");
        allow(users.MapDelete("{id:guid}/two-factor", ResetTwoFactorAsync), true).WithName($"reset{name}TwoFactor").WithSummary("Take away a second factor that was lost.");
    }

    private static async Task<Ok<Page<UserView>>> ListAsync([FromQuery] string? email, [FromQuery] int? limit, [FromQuery] string? cursor, UserManager users, CancellationToken cancellationToken) =>
        TypedResults.Ok(await users.ListAsync(new() { Kind = UserKind.Staff, Email = QueryValues.Text(email, "email"), Limit = limit ?? 20, Cursor = cursor }, cancellationToken));

    private static async Task<Created<UserView>> CreateAsync(StaffRequest input, UserManager users, HttpContext context, CancellationToken cancellationToken)
    {
        var user = await users.CreateAsync(new() { Email = input.Email, Name = input.Name, Password = input.Password, Kind = UserKind.Staff, Roles = input.Roles }, cancellationToken);
        return TypedResults.Created($"{context.Request.Path}/{user.Id}", user.WithETag(context, user.Version));
    }

    private static async Task<Ok<UserView>> GetAsync(Id<User> id, UserManager users, HttpContext context, CancellationToken cancellationToken)
    {
        var user = await FindAsync(users, id, cancellationToken);
        return TypedResults.Ok(user.WithETag(context, user.Version));
    }

    private static async Task<Ok<UserView>> PatchAsync(Id<User> id, UserManager users, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<UserChange>(context.Request, cancellationToken);
        await FindAsync(users, id, cancellationToken);
        var user = await users.UpdateAsync(id, patch, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(user.WithETag(context, user.Version));
    }

    private static async Task<NoContent> SignOutAsync(Id<User> id, UserManager users, CancellationToken cancellationToken)
    {
        await FindAsync(users, id, cancellationToken);
        await users.SignOutAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResetTwoFactorAsync(Id<User> id, UserManager users, TwoFactorManager twoFactor, CancellationToken cancellationToken)
    {
        await FindAsync(users, id, cancellationToken);
        await users.ResetTwoFactorAsync(id, twoFactor, cancellationToken);
        return TypedResults.NoContent();
    }

    // Customers have calls of their own, with their own permission.
    private static async Task<UserView> FindAsync(UserManager users, Id<User> id, CancellationToken cancellationToken) =>
        await users.FindAsync(id, cancellationToken) is { Kind: UserKind.Staff } user ? user : throw UserErrors.NotFound();

    private static async Task<Ok<AccessSettings>> GetSettingsAsync(AccessSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        var (found, version) = await settings.GetAsync(cancellationToken);
        return TypedResults.Ok(found.WithETag(context, version));
    }

    private static async Task<Ok<AccessSettings>> PatchSettingsAsync(AccessSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        var patch = await CommerceJson.ReadPatchAsync<AccessSettings>(context.Request, cancellationToken);
        var (changed, version) = await settings.UpdateAsync(patch, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(changed.WithETag(context, version));
    }
}

/// <summary>A member of staff, or an operator.</summary>
/// <param name="Email">The email address.</param>
/// <param name="Roles">The roles, by name.</param>
/// <param name="Name">The name.</param>
/// <param name="Password">12 to 256 characters; null: a mail with a link to choose one is sent.</param>
internal sealed record StaffRequest(string Email, IReadOnlyList<string> Roles, string? Name = null, string? Password = null);
