using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users;

/// <summary>The people of a tenant as its staff sees them; for the platform, the operators. Nobody changes a user who holds more than they do.</summary>
public sealed class UserManager
{
    private readonly TenantDb _db;
    private readonly Passwords _passwords;
    private readonly RoleManager _roles;
    private readonly Caller _caller;
    private readonly AccountMails _mails;
    private readonly CredentialReader _credentials;
    private readonly TimeProvider _clock;

    internal UserManager(TenantDb db, Passwords passwords, RoleManager roles, Caller caller, AccountMails mails, CredentialReader credentials, TimeProvider clock)
    {
        _db = db;
        _passwords = passwords;
        _roles = roles;
        _caller = caller;
        _mails = mails;
        _credentials = credentials;
        _clock = clock;
    }

    /// <summary>Users, the newest first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<UserView>> ListAsync(UserQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "created_at";
        var cursor = Cursor.Decode(query.Cursor, Sort, numeric: true);
        await using var session = await _db.ReadAsync(cancellationToken);
        var users = session.Set<User>().AsNoTracking();
        if (query.Kind is { } kind)
            users = users.Where(user => user.Kind == kind);
        if (query.Email is { } email)
        {
            var normalized = Email.Normalize(email);
            users = users.Where(user => user.NormalizedEmail == normalized);
        }
        if (cursor is { } after)
        {
            var last = new Id<User>(after.Id);
            users = users.Where(user => user.Id.CompareTo(last) < 0);
        }
        var found = await users.OrderByDescending(user => user.Id).Take(query.Limit + 1).Include(user => user.Roles).AsSplitQuery().ToListAsync(cancellationToken);
        var items = found.Take(query.Limit).ToList();
        return new([.. items.Select(UserView.Of)], found.Count > query.Limit ? Cursor.Encode(Sort, 0, items[^1].Id.Value) : null);
    }

    /// <summary>A user, or null.</summary>
    public async Task<UserView?> FindAsync(Id<User> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<User>().AsNoTracking().Include(user => user.Roles).SingleOrDefaultAsync(user => user.Id == id, cancellationToken) is { } user ? UserView.Of(user) : null;
    }

    /// <summary>The user with the given email address, or null.</summary>
    public async Task<UserView?> FindByEmailAsync(string email, CancellationToken cancellationToken = default) =>
        (await ListAsync(new() { Email = email, Limit = 1 }, cancellationToken)).Items is [var user, ..] ? user : null;

    /// <summary>Where those are reached who hold everything.</summary>
    internal async Task<IReadOnlyList<string>> OwnerEmailsAsync(CancellationToken cancellationToken)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<User>().Where(user => !user.Disabled && user.Roles.Any(role => role.Role == BuiltInRoles.Owner)).Select(user => user.Email).ToListAsync(cancellationToken);
    }

    /// <summary>Creates a user. Staff without a password get a mail with a link to choose one. A customer of this address becomes staff and has to choose a password anew.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>duplicate</c>, <c>missing_permission</c>, <c>rate_limited</c>.</exception>
    public Task<UserView> CreateAsync(UserInput input, CancellationToken cancellationToken = default) => CreateAsync(input, anyPassword: false, cancellationToken);

    /// <summary>The same, with any password if need be: a developer's own machine may have a weak one.</summary>
    internal async Task<UserView> CreateAsync(UserInput input, bool anyPassword, CancellationToken cancellationToken)
    {
        InputRules.Check(input);
        if (input.Password is { } password && !anyPassword)
            Passwords.Require(password, input.Kind);
        if (input.Kind == UserKind.Customer && input.Roles.Count > 0)
            throw InputRules.Invalid("roles", "are for staff only.");
        var hash = input.Password is null ? null : await _passwords.HashAsync(input.Password, cancellationToken);
        var normalized = Email.Normalize(input.Email);
        await using var session = await _db.WriteAsync(cancellationToken);
        RequireHeld(await _roles.PermissionsOfAsync(session, input.Roles, "roles", cancellationToken));
        var user = await session.Set<User>().Include(found => found.Roles).SingleOrDefaultAsync(found => found.NormalizedEmail == normalized, cancellationToken);
        if (user is null)
            session.Context.Add(user = new(Id<User>.New(_clock), input.Kind, input.Email.Trim(), input.Name, _clock.Now()) { PasswordHash = hash });
        else if (user.Kind == UserKind.Staff || input.Kind == UserKind.Customer || hash is not null)
            throw Taken();
        else
            await StartAnewAsync(session, user, cancellationToken);
        user.Name ??= input.Name;
        user.Roles.AddRange(input.Roles.Distinct().Select(role => new UserRole(user.Id, role)));
        var invitation = input.Kind == UserKind.Staff && user.PasswordHash is null ? AccountTokens.Issue(session, user, TokenPurpose.Invite, _clock) : null;
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            throw Taken();
        }
        _credentials.Forget();
        if (invitation is not null)
            await _mails.InviteAsync(user, invitation, cancellationToken);
        return UserView.Of(user);

        static CommerceException Taken() => CommerceErrors.Duplicate("email", "Another user has this email address already.");
    }

    /// <summary>Changes name, roles and whether the user may act. A disabled user's sessions end.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>missing_permission</c>, <c>last_owner</c>, <c>precondition_failed</c>.</exception>
    public async Task<UserView> UpdateAsync(Id<User> id, Func<UserChange, UserChange> change, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var session = await _db.WriteAsync(cancellationToken);
        var user = await LoadAsync(session, id, cancellationToken);
        if (expectedVersion is { } expected && expected != user.Version)
            throw CommerceErrors.Stale();
        var had = user.Roles.ConvertAll(role => role.Role);
        var input = change(new() { Name = user.Name, Roles = had, Disabled = user.Disabled });
        InputRules.Check(input);
        if (user.Kind == UserKind.Customer && input.Roles.Count > 0)
            throw InputRules.Invalid("roles", "are for staff only; invite the customer as staff.");
        RequireHeld(await _roles.PermissionsOfAsync(session, input.Roles, "roles", cancellationToken));
        user.Name = input.Name;
        user.Roles.RemoveAll(role => !input.Roles.Contains(role.Role));
        user.Roles.AddRange(input.Roles.Distinct().Except(had).Select(role => new UserRole(user.Id, role)));
        var disables = input.Disabled && !user.Disabled;
        user.Disabled = input.Disabled;
        user.Version++;
        user.UpdatedAt = _clock.Now();
        var guarded = disables || had.Contains(Highest) && !input.Roles.Contains(Highest);
        if (guarded)
            await LastOwner.LockAsync(session, Highest, cancellationToken);
        try
        {
            await session.Context.SaveChangesAsync(cancellationToken);
            if (guarded && had.Contains(Highest) && !await LastOwner.ExistsAsync(session, Highest, except: null, cancellationToken))
                throw UserErrors.LastOwner();
            if (disables)
                await SessionManager.EndAllAsync(session, id, _clock.Now(), cancellationToken);
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
        _credentials.Forget();
        return UserView.Of(user);
    }

    /// <summary>Takes the second factor of a user away, who has lost it.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>missing_permission</c>.</exception>
    public async Task ResetTwoFactorAsync(Id<User> id, TwoFactorManager twoFactor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(twoFactor);
        await using (var session = await _db.ReadAsync(cancellationToken))
            await LoadAsync(session, id, cancellationToken);
        await twoFactor.ResetAsync(id, cancellationToken);
    }

    /// <summary>Ends all sessions of a user.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>missing_permission</c>.</exception>
    public async Task SignOutAsync(Id<User> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        await LoadAsync(session, id, cancellationToken);
        var ended = await SessionManager.EndAllAsync(session, id, _clock.Now(), cancellationToken);
        session.Note<Session>(id, new { open = ended }, new { open = 0 });
        await session.SaveAndCommitAsync(cancellationToken);
        _credentials.Forget();
    }

    /// <summary>A customer becomes staff: nothing by which somebody could sign in as the customer is good any more, for anybody can register any address.</summary>
    private async Task StartAnewAsync(DbSession session, User user, CancellationToken cancellationToken)
    {
        user.Kind = UserKind.Staff;
        user.PasswordHash = null;
        user.EmailVerifiedAt = null;
        user.ProtectedTwoFactorKey = null;
        user.TwoFactorEnabledAt = null;
        user.Version++;
        user.UpdatedAt = _clock.Now();
        await session.Context.SaveChangesAsync(cancellationToken);
        await AccountTokens.RevokeAllAsync(session, user.Id, cancellationToken);
        await SessionManager.EndAllAsync(session, user.Id, _clock.Now(), cancellationToken);
    }

    /// <summary>The role that must always be held by somebody.</summary>
    private string Highest => _db.Tenant.Id == default ? BuiltInRoles.Operator : BuiltInRoles.Owner;

    private async Task<User> LoadAsync(DbSession session, Id<User> id, CancellationToken cancellationToken)
    {
        var user = await session.Set<User>().Include(found => found.Roles).SingleOrDefaultAsync(found => found.Id == id, cancellationToken) ?? throw UserErrors.NotFound();
        var known = await session.Set<Role>().AsNoTracking().Select(role => role.Name).ToListAsync(cancellationToken);
        var roles = user.Roles.Select(role => role.Role).Where(role => known.Contains(role) || RolePermissions.BuiltIn(_db.Tenant).ContainsKey(role)).ToList();
        RequireHeld(await _roles.PermissionsOfAsync(session, roles, "roles", cancellationToken));
        return user;
    }

    private void RequireHeld(IEnumerable<string> permissions)
    {
        var missing = permissions.Where(permission => !_caller.Holds(permission)).ToList();
        if (missing.Count > 0)
            throw UserErrors.MissingPermission(missing);
    }
}
