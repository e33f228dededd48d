using SharpCommerce.Core;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Checkout;

/// <summary>Completions of one tenant that arrive while others are being written share the next transaction.</summary>
internal sealed class PlacementQueue
{
    private const int LargestGroup = 64;

    private readonly Coalescer<Id<Tenant>, (Tenant Tenant, OrderDraft Draft), Placement> _waiting;

    public PlacementQueue(DatabaseMap databases, EventSignals events) =>
        // Not cancellable: a shopper who leaves must not take other shoppers' orders with them.
        _waiting = new(
            LargestGroup,
            async (tenantId, items) =>
            {
                var placements = await databases.For(items[0].Tenant).PlaceAsync(tenantId, [.. items.Select(item => item.Draft)], CancellationToken.None);
                events.Committed(items[0].Tenant);
                return placements;
            },
            databases.IsUnavailable);

    internal Task<Placement> PlaceAsync(Tenant tenant, OrderDraft draft) => _waiting.AddAsync(tenant.Id, (tenant, draft));
}
