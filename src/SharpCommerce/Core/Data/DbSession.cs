using Microsoft.EntityFrameworkCore;

namespace SharpCommerce.Core.Data;

/// <summary>A transaction with its EF context. Rolled back unless it is committed.</summary>
internal sealed class DbSession(CommerceDbContext context, Func<CancellationToken, Task> commit, Func<ValueTask> release) : IAsyncDisposable
{
    internal CommerceDbContext Context => context;

    internal DbSet<T> Set<T>()
        where T : class => context.Set<T>();

    internal async Task SaveAndCommitAsync(CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        await commit(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await release();
    }
}
