using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Users;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>What people do with their own account.</summary>
internal static class AccountEndpoints
{
    internal static void MapAccounts(this IEndpointRouteBuilder api)
    {
        api.MapPost("/auth/register", RegisterAsync).Open(Surface.Auth).NeverKept().WithTags("Auth").WithName("register").WithSummary("Open an account; a mail asks to confirm the address.");
        Map(api.MapGroup("/auth").WithTags("Auth"), Surface.Auth, "");
        Map(api.MapGroup("/platform/auth").WithTags("Platform auth"), Surface.Platform, "Operator");
    }

    private static void Map(RouteGroupBuilder auth, Surface surface, string who)
    {
        auth.MapPost("password/forgot", ForgotAsync).Open(surface).NeverKept().WithName($"forgot{who}Password").WithSummary("Mail a link by which the password can be set anew.");
        auth.MapPost("password/reset", ResetAsync).Open(surface).NeverKept().WithName($"reset{who}Password").WithSummary("Set the password by a mailed link; all sessions end.");
        auth.MapPost("password/change", ChangePasswordAsync).SignedIn(surface).NeverKept().WithName($"change{who}Password").WithSummary("Change the own password; all other sessions end.");
        auth.MapPost("email/verify", VerifyAsync).Open(surface).NeverKept().WithName($"verify{who}Email").WithSummary("Confirm an address by a mailed link.");
        auth.MapPost("email/verification", ResendAsync).SignedIn(surface).NeverKept().WithName($"resend{who}Verification").WithSummary("Mail the link once more.");
        auth.MapPost("email/change", ChangeEmailAsync).SignedIn(surface).NeverKept().WithName($"change{who}Email").WithSummary("Mail a link to a new address; it counts once the link was followed.");
    }

    private static async Task<Created<RegisterResponse>> RegisterAsync(RegistrationInput input, AccountManager accounts, CancellationToken cancellationToken)
    {
        await accounts.RegisterAsync(input, cancellationToken);
        return TypedResults.Created((string?)null, new RegisterResponse(input.Email));
    }

    private static async Task<Accepted> ForgotAsync(ForgotPasswordInput input, AccountManager accounts, CancellationToken cancellationToken)
    {
        await accounts.ForgotPasswordAsync(input.Email, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Ok<UserView>> ResetAsync(PasswordResetRequest input, AccountManager accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.ResetPasswordAsync(input.Token, input.Password, cancellationToken));

    private static async Task<NoContent> ChangePasswordAsync(PasswordChangeRequest input, Caller caller, AccountManager accounts, CancellationToken cancellationToken)
    {
        await accounts.ChangePasswordAsync(caller.UserId!.Value, caller.Credential!.SessionId!.Value, input.Password, input.NewPassword, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<UserView>> VerifyAsync(EmailVerifyRequest input, AccountManager accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await accounts.VerifyEmailAsync(input.Token, cancellationToken));

    private static async Task<Accepted> ResendAsync(Caller caller, AccountManager accounts, CancellationToken cancellationToken)
    {
        await accounts.ResendVerificationAsync(caller.UserId!.Value, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Accepted> ChangeEmailAsync(EmailChangeInput input, Caller caller, AccountManager accounts, CancellationToken cancellationToken)
    {
        await accounts.ChangeEmailAsync(caller.UserId!.Value, input, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }
}

/// <summary>The same for an address that had an account already.</summary>
/// <param name="Email">The address to which a mail was sent.</param>
internal sealed record RegisterResponse(string Email);

/// <summary>A new password by a mailed link.</summary>
/// <param name="Token">From the link.</param>
/// <param name="Password">The new password.</param>
internal sealed record PasswordResetRequest(string Token, string Password);

/// <summary>A new password of a signed-in user.</summary>
/// <param name="Password">The password of now.</param>
/// <param name="NewPassword">The new one.</param>
internal sealed record PasswordChangeRequest(string Password, string NewPassword);

/// <summary>A mailed link.</summary>
/// <param name="Token">From the link.</param>
internal sealed record EmailVerifyRequest(string Token);
