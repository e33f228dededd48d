namespace SharpCommerce.Core.Tenancy;

/// <summary>The operator's first credential: made once at first start or by the operator's command, stored as a hash.</summary>
internal sealed class BootstrapToken
{
    private BootstrapToken()
    {
    }

    internal BootstrapToken(Guid id, byte[] hash, DateTimeOffset createdAt)
    {
        Id = id;
        Hash = hash;
        CreatedAt = createdAt;
    }

    public Guid Id { get; private set; }

    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }
}
