namespace SharpCommerce.Core.Data;

/// <summary>
/// Stands before one physical database and refuses calls at once while it is out of reach. Calls that fail or hang raise only a suspicion:
/// a question of the breaker's own decides, and while it is open goes on asking until the database answers again.
/// </summary>
/// <param name="ask">Asks the database anything, on a connection of its own: one that waits for others says nothing.</param>
/// <param name="isOutage">Whether a failure means that the database is out of reach.</param>
internal sealed class DatabaseBreaker(Func<CancellationToken, Task> ask, Func<Exception, bool> isOutage) : IDisposable
{
    /// <summary>How long nothing may come back before that is suspicious.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly AsyncLocal<bool> MayPass = new();

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposed = new();
    private ITimer? _watch;
    private volatile State _state = new(null);
    private bool _held;
    private int _asking;
    private long _running;
    private long _ended;
    private long _answered;
    private (long Ended, bool Busy) _seen;
    private long _lookedAt;

    /// <summary>Hears what is wrong when it opens, and null when it closes.</summary>
    internal Action<string?>? Changed { get; set; }

    /// <summary>Drops connections that an outage may have left half dead.</summary>
    internal Action? Renew { get; set; }

    /// <summary>What is wrong; null while the database answers.</summary>
    internal string? Failure => _state.Failure;

    internal Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken, Action<Task>? abandoned = null) =>
        RunAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            cancellationToken,
            abandoned);

    /// <summary>Runs a call. It ends when the breaker opens, even if the database never answers it; <paramref name="abandoned"/> then hears of the call that goes on dying.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is out of reach.</exception>
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken, Action<Task>? abandoned = null)
    {
        if (MayPass.Value)
            return await work(cancellationToken);
        var state = _state;
        if (state.Failure is { } failure)
            throw new DatabaseUnavailableException(failure);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Interlocked.Increment(ref _running);
        Task<T>? task = null;
        try
        {
            task = work(stop.Token);
            var result = task.IsCompleted ? await task : await task.WaitAsync(state.Ended.Token);
            Interlocked.Increment(ref _answered);
            return result;
        }
        catch (OperationCanceledException) when (state.Ended.IsCancellationRequested && task is not null)
        {
            // It came to its end just when the breaker opened.
            if (task.IsCompleted)
                return await task;
            _ = EndAsync(task, stop);
            abandoned?.Invoke(task);
            throw new DatabaseUnavailableException(nameof(TimeoutException));
        }
        catch (Exception outage) when (isOutage(outage))
        {
            Suspect();
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref _ended);
            if (task is not { IsCompleted: false })
                stop.Dispose();
        }
    }

    /// <summary>Begins to watch for calls that hang.</summary>
    internal void Watch() => _watch ??= TimeProvider.System.CreateTimer(_ => LookAround(), null, Look, Look);

    /// <summary>Refuses everything until <see cref="Release"/>: the database is not ready to be served from.</summary>
    internal void Hold(string failure)
    {
        lock (_lock)
            _held = true;
        Open(failure);
    }

    internal void Release()
    {
        lock (_lock)
            _held = false;
        Close();
    }

    /// <summary>Lets the calls of whoever makes the databases ready pass, whatever the state; dispose to end it.</summary>
    internal static IDisposable LetPass()
    {
        MayPass.Value = true;
        return new Passage();
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _watch?.Dispose();
    }

    /// <summary>Gives up a call without waiting for it: to tell a server that does not listen takes time as well.</summary>
    private static async Task EndAsync(Task task, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
        if (task is Task<DbSession> { IsCompletedSuccessfully: true } late)
            await (await late).DisposeAsync();
    }

    private void LookAround()
    {
        var (ended, busy) = (Interlocked.Read(ref _ended), Interlocked.Read(ref _running) > 0);
        // Where even this look comes late, the process itself has no time, and what hangs says nothing of the database.
        var late = TimeProvider.System.GetElapsedTime(_lookedAt) > 2 * Look;
        if (busy && !late && _seen == (ended, true))
            Suspect();
        (_seen, _lookedAt) = ((ended, busy), TimeProvider.System.GetTimestamp());
    }

    private void Suspect()
    {
        if (Interlocked.Exchange(ref _asking, 1) == 0)
            _ = Task.Run(AskUntilItAnswersAsync);
    }

    private async Task AskUntilItAnswersAsync()
    {
        try
        {
            while (await FailureAsync() is { } failure)
            {
                Open(failure);
                await Task.Delay(Pause, TimeProvider.System, _disposed.Token);
            }
            Close();
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // Nobody asks any more.
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }

    private async Task<string?> FailureAsync()
    {
        var (before, begun) = (Interlocked.Read(ref _answered), TimeProvider.System.GetTimestamp());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        try
        {
            await Task.Run(() => ask(stop.Token), stop.Token).WaitAsync(Patience, TimeProvider.System, _disposed.Token);
            return null;
        }
        catch (Exception failure) when (!_disposed.IsCancellationRequested)
        {
            _ = stop.CancelAsync();
            // A busy machine may be late with this answer, or with hearing that it is late; whoever got another one knows better.
            var late = Failure is null && TimeProvider.System.GetElapsedTime(begun) > Patience + Look;
            return isOutage(failure) && !late && Interlocked.Read(ref _answered) == before ? failure.GetType().Name : null;
        }
    }

    private void Open(string failure)
    {
        State closed;
        lock (_lock)
        {
            if (_state.Failure is not null)
                return;
            (closed, _state) = (_state, new(failure));
        }
        closed.Ended.Cancel();
        Changed?.Invoke(failure);
    }

    private void Close()
    {
        lock (_lock)
        {
            if (_state.Failure is null || _held)
                return;
            Renew?.Invoke();
            _state = new(null);
        }
        Changed?.Invoke(null);
    }

    private sealed record State(string? Failure)
    {
        internal CancellationTokenSource Ended { get; } = new();
    }

    private sealed class Passage : IDisposable
    {
        public void Dispose() => MayPass.Value = false;
    }
}

/// <summary>A database is known to be out of reach, so it was not asked.</summary>
/// <param name="failure">What is wrong: a kind of failure, never an address.</param>
internal sealed class DatabaseUnavailableException(string failure) : Exception($"The database does not answer: {failure}.");
