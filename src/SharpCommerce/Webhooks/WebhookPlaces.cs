using SharpCommerce.Tenants;

namespace SharpCommerce.Webhooks;

/// <summary>
/// How many deliveries this process sends at once. Every endpoint has a place of its own, so that none waits for another; further ones it
/// takes from what its tenant's endpoints share, unless it is failing.
/// </summary>
internal sealed class WebhookPlaces
{
    internal const int OfEndpoint = 4;
    internal const int SharedByTenant = 16;
    internal const int OfProcess = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Id<Tenant> Tenant, Id<WebhookEndpoint> Endpoint), int> _endpoints = [];
    private readonly Dictionary<Id<Tenant>, int> _shared = [];
    private readonly Dictionary<Id<Tenant>, Tenant> _turnedAway = [];
    private int _taken;

    /// <summary>Takes as many places as the endpoint may have now, and says how many.</summary>
    internal int Take(Tenant tenant, Id<WebhookEndpoint> endpoint, bool failing)
    {
        lock (_lock)
        {
            var (before, shared) = (_endpoints.GetValueOrDefault((tenant.Id, endpoint)), _shared.GetValueOrDefault(tenant.Id));
            var more = failing ? 0 : Math.Min(OfEndpoint - Math.Max(before, 1), SharedByTenant - shared);
            var wanted = (before == 0 ? 1 : 0) + Math.Max(more, 0);
            var got = Math.Min(wanted, OfProcess - _taken);
            // The tenant hears of its own places that become free; of others' only if it is remembered.
            if (got < wanted)
                _turnedAway[tenant.Id] = tenant;
            if (got > 0)
                Set(tenant.Id, endpoint, before, before + got);
            return got;
        }
    }

    /// <summary>Gives a place back; the tenants that may want it.</summary>
    internal IReadOnlyCollection<Tenant> Release(Tenant tenant, Id<WebhookEndpoint> endpoint)
    {
        lock (_lock)
        {
            var before = _endpoints[(tenant.Id, endpoint)];
            Set(tenant.Id, endpoint, before, before - 1);
            Tenant[] waiting = [.. _turnedAway.Values];
            _turnedAway.Clear();
            return waiting;
        }
    }

    private void Set(Id<Tenant> tenantId, Id<WebhookEndpoint> endpoint, int before, int after)
    {
        _taken += after - before;
        if (after == 0)
            _endpoints.Remove((tenantId, endpoint));
        else
            _endpoints[(tenantId, endpoint)] = after;
        var shared = _shared.GetValueOrDefault(tenantId) + Math.Max(after - 1, 0) - Math.Max(before - 1, 0);
        if (shared == 0)
            _shared.Remove(tenantId);
        else
            _shared[tenantId] = shared;
    }
}
