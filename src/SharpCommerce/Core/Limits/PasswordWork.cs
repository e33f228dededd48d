using System.Threading.RateLimiting;

namespace SharpCommerce.Core.Limits;

/// <summary>
/// Hashing a password takes a core for a tenth of a second, so ten sign-ins a second would stop the shop. Here a few are hashed
/// at a time, a few wait, and what is beyond is refused without any work.
/// </summary>
internal sealed class PasswordWork(CommerceOptions options) : IDisposable
{
    internal const int MostWaiting = 8;
    private static readonly TimeSpan Refusal = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private readonly ConcurrencyLimiter _turns = new(new()
    {
        PermitLimit = options.PasswordsAtOnce ?? Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = MostWaiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Runs the work when it is its turn; throws <c>rate_limited</c> when too many wait.</summary>
    internal Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => RunAsync(() => Task.FromResult(true), _ => work(), cancellationToken);

    /// <summary>Reads what the work needs when it is its turn, so that a refused call costs the database nothing, and runs it.</summary>
    internal async Task<T> RunAsync<TInput, T>(Func<Task<TInput>> read, Func<TInput, T> work, CancellationToken cancellationToken)
    {
        using var turn = await _turns.AcquireAsync(1, cancellationToken);
        if (!turn.IsAcquired)
        {
            // Waiting costs nothing here, and whoever tries again at once is held back by it.
            await Task.Delay(Refusal, cancellationToken);
            throw LimitErrors.RateLimited(TryAgain);
        }
        var input = await read();
        // On a thread of its own: the pool has as many as there are cores, and a request for the catalog would wait for one.
        return await Task.Factory.StartNew(() => work(input), cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    public void Dispose() => _turns.Dispose();
}
