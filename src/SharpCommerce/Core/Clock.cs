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
