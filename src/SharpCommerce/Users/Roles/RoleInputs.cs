using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Users.Roles;

/// <summary>A role of a tenant's own.</summary>
public sealed record RoleInput
{
    /// <summary>The name: lower-case letters, digits and underscores; cannot be changed.</summary>
    [Required, RegularExpression("^[a-z][a-z0-9_]{0,49}$", ErrorMessage = "must be 1 to 50 lower-case letters, digits and underscores, beginning with a letter.")]
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Description { get; init; }

    /// <summary>What it permits.</summary>
    [MaxLength(100)]
    public required IReadOnlyList<string> Permissions { get; init; }
}

/// <summary>A role as the API shows it.</summary>
/// <param name="Id">The id; null for built-in roles, which cannot be changed.</param>
/// <param name="Name">The name, by which users have it.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Permissions">What it permits.</param>
/// <param name="BuiltIn">Whether every tenant has it.</param>
public sealed record RoleView(Id<Role>? Id, string Name, string? Description, IReadOnlyList<string> Permissions, bool BuiltIn)
{
    internal long Version { get; init; }

    internal static RoleView Of(Role role) => new(role.Id, role.Name, role.Description, role.Permissions, BuiltIn: false) { Version = role.Version };

    internal static RoleView Of(BuiltInRole role) => new(null, role.Name, role.Description, [.. role.Permissions.Order(StringComparer.Ordinal)], BuiltIn: true);
}
