using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SharpCommerce.Core;
using SharpCommerce.Tenants;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users.Tokens;

/// <summary>
/// Access tokens: JWTs by RFC 9068, signed with ES256, short-lived. They say who is meant and in which session; what that user may do
/// is looked up at every call, so that a right that was taken away is gone at once.
/// </summary>
internal sealed class AccessTokens(SigningKeys keys, CommerceOptions options, TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    internal const string Type = "at+jwt";
    internal const string Audience = "sharpcommerce";
    internal const string TenantClaim = "tenant";
    internal const string Platform = "platform";
    private const int MaxLength = 4_096;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    internal async Task<string> IssueAsync(AccessTokenSubject subject, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = await keys.CurrentAsync(cancellationToken);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = options.TokenIssuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = subject.UserId.ToString(),
                [JwtRegisteredClaimNames.Sid] = subject.SessionId.ToString(),
                [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString("N"),
                [TenantClaim] = subject.TenantId == default ? Platform : subject.TenantId.ToString(),
            },
            SigningCredentials = new(key.Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Whom a token names; null when it is not one of ours.</summary>
    /// <exception cref="CommerceException"><c>token_expired</c> for one of ours whose time is over.</exception>
    internal async Task<AccessTokenSubject?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > MaxLength || token.Count(c => c == '.') != 2)
            return null;
        var valid = await keys.ValidAsync(cancellationToken);
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = options.TokenIssuer,
            ValidAudience = Audience,
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // The key that the header names and no other one.
            IssuerSigningKeyResolver = (_, _, kid, _) => valid.Where(key => key.Key.KeyId == kid).Select(key => (SecurityKey)key.Key),
            TryAllIssuerSigningKeys = false,
            // Times are looked at last, so that only a token of ours that is right in all else is called expired.
            LifetimeValidator = (_, expires, _, _) => expires is not null,
        });
        if (!result.IsValid || (JsonWebToken)result.SecurityToken is not { } read || !IsStrict(read) || Subject(read) is not { } subject)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        if (read.ValidFrom > now + ClockSkew)
            return null;
        return read.ValidTo <= now - ClockSkew ? throw UserErrors.TokenExpired() : subject;
    }

    /// <summary>The tenant that a token says it is for, nothing of it checked: good for no decision about who somebody is.</summary>
    internal static string? ClaimedTenant(string token)
    {
        if (token.Length > MaxLength || token.Split('.') is not [_, var payload, _])
            return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty(TenantClaim, out var tenant) && tenant.ValueKind == JsonValueKind.String
                ? tenant.GetString() : null;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>No critical extension (RFC 7515, 4.1.11: what is not understood is refused), no claim twice, not issued in the future.</summary>
    private bool IsStrict(JsonWebToken token)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedHeader), Strict);
            using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload), Strict);
            return !header.RootElement.TryGetProperty("crit", out _) && token.IssuedAt <= clock.GetUtcNow().UtcDateTime + ClockSkew
                && payload.RootElement.GetProperty("aud").ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static AccessTokenSubject? Subject(JsonWebToken token)
    {
        if (!Id<User>.TryParse(token.Subject, null, out var userId) || !Id<Session>.TryParse(Claim(token, JwtRegisteredClaimNames.Sid), null, out var sessionId))
            return null;
        var tenant = Claim(token, TenantClaim);
        if (tenant == Platform)
            return new(default, userId, sessionId);
        return Id<Tenant>.TryParse(tenant, null, out var tenantId) && tenantId != default ? new(tenantId, userId, sessionId) : null;
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetClaim(name, out Claim claim) ? claim.Value : null;
}

/// <summary>Whom an access token names.</summary>
/// <param name="TenantId">The tenant; the nil id for operators of the installation.</param>
/// <param name="UserId">The user.</param>
/// <param name="SessionId">The sign-in.</param>
internal readonly record struct AccessTokenSubject(Id<Tenant> TenantId, Id<User> UserId, Id<Session> SessionId);
