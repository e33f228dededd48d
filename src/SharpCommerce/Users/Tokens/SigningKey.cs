namespace SharpCommerce.Users.Tokens;

/// <summary>A key pair of the installation that signs access tokens. Its private half is encrypted at rest.</summary>
internal sealed class SigningKey
{
    private SigningKey()
    {
    }

    internal SigningKey(Guid id, string protectedKey, DateTimeOffset createdAt)
    {
        Id = id;
        ProtectedKey = protectedKey;
        CreatedAt = createdAt;
    }

    /// <summary>The token header's <c>kid</c>.</summary>
    public Guid Id { get; private set; }

    /// <summary>The PKCS #8 private key, encrypted.</summary>
    public string ProtectedKey { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
}
