using SharpCommerce.Core.Data;

namespace SharpCommerce.Users;

/// <summary>What other modules do once somebody has proved that an address is theirs. Users calls it and does not know who listens.</summary>
internal interface IVerifiedEmailHandler
{
    /// <summary>Runs in the transaction of the verification, before it is committed.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="userId">Whose address it is.</param>
    /// <param name="normalizedEmail">The address, as <see cref="Email.Normalize"/> gives it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task EmailVerifiedAsync(DbSession session, Id<User> userId, string normalizedEmail, CancellationToken cancellationToken);
}
