using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>Makes sessions tell of what they change.</summary>
internal sealed class EventRecording(EventCatalog catalog, EventSignals signals, TimeProvider clock)
{
    internal DbSession Of(DbSession session, Tenant tenant) => session.Tell(new EventRecorder(catalog, clock, () => signals.Committed(tenant)));
}
