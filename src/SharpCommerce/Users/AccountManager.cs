using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users;

/// <summary>What people do with their own account. Nothing here tells a stranger whether an address is known.</summary>
public sealed class AccountManager
{
    private static readonly TimeSpan SameTime = TimeSpan.FromMilliseconds(250);

    private readonly TenantDb _db;
    private readonly Passwords _passwords;
    private readonly PasswordCheck _check;
    private readonly AccountMails _mails;
    private readonly CredentialReader _credentials;
    private readonly IEnumerable<IVerifiedEmailHandler> _verified;
    private readonly TimeProvider _clock;

    internal AccountManager(TenantDb db, Passwords passwords, PasswordCheck check, AccountMails mails, CredentialReader credentials, IEnumerable<IVerifiedEmailHandler> verified, TimeProvider clock)
    {
        _db = db;
        _passwords = passwords;
        _check = check;
        _mails = mails;
        _credentials = credentials;
        _verified = verified;
        _clock = clock;
    }

    /// <summary>Opens an account and mails a link to verify the address. For an address that has one, the mail says so and the call looks just the same.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>rate_limited</c>.</exception>
    public Task RegisterAsync(RegistrationInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        Passwords.Require(input.Password, UserKind.Customer);
        return NoSoonerAsync(() => RegisterOnceAsync(input, cancellationToken));
    }

    private async Task RegisterOnceAsync(RegistrationInput input, CancellationToken cancellationToken)
    {
        await _check.CountRegistrationAsync(input.Email);
        var hash = await _passwords.HashAsync(input.Password, cancellationToken);
        var normalized = Email.Normalize(input.Email);
        await using var session = await _db.WriteAsync(cancellationToken);
        var known = await session.Set<User>().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancellationToken);
        // Whoever has the mailbox gets in by the link, verified or not; registering anew takes nothing from anybody.
        var user = known ?? new User(Id<User>.New(_clock), UserKind.Customer, input.Email.Trim(), input.Name, _clock.Now()) { PasswordHash = hash };
        if (known is null)
            session.Context.Add(user);
        else
            await AccountTokens.RevokeAsync(session, user.Id, [TokenPurpose.ResetPassword], cancellationToken);
        var link = AccountTokens.Issue(session, user, known is null ? TokenPurpose.VerifyEmail : TokenPurpose.ResetPassword, _clock);
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            // The same address was registered at the same moment; that one's mail is on its way.
            return;
        }
        if (known is null)
            await _mails.VerifyAsync(user, link, cancellationToken);
        else
            await _mails.AlreadyRegisteredAsync(user, user.Disabled ? null : link, cancellationToken);
    }

    /// <summary>Mails the link once more.</summary>
    public async Task ResendVerificationAsync(Id<User> userId, CancellationToken cancellationToken = default)
    {
        await _check.CountMailAsync(userId.ToString());
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await session.Set<User>().SingleAsync(found => found.Id == userId, cancellationToken);
        if (user.EmailVerifiedAt is not null)
            return;
        await AccountTokens.RevokeAsync(session, userId, [TokenPurpose.VerifyEmail], cancellationToken);
        var link = AccountTokens.Issue(session, user, TokenPurpose.VerifyEmail, _clock);
        await session.SaveAndCommitAsync(cancellationToken);
        await _mails.VerifyAsync(user, link, cancellationToken);
    }

    /// <summary>Believes that an address belongs to its user, who followed the link; also the new address of a change.</summary>
    /// <exception cref="CommerceException"><c>invalid_token</c>, <c>duplicate</c>.</exception>
    public async Task<UserView> VerifyEmailAsync(string token, CancellationToken cancellationToken = default)
    {
        var now = _clock.Now();
        await using var session = await _db.WriteAsync(cancellationToken);
        var (used, user) = await AccountTokens.RedeemAsync(session, token, [TokenPurpose.VerifyEmail, TokenPurpose.ChangeEmail], now, cancellationToken) ?? throw UserErrors.InvalidToken();
        var former = user.Email;
        if (used.Purpose == TokenPurpose.ChangeEmail)
        {
            user.ChangeEmail(used.Data!, now);
            await AccountTokens.RevokeAsync(session, user.Id, [TokenPurpose.VerifyEmail, TokenPurpose.ResetPassword], cancellationToken);
        }
        user.EmailVerifiedAt = now;
        user.Version++;
        try
        {
            await TellAsync(session, user, cancellationToken);
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            throw UserErrors.InvalidToken();
        }
        _credentials.Forget();
        if (used.Purpose == TokenPurpose.ChangeEmail)
            await _mails.EmailChangedAsync(user, former, cancellationToken);
        return UserView.Of(user);
    }

    /// <summary>Mails a link by which the password can be set anew. Looks the same whether or not the address is known.</summary>
    public Task ForgotPasswordAsync(string email, CancellationToken cancellationToken = default)
    {
        InputRules.Check(new ForgotPasswordInput { Email = email });
        return NoSoonerAsync(() => SendResetAsync(email, cancellationToken));
    }

    private async Task SendResetAsync(string email, CancellationToken cancellationToken)
    {
        await _check.CountRegistrationAsync(email);
        var normalized = Email.Normalize(email);
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await session.Set<User>().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized && !found.Disabled, cancellationToken);
        if (user is null)
            return;
        await AccountTokens.RevokeAsync(session, user.Id, [TokenPurpose.ResetPassword], cancellationToken);
        var link = AccountTokens.Issue(session, user, TokenPurpose.ResetPassword, _clock);
        await session.SaveAndCommitAsync(cancellationToken);
        await _mails.ResetAsync(user, link, cancellationToken);
    }

    /// <summary>Sets the password of the user who followed a link, and ends all of their sessions. Whoever got the mail has the address.</summary>
    /// <exception cref="CommerceException"><c>invalid_token</c>, <c>validation_failed</c>, <c>rate_limited</c>.</exception>
    public async Task<UserView> ResetPasswordAsync(string token, string password, CancellationToken cancellationToken = default)
    {
        Passwords.Require(password, UserKind.Customer);
        var now = _clock.Now();
        await using (var session = await _db.ReadAsync(cancellationToken))
        {
            // Before the expensive work, and with no connection held during it.
            var hash = OneTimeToken.HashOf(token);
            if (!await session.Set<OneTimeToken>().AnyAsync(found => found.Hash == hash && found.ExpiresAt > now && (found.Purpose == TokenPurpose.ResetPassword || found.Purpose == TokenPurpose.Invite), cancellationToken))
                throw UserErrors.InvalidToken();
        }
        var hashed = await _passwords.HashAsync(password, cancellationToken);
        await using var write = await _db.WriteAsync(cancellationToken);
        var (_, user) = await AccountTokens.RedeemAsync(write, token, [TokenPurpose.ResetPassword, TokenPurpose.Invite], now, cancellationToken) ?? throw UserErrors.InvalidToken();
        Passwords.Require(password, user.Kind);
        if (user.EmailVerifiedAt is null)
        {
            // Nobody knows who opened the account; the one with the mailbox has it from now on, without what a stranger may have set up.
            user.EmailVerifiedAt = now;
            user.ProtectedTwoFactorKey = null;
            user.TwoFactorEnabledAt = null;
            await AccountTokens.RevokeAllAsync(write, user.Id, cancellationToken);
        }
        await TellAsync(write, user, cancellationToken);
        await SetPasswordAsync(write, user, hashed, keep: null, cancellationToken);
        await _mails.PasswordChangedAsync(user, cancellationToken);
        return UserView.Of(user);
    }

    /// <summary>Changes the password of a signed-in user; all other sessions end.</summary>
    /// <exception cref="CommerceException"><c>invalid_credentials</c>, <c>validation_failed</c>, <c>rate_limited</c>.</exception>
    internal async Task ChangePasswordAsync(Id<User> userId, Id<Session> sessionId, string current, string password, CancellationToken cancellationToken)
    {
        var known = await _check.RequireAsync(userId, current, cancellationToken);
        Passwords.Require(password, known.Kind, "newPassword");
        var hashed = await _passwords.HashAsync(password, cancellationToken);
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await session.Set<User>().SingleAsync(found => found.Id == userId, cancellationToken);
        await SetPasswordAsync(session, user, hashed, keep: sessionId, cancellationToken);
        await _mails.PasswordChangedAsync(user, cancellationToken);
    }

    /// <summary>Mails a link to the new address; it counts once the link was followed.</summary>
    /// <exception cref="CommerceException"><c>invalid_credentials</c>, <c>validation_failed</c>.</exception>
    public Task ChangeEmailAsync(Id<User> userId, EmailChangeInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        return NoSoonerAsync(() => SendChangeAsync(userId, input, cancellationToken));
    }

    private async Task SendChangeAsync(Id<User> userId, EmailChangeInput input, CancellationToken cancellationToken)
    {
        await _check.RequireAsync(userId, input.Password, cancellationToken);
        await _check.CountMailAsync(input.NewEmail);
        var normalized = Email.Normalize(input.NewEmail);
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await session.Set<User>().SingleAsync(found => found.Id == userId, cancellationToken);
        var taken = await session.Set<User>().AsNoTracking().SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancellationToken);
        await AccountTokens.RevokeAsync(session, userId, [TokenPurpose.ChangeEmail], cancellationToken);
        var link = AccountTokens.Issue(session, user, TokenPurpose.ChangeEmail, _clock, input.NewEmail.Trim());
        await session.SaveAndCommitAsync(cancellationToken);
        if (taken is null)
            await _mails.ConfirmNewEmailAsync(user, input.NewEmail.Trim(), link, cancellationToken);
        else
            await _mails.AlreadyRegisteredAsync(taken, resetToken: null, cancellationToken);
    }

    /// <summary>What differs between a known address and an unknown one is done in this time, and the answer waits for its end.</summary>
    private async Task NoSoonerAsync(Func<Task> work)
    {
        var end = Task.Delay(SameTime, _clock);
        await work();
        await end;
    }

    private async Task TellAsync(DbSession session, User user, CancellationToken cancellationToken)
    {
        foreach (var handler in _verified)
            await handler.EmailVerifiedAsync(session, user.Id, user.NormalizedEmail, cancellationToken);
    }

    private async Task SetPasswordAsync(DbSession session, User user, string hash, Id<Session>? keep, CancellationToken cancellationToken)
    {
        user.PasswordHash = hash;
        user.Version++;
        user.UpdatedAt = _clock.Now();
        // The row first: a sign-in with the former password waits for it, and then finds that it has changed.
        await session.Context.SaveChangesAsync(cancellationToken);
        await AccountTokens.RevokeAsync(session, user.Id, [TokenPurpose.ResetPassword, TokenPurpose.Invite, TokenPurpose.ChangeEmail], cancellationToken);
        await SessionManager.EndAllAsync(session, user.Id, _clock.Now(), cancellationToken, except: keep);
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
    }
}
