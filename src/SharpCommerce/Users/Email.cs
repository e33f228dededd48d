using System.ComponentModel.DataAnnotations;

namespace SharpCommerce.Users;

/// <summary>Email addresses as the API takes them.</summary>
internal static class Email
{
    internal const int MaxLength = 254;
    internal const string Pattern = @"^[^@\s,;:<>()\[\]\\""\p{C}]+@[^@\s,;:<>()\[\]\\""\p{C}]+\.[^@\s,;:<>()\[\]\\""\p{C}]+$";

    /// <summary>
    /// How addresses are compared: without surrounding space and the case of ASCII letters. Unicode's case would take different addresses
    /// for one (the Kelvin sign becomes k), and who has the one must not pass for the other.
    /// </summary>
    internal static string Normalize(string email) => string.Concat(email.Trim().Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
}

/// <summary>Must be an email address of usual form. Whether it exists shows when mail arrives.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class MailAddressAttribute : RegularExpressionAttribute
{
    public MailAddressAttribute()
        : base(Email.Pattern)
    {
        MatchTimeoutInMilliseconds = 100;
        ErrorMessage = "must be an email address.";
    }

    public override bool IsValid(object? value) => (value as string)?.Length <= Email.MaxLength && base.IsValid(value) || value is null;
}
