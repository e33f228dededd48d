using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Sessions;

/// <summary>One sign-in: a family of refresh tokens of which only the last one works. Access tokens name their session and die with it.</summary>
internal sealed class Session : ITenantOwned
{
    private Session()
    {
    }

    internal Session(Id<Session> id, Id<User> userId, byte[] refreshHash, byte[] salt, DateTimeOffset createdAt)
    {
        Id = id;
        UserId = userId;
        RefreshHash = refreshHash;
        Salt = salt;
        CreatedAt = createdAt;
        RotatedAt = createdAt;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<Session> Id { get; private set; }

    public Id<User> UserId { get; private set; }

    /// <summary>SHA-256 of the refresh token that works.</summary>
    public byte[] RefreshHash { get; private set; } = [];

    /// <summary>SHA-256 of the one before: for a moment it gets the same successor again, because clients repeat calls whose answer was lost.</summary>
    public byte[]? PreviousHash { get; private set; }

    /// <summary>With a refresh token it makes the next one, so that a repeated call gets the same successor although nobody keeps it.</summary>
    public byte[] Salt { get; private set; } = [];

    /// <summary>Whether the sign-in passed a second factor.</summary>
    public bool TwoFactor { get; internal set; }

    public string? UserAgent { get; internal set; }

    public string? Address { get; internal set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset RotatedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }
}
