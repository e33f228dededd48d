using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SharpCommerce.Core;

namespace SharpCommerce.Users.Oidc;

/// <summary>Checks ID tokens (OpenID Connect Core, 3.1.3.7) and reads from them who signed in.</summary>
internal sealed class IdTokenReader(TimeProvider clock)
{
    private const int MaxLength = 64 * 1024;
    private const int MaxSubject = 255;
    private const int MostRoles = 1_000;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Asymmetric ones alone: no secret that both sides hold, and never "none".
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // RFC 8176: more than one factor, or one that is a thing and not a thought.
    private static readonly string[] StrongMethods = ["mfa", "otp", "hwk", "swk", "sc"];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    /// <summary>Who the token says has signed in.</summary>
    /// <exception cref="OidcRefusal">It is not one that the provider made for this client and this sign-in.</exception>
    internal async Task<OidcIdentity> ReadAsync(string token, OidcSettings settings, string nonce, OpenIdConnectConfiguration provider)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.ClientId,
            IssuerSigningKeys = provider.SigningKeys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
            LifetimeValidator = (notBefore, expires, _, _) => expires is { } end && IsNow(notBefore, end),
        });
        if (!result.IsValid)
            throw new OidcRefusal($"the ID token is not valid: {result.Exception?.GetType().Name}") { UnknownKey = result.Exception is SecurityTokenSignatureKeyNotFoundException };
        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(((JsonWebToken)result.SecurityToken).EncodedPayload), Strict);
            return Read(payload.RootElement, settings, nonce);
        }
        catch (JsonException)
        {
            throw new OidcRefusal("the ID token says something twice");
        }
    }

    private bool IsNow(DateTime? notBefore, DateTime expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires > now - ClockSkew && (notBefore is not { } start || start <= now + ClockSkew);
    }

    private OidcIdentity Read(JsonElement claims, OidcSettings settings, string nonce)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text(claims, "nonce") ?? ""), Encoding.UTF8.GetBytes(nonce)))
            throw new OidcRefusal("the ID token belongs to another sign-in: its nonce differs");
        if (Values(claims, "aud") is not [var audience] || audience != settings.ClientId || (Text(claims, "azp") ?? settings.ClientId) != settings.ClientId)
            throw new OidcRefusal("the ID token is not for this client alone");
        if (!claims.TryGetProperty("iat", out var issued) || !issued.TryGetInt64(out var seconds) || seconds > (clock.GetUtcNow() + ClockSkew).ToUnixTimeSeconds())
            throw new OidcRefusal("the ID token was issued in the future");
        if (Text(claims, "sub") is not { Length: > 0 and <= MaxSubject } subject || InputRules.Text(subject) is not null)
            throw new OidcRefusal("the ID token names nobody");
        return new(settings.Issuer, subject)
        {
            VerifiedEmail = IsTrue(claims, "email_verified") && Text(claims, "email") is { } email && new MailAddressAttribute().IsValid(email) && InputRules.Text(email) is null ? email : null,
            Name = Text(claims, "name") is { Length: > 0 and <= InputRules.MaxText } name && InputRules.Text(name) is null ? name : null,
            RoleValues = settings.RoleClaim is { } path ? Values(claims, path) : [],
            UsedSecondFactor = Values(claims, "amr").Any(StrongMethods.Contains),
        };
    }

    private static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Some providers write booleans as text.
    private static bool IsTrue(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || value.ValueKind == JsonValueKind.String && value.ValueEquals("true"));

    /// <summary>The texts of a claim, one or many; a dotted name leads deeper unless there is a claim of that very name.</summary>
    private static List<string> Values(JsonElement claims, string path)
    {
        if (!claims.TryGetProperty(path, out var value))
        {
            value = claims;
            foreach (var part in path.Split('.'))
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
                    return [];
            }
        }
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Take(MostRoles).Select(item => item.GetString()!)],
            _ => [],
        };
    }
}

/// <summary>Somebody as the provider knows them.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">Who it is there.</param>
internal sealed record OidcIdentity(string Issuer, string Subject)
{
    /// <summary>The email address; null unless the provider says that it is theirs.</summary>
    internal string? VerifiedEmail { get; init; }

    internal string? Name { get; init; }

    internal IReadOnlyList<string> RoleValues { get; init; } = [];

    internal bool UsedSecondFactor { get; init; }
}
