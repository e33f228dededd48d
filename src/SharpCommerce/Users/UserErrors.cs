namespace SharpCommerce.Users;

/// <summary>The codes of this module.</summary>
internal static class UserErrors
{
    internal const string TwoFactorRequiredCode = "two_factor_required";
    internal const string EmailUnverifiedCode = "email_unverified";

    internal static CommerceException NotFound() => Core.CommerceErrors.NotFound("user");

    /// <summary>One answer for an unknown address, a wrong password and a disabled user: whoever guesses learns nothing.</summary>
    internal static CommerceException InvalidCredentials() =>
        new(new(ErrorKind.Unauthenticated, "invalid_credentials", "Email address and password do not fit."));

    internal static CommerceException TwoFactorRequired() =>
        new(new(ErrorKind.Unauthenticated, TwoFactorRequiredCode, "Send 'code' from the authenticator, or a 'recoveryCode', with email address and password."));

    /// <summary>The provider's code is used up: what goes on from here is a new state.</summary>
    internal static CommerceException TwoFactorRequired(string state) =>
        new(new(ErrorKind.Unauthenticated, "two_factor_required", "Send this 'state' with 'twoFactorCode' from the authenticator, or with a 'recoveryCode'.")
        {
            Extensions = new Dictionary<string, object?> { ["state"] = state },
        });

    internal static CommerceException OidcNotConfigured() =>
        new(new(ErrorKind.NotFound, "oidc_not_configured", "No OpenID provider is set up for this shop; sign in by password."));

    /// <summary>One answer for whatever the provider said: the reason is in the log, and whoever guesses learns nothing.</summary>
    internal static CommerceException OidcFailed() =>
        new(new(ErrorKind.Unauthenticated, "oidc_failed", "The sign-in at the provider did not lead to an account here; begin again."));

    internal static CommerceException OidcUnavailable() =>
        new(new(ErrorKind.Unavailable, "oidc_unavailable", "The OpenID provider does not answer; try again in a moment."));

    internal static CommerceException InvalidCode() =>
        new(new(ErrorKind.Unauthenticated, "invalid_code", "The code is not valid now, or was used."));

    internal static CommerceException EmailUnverified() =>
        new(new(ErrorKind.Forbidden, EmailUnverifiedCode, "Follow the link in the mail that was sent to this address first."));

    internal static CommerceException InvalidToken() =>
        new(new(ErrorKind.Invalid, "invalid_token", "The link is not valid, has expired or was used; ask for a new one."));

    internal static CommerceException Unauthenticated() =>
        new(new(ErrorKind.Unauthenticated, "unauthenticated", "Send a valid token as 'Authorization: Bearer …'."));

    internal static CommerceException TokenExpired() =>
        new(new(ErrorKind.Unauthenticated, "token_expired", "The access token has expired; get a new one with the refresh token."));

    internal static CommerceException TokenReused() =>
        new(new(ErrorKind.Unauthenticated, "token_reused", "This refresh token was used before. The session is closed, because two parties hold it; sign in again."));

    internal static CommerceException MissingPermission(IEnumerable<string> permissions) =>
        new(new(ErrorKind.Forbidden, "missing_permission", "Nobody can grant, change or take away more than they hold themselves.")
        {
            Extensions = new Dictionary<string, object?> { ["permissions"] = permissions.Order(StringComparer.Ordinal).ToArray() },
        });

    internal static CommerceException LastOwner() =>
        new(new(ErrorKind.Conflict, "last_owner", "Somebody must be left who holds everything; make another one first."));

    internal static CommerceException TwoFactorState(string message) => new(new(ErrorKind.Conflict, "two_factor_state", message));
}
