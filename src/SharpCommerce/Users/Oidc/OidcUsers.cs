using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users.Oidc;

/// <summary>Finds the member of staff whom a provider has named, or makes one, and gives them the roles that the provider's groups stand for.</summary>
internal sealed class OidcUsers(TenantDb db, CredentialReader credentials, TimeProvider clock)
{
    private const int MostAttempts = 3;

    /// <summary>The user; linked for the next time.</summary>
    /// <exception cref="OidcRefusal">There is nobody whom it could be.</exception>
    internal async Task<User> SignInAsync(OidcSettings settings, OidcIdentity identity, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(settings, identity, cancellationToken);
            }
            catch (DbUpdateException race) when (attempt < MostAttempts && (race is DbUpdateConcurrencyException || db.Database.UniqueViolation(race) is not null))
            {
                // The same person signs in twice at once; the other one's user is there now.
            }
        }
    }

    internal async Task<User?> FindAsync(Id<User> id, CancellationToken cancellationToken)
    {
        await using var session = await db.ReadAsync(cancellationToken);
        return await session.Set<User>().AsNoTracking().SingleOrDefaultAsync(user => user.Id == id && user.Kind == UserKind.Staff && !user.Disabled, cancellationToken);
    }

    private async Task<User> TryAsync(OidcSettings settings, OidcIdentity identity, CancellationToken cancellationToken)
    {
        await using var session = await db.WriteAsync(cancellationToken);
        var mapped = await ExistingAsync(session, identity.RoleValues.Select(value => settings.RoleMap.GetValueOrDefault(value)).OfType<string>(), cancellationToken);
        var user = await LinkedAsync(session, identity, cancellationToken) ?? await ByEmailAsync(session, identity, cancellationToken);
        if (user is null)
            user = Create(session, identity, mapped.Count > 0 ? mapped : await ExistingAsync(session, settings.DefaultRoles, cancellationToken));
        else if (user.Disabled || user.Kind != UserKind.Staff)
            throw new OidcRefusal("the user is disabled, or no member of staff");
        else if (settings.RoleClaim is not null)
            await SyncAsync(session, user, mapped, settings.RoleMap.Values, cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
        credentials.Forget();
        return user;
    }

    private static async Task<User?> LinkedAsync(DbSession session, OidcIdentity identity, CancellationToken cancellationToken)
    {
        var (issuer, subject) = (identity.Issuer, identity.Subject);
        return await session.Set<UserLogin>().AsNoTracking().SingleOrDefaultAsync(login => login.Issuer == issuer && login.Subject == subject, cancellationToken) is { UserId: var id }
            ? await session.Set<User>().Include(user => user.Roles).SingleAsync(user => user.Id == id, cancellationToken)
            : null;
    }

    private async Task<User?> ByEmailAsync(DbSession session, OidcIdentity identity, CancellationToken cancellationToken)
    {
        if (identity.VerifiedEmail is null)
            throw new OidcRefusal("nobody is linked, and the provider names no verified email address");
        var normalized = Email.Normalize(identity.VerifiedEmail);
        var user = await session.Set<User>().Include(found => found.Roles).SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancellationToken);
        if (user is null || user.Kind != UserKind.Staff)
            return user;
        // An address may have gone to somebody else at the provider; its former owner's account has not.
        var issuer = identity.Issuer;
        if (await session.Set<UserLogin>().AnyAsync(login => login.UserId == user.Id && login.Issuer == issuer, cancellationToken))
            throw new OidcRefusal("the user of this email address is linked with another subject of the provider");
        session.Context.Add(new UserLogin(issuer, identity.Subject, user.Id, clock.Now()));
        return user;
    }

    private User Create(DbSession session, OidcIdentity identity, IReadOnlyCollection<string> roles)
    {
        if (roles.Count == 0)
            throw new OidcRefusal("nobody has this email address, and the claims give no role");
        var now = clock.Now();
        var user = new User(Id<User>.New(clock), UserKind.Staff, identity.VerifiedEmail!, identity.Name, now) { EmailVerifiedAt = now };
        user.Roles.AddRange(roles.Select(role => new UserRole(user.Id, role)));
        session.Context.Add(user);
        session.Context.Add(new UserLogin(identity.Issuer, identity.Subject, user.Id, now));
        return user;
    }

    /// <summary>Gives and takes the roles that the map speaks of; others, which staff gave by hand, stay.</summary>
    private async Task SyncAsync(DbSession session, User user, HashSet<string> mapped, IEnumerable<string> managed, CancellationToken cancellationToken)
    {
        var has = user.Roles.ConvertAll(role => role.Role);
        var lost = managed.Distinct().Where(role => has.Contains(role) && !mapped.Contains(role)).ToList();
        if (lost.Contains(BuiltInRoles.Owner))
        {
            await LastOwner.LockAsync(session, BuiltInRoles.Owner, cancellationToken);
            if (!await LastOwner.ExistsAsync(session, BuiltInRoles.Owner, user.Id, cancellationToken))
                lost.Remove(BuiltInRoles.Owner);
        }
        var gained = mapped.Except(has).ToList();
        if (lost.Count + gained.Count == 0)
            return;
        user.Roles.RemoveAll(role => lost.Contains(role.Role));
        user.Roles.AddRange(gained.Select(role => new UserRole(user.Id, role)));
        user.Version++;
        user.UpdatedAt = clock.Now();
    }

    /// <summary>Those of the roles that still are: a name that is free again must not be given away in advance.</summary>
    private static async Task<HashSet<string>> ExistingAsync(DbSession session, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.ToHashSet();
        if (wanted.Count == 0)
            return wanted;
        var own = await session.Set<Role>().AsNoTracking().Where(role => wanted.Contains(role.Name)).Select(role => role.Name).ToListAsync(cancellationToken);
        return [.. wanted.Where(name => own.Contains(name) || BuiltInRoles.OfTenants.ContainsKey(name))];
    }
}
