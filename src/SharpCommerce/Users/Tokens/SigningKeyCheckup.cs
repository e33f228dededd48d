using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Users.Tokens;

/// <summary>Whether the secrets key opens the keys that sign access tokens.</summary>
internal sealed class SigningKeyCheckup(DatabaseMap databases, SecretProtector secrets) : ICheckup
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<SigningKey> keys;
        try
        {
            await using var session = await databases.Shared.BeginAsync(null, write: false, cancellationToken);
            keys = await session.Set<SigningKey>().AsNoTracking().ToListAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is DbException || failure.InnerException is DbException)
        {
            // Down or not there yet: the database's own checkup tells of it.
            yield break;
        }
        var closed = keys.Count(key => !Opens(key));
        yield return closed == 0
            ? new("signing keys", FindingLevel.Ok, keys.Count == 0 ? "There is none yet; the first sign-in makes one." : $"The secrets key opens all {keys.Count}.")
            : new("signing keys", FindingLevel.Fail, $"The secrets key does not open {closed} of {keys.Count}.", "Bring the key back with which they were encrypted: without it nobody can sign in.");
    }

    private bool Opens(SigningKey key)
    {
        if (!secrets.HasKey)
            return false;
        try
        {
            secrets.Unprotect(key.ProtectedKey, SigningKeys.Purpose(key.Id));
            return true;
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
