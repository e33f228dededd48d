using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>Tells this process's worker whose events were just committed, so that they need not wait for a round.</summary>
internal sealed class EventSignals
{
    private Action<Tenant>? _heard;

    internal void Listen(Action<Tenant> heard) => _heard = heard;

    internal void Committed(Tenant tenant) => _heard?.Invoke(tenant);
}
