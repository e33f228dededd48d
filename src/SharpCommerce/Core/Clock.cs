namespace SharpCommerce.Core;

internal static class Clock
{
    /// <summary>The time as both engines keep it: to the microsecond.</summary>
    internal static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

/// <summary>A node's own clock, which may be wrong. Where nodes must agree the database's time counts, as it does with the system's clock.</summary>
internal interface INodeClock;
