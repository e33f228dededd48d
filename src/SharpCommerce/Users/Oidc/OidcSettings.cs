using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Users.Oidc;

/// <summary>The OpenID provider by which a tenant's staff sign in.</summary>
public sealed record OidcInput
{
    /// <summary>The provider's issuer, exactly as its discovery document names it: <c>https://login.example.com</c>.</summary>
    [Required, StringLength(500)]
    public required string Issuer { get; init; }

    /// <summary>How the provider calls this shop.</summary>
    [Required, StringLength(400)]
    public required string ClientId { get; init; }

    /// <summary>The client's secret, never shown again; empty for a public client. Null keeps the stored one while issuer and client stay the same.</summary>
    [StringLength(1_000)]
    public string? ClientSecret { get; init; }

    /// <summary>What is asked for besides <c>openid</c>.</summary>
    [MaxLength(20)]
    public IReadOnlyList<string> Scopes { get; init; } = ["email", "profile"];

    /// <summary>The claim of the ID token that holds groups or roles, a dotted path when it lies deeper; null when roles are given here alone.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? RoleClaim { get; init; }

    /// <summary>From the claim's values to roles.</summary>
    [MaxLength(100)]
    public IReadOnlyDictionary<string, string> RoleMap { get; init; } = new Dictionary<string, string>();

    /// <summary>The roles of a new user whom <see cref="RoleMap"/> gives none; empty keeps such people out.</summary>
    [MaxLength(20)]
    public IReadOnlyList<string> DefaultRoles { get; init; } = [];

    /// <summary>Whether the provider's word that it saw a second factor counts as one here.</summary>
    public bool TrustAmr { get; init; }
}

/// <summary>What is kept of an <see cref="OidcInput"/>, without the secret.</summary>
/// <param name="Issuer">The provider's issuer.</param>
/// <param name="ClientId">How the provider calls this shop.</param>
/// <param name="HasClientSecret">Whether a secret is stored.</param>
/// <param name="Scopes">What is asked for besides <c>openid</c>.</param>
/// <param name="RoleClaim">The claim that holds groups or roles.</param>
/// <param name="RoleMap">From its values to roles.</param>
/// <param name="DefaultRoles">The roles of a new user whom the map gives none.</param>
/// <param name="TrustAmr">Whether the provider's second factor counts here.</param>
public sealed record OidcView(
    string Issuer, string ClientId, bool HasClientSecret, IReadOnlyList<string> Scopes, string? RoleClaim, IReadOnlyDictionary<string, string> RoleMap, IReadOnlyList<string> DefaultRoles, bool TrustAmr);

/// <summary>The settings as they are stored.</summary>
internal sealed partial record OidcSettings
{
    internal const string Name = "oidc";

    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public string? ProtectedClientSecret { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public string? RoleClaim { get; init; }

    public IReadOnlyDictionary<string, string> RoleMap { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> DefaultRoles { get; init; } = [];

    public bool TrustAmr { get; init; }

    internal static OidcSettings Parse(string json) => JsonSerializer.Deserialize<OidcSettings>(json, ModelExtensions.Json)!;

    internal OidcView View() => new(Issuer, ClientId, ProtectedClientSecret is not null, Scopes, RoleClaim, RoleMap, DefaultRoles, TrustAmr);

    /// <summary>A scope as RFC 6749 writes it.</summary>
    [GeneratedRegex("^[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}$")]
    internal static partial Regex Scope();
}
