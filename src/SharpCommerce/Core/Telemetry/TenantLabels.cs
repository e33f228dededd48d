using System.Collections.Concurrent;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Telemetry;

/// <summary>
/// Names the tenants that metrics tell apart, <see cref="MostLabels"/> in the life of the process; all others are <c>other</c>. The first half is for whoever
/// comes first, the other half for those who turn out to be busy. A label that was given is kept: what is exported once stays in every exporter's memory.
/// </summary>
internal sealed class TenantLabels
{
    internal const int MostLabels = 100;
    internal const int Busy = 1_000;
    internal const string Other = "other";
    private const int MostCounted = 10_000;

    private readonly ConcurrentDictionary<Id<Tenant>, string> _labels = new();
    private readonly ConcurrentDictionary<Id<Tenant>, int> _calls = new();
    private readonly Lock _lock = new();

    /// <summary>The label of a tenant, for one call to it.</summary>
    internal string Count(Tenant tenant)
    {
        if (_labels.TryGetValue(tenant.Id, out var label))
            return label;
        var taken = _labels.Count;
        if (taken >= MostLabels || taken >= MostLabels / 2 && !IsBusy(tenant.Id))
            return Other;
        lock (_lock)
        {
            if (_labels.Count < MostLabels)
                return _labels.GetOrAdd(tenant.Id, tenant.Id == default ? "platform" : tenant.Slug);
        }
        return Other;
    }

    private bool IsBusy(Id<Tenant> tenantId)
    {
        // Who is busy is soon counted again.
        if (_calls.Count >= MostCounted)
            _calls.Clear();
        return _calls.AddOrUpdate(tenantId, 1, static (_, calls) => calls + 1) >= Busy;
    }
}
