using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Users;

namespace SharpCommerce.Orders;

/// <summary>
/// What somebody bought as a guest becomes theirs when they prove that the address is theirs. Only what was placed until then: who knows an
/// address can order for it at any time, and must not be able to put something into its owner's account.
/// </summary>
internal sealed class GuestOrders : IVerifiedEmailHandler
{
    public Task EmailVerifiedAsync(DbSession session, Id<User> userId, string normalizedEmail, CancellationToken cancellationToken) =>
        session.Set<Order>().Where(order => order.CustomerId == null && order.NormalizedEmail == normalizedEmail)
            .ExecuteUpdateAsync(update => update.SetProperty(order => order.CustomerId, userId).SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
}
