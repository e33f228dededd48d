using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Who an endpoint is for; decides whether it needs a tenant and what OpenAPI says of it.</summary>
internal enum Surface
{
    Public,
    Store,
    Admin,
    Platform,
}

/// <summary>On every endpoint, exactly once: routing, OpenAPI and enforcement all read it.</summary>
/// <param name="Surface">Who it is for.</param>
/// <param name="Permission">What the caller must hold; null where anybody may call.</param>
internal sealed record AccessRule(Surface Surface, string? Permission);

internal enum IdempotencyRule
{
    Optional,
    Required,
}

internal sealed record BodyLimit(long MaxBytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => MaxBytes;
}

/// <summary>What an endpoint declares of itself, readable on the line of its route.</summary>
internal static class AccessExtensions
{
    /// <summary>Anybody may call it.</summary>
    internal static RouteHandlerBuilder Open(this RouteHandlerBuilder endpoint, Surface surface) => endpoint.WithMetadata(new AccessRule(surface, null)).AllowAnonymous();

    /// <summary>The tenant's staff with this permission may call it.</summary>
    internal static RouteHandlerBuilder Admin(this RouteHandlerBuilder endpoint, string permission) => endpoint.Requires(Surface.Admin, permission);

    /// <summary>Operators of the installation with this permission may call it.</summary>
    internal static RouteHandlerBuilder Platform(this RouteHandlerBuilder endpoint, string permission) => endpoint.Requires(Surface.Platform, permission);

    internal static RouteHandlerBuilder RequiresIdempotencyKey(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(IdempotencyRule.Required);

    internal static RouteHandlerBuilder MaxBody(this RouteHandlerBuilder endpoint, long bytes) => endpoint.WithMetadata(new BodyLimit(bytes));

    private static RouteHandlerBuilder Requires(this RouteHandlerBuilder endpoint, Surface surface, string permission) =>
        endpoint.WithMetadata(new AccessRule(surface, permission)).RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(new PermissionRequirement(permission)).Build());
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    internal const string ClaimType = "permission";
    internal const string All = "*";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.HasClaim(claim => claim.Type == ClaimType && (claim.Value == All || claim.Value == requirement.Permission)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
