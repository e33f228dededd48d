using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace SharpCommerce.Sqlite;

/// <summary>
/// SQLite has one writer. Work that waits shares one transaction and so one wait for the disk; each piece has its own savepoint,
/// so one that fails takes nothing else with it. Nobody hears of success before the commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int LargestGroup = 64;

    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Func<SqliteConnection> _open;
    private readonly Task _loop;

    internal SqliteWriter(Func<SqliteConnection> open)
    {
        _open = open;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Keeps the queue waiting while an EF transaction writes; dispose to let go.</summary>
    internal async Task<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    internal async Task<T> EnqueueAsync<T>(Func<SqliteConnection, Task<T>> action, CancellationToken cancellationToken)
    {
        var work = new Work<T>(action, cancellationToken);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(work), this);
        return await work.Completion.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _turn.Dispose();
    }

    private async Task LoopAsync()
    {
        var group = new List<Work>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            using var turn = await TakeTurnAsync(CancellationToken.None);
            group.Clear();
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var work))
                group.Add(work);
            await RunAsync(group);
        }
    }

    private async Task RunAsync(List<Work> group)
    {
        try
        {
            using var connection = _open();
            using (var transaction = connection.BeginTransaction(deferred: false))
            {
                foreach (var work in group)
                    await work.RunAsync(connection, transaction);
                await transaction.CommitAsync();
            }
            group.ForEach(work => work.Committed());
        }
        catch (Exception failure)
        {
            group.ForEach(work => work.Failed(failure));
        }
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }

    private abstract class Work
    {
        internal abstract Task RunAsync(SqliteConnection connection, SqliteTransaction transaction);

        internal abstract void Committed();

        internal abstract void Failed(Exception failure);
    }

    private sealed class Work<T>(Func<SqliteConnection, Task<T>> action, CancellationToken cancellationToken) : Work
    {
        private const string Savepoint = "work";
        private Exception? _failure;
        private T? _result;

        internal TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal override async Task RunAsync(SqliteConnection connection, SqliteTransaction transaction)
        {
            transaction.Save(Savepoint);
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                _result = await action(connection);
            }
            catch (Exception failure)
            {
                _failure = failure;
                transaction.Rollback(Savepoint);
            }
            transaction.Release(Savepoint);
        }

        internal override void Committed()
        {
            if (_failure is not null)
                Completion.TrySetException(_failure);
            else
                Completion.TrySetResult(_result!);
        }

        internal override void Failed(Exception failure) => Completion.TrySetException(_failure ?? failure);
    }
}
