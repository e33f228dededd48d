using System.ComponentModel.DataAnnotations;
using SharpCommerce.Core;

namespace SharpCommerce.Users.Sessions;

/// <summary>How somebody signs in.</summary>
public sealed record SignInInput
{
    /// <summary>The email address.</summary>
    [Required, StringLength(Users.Email.MaxLength)]
    public required string Email { get; init; }

    /// <summary>The password.</summary>
    [Required, StringLength(Passwords.MaxLength)]
    public required string Password { get; init; }

    /// <summary>The six digits of the authenticator, for users with a second factor.</summary>
    [StringLength(10)]
    public string? Code { get; init; }

    /// <summary>One of the recovery codes instead.</summary>
    [StringLength(64)]
    public string? RecoveryCode { get; init; }

    /// <summary>The program at the other end, shown in the list of sessions.</summary>
    internal string? UserAgent { get; init; }
}

/// <summary>The tokens of a session.</summary>
/// <param name="AccessToken">Sent with calls as <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresIn">How long it works, in seconds.</param>
/// <param name="RefreshToken">Gets the next tokens, once.</param>
/// <param name="User">Who signed in.</param>
public sealed record SignedIn(string AccessToken, int ExpiresIn, string RefreshToken, UserView User);
