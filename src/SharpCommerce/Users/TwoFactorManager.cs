using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OtpNet;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users;

/// <summary>The second factor: time-based codes (RFC 6238) from an authenticator app, and recovery codes for when it is lost.</summary>
public sealed class TwoFactorManager
{
    private const int KeyBytes = 20;
    private const int RecoveryCodes = 10;
    private const int RecoveryCodeBytes = 10;

    // A code of the step before or after is accepted: clocks differ and people type slowly.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    private readonly TenantDb _db;
    private readonly SecretProtector _secrets;
    private readonly PasswordCheck _check;
    private readonly CredentialReader _credentials;
    private readonly TimeProvider _clock;

    internal TwoFactorManager(TenantDb db, SecretProtector secrets, PasswordCheck check, CredentialReader credentials, TimeProvider clock)
    {
        _db = db;
        _secrets = secrets;
        _check = check;
        _credentials = credentials;
        _clock = clock;
    }

    /// <summary>Makes a new key for the user's authenticator. It counts once <see cref="EnableAsync"/> has seen a code of it.</summary>
    /// <exception cref="CommerceException"><c>two_factor_state</c> when there is a second factor already, <c>invalid_credentials</c>.</exception>
    public async Task<TwoFactorKey> SetUpAsync(Id<User> userId, string password, CancellationToken cancellationToken = default)
    {
        await _check.RequireAsync(userId, password, cancellationToken);
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await LoadAsync(session, userId, cancellationToken);
        if (user.HasTwoFactor)
            throw UserErrors.TwoFactorState("There is a second factor already; disable it first.");
        var text = Base32Encoding.ToString(key);
        user.ProtectedTwoFactorKey = _secrets.Protect(text, Purpose(user));
        user.TwoFactorStep = 0;
        await session.SaveAndCommitAsync(cancellationToken);
        var issuer = _db.Tenant.Name;
        return new(text, new OtpUri(OtpType.Totp, key, user.Email, issuer).ToString());
    }

    /// <summary>Switches the second factor on and gives the recovery codes, which are shown once. All other sessions end.</summary>
    /// <exception cref="CommerceException"><c>invalid_code</c>, <c>two_factor_state</c>.</exception>
    internal async Task<IReadOnlyList<string>> EnableAsync(Id<User> userId, Id<Session> sessionId, string code, CancellationToken cancellationToken) =>
        await _check.GuardAsync<IReadOnlyList<string>>($"two-factor:{userId}", async () => await EnableOnceAsync(userId, sessionId, code, cancellationToken));

    private async Task<IReadOnlyList<string>> EnableOnceAsync(Id<User> userId, Id<Session> sessionId, string code, CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await LoadAsync(session, userId, cancellationToken);
        if (user.HasTwoFactor || user.ProtectedTwoFactorKey is null)
            throw UserErrors.TwoFactorState(user.HasTwoFactor ? "The second factor is on already." : "Ask for a key first.");
        RequireCode(user, code);
        user.TwoFactorEnabledAt = _clock.Now();
        user.Version++;
        var codes = await ReplaceCodesAsync(session, userId, cancellationToken);
        await session.Context.SaveChangesAsync(cancellationToken);
        await SessionManager.EndAllAsync(session, userId, _clock.Now(), cancellationToken, except: sessionId);
        // Whoever just typed a code has passed the second factor in this session.
        await session.Set<Session>().Where(found => found.Id == sessionId).ExecuteUpdateAsync(update => update.SetProperty(found => found.TwoFactor, true), cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
        return codes;
    }

    /// <summary>Switches the second factor off.</summary>
    /// <exception cref="CommerceException"><c>invalid_credentials</c>.</exception>
    public async Task DisableAsync(Id<User> userId, string password, CancellationToken cancellationToken = default)
    {
        await _check.RequireAsync(userId, password, cancellationToken);
        await ResetAsync(userId, cancellationToken);
    }

    /// <summary>Makes new recovery codes; the former ones stop working.</summary>
    /// <exception cref="CommerceException"><c>invalid_credentials</c>, <c>two_factor_state</c>.</exception>
    public async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Id<User> userId, string password, CancellationToken cancellationToken = default)
    {
        await _check.RequireAsync(userId, password, cancellationToken);
        await using var session = await _db.WriteAsync(cancellationToken);
        if (!(await LoadAsync(session, userId, cancellationToken)).HasTwoFactor)
            throw UserErrors.TwoFactorState("There is no second factor.");
        var codes = await ReplaceCodesAsync(session, userId, cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        return codes;
    }

    /// <summary>Takes the second factor of a user away, who has lost it; all sessions end.</summary>
    internal async Task ResetAsync(Id<User> userId, CancellationToken cancellationToken)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await LoadAsync(session, userId, cancellationToken);
        user.ProtectedTwoFactorKey = null;
        user.TwoFactorEnabledAt = null;
        user.Version++;
        await session.Context.SaveChangesAsync(cancellationToken);
        await session.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await SessionManager.EndAllAsync(session, userId, _clock.Now(), cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
    }

    /// <summary>Demands a code of the authenticator or a recovery code, and uses it up within the caller's transaction.</summary>
    internal async Task RequireAsync(DbSession session, User user, string? code, string? recoveryCode, CancellationToken cancellationToken)
    {
        if (code is not null)
        {
            RequireCode(user, code);
            return;
        }
        if (recoveryCode is null)
            throw UserErrors.TwoFactorRequired();
        var hash = HashOf(recoveryCode);
        if (await session.Set<RecoveryCode>().Where(stored => stored.UserId == user.Id && stored.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 0)
            throw UserErrors.InvalidCode();
    }

    private void RequireCode(User user, string code)
    {
        var key = Base32Encoding.ToBytes(_secrets.Unprotect(user.ProtectedTwoFactorKey!, Purpose(user)));
        if (!new Totp(key).VerifyTotp(_clock.GetUtcNow().UtcDateTime, code.Trim(), out var step, Window) || step <= user.TwoFactorStep)
            throw UserErrors.InvalidCode();
        user.TwoFactorStep = step;
        // Two sign-ins with one code at the same moment: the second one's save fails.
        user.Version++;
    }

    private static async Task<User> LoadAsync(DbSession session, Id<User> id, CancellationToken cancellationToken) =>
        await session.Set<User>().SingleOrDefaultAsync(user => user.Id == id, cancellationToken) ?? throw UserErrors.NotFound();

    private static async Task<IReadOnlyList<string>> ReplaceCodesAsync(DbSession session, Id<User> userId, CancellationToken cancellationToken)
    {
        await session.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => NewCode()).ToList();
        session.Context.AddRange(codes.Select(code => new RecoveryCode(userId, HashOf(code))));
        return codes;
    }

    private static string NewCode()
    {
        var text = Base32Encoding.ToString(RandomNumberGenerator.GetBytes(RecoveryCodeBytes));
        return string.Join('-', text.Chunk(4).Select(part => new string(part)));
    }

    private static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal)));

    private string Purpose(User user) => $"two-factor:{_db.Tenant.Id}:{user.Id}";
}

/// <summary>The key of an authenticator, shown once.</summary>
/// <param name="Secret">In base32, to be typed.</param>
/// <param name="Uri">The <c>otpauth:</c> address, to be shown as a QR code.</param>
public sealed record TwoFactorKey(string Secret, string Uri);
