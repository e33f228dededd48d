using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SharpCommerce.Core.Data;

/// <summary>Sends what EF Core asks past the database's breaker.</summary>
internal sealed class BreakerInterceptor(DatabaseBreaker breaker) : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        InterceptionResult<DbDataReader>.SuppressWithResult(await breaker.RunAsync(command.ExecuteReaderAsync, cancellationToken, Abandon(eventData)));

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        InterceptionResult<int>.SuppressWithResult(await breaker.RunAsync(command.ExecuteNonQueryAsync, cancellationToken, Abandon(eventData)));

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        InterceptionResult<object>.SuppressWithResult((await breaker.RunAsync(command.ExecuteScalarAsync, cancellationToken, Abandon(eventData)))!);

    private static Action<Task>? Abandon(CommandEventData eventData) => eventData.Context is CommerceDbContext context ? task => context.Abandoned = task : null;
}
