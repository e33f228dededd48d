using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Users;
using SharpCommerce.Users.Oidc;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>Signing in staff by the tenant's OpenID provider, and which one that is.</summary>
internal static class OidcEndpoints
{
    internal static void MapOidc(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth/oidc").WithTags("Auth");
        auth.MapPost("start", StartAsync).Open(Surface.Auth).NeverKept().WithName("startOidc").WithSummary("Begin to sign in by the tenant's OpenID provider.");
        auth.MapPost("complete", CompleteAsync).Open(Surface.Auth).NeverKept().WithName("completeOidc").WithSummary("Sign in with the code that the provider gave to the browser.");

        var settings = api.MapGroup("/admin/oidc").WithTags("Access");
        settings.MapGet("", GetAsync).Admin("access:read").WithName("getOidc").WithSummary("The OpenID provider that staff sign in by.");
        settings.MapPut("", SetAsync).Admin("access:write").WithName("setOidc").WithSummary("Set it; only who holds everything may.");
        settings.MapDelete("", RemoveAsync).Admin("access:write").WithName("deleteOidc").WithSummary("End sign-in by the provider.");
    }

    private static async Task<Ok<OidcStart>> StartAsync(OidcStartInput input, OidcManager oidc, CancellationToken cancellationToken) =>
        TypedResults.Ok(await oidc.StartAsync(input, cancellationToken));

    private static async Task<Ok<SignedIn>> CompleteAsync(OidcCompletion input, OidcManager oidc, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(await oidc.CompleteAsync(input with { UserAgent = context.Request.Headers.UserAgent }, cancellationToken));

    private static async Task<Ok<OidcView>> GetAsync(OidcSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        var (found, version) = await settings.FindAsync(cancellationToken) ?? throw UserErrors.OidcNotConfigured();
        return TypedResults.Ok(found.WithETag(context, version));
    }

    private static async Task<Ok<OidcView>> SetAsync(OidcInput input, OidcSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        var (set, version) = await settings.SetAsync(input, context.ExpectedVersion(), cancellationToken);
        return TypedResults.Ok(set.WithETag(context, version));
    }

    private static async Task<NoContent> RemoveAsync(OidcSettingsManager settings, HttpContext context, CancellationToken cancellationToken)
    {
        await settings.RemoveAsync(context.ExpectedVersion(), cancellationToken);
        return TypedResults.NoContent();
    }
}
