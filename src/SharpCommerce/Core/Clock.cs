namespace SharpCommerce.Core;

internal static class Clock
{
    /// <summary>The time as both engines keep it: to the microsecond.</summary>
    internal static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>A time that goes on evenly whatever the system's clock is set to: for how long something lasts in this process, and for nothing that is stored or shown.</summary>
    internal static DateTimeOffset Steady(this TimeProvider clock) => DateTimeOffset.UnixEpoch + clock.GetElapsedTime(0);
}
