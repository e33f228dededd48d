using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Schedules;

/// <summary>Where recurring work stands: one row for each name, under the installation's own (nil) tenant in the shared database.</summary>
internal sealed class ScheduledWork : ITenantOwned
{
    private ScheduledWork()
    {
    }

    public Id<Tenant> TenantId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The tick that is next, or under way.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Until when the node that does it has it; null when nobody does.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    /// <summary>Counts the runs; what a run writes holds only while it is the last one.</summary>
    public int Run { get; private set; }

    public DateTimeOffset? LastStartedAt { get; private set; }

    public DateTimeOffset? LastEndedAt { get; private set; }

    public WorkOutcome? LastOutcome { get; private set; }

    public string? LastError { get; private set; }
}

/// <summary>How recurring work ended.</summary>
public enum WorkOutcome
{
    /// <summary>Well.</summary>
    Succeeded,

    /// <summary>Not; it is tried again at the next tick.</summary>
    Failed,
}
