using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users.Oidc;

/// <summary>The two ends of a sign-in that lie here: the page that it returns to, and the session.</summary>
internal sealed class OidcSessions(TenantDb db, CommerceOptions options, OidcStates states, SessionManager sessions, PasswordCheck check)
{
    /// <summary>Whether a page belongs to the tenant: the code must not be handed to a stranger's.</summary>
    internal bool MayReturnTo(string redirectUri) =>
        Uri.IsWellFormedUriString(redirectUri, UriKind.Absolute) && Uri.TryCreate(redirectUri, UriKind.Absolute, out var uri) && OriginOf(uri) is { } origin && uri.Fragment.Length == 0
        && (db.Tenant.Allows(origin) || Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var own) && OriginOf(own) == origin);

    /// <summary>Opens the session of a user whom the provider has named. A second factor of their own is asked for here, whatever the provider asked for.</summary>
    internal Task<SignedIn> OpenAsync(OidcState state, User user, OidcCompletion input, bool passedElsewhere, CancellationToken cancellationToken)
    {
        var opening = new SignInInput { Email = user.Email, Password = "", Code = input.TwoFactorCode, RecoveryCode = input.RecoveryCode, UserAgent = input.UserAgent };
        if (!user.HasTwoFactor)
            return sessions.OpenAsync(user, opening, rehashed: null, cancellationToken, passedElsewhere);
        if (input.TwoFactorCode is null && input.RecoveryCode is null)
            throw UserErrors.TwoFactorRequired(states.Seal(db.Tenant, new(state.Issuer, state.ClientId) { UserId = user.Id, ExpiresAt = state.ExpiresAt }));
        return check.GuardAsync(user.Email, async () => (SignedIn?)await sessions.OpenAsync(user, opening, rehashed: null, cancellationToken))!;
    }

    private static string? OriginOf(Uri uri)
    {
        if (uri.UserInfo.Length > 0 || uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            return null;
        var host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost;
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}";
    }
}
