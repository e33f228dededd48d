using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users.Tokens;

/// <summary>Rotates the keys that sign access tokens; for operators.</summary>
internal sealed class SigningKeyManager(PlatformDb db, SigningKeys keys)
{
    /// <summary>Makes a new key.</summary>
    /// <param name="dropOthers">Whether all other keys stop working at once, with every token that they signed: for when one has leaked.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<Guid> RotateAsync(bool dropOthers, CancellationToken cancellationToken)
    {
        await using var session = await db.WriteAsync(cancellationToken);
        if (dropOthers)
            session.Context.RemoveRange(await session.Set<SigningKey>().ToListAsync(cancellationToken));
        var id = keys.Add(session);
        await session.SaveAndCommitAsync(cancellationToken);
        keys.Forget();
        return id;
    }
}
