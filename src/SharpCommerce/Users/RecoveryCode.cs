using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users;

/// <summary>Stands in for the second factor once, when the authenticator is lost. Only the hash is kept.</summary>
internal sealed class RecoveryCode : ITenantOwned
{
    private RecoveryCode()
    {
    }

    internal RecoveryCode(Id<User> userId, byte[] hash)
    {
        UserId = userId;
        Hash = hash;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<User> UserId { get; private set; }

    public byte[] Hash { get; private set; } = [];
}
