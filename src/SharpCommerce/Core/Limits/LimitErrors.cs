namespace SharpCommerce.Core.Limits;

internal static class LimitErrors
{
    /// <summary>The member that says after how many whole seconds to try again; HTTP sends it as <c>Retry-After</c>, too.</summary>
    internal const string RetryAfter = "retryAfter";

    internal static CommerceException RateLimited(TimeSpan wait) => new(RateLimit(Seconds(wait)));

    internal static CommerceError RateLimit(int seconds) => new(ErrorKind.RateLimited, "rate_limited", "Too many calls; try again later.")
    {
        Extensions = new Dictionary<string, object?> { [RetryAfter] = seconds },
    };

    internal static CommerceError Overloaded() => new(ErrorKind.Unavailable, "overloaded", "The server has more to do than it can; try again in a moment.");

    private static int Seconds(TimeSpan wait) => (int)Math.Max(1, (wait.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
