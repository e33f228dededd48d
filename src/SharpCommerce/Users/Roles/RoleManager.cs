using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users.Roles;

/// <summary>Roles: the built-in ones that every tenant has, and a tenant's own. Nobody makes or changes a role beyond what they hold.</summary>
public sealed class RoleManager
{
    private readonly TenantDb _db;
    private readonly Caller _caller;
    private readonly CredentialReader _credentials;
    private readonly TimeProvider _clock;

    internal RoleManager(TenantDb db, Caller caller, CredentialReader credentials, TimeProvider clock)
    {
        _db = db;
        _caller = caller;
        _credentials = credentials;
        _clock = clock;
    }

    /// <summary>All roles: the built-in ones first, then the tenant's own by name.</summary>
    public async Task<IReadOnlyList<RoleView>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        var own = await session.Set<Role>().AsNoTracking().OrderBy(role => role.Name).ToListAsync(cancellationToken);
        return [.. RolePermissions.BuiltIn(_db.Tenant).Values.OrderByDescending(role => role.Permissions.Count).Select(RoleView.Of), .. own.Select(RoleView.Of)];
    }

    /// <summary>A role of the tenant's own, or null.</summary>
    public async Task<RoleView?> FindAsync(Id<Role> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<Role>().AsNoTracking().SingleOrDefaultAsync(role => role.Id == id, cancellationToken) is { } role ? RoleView.Of(role) : null;
    }

    /// <summary>Makes a role.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>duplicate</c>, <c>missing_permission</c>.</exception>
    public async Task<RoleView> CreateAsync(RoleInput input, CancellationToken cancellationToken = default)
    {
        Check(input);
        var role = new Role(Id<Role>.New(_clock), input.Name, _clock.Now()) { Description = input.Description, Permissions = Clean(input) };
        await using var session = await _db.WriteAsync(cancellationToken);
        session.Context.Add(role);
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (_db.Database.UniqueViolation(failure) is not null)
        {
            throw CommerceErrors.Duplicate("name", "Another role has this name already.");
        }
        return RoleView.Of(role);
    }

    /// <summary>Changes description and permissions; the name stays. Whoever has the role has the new permissions at once.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>missing_permission</c>, <c>precondition_failed</c>.</exception>
    public async Task<RoleView> UpdateAsync(Id<Role> id, Func<RoleInput, RoleInput> change, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var session = await _db.WriteAsync(cancellationToken);
        var role = await LoadAsync(session, id, expectedVersion, cancellationToken);
        var input = change(new() { Name = role.Name, Description = role.Description, Permissions = role.Permissions });
        Check(input);
        if (input.Name != role.Name)
            throw InputRules.Invalid("name", "cannot be changed.");
        role.Description = input.Description;
        role.Permissions = Clean(input);
        role.Version++;
        role.UpdatedAt = _clock.Now();
        await SaveAsync(session, cancellationToken);
        return RoleView.Of(role);
    }

    /// <summary>Removes a role that nobody has.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>in_use</c>, <c>missing_permission</c>, <c>precondition_failed</c>.</exception>
    public async Task DeleteAsync(Id<Role> id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var role = await LoadAsync(session, id, expectedVersion, cancellationToken);
        if (await session.Set<UserRole>().AnyAsync(user => user.Role == role.Name, cancellationToken))
            throw CommerceErrors.InUse("Users have this role; take it from them first.");
        session.Context.Remove(role);
        await SaveAsync(session, cancellationToken);
    }

    /// <summary>Throws <c>validation_failed</c> for names of roles that the tenant does not have, and <c>missing_permission</c> for those beyond what the caller holds.</summary>
    internal async Task RequireGrantableAsync(DbSession session, IReadOnlyList<string> names, string field, CancellationToken cancellationToken) =>
        RequireHeld(await PermissionsOfAsync(session, names, field, cancellationToken));

    /// <summary>What roles permit together.</summary>
    internal async Task<HashSet<string>> PermissionsOfAsync(DbSession session, IReadOnlyList<string> names, string field, CancellationToken cancellationToken)
    {
        var builtIn = RolePermissions.BuiltIn(_db.Tenant);
        var own = await session.Set<Role>().AsNoTracking().Where(role => names.Contains(role.Name)).ToDictionaryAsync(role => role.Name, role => role.Permissions, cancellationToken);
        var permissions = new HashSet<string>();
        foreach (var name in names)
        {
            if (builtIn.TryGetValue(name, out var role))
                permissions.UnionWith(role.Permissions);
            else if (own.TryGetValue(name, out var granted))
                permissions.UnionWith(granted);
            else
                throw InputRules.Invalid(field, $"'{name}' is not a role.");
        }
        return permissions;
    }

    private void Check(RoleInput input)
    {
        InputRules.Check(input);
        if (_db.Tenant.Id == default)
            throw InputRules.Invalid("name", "operators have the built-in roles only.");
        if (RolePermissions.BuiltIn(_db.Tenant).ContainsKey(input.Name))
            throw CommerceErrors.Duplicate("name", "A built-in role has this name.");
        if (input.Permissions.FirstOrDefault(permission => !Permissions.Tenant.Contains(permission)) is { } unknown)
            throw InputRules.Invalid("permissions", $"'{unknown}' is not a permission.");
        RequireHeld(input.Permissions);
    }

    private void RequireHeld(IEnumerable<string> permissions)
    {
        var missing = permissions.Where(permission => !_caller.Holds(permission)).ToList();
        if (missing.Count > 0)
            throw UserErrors.MissingPermission(missing);
    }

    private async Task<Role> LoadAsync(DbSession session, Id<Role> id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var role = await session.Set<Role>().SingleOrDefaultAsync(found => found.Id == id, cancellationToken) ?? throw CommerceErrors.NotFound("role");
        if (expectedVersion is { } expected && expected != role.Version)
            throw CommerceErrors.Stale();
        RequireHeld(role.Permissions);
        return role;
    }

    private async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
        _credentials.Forget();
    }

    private static List<string> Clean(RoleInput input) => [.. input.Permissions.Distinct().Order(StringComparer.Ordinal)];
}
