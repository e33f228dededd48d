using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Users;

/// <summary>An account to be opened.</summary>
public sealed record RegistrationInput
{
    /// <summary>The email address.</summary>
    [Required, MailAddress]
    public required string Email { get; init; }

    /// <summary>The password: 8 to 256 characters of any kind, and not one of the most common.</summary>
    [Required, StringLength(Passwords.MaxLength)]
    public required string Password { get; init; }

    /// <summary>The name.</summary>
    [StringLength(InputRules.MaxText)]
    public string? Name { get; init; }
}

/// <summary>Whose password was forgotten.</summary>
public sealed record ForgotPasswordInput
{
    /// <summary>The email address.</summary>
    [Required, MailAddress]
    public required string Email { get; init; }
}

/// <summary>Another email address.</summary>
public sealed record EmailChangeInput
{
    /// <summary>The new address.</summary>
    [Required, MailAddress]
    public required string NewEmail { get; init; }

    /// <summary>The password, so that a borrowed session is not enough.</summary>
    [Required, StringLength(Passwords.MaxLength)]
    public required string Password { get; init; }
}
