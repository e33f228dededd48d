using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Oidc;

/// <summary>That somebody whom an OpenID provider knows by this subject is this user. Addresses are passed on to others, subjects are not.</summary>
internal sealed class UserLogin : ITenantOwned
{
    private UserLogin()
    {
    }

    internal UserLogin(string issuer, string subject, Id<User> userId, DateTimeOffset createdAt)
    {
        Issuer = issuer;
        Subject = subject;
        UserId = userId;
        CreatedAt = createdAt;
    }

    public Id<Tenant> TenantId { get; private set; }

    public string Issuer { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public Id<User> UserId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}
