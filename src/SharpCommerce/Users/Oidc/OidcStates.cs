using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Oidc;

/// <summary>
/// What a sign-in must remember while the browser is with the provider. It travels in the <c>state</c>, sealed for one tenant and a short
/// time, so that nothing is stored for people who never come back.
/// </summary>
internal sealed class OidcStates(SecretProtector secrets, TimeProvider clock)
{
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    internal const int MaxLength = 4_096;

    internal string Seal(Tenant tenant, OidcState state) =>
        Base64Url.EncodeToString(Convert.FromBase64String(secrets.Protect(JsonSerializer.Serialize(state with { ExpiresAt = state.ExpiresAt ?? clock.GetUtcNow() + Lifetime }, ModelExtensions.Json), Purpose(tenant))));

    /// <summary>What was sealed; null when it is another tenant's, was changed or has expired.</summary>
    internal OidcState? Open(Tenant tenant, string text)
    {
        try
        {
            var state = JsonSerializer.Deserialize<OidcState>(secrets.Unprotect(Convert.ToBase64String(Base64Url.DecodeFromChars(text)), Purpose(tenant)), ModelExtensions.Json)!;
            return state.ExpiresAt > clock.GetUtcNow() ? state : null;
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException or OverflowException)
        {
            return null;
        }
    }

    private static string Purpose(Tenant tenant) => $"oidc-state:{tenant.Id}";
}

/// <summary>A sign-in on its way.</summary>
/// <param name="Issuer">The provider it began with.</param>
/// <param name="ClientId">The client it began with.</param>
internal sealed record OidcState(string Issuer, string ClientId)
{
    public DateTimeOffset? ExpiresAt { get; init; }

    public string RedirectUri { get; init; } = "";

    /// <summary>The secret whose hash the provider got (RFC 7636).</summary>
    public string Verifier { get; init; } = "";

    public string Nonce { get; init; } = "";

    /// <summary>Whom the provider has named; set when only the second factor is missing.</summary>
    public Id<User>? UserId { get; init; }
}
