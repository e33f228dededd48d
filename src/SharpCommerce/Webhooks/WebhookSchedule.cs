using System.Security.Cryptography;

namespace SharpCommerce.Webhooks;

/// <summary>When a delivery is tried, as Standard Webhooks proposes.</summary>
internal static class WebhookSchedule
{
    private const int JitterPermille = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>How long each attempt waits after the one before it.</summary>
    internal static IReadOnlyList<TimeSpan> Delays { get; } =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How long to wait after so many attempts; null when there were enough. A tenth more or less, so that what failed together does not come back together.</summary>
    /// <param name="made">Attempts so far.</param>
    /// <param name="asked">How long the receiver asked to be left alone: that long at least, within a day.</param>
    internal static TimeSpan? After(int made, TimeSpan? asked)
    {
        if (made >= Delays.Count)
            return null;
        var delay = Delays[made] + (Delays[made] / 1_000).Ticks * RandomNumberGenerator.GetInt32(-JitterPermille, JitterPermille + 1) * TimeSpan.FromTicks(1);
        return asked is { } pause && pause > delay ? TimeSpan.FromTicks(Math.Min(pause.Ticks, LongestWait.Ticks)) : delay;
    }
}
