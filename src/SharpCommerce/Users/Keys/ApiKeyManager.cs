using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Users.Roles;
using SharpCommerce.Users.Sessions;

namespace SharpCommerce.Users.Keys;

/// <summary>API keys of a tenant. Nobody makes a key that may do more than they hold themselves.</summary>
public sealed class ApiKeyManager
{
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    private readonly TenantDb _db;
    private readonly Caller _caller;
    private readonly CredentialReader _credentials;
    private readonly Actor _actor;
    private readonly TimeProvider _clock;

    internal ApiKeyManager(TenantDb db, Caller caller, CredentialReader credentials, Actor actor, TimeProvider clock)
    {
        _db = db;
        _caller = caller;
        _credentials = credentials;
        _actor = actor;
        _clock = clock;
    }

    /// <summary>The keys that were not revoked, the newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<ApiKey>().AsNoTracking().Where(key => key.RevokedAt == null).OrderByDescending(key => key.Id).Take(1_000).ToListAsync(cancellationToken);
    }

    /// <summary>A key, revoked or not; null when there is none.</summary>
    public async Task<ApiKey?> FindAsync(Id<ApiKey> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<ApiKey>().AsNoTracking().SingleOrDefaultAsync(key => key.Id == id, cancellationToken);
    }

    /// <summary>Makes a key. The text is shown this once.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>missing_permission</c>.</exception>
    public async Task<(ApiKey Key, string Text)> CreateAsync(ApiKeyInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        if (input.Permissions.FirstOrDefault(permission => !Permissions.Tenant.Contains(permission)) is { } unknown)
            throw InputRules.Invalid("permissions", $"'{unknown}' is not a permission.");
        if (input.Kind == ApiKeyKind.Publishable ? input.Permissions.Count > 0 : input.Permissions.Count == 0)
            throw InputRules.Invalid("permissions", input.Kind == ApiKeyKind.Publishable ? "must be empty: a publishable key only says which tenant is meant." : "must name at least one permission.");
        if (input.ExpiresAt <= _clock.GetUtcNow())
            throw InputRules.Invalid("expiresAt", "must lie in the future.");
        RequireHeld(input.Permissions);
        var text = ApiKeyText.Create(input.Kind, _db.Tenant.Id, Id<ApiKey>.New(_clock));
        var key = new ApiKey(text.Id, input.Kind, input.Name, [.. input.Permissions.Distinct().Order(StringComparer.Ordinal)], text.Hash, _clock.Now())
        {
            ExpiresAt = input.ExpiresAt?.ToUniversalTime(),
            CreatedBy = _actor.Name,
        };
        await using var session = await _db.WriteAsync(cancellationToken);
        session.Context.Add(key);
        await session.SaveAndCommitAsync(cancellationToken);
        return (key, text.ToString());
    }

    /// <summary>Gives a key a new text. The former one works on for a while, so that programs can be changed over.</summary>
    /// <param name="id">The key.</param>
    /// <param name="overlap">For how long the former text works, 7 days at most; null means 24 hours.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>missing_permission</c>.</exception>
    public async Task<(ApiKey Key, string Text)> RotateAsync(Id<ApiKey> id, TimeSpan? overlap = null, CancellationToken cancellationToken = default)
    {
        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
            throw InputRules.Invalid("overlapSeconds", $"must be 0 to {LongestOverlap.TotalSeconds}.");
        await using var session = await _db.WriteAsync(cancellationToken);
        var key = await LoadAsync(session, id, cancellationToken);
        RequireHeld(key.Permissions);
        var text = ApiKeyText.Create(key.Kind, _db.Tenant.Id, key.Id);
        key.Rotate(text.Hash, _clock.Now() + (overlap ?? DefaultOverlap));
        await SaveAsync(session, key, cancellationToken);
        return (key, text.ToString());
    }

    /// <summary>Takes a key out of use, at once and for ever.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>missing_permission</c>.</exception>
    public async Task RevokeAsync(Id<ApiKey> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var key = await LoadAsync(session, id, cancellationToken);
        RequireHeld(key.Permissions);
        key.RevokedAt = _clock.Now();
        await SaveAsync(session, key, cancellationToken);
    }

    private async Task SaveAsync(DbSession session, ApiKey key, CancellationToken cancellationToken)
    {
        key.Version++;
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

    private void RequireHeld(IEnumerable<string> permissions)
    {
        var missing = permissions.Where(permission => !_caller.Holds(permission)).ToList();
        if (missing.Count > 0)
            throw UserErrors.MissingPermission(missing);
    }

    private static async Task<ApiKey> LoadAsync(DbSession session, Id<ApiKey> id, CancellationToken cancellationToken) =>
        await session.Set<ApiKey>().SingleOrDefaultAsync(key => key.Id == id && key.RevokedAt == null, cancellationToken) ?? throw CommerceErrors.NotFound("API key");
}
