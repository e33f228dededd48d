using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Users;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>The own second factor. Every change asks for the password, so that a borrowed session is not enough.</summary>
internal static class TwoFactorEndpoints
{
    internal static void MapTwoFactor(this IEndpointRouteBuilder api)
    {
        Map(api.MapGroup("/auth/two-factor").WithTags("Auth"), Surface.Auth, "");
        Map(api.MapGroup("/platform/auth/two-factor").WithTags("Platform auth"), Surface.Platform, "Operator");
    }

    private static void Map(RouteGroupBuilder group, Surface surface, string who)
    {
        group.MapPost("setup", SetUpAsync).SignedIn(surface).NeverKept().WithName($"setUp{who}TwoFactor").WithSummary("Make a key for an authenticator app.");
        group.MapPost("enable", EnableAsync).SignedIn(surface).NeverKept().WithName($"enable{who}TwoFactor").WithSummary("Switch the second factor on with a first code; answers the recovery codes.");
        group.MapPost("disable", DisableAsync).SignedIn(surface).NeverKept().WithName($"disable{who}TwoFactor").WithSummary("Switch it off; all sessions end.");
        group.MapPost("recovery-codes", NewCodesAsync).SignedIn(surface).NeverKept().WithName($"renew{who}RecoveryCodes").WithSummary("Make new recovery codes; the former ones stop working.");
    }

    private static async Task<Ok<TwoFactorKey>> SetUpAsync(PasswordRequest input, Caller caller, TwoFactorManager twoFactor, CancellationToken cancellationToken) =>
        TypedResults.Ok(await twoFactor.SetUpAsync(caller.UserId!.Value, input.Password, cancellationToken));

    private static async Task<Ok<RecoveryCodesResponse>> EnableAsync(CodeRequest input, Caller caller, TwoFactorManager twoFactor, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RecoveryCodesResponse(await twoFactor.EnableAsync(caller.UserId!.Value, caller.Credential!.SessionId!.Value, input.Code, cancellationToken)));

    private static async Task<NoContent> DisableAsync(PasswordRequest input, Caller caller, TwoFactorManager twoFactor, CancellationToken cancellationToken)
    {
        await twoFactor.DisableAsync(caller.UserId!.Value, input.Password, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<RecoveryCodesResponse>> NewCodesAsync(PasswordRequest input, Caller caller, TwoFactorManager twoFactor, CancellationToken cancellationToken) =>
        TypedResults.Ok(new RecoveryCodesResponse(await twoFactor.NewRecoveryCodesAsync(caller.UserId!.Value, input.Password, cancellationToken)));
}

/// <summary>The own password.</summary>
/// <param name="Password">The password.</param>
internal sealed record PasswordRequest(string Password);

/// <summary>A code of the authenticator.</summary>
/// <param name="Code">Six digits.</param>
internal sealed record CodeRequest(string Code);

/// <summary>Codes that stand in for the authenticator, each once. Shown this once.</summary>
/// <param name="RecoveryCodes">The codes.</param>
internal sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes);
