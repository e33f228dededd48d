using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Events;

namespace SharpCommerce.Core.Data;

/// <summary>A transaction with its EF context. Rolled back unless it is committed.</summary>
internal sealed class DbSession(CommerceDbContext context, Func<CancellationToken, Task> commit, Func<ValueTask> release) : IAsyncDisposable
{
    private AuditRecorder? _audit;
    private EventRecorder? _events;
    private Action? _catalogChanged;
    private bool _changesCatalog;
    private Func<CommerceDbContext, CancellationToken, Task>? _beforeCommit;

    internal CommerceDbContext Context => context;

    internal DbSet<T> Set<T>()
        where T : class => context.Set<T>();

    /// <summary>Lets the commit write an audit entry of what was changed.</summary>
    internal void Record(AuditRecorder recorder)
    {
        _audit = recorder;
        recorder.Attend(context);
    }

    /// <summary>Lets the commit write the events of what was changed.</summary>
    internal DbSession Tell(EventRecorder recorder)
    {
        _events = recorder;
        // After a save that failed nothing goes on here, and each savepoint would cost two round trips.
        context.Database.AutoSavepointsEnabled = false;
        recorder.Attend(context);
        return this;
    }

    /// <summary>Tells of something that happened, with the commit.</summary>
    internal void Tell<T>(EventType<T> type, Guid aggregateId, T data)
        where T : class => Events.Tell(type, aggregateId, data);

    /// <summary>Tells of a change that the context does not see: one by <c>ExecuteUpdate</c> or <c>ExecuteDelete</c>.</summary>
    /// <param name="id">What was changed.</param>
    /// <param name="name">What of it.</param>
    internal void Changed<T>(object id, string name)
        where T : class => Events.Changed<T>(id, name);

    /// <summary>Tells after a commit that what shoppers see of products or their stock was changed.</summary>
    internal void TellCatalogChanges(Action changed)
    {
        _catalogChanged = changed;
        context.SavingChanges += (_, _) => _changesCatalog |= context.ChangeTracker.Entries().Any(entry => entry.State is not (EntityState.Unchanged or EntityState.Detached) && IsCatalog(entry.Metadata.ClrType));
    }

    /// <summary>Lets something be written last before a commit that counts; parts of a call that are undone when it fails are none.</summary>
    internal DbSession WriteLast(Func<CommerceDbContext, CancellationToken, Task>? beforeCommit)
    {
        _beforeCommit = beforeCommit;
        return this;
    }

    /// <summary>Tells the audit log, and those who keep catalog answers, of a change that the context does not see: one by <c>ExecuteUpdate</c> or <c>ExecuteDelete</c>.</summary>
    /// <param name="id">The row's id.</param>
    /// <param name="before">What changed, as it was; null for a new row.</param>
    /// <param name="after">What changed, as it is; null for a row that is gone.</param>
    internal void Note<T>(object id, object? before, object? after)
        where T : class
    {
        _changesCatalog |= IsCatalog(typeof(T));
        _audit?.Note<T>(context, $"{id}", before, after);
    }

    internal async Task SaveAndCommitAsync(CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        _events?.AddTo(context);
        if (_audit is not null)
            await _audit.AppendAsync(this, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        if (_beforeCommit is not null)
            await _beforeCommit(context, cancellationToken);
        await CommitAsync(cancellationToken);
        _audit?.Committed();
        _events?.Committed();
    }

    /// <summary>Commits a part of a call whose audit entry another of its commits writes: a call has one entry.</summary>
    internal async Task CommitPartAsync(CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        _events?.AddTo(context);
        await context.SaveChangesAsync(cancellationToken);
        await CommitAsync(cancellationToken);
        _events?.Committed();
    }

    private EventRecorder Events => _events ?? throw new InvalidOperationException("Events are told in sessions that were opened for writing.");

    public ValueTask DisposeAsync()
    {
        var end = EndAsync();
        // The caller of an abandoned command has its answer; the connection is given back when the database lets go of it.
        return context.Abandoned is null ? end : ValueTask.CompletedTask;
    }

    private static bool IsCatalog(Type entity) => entity.Namespace is "SharpCommerce.Products" or "SharpCommerce.Inventory" or "SharpCommerce.Core.Settings";

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        KillPoint.Reach(KillPoint.ChangeBeforeCommit);
        try
        {
            await commit(cancellationToken);
            KillPoint.Reach(KillPoint.ChangeAfterCommit);
        }
        finally
        {
            // A commit that failed may have been done all the same.
            if (_changesCatalog)
                _catalogChanged?.Invoke();
        }
    }

    private async ValueTask EndAsync()
    {
        await context.UntilFreeAsync();
        await context.DisposeAsync();
        await release();
    }
}
