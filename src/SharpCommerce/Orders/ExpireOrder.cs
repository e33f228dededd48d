using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Orders;

/// <summary>Gives an order up that has waited long enough for its payment. The provider was asked just before: what it says later is returned.</summary>
internal sealed class ExpireOrder(TenantDb db, CancelOrder cancel, TimeProvider clock)
{
    internal async Task RunAsync(Id<Order> id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using (var session = await db.ReadAsync(cancellationToken))
        {
            if (!await session.Set<Order>().AnyAsync(order => order.Id == id && order.Status == OrderStatus.PendingPayment && order.PaymentDueAt <= now, cancellationToken))
                return;
        }
        try
        {
            await cancel.RunAsync(id, "The payment did not come in time.", null, onlyUnpaid: true, reopenCart: false, cancellationToken);
        }
        catch (CommerceException paid) when (paid.Error.Code == "illegal_transition")
        {
            // It was paid or canceled in this very moment.
        }
    }
}
