using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;

namespace SharpCommerce.Users.Roles;

/// <summary>Somebody must always be left who holds everything.</summary>
internal static class LastOwner
{
    /// <summary>Makes those who would take away two owners at once wait for each other.</summary>
    internal static Task<int> LockAsync(DbSession session, string highest, CancellationToken cancellationToken) =>
        session.Set<User>().Where(user => user.Roles.Any(role => role.Role == highest)).OrderBy(user => user.Id)
            .ExecuteUpdateAsync(update => update.SetProperty(user => user.UpdatedAt, user => user.UpdatedAt), cancellationToken);

    /// <summary>Whether somebody who may act has the role, as the database has it now.</summary>
    internal static Task<bool> ExistsAsync(DbSession session, string highest, Id<User>? except, CancellationToken cancellationToken) =>
        session.Set<User>().AnyAsync(user => user.Id != except && !user.Disabled && user.Roles.Any(role => role.Role == highest), cancellationToken);
}
