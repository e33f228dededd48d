using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users;

/// <summary>A link that was mailed: 256 random bits of which only the hash is kept, for one purpose of one user, used once.</summary>
internal sealed class OneTimeToken : ITenantOwned
{
    private const int SecretBytes = 32;

    private OneTimeToken()
    {
    }

    private OneTimeToken(byte[] hash, Id<User> userId, TokenPurpose purpose, string? data, DateTimeOffset expiresAt)
    {
        Hash = hash;
        UserId = userId;
        Purpose = purpose;
        Data = data;
        ExpiresAt = expiresAt;
    }

    public Id<Tenant> TenantId { get; private set; }

    public byte[] Hash { get; private set; } = [];

    public Id<User> UserId { get; private set; }

    public TokenPurpose Purpose { get; private set; }

    /// <summary>What the purpose needs, such as the new address.</summary>
    public string? Data { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    internal static (string Secret, OneTimeToken Token) Create(Id<User> userId, TokenPurpose purpose, DateTimeOffset expiresAt, string? data = null)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return (secret, new(HashOf(secret), userId, purpose, data, expiresAt));
    }

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>What a mailed link is good for.</summary>
internal enum TokenPurpose
{
    VerifyEmail,
    ResetPassword,
    ChangeEmail,
    Invite,
}
