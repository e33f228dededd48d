using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace SharpCommerce.Core.Tenancy;

/// <summary>The operator's first credential. Each new one replaces the last; only its hash is kept.</summary>
internal sealed class BootstrapTokens(DatabaseMap databases, TimeProvider clock)
{
    internal const string Prefix = "sct_";
    private const int TokenBytes = 32;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private volatile Known? _known;

    private sealed record Known(IReadOnlyList<byte[]> Hashes, DateTimeOffset FreshUntil);

    /// <summary>Makes the token if there is none yet; null when there is one already.</summary>
    internal async Task<string?> CreateFirstAsync(CancellationToken cancellationToken)
    {
        await using var session = await databases.Shared.BeginAsync(null, write: true, cancellationToken);
        if (await session.Set<BootstrapToken>().AnyAsync(cancellationToken))
            return null;
        return await AddAsync(session, cancellationToken);
    }

    /// <summary>Makes a new token; all former ones stop working.</summary>
    internal async Task<string> ReplaceAsync(CancellationToken cancellationToken)
    {
        await using var session = await databases.Shared.BeginAsync(null, write: true, cancellationToken);
        await session.Set<BootstrapToken>().ExecuteDeleteAsync(cancellationToken);
        return await AddAsync(session, cancellationToken);
    }

    internal async Task<bool> IsValidAsync(string token, CancellationToken cancellationToken)
    {
        var known = _known;
        if (known is null || known.FreshUntil <= clock.Steady())
        {
            await using var session = await databases.Shared.BeginAsync(null, write: false, cancellationToken);
            known = new(await session.Set<BootstrapToken>().Select(stored => stored.Hash).ToListAsync(cancellationToken), clock.Steady() + Freshness);
            _known = known;
        }
        var hash = Hash(token);
        return known.Hashes.Any(stored => CryptographicOperations.FixedTimeEquals(stored, hash));
    }

    private async Task<string> AddAsync(Data.DbSession session, CancellationToken cancellationToken)
    {
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        session.Context.Add(new BootstrapToken(Guid.CreateVersion7(clock.GetUtcNow()), Hash(token), clock.Now()));
        await session.SaveAndCommitAsync(cancellationToken);
        _known = null;
        return token;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
