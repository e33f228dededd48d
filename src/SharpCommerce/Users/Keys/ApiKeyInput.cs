using System.ComponentModel.DataAnnotations;

namespace SharpCommerce.Users.Keys;

/// <summary>A key to be made.</summary>
public sealed record ApiKeyInput
{
    /// <summary>What it is for.</summary>
    [Required, StringLength(100)]
    public required string Name { get; init; }

    /// <summary>Secret or publishable.</summary>
    public ApiKeyKind Kind { get; init; }

    /// <summary>What its bearer may do; empty for publishable keys.</summary>
    [MaxLength(100)]
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Until when it works; null: until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
