using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;

namespace SharpCommerce.Users;

/// <summary>Issues and redeems the links that are mailed. A new link of the same purpose replaces the former one.</summary>
internal static class AccountTokens
{
    /// <summary>Links that do not work any more.</summary>
    internal static readonly ExpiryRule Expired = new(new("DELETE FROM one_time_tokens WHERE tenant_id = $1 AND expires_at <= $2"), TimeSpan.Zero);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(3);
    private static readonly TimeSpan VerificationLifetime = TimeSpan.FromHours(24);

    /// <summary>Adds a token to the caller's transaction and gives its secret.</summary>
    internal static string Issue(DbSession session, User user, TokenPurpose purpose, TimeProvider clock, string? data = null)
    {
        var lifetime = purpose switch
        {
            TokenPurpose.Invite => InvitationLifetime,
            TokenPurpose.VerifyEmail => VerificationLifetime,
            _ => Lifetime,
        };
        var (secret, token) = OneTimeToken.Create(user.Id, purpose, clock.Now() + lifetime, data);
        session.Context.Add(token);
        return secret;
    }

    /// <summary>Removes the user's other tokens of these purposes: only the last link works.</summary>
    internal static Task<int> RevokeAsync(DbSession session, Id<User> userId, TokenPurpose[] purposes, CancellationToken cancellationToken) =>
        session.Set<OneTimeToken>().Where(token => token.UserId == userId && purposes.Contains(token.Purpose)).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Removes all of a user's links and recovery codes.</summary>
    internal static async Task RevokeAllAsync(DbSession session, Id<User> userId, CancellationToken cancellationToken)
    {
        await session.Set<OneTimeToken>().Where(token => token.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await session.Set<RecoveryCode>().Where(code => code.UserId == userId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Uses a token up and gives it with its user, both tracked; null when it does not fit, has expired or was used.</summary>
    internal static async Task<(OneTimeToken Token, User User)?> RedeemAsync(DbSession session, string secret, TokenPurpose[] purposes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = OneTimeToken.HashOf(secret);
        var token = await session.Set<OneTimeToken>().AsNoTracking().SingleOrDefaultAsync(found => found.Hash == hash, cancellationToken);
        if (token is null || !purposes.Contains(token.Purpose) || token.ExpiresAt <= now)
            return null;
        // Of two who come with the same link one removes it; the other one finds nothing.
        if (await session.Set<OneTimeToken>().Where(found => found.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 0)
            return null;
        var user = await session.Set<User>().Include(found => found.Roles).SingleAsync(found => found.Id == token.UserId, cancellationToken);
        return user.Disabled ? null : (token, user);
    }
}
