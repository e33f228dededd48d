using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Roles;

/// <summary>A tenant's own role: a name for a set of permissions. What a user may do is the sum of their roles.</summary>
public sealed class Role : ITenantOwned
{
    private Role()
    {
    }

    internal Role(Id<Role> id, string name, DateTimeOffset createdAt)
    {
        Id = id;
        Name = name;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<Role> Id { get; private set; }

    /// <summary>The name, by which users have it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it is for.</summary>
    public string? Description { get; internal set; }

    /// <summary>What it permits.</summary>
    public IReadOnlyList<string> Permissions { get; internal set; } = [];

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }
}

/// <summary>That a user has a role, a built-in one or the tenant's own.</summary>
internal sealed class UserRole : ITenantOwned
{
    private UserRole()
    {
    }

    internal UserRole(Id<User> userId, string role)
    {
        UserId = userId;
        Role = role;
    }

    public Id<Tenant> TenantId { get; private set; }

    public Id<User> UserId { get; private set; }

    public string Role { get; private set; } = "";
}
