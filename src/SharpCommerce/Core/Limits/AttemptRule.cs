namespace SharpCommerce.Core.Limits;

/// <summary>How failures slow further attempts down. Every store of counters applies it alike.</summary>
/// <param name="Free">How many failures in a <paramref name="Window"/> have no consequence.</param>
/// <param name="Window">After this time without a pause, counting starts anew.</param>
/// <param name="FirstPause">The wait after the last free failure; it doubles with each further one.</param>
internal sealed record AttemptRule(int Free, TimeSpan Window, TimeSpan FirstPause)
{
    internal static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    /// <summary>How long failures are remembered after the last: the longest pause and a quiet hour.</summary>
    internal static readonly TimeSpan Memory = LongestPause + TimeSpan.FromHours(1);

    /// <summary>For one account from one address. Not for the account alone: a stranger could lock its owner out.</summary>
    internal static readonly AttemptRule Account = new(5, Memory, TimeSpan.FromSeconds(1));

    /// <summary>For one address, whatever accounts it tries. Many people may share one, so more is free.</summary>
    internal static readonly AttemptRule Address = new(20, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    internal TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause;
        for (var i = Free; i < failures && pause < LongestPause; i++)
            pause *= 2;
        return failures < Free ? TimeSpan.Zero : pause < LongestPause ? pause : LongestPause;
    }
}
