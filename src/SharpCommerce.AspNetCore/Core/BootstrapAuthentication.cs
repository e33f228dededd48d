using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Signs the operator in by the bootstrap token: <c>Authorization: Bearer sct_…</c>.</summary>
internal sealed class BootstrapAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, BootstrapTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    internal const string SchemeName = "Bootstrap";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count == 0)
            return AuthenticateResult.NoResult();
        if (header.Count > 1 || header[0] is not { } value || !value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("Exactly one bearer token is expected.");
        var token = value[Bearer.Length..].Trim();
        if (!token.StartsWith(BootstrapTokens.Prefix, StringComparison.Ordinal) || !await tokens.IsValidAsync(token, Context.RequestAborted))
            return AuthenticateResult.Fail("The token is not valid.");
        var identity = new ClaimsIdentity([new(ClaimTypes.Name, "bootstrap"), new(PermissionHandler.ClaimType, PermissionHandler.All)], SchemeName);
        return AuthenticateResult.Success(new(new(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(Context, new(ErrorKind.Unauthenticated, "unauthenticated", "Send a valid token as 'Authorization: Bearer …'."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var permission = Context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>()?.Permission;
        return Problems.WriteAsync(Context, new(ErrorKind.Forbidden, "missing_permission", "The credential does not hold the permission that this call needs.")
        {
            Extensions = new Dictionary<string, object?> { ["permission"] = permission },
        });
    }
}
