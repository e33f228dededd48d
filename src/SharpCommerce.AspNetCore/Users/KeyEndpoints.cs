using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Tokens;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.AspNetCore.Users;

/// <summary>API keys of tenants, and the keys that sign access tokens.</summary>
internal static class KeyEndpoints
{
    internal static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/admin/api-keys").WithTags("Access");
        keys.MapGet("", ListAsync).Admin("access:read").WithName("listApiKeys").WithSummary("The keys that were not revoked, the newest first.");
        keys.MapPost("", CreateAsync).Admin("access:write").NeverKept().WithName("createApiKey").WithSummary("Make a key within what one holds; its text is shown this once.");
        keys.MapGet("{id:guid}", GetAsync).Admin("access:read").WithName("getApiKey").WithSummary("A key without its text.");
        keys.MapPost("{id:guid}/rotate", RotateAsync).Admin("access:write").NeverKept().WithName("rotateApiKey").WithSummary("Give a key a new text; the former one works on for a while.");
        keys.MapDelete("{id:guid}", RevokeAsync).Admin("access:write").WithName("revokeApiKey").WithSummary("Take a key out of use for ever.");
    }

    internal static void MapSigningKeys(this IEndpointRouteBuilder api) =>
        api.MapPost("/platform/signing-keys/rotate", RotateSigningAsync).Platform("keys:write").NeverKept().WithTags("Platform").WithName("rotateSigningKey").WithSummary("Sign access tokens with a new key; the former one stays valid until its last token has expired.");

    internal static void MapJwks(this IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/jwks.json", JwksAsync).Open(Surface.Public).WithTags("Auth").WithName("getJwks").WithSummary("The public keys by which access tokens can be checked (RFC 7517).");

    private static async Task<Ok<Page<ApiKeyResponse>>> ListAsync(ApiKeyManager keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<ApiKeyResponse>([.. (await keys.ListAsync(cancellationToken)).Select(key => Response(key))], null));

    private static async Task<Created<ApiKeyResponse>> CreateAsync(ApiKeyInput input, ApiKeyManager keys, CancellationToken cancellationToken)
    {
        var (key, text) = await keys.CreateAsync(input, cancellationToken);
        return TypedResults.Created($"/api/v1/admin/api-keys/{key.Id}", Response(key, text));
    }

    private static async Task<Ok<ApiKeyResponse>> GetAsync(Id<ApiKey> id, ApiKeyManager keys, HttpContext context, CancellationToken cancellationToken)
    {
        var key = await keys.FindAsync(id, cancellationToken) ?? throw CommerceErrors.NotFound("API key");
        return TypedResults.Ok(Response(key).WithETag(context, key.Version));
    }

    private static async Task<Ok<ApiKeyResponse>> RotateAsync(Id<ApiKey> id, RotateRequest? input, ApiKeyManager keys, CancellationToken cancellationToken)
    {
        var (key, text) = await keys.RotateAsync(id, input?.OverlapSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, cancellationToken);
        return TypedResults.Ok(Response(key, text));
    }

    private static async Task<NoContent> RevokeAsync(Id<ApiKey> id, ApiKeyManager keys, CancellationToken cancellationToken)
    {
        await keys.RevokeAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SigningKeyResponse>> RotateSigningAsync(SigningKeyRequest? input, SigningKeyManager keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new SigningKeyResponse((await keys.RotateAsync(input?.DropOthers ?? false, cancellationToken)).ToString("N")));

    private static async Task<Ok<JwksResponse>> JwksAsync(SigningKeys keys, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = $"public, max-age={SigningKeys.Freshness.TotalSeconds:0}";
        return TypedResults.Ok(new JwksResponse([.. (await keys.ValidAsync(cancellationToken)).Select(Response)]));
    }

    private static JwkResponse Response(PublishedKey key)
    {
        var point = key.Key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new("EC", "sig", SecurityAlgorithms.EcdsaSha256, "P-256", key.Key.KeyId, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }

    private static ApiKeyResponse Response(ApiKey key, string? text = null) => new(
        key.Id, key.Name, key.Kind, key.Permissions, text, key.CreatedAt, key.CreatedBy, key.ExpiresAt, key.RevokedAt, key.PreviousUntil, key.LastUsedAt);
}

/// <summary>An API key.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Kind">Secret or publishable.</param>
/// <param name="Permissions">What its bearer may do.</param>
/// <param name="Key">The key itself, in the answers that make it; kept nowhere.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">Until when it works.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="FormerUntil">Until when the text before the last rotation works.</param>
/// <param name="LastUsedAt">When it was last used, to the minute or so.</param>
internal sealed record ApiKeyResponse(
    Id<ApiKey> Id, string Name, ApiKeyKind Kind, IReadOnlyList<string> Permissions, string? Key, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt,
    DateTimeOffset? FormerUntil, DateTimeOffset? LastUsedAt);

/// <summary>How a key is rotated.</summary>
/// <param name="OverlapSeconds">For how long the former text works; 86,400 by default, 604,800 at most, 0 for a key that has leaked.</param>
internal sealed record RotateRequest(int? OverlapSeconds = null);

/// <summary>How the signing key is rotated.</summary>
/// <param name="DropOthers">Whether all other keys stop working at once, for when one has leaked: every user's access token is renewed at its next use.</param>
internal sealed record SigningKeyRequest(bool DropOthers = false);

/// <summary>The new signing key.</summary>
/// <param name="Kid">Its id, which token headers name.</param>
internal sealed record SigningKeyResponse(string Kid);

/// <summary>A key set.</summary>
/// <param name="Keys">The keys.</param>
internal sealed record JwksResponse(IReadOnlyList<JwkResponse> Keys);

/// <summary>A public key.</summary>
internal sealed record JwkResponse(string Kty, string Use, string Alg, string Crv, string Kid, string X, string Y);
