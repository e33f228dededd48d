using System.Threading.RateLimiting;

namespace SharpCommerce.Core.Limits;

/// <summary>
/// Hashing a password takes a core for a tenth of a second, so ten sign-ins a second would stop the shop. Here a few are hashed
/// at a time, a few wait, and what is beyond is refused at once.
/// </summary>
internal sealed class PasswordWork(CommerceOptions options) : IDisposable
{
    internal const int MostWaiting = 8;
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _turns = new(new()
    {
        PermitLimit = options.PasswordsAtOnce ?? Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Runs the work on a thread of the pool when it is its turn; throws <c>rate_limited</c> when too many wait.</summary>
    internal async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        return turn.IsAcquired ? await Task.Run(work, cancellationToken) : throw LimitErrors.RateLimited(TryAgain);
    }

    public void Dispose() => _turns.Dispose();
}
