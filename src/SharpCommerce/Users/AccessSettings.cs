using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Settings;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Roles;

namespace SharpCommerce.Users;

/// <summary>What a tenant demands of those who sign in.</summary>
public sealed record AccessSettings
{
    internal const string Name = "access";

    /// <summary>Whether shoppers must have followed the link in the verification mail before they can sign in.</summary>
    public bool RequireVerifiedEmail { get; init; }

    /// <summary>The roles that count only in sessions that passed a second factor.</summary>
    public IReadOnlyList<string> TwoFactorRoles { get; init; } = [];

    internal static AccessSettings Parse(string? json) => json is null ? new() : JsonSerializer.Deserialize<AccessSettings>(json, ModelExtensions.Json)!;
}

/// <summary>Keeps <see cref="AccessSettings"/>.</summary>
public sealed class AccessSettingsManager
{
    private readonly TenantDb _db;
    private readonly RoleManager _roles;
    private readonly TimeProvider _clock;

    internal AccessSettingsManager(TenantDb db, RoleManager roles, TimeProvider clock)
    {
        _db = db;
        _roles = roles;
        _clock = clock;
    }

    /// <summary>The settings and their version.</summary>
    public async Task<(AccessSettings Settings, long Version)> GetAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        var stored = await session.Set<Setting>().AsNoTracking().SingleOrDefaultAsync(setting => setting.Name == AccessSettings.Name, cancellationToken);
        return (AccessSettings.Parse(stored?.Value), stored?.Version ?? 0);
    }

    /// <summary>Changes the settings.</summary>
    /// <param name="change">Gets the settings of now and gives those to be.</param>
    /// <param name="expectedVersion">The version that the caller saw; null changes whatever came in between.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>missing_permission</c>, <c>precondition_failed</c>.</exception>
    public async Task<(AccessSettings Settings, long Version)> UpdateAsync(Func<AccessSettings, AccessSettings> change, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        await using var session = await _db.WriteAsync(cancellationToken);
        var stored = await session.Set<Setting>().SingleOrDefaultAsync(setting => setting.Name == AccessSettings.Name, cancellationToken);
        if (expectedVersion is { } expected && expected != (stored?.Version ?? 0))
            throw CommerceErrors.Stale();
        var before = AccessSettings.Parse(stored?.Value);
        var settings = change(before);
        InputRules.Check(settings);
        var changed = settings.TwoFactorRoles.Except(before.TwoFactorRoles).Concat(before.TwoFactorRoles.Except(settings.TwoFactorRoles)).ToList();
        await _roles.RequireGrantableAsync(session, changed, "twoFactorRoles", cancellationToken);
        if (stored is null)
            session.Context.Add(stored = new(AccessSettings.Name) { Version = 0 });
        stored.Value = JsonSerializer.Serialize(settings, ModelExtensions.Json);
        stored.Version++;
        stored.UpdatedAt = _clock.Now();
        try
        {
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || _db.Database.UniqueViolation(failure) is not null)
        {
            throw CommerceErrors.Stale();
        }
        return (settings, stored.Version);
    }
}
