using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Users;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>
/// Knows the caller by <c>Authorization: Bearer …</c>: an access token, a secret API key (<c>sk_</c>) or the operator's bootstrap token
/// (<c>sct_</c>). A credential that is sent to the store and is not valid is refused even where none is needed.
/// </summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BootstrapTokens bootstrap, AccessTokens tokens, CredentialReader credentials, TenantRegistry registry)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Bearer";
    private const string Bearer = "Bearer ";
    private static readonly Credential BootstrapCredential = new("operator:bootstrap", default, Permissions.Platform);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
            return AuthenticateResult.NoResult();
        if (header is not [{ } value] || !value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("Exactly one bearer token is expected.");
        try
        {
            return await ReadAsync(value[Bearer.Length..].Trim(), Context.RequestAborted) is { } credential
                ? AuthenticateResult.Success(new(new(new CallerIdentity(credential)), SchemeName))
                : AuthenticateResult.Fail("The credential is not valid.");
        }
        catch (CommerceException expired)
        {
            return AuthenticateResult.Fail(expired);
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => WriteUnauthenticatedAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var rule = Context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>();
        var extensions = new Dictionary<string, object?> { ["permission"] = rule?.Permission };
        if (Context.User.Identity is CallerIdentity { Credential.LacksTwoFactor: true })
            extensions["twoFactorRequired"] = true;
        var message = rule is { SignedIn: true } ? "This call is for signed-in users of this tenant." : "The credential does not hold the permission that this call needs.";
        return Problems.WriteAsync(Context, new(ErrorKind.Forbidden, "missing_permission", message) { Extensions = extensions });
    }

    /// <summary>The one answer to every credential that is not valid; only an expired token of ours is told apart, so that clients refresh it.</summary>
    internal static async Task WriteUnauthenticatedAsync(HttpContext context)
    {
        var failure = (await context.AuthenticateAsync(SchemeName)).Failure;
        context.Response.Headers.WWWAuthenticate = SchemeName;
        await Problems.WriteAsync(context, (failure as CommerceException ?? UserErrors.Unauthenticated()).Error);
    }

    private async Task<Credential?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (token.StartsWith(BootstrapTokens.Prefix, StringComparison.Ordinal))
            return await bootstrap.IsValidAsync(token, cancellationToken) ? BootstrapCredential : null;
        if (ApiKeyText.Parse(token) is { } key)
            return key.Kind == ApiKeyKind.Secret && await registry.ByIdAsync(key.TenantId, cancellationToken) is { } owner ? await credentials.KeyAsync(owner, key, cancellationToken) : null;
        if (await tokens.ReadAsync(token, cancellationToken) is not { } subject)
            return null;
        var tenant = subject.TenantId == default ? Tenant.Platform : await registry.ByIdAsync(subject.TenantId, cancellationToken);
        return tenant is null ? null : await credentials.SessionAsync(tenant, subject.SessionId, subject.UserId, cancellationToken);
    }
}

/// <summary>The caller of a request whose credential is valid.</summary>
internal sealed class CallerIdentity(Credential credential) : ClaimsIdentity([new(ClaimTypes.Name, credential.Name)], BearerAuthentication.SchemeName)
{
    internal Credential Credential => credential;
}
