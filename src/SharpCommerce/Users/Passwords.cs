using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;

namespace SharpCommerce.Users;

/// <summary>
/// Passwords by ASP.NET Core Identity's hasher: PBKDF2 with SHA-512. Length counts and composition does not (NIST SP 800-63B);
/// what attackers try first is refused.
/// </summary>
internal sealed class Passwords(PasswordWork work)
{
    internal const int MinLength = 8;
    internal const int StaffMinLength = 12;
    internal const int MaxLength = 256;

    // OWASP's and ASVS's figure for PBKDF2 with SHA-512; Identity's default is half of it.
    private const int Iterations = 210_000;

    private static readonly Lazy<FrozenSet<string>> Common = new(LoadCommon);

    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private string? _nobodys;

    /// <summary>Throws <c>validation_failed</c> for passwords that are too short, too long or among the most common ones.</summary>
    internal static void Require(string password, UserKind kind, string field = "password")
    {
        var least = kind == UserKind.Staff ? StaffMinLength : MinLength;
        if (password.Length < least || password.Length > MaxLength)
            throw InputRules.Invalid(field, $"must be {least} to {MaxLength} characters.");
        if (InputRules.Text(password) is { } fault)
            throw InputRules.Invalid(field, fault);
        if (Common.Value.Contains(password.ToLowerInvariant()))
            throw InputRules.Invalid(field, "is one of the most common passwords; choose another.");
    }

    internal Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        work.RunAsync(() => _hasher.HashPassword(null!, password), cancellationToken);

    /// <summary>Checks a password against a hash. Without a hash it does the work of a check all the same, so that the answer's time does not tell who is a user.</summary>
    /// <param name="read">Reads the hash; called only once it is this check's turn.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<PasswordVerificationResult> VerifyAsync(Func<Task<string?>> read, string password, CancellationToken cancellationToken)
    {
        var other = _nobodys ??= await HashAsync(Guid.NewGuid().ToString(), cancellationToken);
        return await work.RunAsync(
            read,
            hash =>
            {
                var result = _hasher.VerifyHashedPassword(null!, hash ?? other, password);
                return hash is null ? PasswordVerificationResult.Failed : result;
            },
            cancellationToken);
    }

    private static FrozenSet<string> LoadCommon()
    {
        using var reader = new StreamReader(typeof(Passwords).Assembly.GetManifestResourceStream("SharpCommerce.Users.CommonPasswords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }
}
