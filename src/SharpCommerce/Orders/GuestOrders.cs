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
    public async Task EmailVerifiedAsync(DbSession session, Id<User> userId, string normalizedEmail, CancellationToken cancellationToken)
    {
        var ids = await session.Set<Order>().Where(order => order.CustomerId == null && order.NormalizedEmail == normalizedEmail).Select(order => order.Id).ToListAsync(cancellationToken);
        await session.Set<Order>().Where(order => ids.Contains(order.Id) && order.CustomerId == null)
            .ExecuteUpdateAsync(update => update.SetProperty(order => order.CustomerId, userId).SetProperty(order => order.Version, order => order.Version + 1), cancellationToken);
        // Asked once more: some may have been claimed by their tokens meanwhile, and not by this shopper.
        foreach (var id in await session.Set<Order>().Where(order => ids.Contains(order.Id) && order.CustomerId == userId).Select(order => order.Id).ToListAsync(cancellationToken))
            session.Tell(OrderEvents.ClaimedType, id.Value, new(id, userId));
    }
}
