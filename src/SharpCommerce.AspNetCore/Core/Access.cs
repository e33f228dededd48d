using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using SharpCommerce.Core.Limits;
using SharpCommerce.Users;
using SharpCommerce.Users.Roles;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Who an endpoint is for; decides whether it needs a tenant and what OpenAPI says of it.</summary>
internal enum Surface
{
    Public,
    Store,
    Auth,
    Admin,
    Platform,

    /// <summary>Somebody who signs what they send; the tenant stands in the path.</summary>
    Inbound,

    /// <summary>Anybody, for what never changes and is no secret; the tenant stands in the path.</summary>
    Media,
}

/// <summary>On every endpoint, exactly once: routing, OpenAPI and enforcement all read it.</summary>
/// <param name="Surface">Who it is for.</param>
/// <param name="Permission">What the caller must hold; null where none is asked for.</param>
/// <param name="SignedIn">Whether the caller must be a signed-in user, who acts on what is their own.</param>
internal sealed record AccessRule(Surface Surface, string? Permission, bool SignedIn = false)
{
    internal bool NeedsTenant => Surface is Surface.Store or Surface.Auth or Surface.Admin || HasTenantInPath;

    internal bool HasTenantInPath => Surface is Surface.Inbound or Surface.Media;

    internal bool IsOpen => Permission is null && !SignedIn;
}

internal enum IdempotencyRule
{
    Optional,
    Required,

    /// <summary>Its answer is a secret that must not be kept, or calling it twice does nothing more.</summary>
    None,
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

    /// <summary>Signed-in users may call it and reach only what is their own.</summary>
    internal static RouteHandlerBuilder SignedIn(this RouteHandlerBuilder endpoint, Surface surface) => endpoint.Requires(new AccessRule(surface, null, SignedIn: true));

    /// <summary>The tenant's staff with this permission may call it.</summary>
    internal static RouteHandlerBuilder Admin(this RouteHandlerBuilder endpoint, string permission) => endpoint.Requires(new AccessRule(Surface.Admin, Listed(permission, Permissions.Tenant)));

    /// <summary>Operators of the installation with this permission may call it.</summary>
    internal static RouteHandlerBuilder Platform(this RouteHandlerBuilder endpoint, string permission) => endpoint.Requires(new AccessRule(Surface.Platform, Listed(permission, Permissions.Platform)));

    internal static RouteHandlerBuilder RequiresIdempotencyKey(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(IdempotencyRule.Required);

    /// <summary>An <c>Idempotency-Key</c> is not looked at: what is answered are credentials, which are kept nowhere.</summary>
    internal static RouteHandlerBuilder NeverKept(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(IdempotencyRule.None);

    internal static RouteHandlerBuilder MaxBody(this RouteHandlerBuilder endpoint, long bytes) => endpoint.WithMetadata(new BodyLimit(bytes));

    /// <summary>What it mostly does, where that is not to work: see <see cref="TurnKind"/>.</summary>
    internal static RouteHandlerBuilder Mostly(this RouteHandlerBuilder endpoint, TurnKind kind) => endpoint.WithMetadata(kind);

    private static RouteHandlerBuilder Requires(this RouteHandlerBuilder endpoint, AccessRule rule) =>
        endpoint.WithMetadata(rule).RequireAuthorization(new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement(rule)).Build());

    private static string Listed(string permission, IReadOnlySet<string> known) =>
        known.Contains(permission) ? permission : throw new ArgumentException($"'{permission}' is not in the list of permissions.", nameof(permission));
}

internal sealed record AccessRequirement(AccessRule Rule) : IAuthorizationRequirement;

internal sealed class AccessHandler : AuthorizationHandler<AccessRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AccessRequirement requirement)
    {
        if (context.User.Identity is CallerIdentity { Credential: var credential } && Allows(requirement.Rule, credential))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool Allows(AccessRule rule, Credential credential) =>
        rule.Permission is { } permission ? credential.Holds(permission)
        : credential.UserId is not null && credential.IsOperator == (rule.Surface == Surface.Platform);
}
