using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Users;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>Signing in and out: the same calls for a tenant's people below <c>/auth</c> and for operators below <c>/platform/auth</c>.</summary>
internal static class AuthEndpoints
{
    internal static void MapAuth(this IEndpointRouteBuilder api)
    {
        Map(api.MapGroup("/auth"), Surface.Auth, "");
        Map(api.MapGroup("/platform/auth"), Surface.Platform, "Operator");
    }

    private static void Map(RouteGroupBuilder group, Surface surface, string who)
    {
        var auth = group.WithTags(who.Length == 0 ? "Auth" : "Platform auth");
        auth.MapPost("login", LoginAsync).Open(surface).NeverKept().WithName($"login{who}").WithSummary("Sign in by email address, password and, where there is one, second factor.");
        auth.MapPost("refresh", RefreshAsync).Open(surface).NeverKept().WithName($"refresh{who}").WithSummary("Get the next tokens for a refresh token, which works once.");
        auth.MapPost("logout", LogoutAsync).SignedIn(surface).NeverKept().WithName($"logout{who}").WithSummary("End this session and all of its tokens.");
        auth.MapGet("me", MeAsync).SignedIn(surface).WithName($"get{who}Me").WithSummary("Who is signed in and what they may do.");
        auth.MapGet("sessions", SessionsAsync).SignedIn(surface).WithName($"list{who}Sessions").WithSummary("The caller's open sessions.");
        auth.MapDelete("sessions/{id:guid}", EndSessionAsync).SignedIn(surface).WithName($"end{who}Session").WithSummary("End one of them.");
    }

    private static async Task<Ok<SignedIn>> LoginAsync(SignInInput input, SignInManager signIn, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(await signIn.SignInAsync(input with { UserAgent = context.Request.Headers.UserAgent }, cancellationToken));

    private static async Task<Ok<SignedIn>> RefreshAsync(RefreshRequest input, SessionManager sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sessions.RefreshAsync(input.RefreshToken, cancellationToken));

    private static async Task<NoContent> LogoutAsync(Caller caller, SessionManager sessions, CancellationToken cancellationToken)
    {
        await sessions.SignOutAsync(caller.Credential!.SessionId!.Value, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MeResponse>> MeAsync(Caller caller, UserManager users, CancellationToken cancellationToken) =>
        TypedResults.Ok(new MeResponse(
            await users.FindAsync(caller.UserId!.Value, cancellationToken) ?? throw UserErrors.NotFound(),
            [.. caller.Credential!.Permissions.Order(StringComparer.Ordinal)],
            caller.Credential.LacksTwoFactor));

    private static async Task<Ok<Page<SessionResponse>>> SessionsAsync(Caller caller, SessionManager sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<SessionResponse>(
            [.. (await sessions.ListAsync(caller.UserId!.Value, cancellationToken)).Select(session => new SessionResponse(
                session.Id, session.Id == caller.Credential!.SessionId, session.TwoFactor, session.UserAgent, session.Address, session.CreatedAt, session.RotatedAt))],
            null));

    private static async Task<NoContent> EndSessionAsync(Id<Session> id, Caller caller, SessionManager sessions, CancellationToken cancellationToken) =>
        await sessions.EndAsync(caller.UserId!.Value, id, cancellationToken) ? TypedResults.NoContent() : throw CommerceErrors.NotFound("session");
}

/// <summary>A refresh token.</summary>
/// <param name="RefreshToken">The last one that was given out.</param>
internal sealed record RefreshRequest(string RefreshToken);

/// <summary>Who is signed in.</summary>
/// <param name="User">The user.</param>
/// <param name="Permissions">What they may do.</param>
/// <param name="TwoFactorRequired">Whether a role of theirs counts only after a second factor, which this session has not passed.</param>
internal sealed record MeResponse(UserView User, IReadOnlyList<string> Permissions, bool TwoFactorRequired);

/// <summary>A sign-in that is still good.</summary>
/// <param name="Id">The id.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="TwoFactor">Whether it passed a second factor.</param>
/// <param name="UserAgent">The program at the other end, as it calls itself.</param>
/// <param name="Address">The network address that signed in.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastUsedAt">When its tokens were last renewed.</param>
internal sealed record SessionResponse(Id<Session> Id, bool Current, bool TwoFactor, string? UserAgent, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt);
