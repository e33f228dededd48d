using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.Users.Sessions;

/// <summary>Sessions, from sign-in to sign-out. Each is a family of refresh tokens, each of which works once.</summary>
public sealed class SessionManager
{
    /// <summary>How long a session may live at all.</summary>
    internal static readonly TimeSpan MaxAge = TimeSpan.FromDays(90);

    private static readonly TimeSpan MaxIdle = TimeSpan.FromDays(14);

    /// <summary>Sessions that are over, and with them where and by what somebody signed in. Those that were ended stay a day, so that a token that comes back is known.</summary>
    internal static readonly ExpiryRule Expired = new(
        new("DELETE FROM sessions WHERE tenant_id = $1 AND (created_at <= $2 OR rotated_at <= $3 OR revoked_at <= $4)"), MaxAge, MaxIdle, TimeSpan.FromDays(1));

    /// <summary>How long a used refresh token gets the same successor again, for clients that lost the answer.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(10);

    private const int SaltBytes = 32;
    private const int MaxUserAgent = 200;

    // The winner of a race rotates, all others get the winner's result.
    private static readonly SqlStatement Rotate = new(
        "UPDATE sessions SET refresh_hash = $3, previous_hash = $4, rotated_at = $5 WHERE tenant_id = $1 AND id = $2 AND refresh_hash = $4 AND revoked_at IS NULL RETURNING id");

    private readonly TenantDb _db;
    private readonly TwoFactorManager _twoFactor;
    private readonly AccessTokens _tokens;
    private readonly CredentialReader _credentials;
    private readonly Actor _actor;
    private readonly TimeProvider _clock;

    internal SessionManager(TenantDb db, TwoFactorManager twoFactor, AccessTokens tokens, CredentialReader credentials, Actor actor, TimeProvider clock)
    {
        _db = db;
        _twoFactor = twoFactor;
        _tokens = tokens;
        _credentials = credentials;
        _actor = actor;
        _clock = clock;
    }

    /// <summary>Gives the next tokens for a refresh token. One that was used before closes the session, because two parties hold it.</summary>
    /// <exception cref="CommerceException"><c>unauthenticated</c>, <c>token_reused</c>.</exception>
    public async Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken = default)
    {
        if (RefreshToken.Parse(refreshToken) is not { } presented)
            throw UserErrors.Unauthenticated();
        var now = _clock.Now();
        var (session, user) = await LoadAsync(presented.SessionId, now, cancellationToken);
        var (hash, next) = (presented.Hash, presented.Successor(session.Salt));
        if (CryptographicOperations.FixedTimeEquals(hash, session.RefreshHash))
        {
            var rotated = await _db.ExecuteAsync([Rotate.With(session.Id.Value, next.Hash, hash, now)], (rows, token) => rows.ReadAsync(token), cancellationToken);
            if (!rotated)
                (session, user) = await LoadAsync(presented.SessionId, now, cancellationToken);
            if (rotated || IsRepeated(session, hash, now))
                return await AnswerAsync(user, session, next, cancellationToken);
        }
        else if (IsRepeated(session, hash, now))
        {
            return await AnswerAsync(user, session, next, cancellationToken);
        }
        await CloseReusedAsync(session, cancellationToken);
        throw UserErrors.TokenReused();
    }

    /// <summary>Ends a session and with it all of its tokens.</summary>
    internal async Task SignOutAsync(Id<Session> id, CancellationToken cancellationToken)
    {
        var now = _clock.Now();
        await using var session = await _db.WriteAsync(cancellationToken);
        await session.Set<Session>().Where(found => found.Id == id && found.RevokedAt == null).ExecuteUpdateAsync(update => update.SetProperty(found => found.RevokedAt, now), cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
    }

    /// <summary>A user's open sessions, the last used first.</summary>
    internal async Task<IReadOnlyList<Session>> ListAsync(Id<User> userId, CancellationToken cancellationToken)
    {
        var (oldest, idle) = (_clock.Now() - MaxAge, _clock.Now() - MaxIdle);
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<Session>().AsNoTracking().Where(found => found.UserId == userId && found.RevokedAt == null && found.CreatedAt > oldest && found.RotatedAt > idle)
            .OrderByDescending(found => found.RotatedAt).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>Ends one session of a user; false when there is none.</summary>
    internal async Task<bool> EndAsync(Id<User> userId, Id<Session> id, CancellationToken cancellationToken)
    {
        var now = _clock.Now();
        await using var session = await _db.WriteAsync(cancellationToken);
        var ended = await session.Set<Session>().Where(found => found.Id == id && found.UserId == userId && found.RevokedAt == null).ExecuteUpdateAsync(update => update.SetProperty(found => found.RevokedAt, now), cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
        return ended > 0;
    }

    /// <summary>Ends a user's sessions within the caller's transaction. The caller forgets what is cached once it is committed.</summary>
    internal static Task<int> EndAllAsync(DbSession session, Id<User> userId, DateTimeOffset now, CancellationToken cancellationToken, Id<Session>? except = null)
    {
        var open = session.Set<Session>().Where(found => found.UserId == userId && found.RevokedAt == null);
        if (except is { } kept)
            open = open.Where(found => found.Id != kept);
        return open.ExecuteUpdateAsync(update => update.SetProperty(found => found.RevokedAt, now), cancellationToken);
    }

    /// <summary>Opens a session for a user who proved who they are; checks the second factor if there is one.</summary>
    /// <param name="proved">The user, as they were read for the proof.</param>
    /// <param name="input">The second factor, and where from.</param>
    /// <param name="rehashed">The password's hash, if there is a better one than what is stored.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="passedElsewhere">Whether a second factor was seen by somebody whose word counts.</param>
    internal async Task<SignedIn> OpenAsync(User proved, SignInInput? input, string? rehashed, CancellationToken cancellationToken, bool passedElsewhere = false)
    {
        var now = _clock.Now();
        var id = Id<Session>.New(_clock);
        var token = RefreshToken.Create(id);
        User user;
        var opened = new Session(id, proved.Id, token.Hash, RandomNumberGenerator.GetBytes(SaltBytes), now) { Address = _actor.Address, UserAgent = Cut(input?.UserAgent), TwoFactor = passedElsewhere };
        await using (var session = await _db.WriteAsync(cancellationToken))
        {
            user = await session.Set<User>().Include(found => found.Roles).SingleAsync(found => found.Id == proved.Id, cancellationToken);
            if (user.Disabled || user.PasswordHash != proved.PasswordHash)
                throw UserErrors.InvalidCredentials();
            if (user.HasTwoFactor)
            {
                await _twoFactor.RequireAsync(session, user, input?.Code, input?.RecoveryCode, cancellationToken);
                opened.TwoFactor = true;
            }
            user.LastSignInAt = now;
            user.PasswordHash = rehashed ?? user.PasswordHash;
            session.Context.Add(opened);
            try
            {
                await session.SaveAndCommitAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody used the same code at the same moment, or the user was changed meanwhile.
                throw user.HasTwoFactor ? UserErrors.InvalidCode() : UserErrors.InvalidCredentials();
            }
        }
        return await AnswerAsync(user, opened, token, cancellationToken);
    }

    /// <summary>A name that a program gives itself can be anything: what remains is short and storable.</summary>
    private static string? Cut(string? userAgent) =>
        userAgent is null ? null : string.Concat(userAgent.Where(character => character is >= ' ' and <= '~').Take(MaxUserAgent));

    private async Task<(Session Session, User User)> LoadAsync(Id<Session> id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await _db.ReadAsync(cancellationToken);
        var session = await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(found => found.Id == id, cancellationToken);
        if (session is null || session.RevokedAt is not null || session.CreatedAt + MaxAge <= now || session.RotatedAt + MaxIdle <= now)
            throw UserErrors.Unauthenticated();
        var user = await db.Set<User>().AsNoTracking().Include(found => found.Roles).SingleAsync(found => found.Id == session.UserId, cancellationToken);
        return user.Disabled ? throw UserErrors.Unauthenticated() : (session, user);
    }

    private static bool IsRepeated(Session session, byte[] hash, DateTimeOffset now) =>
        session.PreviousHash is { } previous && CryptographicOperations.FixedTimeEquals(hash, previous) && session.RotatedAt + Leeway > now;

    private async Task CloseReusedAsync(Session reused, CancellationToken cancellationToken)
    {
        var now = _clock.Now();
        await using var session = await _db.WriteAsync(cancellationToken);
        await session.Set<Session>().Where(found => found.Id == reused.Id && found.RevokedAt == null).ExecuteUpdateAsync(update => update.SetProperty(found => found.RevokedAt, now), cancellationToken);
        session.Tell(UserEvents.TokenReusedType, reused.UserId.Value, new(reused.UserId, reused.Id));
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
    }

    private async Task<SignedIn> AnswerAsync(User user, Session session, RefreshToken refreshToken, CancellationToken cancellationToken) => new(
        await _tokens.IssueAsync(new(_db.Tenant.Id, user.Id, session.Id), cancellationToken),
        (int)AccessTokens.Lifetime.TotalSeconds,
        refreshToken.ToString(),
        UserView.Of(user));
}
