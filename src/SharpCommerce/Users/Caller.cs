using System.Collections.Frozen;
using SharpCommerce.Tenants;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users;

/// <summary>Who calls in the current scope and what they may do. In process it is the program itself, which may do everything; over HTTP it is what the credential says.</summary>
public sealed class Caller
{
    /// <summary>The signed-in user; null for guests, API keys and the program itself.</summary>
    public Id<User>? UserId => Credential?.UserId;

    /// <summary>The signed-in user as the owner of what shoppers have; null for everybody who is no user of this tenant, operators included.</summary>
    internal Id<User>? CustomerId => Credential is { IsOperator: false } ? UserId : null;

    /// <summary>Whether it is the program itself, which may use what belongs to anybody.</summary>
    internal bool IsProgram => Credential is null;

    /// <summary>What was verified; null for the program itself.</summary>
    internal Credential? Credential { get; set; }

    /// <summary>Whether the caller holds the permission.</summary>
    public bool Holds(string permission) => Credential?.Holds(permission) ?? true;
}

/// <summary>What a verified credential says of its bearer, as it is now and not as it was when the credential was made.</summary>
/// <param name="Name">For records: <c>user:</c>, <c>api_key:</c> or <c>operator:</c> and an id.</param>
/// <param name="TenantId">The tenant; the nil id for the operators of the installation.</param>
/// <param name="Permissions">What it may do.</param>
internal sealed record Credential(string Name, Id<Tenant> TenantId, FrozenSet<string> Permissions)
{
    internal static readonly Credential Nobody = new("guest", default, FrozenSet<string>.Empty);

    internal Id<User>? UserId { get; init; }

    internal Id<Session>? SessionId { get; init; }

    internal string? Email { get; init; }

    internal bool EmailVerified { get; init; }

    /// <summary>Whether a role of the user is without effect because the session did not pass a second factor.</summary>
    internal bool LacksTwoFactor { get; init; }

    internal bool IsOperator => this != Nobody && TenantId == default;

    /// <summary>Operators who may act in tenants hold whatever staff can hold.</summary>
    internal bool Holds(string permission) =>
        Permissions.Contains(permission) || IsOperator && Permissions.Contains(Roles.Permissions.TenantsActAs) && Roles.Permissions.Tenant.Contains(permission);

    internal bool HoldsAll(IEnumerable<string> permissions) => permissions.All(Holds);
}
