using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>Makes sessions tell of what they change.</summary>
internal sealed class EventRecording(EventCatalog catalog, EventSignals signals, TimeProvider clock)
{
    internal DbSession Of(DbSession session, Tenant tenant) => session.Tell(new EventRecorder(catalog, clock, () => signals.Committed(tenant)));

    /// <summary>The same for a tenant that is not there for others yet: nobody works for it before <see cref="Announce"/>.</summary>
    internal DbSession Quietly(DbSession session) => session.Tell(new EventRecorder(catalog, clock, () => { }));

    internal void Announce(Tenant tenant) => signals.Committed(tenant);
}
