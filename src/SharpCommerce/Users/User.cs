using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;
using SharpCommerce.Users.Roles;

namespace SharpCommerce.Users;

/// <summary>A person known to one tenant, shopper or staff. The same email in two tenants is two users.</summary>
public sealed class User : ITenantOwned
{
    private User()
    {
    }

    internal User(Id<User> id, UserKind kind, string email, string? name, DateTimeOffset createdAt)
    {
        Id = id;
        Kind = kind;
        Email = email;
        NormalizedEmail = Users.Email.Normalize(email);
        Name = name;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<User> Id { get; private set; }

    /// <summary>Shopper or staff.</summary>
    public UserKind Kind { get; internal set; }

    /// <summary>The address as given.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address in the form by which it is unique within the tenant.</summary>
    internal string NormalizedEmail { get; private set; } = "";

    /// <summary>The name.</summary>
    public string? Name { get; internal set; }

    /// <summary>The salted hash of the password; null while none is set.</summary>
    internal string? PasswordHash { get; set; }

    /// <summary>Whether the user may not act.</summary>
    public bool Disabled { get; internal set; }

    /// <summary>When the user proved that the address is theirs; null until then.</summary>
    public DateTimeOffset? EmailVerifiedAt { get; internal set; }

    /// <summary>The key of the second factor, encrypted; null while there is none. Counts only once <see cref="TwoFactorEnabledAt"/> is set.</summary>
    internal string? ProtectedTwoFactorKey { get; set; }

    /// <summary>When the user proved that an authenticator holds the key.</summary>
    public DateTimeOffset? TwoFactorEnabledAt { get; internal set; }

    /// <summary>The time step of the last code that was used: a code works once.</summary>
    internal long TwoFactorStep { get; set; }

    /// <summary>When the user last signed in.</summary>
    public DateTimeOffset? LastSignInAt { get; internal set; }

    /// <summary>The roles, by name.</summary>
    internal List<UserRole> Roles { get; } = [];

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    internal bool HasTwoFactor => TwoFactorEnabledAt is not null;

    internal void ChangeEmail(string email, DateTimeOffset verifiedAt)
    {
        Email = email;
        NormalizedEmail = Users.Email.Normalize(email);
        EmailVerifiedAt = verifiedAt;
    }
}

/// <summary>What a user is to the tenant.</summary>
public enum UserKind
{
    /// <summary>A shopper.</summary>
    Customer,

    /// <summary>Somebody who works for the tenant, or operates the installation.</summary>
    Staff,
}
