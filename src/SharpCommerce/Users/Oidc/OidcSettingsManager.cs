using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Roles;

namespace SharpCommerce.Users.Oidc;

/// <summary>Keeps which OpenID provider a tenant's staff sign in by. Whoever names the provider can be anybody, so only those who hold everything may.</summary>
public sealed class OidcSettingsManager
{
    private readonly TenantDb _db;
    private readonly RoleManager _roles;
    private readonly Caller _caller;
    private readonly SecretProtector _secrets;
    private readonly OutboundRules _outbound;
    private readonly TimeProvider _clock;

    internal OidcSettingsManager(TenantDb db, RoleManager roles, Caller caller, SecretProtector secrets, OutboundRules outbound, TimeProvider clock)
    {
        _db = db;
        _roles = roles;
        _caller = caller;
        _secrets = secrets;
        _outbound = outbound;
        _clock = clock;
    }

    /// <summary>The settings and their version; null when there are none.</summary>
    public async Task<(OidcView Settings, long Version)?> FindAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == OidcSettings.Name, cancellationToken) is { } stored
            ? (OidcSettings.Parse(stored.Value).View(), stored.Version)
            : null;
    }

    /// <summary>Sets them.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>missing_permission</c>, <c>precondition_failed</c>.</exception>
    public async Task<(OidcView Settings, long Version)> SetAsync(OidcInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        Check(input);
        RequireEverything();
        await using var session = await _db.WriteAsync(cancellationToken);
        var stored = await LoadAsync(session, expectedVersion, cancellationToken);
        await _roles.RequireGrantableAsync(session, [.. input.RoleMap.Values.Distinct()], "roleMap", cancellationToken);
        await _roles.RequireGrantableAsync(session, input.DefaultRoles, "defaultRoles", cancellationToken);
        var settings = new OidcSettings
        {
            Issuer = input.Issuer,
            ClientId = input.ClientId,
            ProtectedClientSecret = SecretOf(input, stored is null ? null : OidcSettings.Parse(stored.Value)),
            Scopes = input.Scopes,
            RoleClaim = input.RoleClaim,
            RoleMap = input.RoleMap,
            DefaultRoles = input.DefaultRoles,
            TrustAmr = input.TrustAmr,
        };
        if (stored is null)
            session.Context.Add(stored = new(OidcSettings.Name) { Version = 0 });
        stored.Value = JsonSerializer.Serialize(settings, ModelExtensions.Json);
        stored.Version++;
        stored.UpdatedAt = _clock.Now();
        await SaveAsync(session, cancellationToken);
        return (settings.View(), stored.Version);
    }

    /// <summary>Ends sign-in by the provider. Users and their sessions stay.</summary>
    /// <exception cref="CommerceException"><c>oidc_not_configured</c>, <c>missing_permission</c>, <c>precondition_failed</c>.</exception>
    public async Task RemoveAsync(long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        RequireEverything();
        await using var session = await _db.WriteAsync(cancellationToken);
        session.Context.Remove(await LoadAsync(session, expectedVersion, cancellationToken) ?? throw UserErrors.OidcNotConfigured());
        await SaveAsync(session, cancellationToken);
    }

    internal async Task<OidcSettings> RequireAsync(CancellationToken cancellationToken)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        var stored = await session.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == OidcSettings.Name, cancellationToken);
        return stored is null ? throw UserErrors.OidcNotConfigured() : OidcSettings.Parse(stored.Value);
    }

    internal string? ClientSecret(OidcSettings settings) => settings.ProtectedClientSecret is { } secret ? _secrets.Unprotect(secret, Purpose) : null;

    private string Purpose => $"oidc-client-secret:{_db.Tenant.Id}";

    // A secret is not sent to another provider because somebody changed the address alone.
    private string? SecretOf(OidcInput input, OidcSettings? before) => input.ClientSecret switch
    {
        "" => null,
        { } secret => _secrets.Protect(secret, Purpose),
        null => before is not null && before.Issuer == input.Issuer && before.ClientId == input.ClientId ? before.ProtectedClientSecret : null,
    };

    private void Check(OidcInput input)
    {
        InputRules.Check(input);
        if (_outbound.FaultOf(input.Issuer) is { } fault)
            throw InputRules.Invalid("issuer", fault);
        if (input.Issuer.AsSpan().ContainsAny('?', '#'))
            throw InputRules.Invalid("issuer", "must not have a query or a fragment.");
        if (input.Scopes.FirstOrDefault(scope => !OidcSettings.Scope().IsMatch(scope)) is { } scope)
            throw InputRules.Invalid("scopes", $"'{scope}' is not a scope.");
        if (input.RoleMap.Any(pair => pair.Key.Length is 0 or > InputRules.MaxText || pair.Value is null))
            throw InputRules.Invalid("roleMap", $"must lead from values of 1 to {InputRules.MaxText} characters to roles.");
        if (input.RoleMap.Count > 0 && input.RoleClaim is null)
            throw InputRules.Invalid("roleClaim", "must say where the values of roleMap come from.");
    }

    private void RequireEverything()
    {
        var missing = Permissions.Tenant.Where(permission => !_caller.Holds(permission)).ToList();
        if (missing.Count > 0)
            throw UserErrors.MissingPermission(missing);
    }

    private static async Task<Setting?> LoadAsync(DbSession session, long? expectedVersion, CancellationToken cancellationToken)
    {
        var stored = await session.Set<Setting>().SingleOrDefaultAsync(setting => setting.Name == OidcSettings.Name, cancellationToken);
        return expectedVersion is { } expected && expected != (stored?.Version ?? 0) ? throw CommerceErrors.Stale() : stored;
    }

    private async Task SaveAsync(DbSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || _db.Database.UniqueViolation(failure) is not null)
        {
            throw CommerceErrors.Stale();
        }
    }
}
