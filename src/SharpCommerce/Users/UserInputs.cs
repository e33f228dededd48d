using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Users;

/// <summary>A user to be created.</summary>
public sealed record UserInput
{
    /// <summary>The email address, unique within the tenant.</summary>
    [Required, MailAddress]
    public required string Email { get; init; }

    /// <summary>The password: 8 to 256 characters of any kind, 12 for staff, and not one of the most common. Null: staff get a mail with a link to choose one.</summary>
    [StringLength(Passwords.MaxLength)]
    public string? Password { get; init; }

    /// <summary>The name.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Name { get; init; }

    /// <summary>Customer or staff.</summary>
    public UserKind Kind { get; init; }

    /// <summary>The roles, by name.</summary>
    [MaxLength(20)]
    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>What staff may change of a user.</summary>
public sealed record UserChange
{
    /// <summary>The name.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Name { get; init; }

    /// <summary>The roles, by name.</summary>
    [MaxLength(20)]
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Whether the user may not act.</summary>
    public bool Disabled { get; init; }
}

/// <summary>Which users.</summary>
public sealed record UserQuery
{
    /// <summary>Only customers or only staff.</summary>
    public UserKind? Kind { get; init; }

    /// <summary>Only the user of this email address.</summary>
    public string? Email { get; init; }

    /// <summary>How many, from 1 to 100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }
}
