using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users;

/// <summary>Every door at which somebody may guess: attempts are counted, and pauses grow.</summary>
internal sealed class PasswordCheck(TenantDb db, Passwords passwords, SignInThrottle throttle, Actor actor)
{
    /// <summary>Runs a check of what proves who somebody is; null and every exception count as a failure, save that the database is out of reach.</summary>
    /// <exception cref="CommerceException"><c>rate_limited</c> while there is a pause, <c>invalid_credentials</c> for null.</exception>
    internal async Task<T> GuardAsync<T>(string email, Func<Task<T?>> check)
        where T : class
    {
        var attempt = Attempt("password", email, actor.Address);
        try
        {
            return await throttle.GuardAsync(attempt, check) ?? throw UserErrors.InvalidCredentials();
        }
        catch (CommerceException unfinished) when (unfinished.Error.Code is UserErrors.TwoFactorRequiredCode or UserErrors.EmailUnverifiedCode)
        {
            // The password was right.
            await throttle.TakeBackAsync(attempt);
            throw;
        }
        catch (Exception outage) when (db.Database.IsUnavailable(outage))
        {
            // Nothing was learned about the password, and after an outage nobody is to be locked out.
            await throttle.TakeBackAsync(attempt);
            throw;
        }
    }

    /// <summary>The signed-in user, who must know the password once more.</summary>
    /// <exception cref="CommerceException"><c>invalid_credentials</c>, <c>rate_limited</c>.</exception>
    internal async Task<User> RequireAsync(Id<User> userId, string password, CancellationToken cancellationToken)
    {
        User user;
        await using (var session = await db.ReadAsync(cancellationToken))
            user = await session.Set<User>().AsNoTracking().SingleOrDefaultAsync(found => found.Id == userId, cancellationToken) ?? throw UserErrors.NotFound();
        return await GuardAsync(user.Email, async () => await passwords.VerifyAsync(() => Task.FromResult(user.PasswordHash), password, cancellationToken) == PasswordVerificationResult.Failed ? null : user);
    }

    /// <summary>Counts a mail to an address, wherever it is asked for, so that nobody floods a mailbox.</summary>
    /// <exception cref="CommerceException"><c>rate_limited</c>.</exception>
    internal async Task CountMailAsync(string email)
    {
        if (await throttle.TryBeginAsync(Attempt("mail", email, address: null)) is { } wait)
            throw LimitErrors.RateLimited(wait);
    }

    /// <summary>The same for what anybody may ask for, and counts the caller's network, too: hashing and mailing are dear.</summary>
    /// <exception cref="CommerceException"><c>rate_limited</c>.</exception>
    internal async Task CountRegistrationAsync(string email)
    {
        await CountMailAsync(email);
        // A shop's own proxy or tools on this machine register many.
        if (CallerNetwork.Parse(actor.Address) is { IsLoopback: false } && await throttle.TryBeginAsync(Attempt("register", email, actor.Address)) is { } wait)
            throw LimitErrors.RateLimited(wait);
    }

    private SignInAttempt Attempt(string purpose, string email, string? address) => new(db.Tenant.Id == default ? null : db.Tenant.Id, purpose, Email.Normalize(email), address);
}
