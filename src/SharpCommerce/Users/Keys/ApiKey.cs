using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Keys;

/// <summary>A credential for programs. Shown once when it is made; only its hash is kept.</summary>
public sealed class ApiKey : ITenantOwned
{
    private ApiKey()
    {
    }

    internal ApiKey(Id<ApiKey> id, ApiKeyKind kind, string name, IReadOnlyList<string> permissions, byte[] hash, DateTimeOffset createdAt)
    {
        Id = id;
        Kind = kind;
        Name = name;
        Permissions = permissions;
        Hash = hash;
        CreatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<ApiKey> Id { get; private set; }

    /// <summary>Secret or publishable.</summary>
    public ApiKeyKind Kind { get; private set; }

    /// <summary>What it is for.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>What its bearer may do; nothing for publishable keys.</summary>
    public IReadOnlyList<string> Permissions { get; internal set; } = [];

    /// <summary>SHA-256 of the key's random part.</summary>
    internal byte[] Hash { get; private set; } = [];

    /// <summary>The hash before the last rotation, good until <see cref="PreviousUntil"/>.</summary>
    internal byte[]? PreviousHash { get; private set; }

    /// <summary>Until when the key before the last rotation still works.</summary>
    public DateTimeOffset? PreviousUntil { get; private set; }

    /// <summary>Until when it works; null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; internal set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; internal set; }

    /// <summary>When it was last used, to the minute or so.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; internal set; } = "";

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    internal void Rotate(byte[] hash, DateTimeOffset previousUntil)
    {
        PreviousHash = Hash;
        PreviousUntil = previousUntil;
        Hash = hash;
    }
}

/// <summary>What a key is good for.</summary>
public enum ApiKeyKind
{
    /// <summary>Signs a program in with permissions; must stay secret.</summary>
    Secret,

    /// <summary>Only says which tenant is meant; may stand in a web page.</summary>
    Publishable,
}
