using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Oidc;

/// <summary>Talks to OpenID providers: the authorization code flow with PKCE. What goes wrong there is told to the log; the caller learns that it failed.</summary>
internal sealed partial class OidcProvider(OidcDiscovery discovery, OutboundClient client, OutboundRules rules, IdTokenReader tokens, ILogger<OidcProvider> logger)
{
    private const int SecretBytes = 32;

    /// <summary>A new sign-in, without what the caller adds to it.</summary>
    internal static OidcState Begin(OidcSettings settings, string redirectUri) => new(settings.Issuer, settings.ClientId)
    {
        RedirectUri = redirectUri,
        Verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)),
        Nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)),
    };

    /// <summary>Where the browser goes to sign in.</summary>
    /// <exception cref="CommerceException"><c>oidc_failed</c>, <c>oidc_unavailable</c>.</exception>
    internal Task<string> AuthorizationUrlAsync(Id<Tenant> tenantId, OidcSettings settings, OidcState state, string sealedState, CancellationToken cancellationToken) => GuardAsync(tenantId, async () =>
    {
        var provider = await discovery.GetAsync(tenantId, settings.Issuer, cancellationToken);
        // Scripts go there with the browser: it must be an address and not, say, a script.
        if (provider.AuthorizationEndpoint is not { } endpoint || rules.FaultOf(endpoint) is not null)
            throw new OidcRefusal("the provider's authorization endpoint is no address");
        var query = Form(
            ("response_type", "code"),
            ("client_id", settings.ClientId),
            ("redirect_uri", state.RedirectUri),
            ("scope", string.Join(' ', settings.Scopes.Prepend("openid").Distinct())),
            ("state", sealedState),
            ("nonce", state.Nonce),
            ("code_challenge", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(state.Verifier)))),
            ("code_challenge_method", "S256"));
        return $"{endpoint}{(endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}";
    });

    /// <summary>Exchanges a code for an ID token and reads who it is.</summary>
    /// <exception cref="CommerceException"><c>oidc_failed</c>, <c>oidc_unavailable</c>.</exception>
    internal Task<OidcIdentity> RedeemAsync(Id<Tenant> tenantId, OidcSettings settings, string? clientSecret, OidcState state, string code, CancellationToken cancellationToken) => GuardAsync(tenantId, async () =>
    {
        var provider = await discovery.GetAsync(tenantId, settings.Issuer, cancellationToken);
        var token = await ExchangeAsync(provider, settings, clientSecret, state, code, cancellationToken);
        try
        {
            return await tokens.ReadAsync(token, settings, state.Nonce, provider);
        }
        catch (OidcRefusal refusal) when (refusal.UnknownKey && discovery.Renew(tenantId, settings.Issuer))
        {
            return await tokens.ReadAsync(token, settings, state.Nonce, await discovery.GetAsync(tenantId, settings.Issuer, cancellationToken));
        }
    });

    /// <summary>Refuses a sign-in; the reason goes to the log.</summary>
    internal CommerceException Refuse(Id<Tenant> tenantId, string reason)
    {
        LogRefused(tenantId, reason);
        return UserErrors.OidcFailed();
    }

    private async Task<string> ExchangeAsync(OpenIdConnectConfiguration provider, OidcSettings settings, string? clientSecret, OidcState state, string code, CancellationToken cancellationToken)
    {
        if (provider.TokenEndpoint is not { } endpoint || rules.FaultOf(endpoint) is not null)
            throw new OidcRefusal("the provider's token endpoint is no address");
        var methods = provider.TokenEndpointAuthMethodsSupported;
        var basic = clientSecret is not null && (methods.Count == 0 || methods.Contains("client_secret_basic"));
        var form = new List<(string, string)> { ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", state.RedirectUri), ("code_verifier", state.Verifier) };
        if (!basic)
            form.Add(("client_id", settings.ClientId));
        if (!basic && clientSecret is not null)
            form.Add(("client_secret", clientSecret));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(Form([.. form]), Encoding.ASCII, "application/x-www-form-urlencoded") };
        request.Headers.Accept.Add(new("application/json"));
        if (basic)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(clientSecret!)}")));
        var answer = await client.SendAsync(request, cancellationToken);
        if (answer.Status >= 500)
            throw new HttpRequestException($"The token endpoint's status was {answer.Status}.");
        if (answer.Status != 200)
            throw new OidcRefusal($"the token endpoint answered {answer.Status}");
        return IdToken(answer.Text) ?? throw new OidcRefusal("the token endpoint gave no ID token");
    }

    private static string? IdToken(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("id_token", out var token) && token.ValueKind == JsonValueKind.String ? token.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Form(params (string Name, string Value)[] fields) => string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

    private async Task<T> GuardAsync<T>(Id<Tenant> tenantId, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (OidcRefusal refusal)
        {
            throw Refuse(tenantId, refusal.Message);
        }
        catch (HttpRequestException outage)
        {
            LogUnavailable(tenantId, outage.GetBaseException().Message);
            throw UserErrors.OidcUnavailable();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by OpenID provider was refused in tenant {TenantId}: {Reason}")]
    private partial void LogRefused(Id<Tenant> tenantId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The OpenID provider of tenant {TenantId} does not answer: {Failure}")]
    private partial void LogUnavailable(Id<Tenant> tenantId, string failure);
}
