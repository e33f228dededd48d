using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users.Tokens;

/// <summary>
/// The keys of all nodes. A new key is published first and signs a moment later, when every node knows it; the one before stays valid
/// until the last token that it signed has expired.
/// </summary>
internal sealed class SigningKeys(DatabaseMap databases, SecretProtector secrets, TimeProvider clock) : IDisposable
{
    internal static readonly TimeSpan MaxAge = TimeSpan.FromDays(30);

    /// <summary>How long a node may go on with what it knew.</summary>
    internal static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    /// <summary>How long a new key waits before it signs.</summary>
    internal static readonly TimeSpan Activation = Freshness + Freshness;

    private static readonly TimeSpan Overlap = AccessTokens.Lifetime + AccessTokens.ClockSkew;

    private readonly SemaphoreSlim _loading = new(1);
    private volatile Known? _known;

    private sealed record Known(IReadOnlyList<PublishedKey> Keys, DateTimeOffset FreshUntil);

    /// <summary>The key that signs now.</summary>
    internal async Task<PublishedKey> CurrentAsync(CancellationToken cancellationToken)
    {
        var keys = await ValidAsync(cancellationToken);
        return Signing(keys, clock.GetUtcNow());
    }

    /// <summary>All keys whose tokens are accepted, the oldest first.</summary>
    internal async Task<IReadOnlyList<PublishedKey>> ValidAsync(CancellationToken cancellationToken)
    {
        if (_known is { } fresh && fresh.FreshUntil > clock.Steady())
            return fresh.Keys;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } loaded && loaded.FreshUntil > clock.Steady())
                return loaded.Keys;
            return await LoadAsync(cancellationToken);
        }
        catch (Exception outage) when (_known is { } known && databases.Shared.IsUnavailable(outage))
        {
            // What was known a moment ago; a dedicated tenant's own database may well be up. Others do not wait for the same again.
            _known = known with { FreshUntil = clock.Steady() + Freshness };
            return known.Keys;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Adds a new key to the caller's transaction, which commits it and then forgets what is known.</summary>
    internal Guid Add(DbSession session)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        session.Context.Add(new SigningKey(id, secrets.Protect(Convert.ToBase64String(pair.ExportPkcs8PrivateKey()), Purpose(id)), clock.Now()));
        return id;
    }

    /// <summary>Reads the keys anew at the next call.</summary>
    internal void Forget() => _known = null;

    public void Dispose() => _loading.Dispose();

    private async Task<IReadOnlyList<PublishedKey>> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<SigningKey> stored;
        await using (var session = await databases.Shared.BeginAsync(null, write: false, cancellationToken))
            stored = await session.Set<SigningKey>().AsNoTracking().OrderBy(key => key.CreatedAt).ThenBy(key => key.Id).ToListAsync(cancellationToken);
        if (stored.Count == 0 || stored[^1].CreatedAt + MaxAge < now)
        {
            // Nodes that do so at the same moment each make one: all are published, and the last of them signs.
            await using var session = await databases.Shared.BeginAsync(null, write: true, cancellationToken);
            stored = await session.Set<SigningKey>().OrderBy(key => key.CreatedAt).ThenBy(key => key.Id).ToListAsync(cancellationToken);
            if (stored.Count == 0 || stored[^1].CreatedAt + MaxAge < now)
            {
                session.Context.RemoveRange(stored.SkipLast(1));
                Add(session);
                await session.SaveAndCommitAsync(cancellationToken);
                stored = [.. session.Set<SigningKey>().Local.OrderBy(key => key.CreatedAt).ThenBy(key => key.Id)];
            }
        }
        var before = _known?.Keys.ToDictionary(key => key.Id) ?? [];
        var keys = stored.ConvertAll(key => before.GetValueOrDefault(key.Id) ?? Open(key));
        keys.RemoveAll(key => IsRetired(key, keys, now));
        _known = new(keys, clock.Steady() + Freshness);
        return keys;
    }

    private static PublishedKey Signing(IReadOnlyList<PublishedKey> keys, DateTimeOffset now) => keys.LastOrDefault(key => key.CreatedAt + Activation <= now) ?? keys[0];

    private static bool IsRetired(PublishedKey key, List<PublishedKey> keys, DateTimeOffset now) =>
        keys.Find(next => next.CreatedAt > key.CreatedAt) is { } successor && successor.CreatedAt + Activation + Overlap < now;

    private PublishedKey Open(SigningKey stored)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(Convert.FromBase64String(secrets.Unprotect(stored.ProtectedKey, Purpose(stored.Id))), out _);
        return new(stored.Id, new ECDsaSecurityKey(pair) { KeyId = stored.Id.ToString("N") }, stored.CreatedAt);
    }

    private static string Purpose(Guid id) => $"signing-key:{id:N}";
}

/// <summary>A key pair in use.</summary>
internal sealed record PublishedKey(Guid Id, ECDsaSecurityKey Key, DateTimeOffset CreatedAt);
