using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Telemetry;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users.Sessions;

/// <summary>Signing in by password and second factor. An unknown address, a wrong password and a disabled user look and take the same.</summary>
public sealed class SignInManager
{
    private readonly TenantDb _db;
    private readonly Passwords _passwords;
    private readonly PasswordCheck _check;
    private readonly SessionManager _sessions;

    internal SignInManager(TenantDb db, Passwords passwords, PasswordCheck check, SessionManager sessions)
    {
        _db = db;
        _passwords = passwords;
        _check = check;
        _sessions = sessions;
    }

    /// <summary>Opens a session.</summary>
    /// <exception cref="CommerceException"><c>invalid_credentials</c>, <c>two_factor_required</c>, <c>invalid_code</c>, <c>email_unverified</c>, <c>rate_limited</c>.</exception>
    public Task<SignedIn> SignInAsync(SignInInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        return CommerceMetrics.SignInAsync("password", () => _check.GuardAsync(input.Email, () => TryAsync(input, cancellationToken)));
    }

    private async Task<SignedIn?> TryAsync(SignInInput input, CancellationToken cancellationToken)
    {
        User? user = null;
        var requiresVerified = false;
        // No connection is held while the password is hashed.
        var fits = await _passwords.VerifyAsync(
            async () =>
            {
                (user, requiresVerified) = await FindAsync(input.Email, cancellationToken);
                return user?.PasswordHash;
            },
            input.Password,
            cancellationToken);
        if (user is null || fits == PasswordVerificationResult.Failed || user.Disabled)
            return null;
        if (requiresVerified && user.Kind == UserKind.Customer && user.EmailVerifiedAt is null)
            throw UserErrors.EmailUnverified();
        var rehashed = fits == PasswordVerificationResult.SuccessRehashNeeded ? await _passwords.HashAsync(input.Password, cancellationToken) : null;
        return await _sessions.OpenAsync(user, input, rehashed, cancellationToken);
    }

    private async Task<(User? User, bool RequiresVerified)> FindAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = Email.Normalize(email);
        await using var session = await _db.ReadAsync(cancellationToken);
        var user = await session.Set<User>().AsNoTracking().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancellationToken);
        var settings = await session.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == AccessSettings.Name, cancellationToken);
        return (user, AccessSettings.Parse(settings?.Value).RequireVerifiedEmail);
    }
}
