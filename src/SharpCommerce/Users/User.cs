using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users;

/// <summary>A person known to one tenant, shopper or staff. The same email in two tenants is two users.</summary>
public sealed class User : ITenantOwned
{
    private User()
    {
    }

    internal User(Id<User> id, UserKind kind, string email, string normalizedEmail, string? name, DateTimeOffset createdAt)
    {
        Id = id;
        Kind = kind;
        Email = email;
        NormalizedEmail = normalizedEmail;
        Name = name;
        CreatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<User> Id { get; private set; }

    /// <summary>Shopper or staff.</summary>
    public UserKind Kind { get; private set; }

    /// <summary>The address as given.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The address in the form by which it is unique within the tenant.</summary>
    internal string NormalizedEmail { get; private set; } = "";

    /// <summary>The name.</summary>
    public string? Name { get; internal set; }

    /// <summary>The salted hash of the password; null while none is set.</summary>
    internal string? PasswordHash { get; set; }

    /// <summary>Whether the user may act.</summary>
    public bool Disabled { get; internal set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}

/// <summary>What a user is to the tenant.</summary>
public enum UserKind
{
    /// <summary>A shopper.</summary>
    Customer,

    /// <summary>Somebody who works for the tenant.</summary>
    Staff,
}
