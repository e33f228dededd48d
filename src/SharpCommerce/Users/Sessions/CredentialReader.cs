using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;
using SharpCommerce.Users.Keys;
using SharpCommerce.Users.Roles;

namespace SharpCommerce.Users.Sessions;

/// <summary>
/// What a session or an API key is worth at this moment. Kept for <see cref="Freshness"/>: a disabled user, a dropped role, a changed
/// password or a revoked key is felt on every node within that time.
/// </summary>
internal sealed class CredentialReader(DatabaseMap databases, TimeProvider clock)
{
    internal static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastUseStep = TimeSpan.FromMinutes(1);
    private const int MostEntries = 50_000;

    private static readonly SqlStatement SessionRow = new(
        """
        SELECT u.id, u.kind, u.email, u.email_verified_at, s.two_factor, s.created_at
        FROM sessions s JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
        WHERE s.tenant_id = $1 AND s.id = $2 AND s.revoked_at IS NULL AND NOT u.disabled
        """);

    private static readonly SqlStatement RoleRows = new(
        """
        SELECT x.role, r.permissions
        FROM sessions s
        JOIN user_roles x ON x.tenant_id = s.tenant_id AND x.user_id = s.user_id
        LEFT JOIN roles r ON r.tenant_id = x.tenant_id AND r.name = x.role
        WHERE s.tenant_id = $1 AND s.id = $2
        """);

    private static readonly SqlStatement SettingRow = new("SELECT value FROM settings WHERE tenant_id = $1 AND name = 'access'");

    private static readonly SqlStatement KeyRow = new(
        "SELECT hash, previous_hash, previous_until, expires_at, revoked_at, last_used_at, permissions, kind FROM api_keys WHERE tenant_id = $1 AND id = $2");

    private static readonly SqlStatement KeyUsed = new("UPDATE api_keys SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2 RETURNING id");

    private readonly ConcurrentDictionary<(Id<Tenant> Tenant, Guid Id, bool IsKey), Entry> _entries = new();

    private sealed record Entry(Credential? Credential, StoredKey? Key, DateTimeOffset FreshUntil);

    private sealed record StoredKey(byte[] Hash, byte[]? PreviousHash, DateTimeOffset? PreviousUntil, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, ApiKeyKind Kind);

    /// <summary>Who is signed in; null when the session is over or its user may not act.</summary>
    internal async Task<Credential?> SessionAsync(Tenant tenant, Id<Session> id, Id<User> userId, CancellationToken cancellationToken)
    {
        var key = (tenant.Id, id.Value, IsKey: false);
        var now = clock.GetUtcNow();
        if (!_entries.TryGetValue(key, out var entry) || entry.FreshUntil <= clock.Steady())
            entry = Keep(key, new(await ReadSessionAsync(tenant, id, now, cancellationToken), null, clock.Steady() + Freshness));
        return entry.Credential?.UserId == userId ? entry.Credential : null;
    }

    /// <summary>What an API key may do; null when it is not valid.</summary>
    internal async Task<Credential?> KeyAsync(Tenant tenant, ApiKeyText text, CancellationToken cancellationToken)
    {
        var key = (tenant.Id, text.Id.Value, IsKey: true);
        var now = clock.GetUtcNow();
        // A publishable key grants nothing and only names its tenant: during an outage, what was known of it will do.
        var outage = databases.For(tenant).Breaker.Failure is not null;
        if (!_entries.TryGetValue(key, out var entry) || entry.FreshUntil <= clock.Steady() && !(outage && text.Kind == ApiKeyKind.Publishable))
            entry = Keep(key, await ReadKeyAsync(tenant, text.Id, cancellationToken));
        if (entry.Key is not { } stored || stored.Kind != text.Kind || stored.ExpiresAt <= now)
            return null;
        if (!text.Fits(stored.Hash) && !(stored.PreviousUntil > now && text.Fits(stored.PreviousHash)))
            return null;
        if (!outage && (stored.LastUsedAt is not { } used || used < now - LastUseStep))
        {
            await databases.For(tenant).WriteAsync(tenant.Id, [KeyUsed.With(text.Id.Value, clock.Now())], (_, _) => Task.FromResult(true), WriteMode.NotDurable, CancellationToken.None);
            Keep(key, entry with { Key = stored with { LastUsedAt = now } });
        }
        return entry.Credential;
    }

    /// <summary>Forgets what is known, after a change on this node; others follow within <see cref="Freshness"/>.</summary>
    internal void Forget() => _entries.Clear();

    private Entry Keep((Id<Tenant> Tenant, Guid Id, bool IsKey) key, Entry entry)
    {
        // Anybody can name sessions that do not exist: they must not fill the memory.
        if (_entries.Count >= MostEntries)
            _entries.Clear();
        return _entries[key] = entry;
    }

    private Task<Credential?> ReadSessionAsync(Tenant tenant, Id<Session> id, DateTimeOffset now, CancellationToken cancellationToken) =>
        databases.For(tenant).ReadAsync(
            tenant.Id,
            [SessionRow.With(id.Value), RoleRows.With(id.Value), SettingRow.With()],
            async (rows, token) =>
            {
                if (!await rows.ReadAsync(token) || rows.Time(5) + SessionManager.MaxAge <= now)
                    return null;
                var (userId, kind, email, verified, twoFactor) = (rows.Id<User>(0), rows.Enum<UserKind>(1), rows.String(2), !rows.IsNull(3), rows.Bool(4));
                var roles = new List<(string Name, string? Permissions)>();
                await rows.NextResultAsync(token);
                while (await rows.ReadAsync(token))
                    roles.Add((rows.String(0), rows.StringOrNull(1)));
                await rows.NextResultAsync(token);
                var strict = AccessSettings.Parse(await rows.ReadAsync(token) ? rows.String(0) : null).TwoFactorRoles;
                var counting = roles.Where(role => twoFactor || !strict.Contains(role.Name)).ToList();
                var permissions = kind == UserKind.Staff ? counting.SelectMany(role => RolePermissions.Of(tenant, role.Name, role.Permissions)).ToFrozenSet() : FrozenSet<string>.Empty;
                return (Credential?)new Credential($"{(tenant.Id == default ? "operator" : "user")}:{userId}", tenant.Id, permissions)
                {
                    UserId = userId,
                    SessionId = id,
                    Email = email,
                    EmailVerified = verified,
                    LacksTwoFactor = counting.Count < roles.Count,
                };
            },
            cancellationToken);

    private Task<Entry> ReadKeyAsync(Tenant tenant, Id<ApiKey> id, CancellationToken cancellationToken) =>
        databases.For(tenant).ReadAsync(
            tenant.Id,
            [KeyRow.With(id.Value)],
            async (rows, token) =>
            {
                if (!await rows.ReadAsync(token) || !rows.IsNull(4))
                    return new Entry(null, null, clock.Steady() + Freshness);
                var permissions = JsonSerializer.Deserialize<string[]>(rows.String(6), ModelExtensions.Json)!.Where(Permissions.Tenant.Contains).ToFrozenSet();
                var stored = new StoredKey(rows.BytesOrNull(0)!, rows.BytesOrNull(1), rows.TimeOrNull(2), rows.TimeOrNull(3), rows.TimeOrNull(5), rows.Enum<ApiKeyKind>(7));
                return new(new($"api_key:{id}", tenant.Id, permissions), stored, clock.Steady() + Freshness);
            },
            cancellationToken);
}
