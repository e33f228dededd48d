using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Inventory;
using SharpCommerce.Payments;

namespace SharpCommerce.Orders;

/// <summary>An order with everything that hangs on it.</summary>
internal static class OrderRows
{
    internal static Task<Order?> LoadAsync(DbSession session, Id<Order> id, CancellationToken cancellationToken) =>
        session.Set<Order>().Include(order => order.Lines).Include(order => order.Events).Include(order => order.Payments).ThenInclude(payment => payment.Attempts)
            .Include(order => order.Payments).ThenInclude(payment => payment.Movements)
            .Include(order => order.Fulfillments).Include(order => order.Notes).AsSplitQuery().SingleOrDefaultAsync(order => order.Id == id, cancellationToken);

    /// <summary>Makes those who would change an order's payments wait for each other, and loads it as it is then.</summary>
    internal static async Task<Order?> LockAsync(DbSession session, Id<Order> id, CancellationToken cancellationToken)
    {
        await session.Set<Order>().Where(order => order.Id == id).ExecuteUpdateAsync(update => update.SetProperty(order => order.Version, order => order.Version), cancellationToken);
        return await LoadAsync(session, id, cancellationToken);
    }

    /// <summary>Saves the order, whose version decides a race, and only then gives back its stock, rows in key order.</summary>
    internal static async Task ReleaseAsync(DbSession session, Order order, CancellationToken cancellationToken)
    {
        var held = order.Lines.Where(line => line.Reserved > 0).GroupBy(line => line.VariantId, line => line.Reserved).OrderBy(group => group.Key).Select(group => (VariantId: group.Key, Units: group.Sum())).ToList();
        order.Lines.ForEach(line => line.Reserved = 0);
        await session.Context.SaveChangesAsync(cancellationToken);
        foreach (var (variantId, units) in held)
        {
            var released = await session.Set<InventoryItem>().Where(item => item.VariantId == variantId && item.Reserved >= units)
                .ExecuteUpdateAsync(update => update.SetProperty(item => item.Reserved, item => item.Reserved - units), cancellationToken);
            if (released != 1)
                throw new InvalidOperationException($"The stock of variant {variantId} does not hold the units that the order reserved.");
            session.Note<InventoryItem>(variantId, new { }, new { released = units });
        }
    }
}
