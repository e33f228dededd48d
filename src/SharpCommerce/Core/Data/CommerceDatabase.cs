using SharpCommerce.Checkout;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Data;

/// <summary>One physical database: the shared one, or a tenant's own. What differs between engines ends here.</summary>
internal abstract class CommerceDatabase : IAsyncDisposable
{
    private static readonly TimeSpan TimeFreshness = TimeSpan.FromMinutes(1);

    private volatile TimeReading? _time;

    protected CommerceDatabase() => Breaker = new(AskAsync, IsUnavailable);

    /// <summary>Refuses calls at once while the database is out of reach.</summary>
    internal DatabaseBreaker Breaker { get; }

    /// <summary>Hears of every commit that may have changed what shoppers see of a tenant's catalog: of the stock of some products, or of anything (null).</summary>
    internal Action<Id<Tenant>, IEnumerable<Guid>?>? CatalogChanged { get; set; }

    /// <summary>The engine's name in health answers: <c>sqlite</c> or <c>postgresql</c>.</summary>
    internal abstract string Engine { get; }

    /// <summary>Brings the schema up to date under a lock, so that several nodes may start at once.</summary>
    internal abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Throws when the database does not answer or must not be served from.</summary>
    internal Task CheckAsync(CancellationToken cancellationToken) => Breaker.RunAsync(CheckRoleAsync, cancellationToken);

    /// <summary>Begins a transaction for one tenant, or for the registry of tenants when <paramref name="tenantId"/> is null.</summary>
    internal async Task<DbSession> BeginAsync(Id<Tenant>? tenantId, bool write, CancellationToken cancellationToken)
    {
        var session = await Breaker.RunAsync(token => OpenSessionAsync(tenantId, write, token), cancellationToken);
        if (write && tenantId is { } id && CatalogChanged is { } changed)
            session.TellCatalogChanges(() => changed(id, null));
        return session;
    }

    /// <summary>Reads with hand-written SQL: one round trip, one snapshot per statement.</summary>
    internal Task<T> ReadAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        Breaker.RunAsync(token => ReadRowsAsync(tenantId, calls, read, token), cancellationToken);

    /// <summary>Writes with hand-written SQL: the statements take effect together or not at all.</summary>
    internal Task<T> WriteAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, WriteMode mode, CancellationToken cancellationToken) =>
        Breaker.RunAsync(token => WriteRowsAsync(tenantId, calls, read, mode, token), cancellationToken);

    /// <summary>Places a group of one tenant's orders in one transaction. An order that is refused does not touch the others.</summary>
    internal async Task<Placement[]> PlaceAsync(Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken)
    {
        try
        {
            return await Breaker.RunAsync(token => PlaceOrdersAsync(tenantId, drafts, token), cancellationToken);
        }
        finally
        {
            CatalogChanged?.Invoke(tenantId, drafts.SelectMany(draft => draft.Lines).Select(line => line.ProductId.Value));
        }
    }

    /// <summary>A <c>FROM</c> item with the columns <c>product_id</c> and <c>rank</c> (higher is better) for the words that somebody typed.</summary>
    internal abstract Task<SearchSource> SearchAsync(Id<Tenant> tenantId, string text, int firstParameter, CancellationToken cancellationToken);

    /// <summary>Makes what a tenant needs in this database besides rows. Safe to repeat.</summary>
    internal abstract Task PrepareTenantAsync(DbSession session, CancellationToken cancellationToken);

    /// <summary>Takes back what <see cref="PrepareTenantAsync"/> made, and removes the tenant's rows in tables that are only ever added to.</summary>
    internal abstract Task ForgetTenantAsync(DbSession session, CancellationToken cancellationToken);

    /// <summary>Lets one transaction at a time add to the session's audit log, until it ends; the log's last entry, or null.</summary>
    internal abstract Task<AuditHead?> LockAuditLogAsync(DbSession session, CancellationToken cancellationToken);

    /// <summary>Those of the tenants that have rows of a kind waiting, by one question for all of them.</summary>
    internal Task<IReadOnlyList<Id<Tenant>>> TenantsWithAsync(PendingWork work, IReadOnlyList<Id<Tenant>> tenantIds, DateTimeOffset now, CancellationToken cancellationToken) =>
        Breaker.RunAsync(token => FindTenantsWithAsync(work, tenantIds, now, token), cancellationToken);

    /// <summary>
    /// The time that all nodes share: the database's own where it has one, so that a node whose clock is wrong neither takes nor keeps what is another's.
    /// A clock that is not the system's (a test's) stands for the database's as well.
    /// </summary>
    internal async Task<DateTimeOffset> TimeAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        // Asked once a minute and counted on by a clock that nobody can set.
        if (_time is { } known && clock.GetElapsedTime(known.Timestamp) is var elapsed && elapsed < TimeFreshness)
            return known.Time.AddTicks(elapsed.Ticks - (elapsed.Ticks % TimeSpan.TicksPerMicrosecond));
        var timestamp = clock.GetTimestamp();
        if (await Breaker.RunAsync(token => ReadTimeAsync(clock, token), cancellationToken) is not { } time)
            return clock.Now();
        _time = new(time, timestamp);
        return time;
    }

    /// <summary>Whether an exception means that the database is out of reach, not that the call was wrong.</summary>
    internal bool IsUnavailable(Exception exception) =>
        !IsStorageFull(exception) && (exception is DatabaseUnavailableException || IsOutOfReach(exception) || exception.InnerException is { } inner && IsUnavailable(inner));

    /// <summary>Whether an exception means that the database's disk is full: it reads and cannot write.</summary>
    internal bool IsStorageFull(Exception exception) => IsDiskFull(exception) || exception.InnerException is { } inner && IsStorageFull(inner);

    /// <summary>The unique index that an exception complains of, or null.</summary>
    internal abstract string? UniqueViolation(Exception exception);

    public virtual ValueTask DisposeAsync()
    {
        Breaker.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks anything on a connection of its own.</summary>
    protected abstract Task AskAsync(CancellationToken cancellationToken);

    protected abstract Task CheckRoleAsync(CancellationToken cancellationToken);

    protected abstract Task<DbSession> OpenSessionAsync(Id<Tenant>? tenantId, bool write, CancellationToken cancellationToken);

    protected abstract Task<T> ReadRowsAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    protected abstract Task<T> WriteRowsAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, WriteMode mode, CancellationToken cancellationToken);

    protected abstract Task<Placement[]> PlaceOrdersAsync(Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<Id<Tenant>>> FindTenantsWithAsync(PendingWork work, IReadOnlyList<Id<Tenant>> tenantIds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The database's own time; null where it has none but this process's.</summary>
    protected abstract Task<DateTimeOffset?> ReadTimeAsync(TimeProvider clock, CancellationToken cancellationToken);

    protected abstract bool IsOutOfReach(Exception exception);

    protected abstract bool IsDiskFull(Exception exception);

    private sealed record TimeReading(DateTimeOffset Time, long Timestamp);
}

/// <summary>What a write needs besides being all or nothing.</summary>
internal enum WriteMode
{
    /// <summary>One round trip. It may have been committed already when its answers are read: throwing there does not undo it.</summary>
    Quick,

    /// <summary>Throwing while the answers are read undoes it; costs a round trip more where the database is elsewhere.</summary>
    UndoOnThrow,

    /// <summary>
    /// Quick, and without waiting for the disk: for what may be lost in a crash of the database without harm. Such writes of one tenant that
    /// arrive together may share a transaction, so each must be short, answer every statement with rows, and not be cancelled half-way.
    /// </summary>
    NotDurable,
}

/// <summary>A <c>FROM</c> item that finds products by words, and its values.</summary>
internal readonly record struct SearchSource(string Sql, object?[] Arguments);

/// <summary>Opens databases of one engine.</summary>
internal interface IDatabaseEngine
{
    bool Handles(string url);

    CommerceDatabase Open(string url, string? adminUrl);

    /// <summary>The URL of the role that owns a tenant's database: the shared one's owner on the same server; null elsewhere, where the URL's own role owns.</summary>
    string? AdminUrlFor(string url, string sharedUrl, string? sharedAdminUrl);

    /// <summary>Makes an empty database for a tenant next to the shared one and returns its URL.</summary>
    Task<string> ProvisionAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken);

    /// <summary>Removes a database that <see cref="ProvisionAsync"/> made.</summary>
    Task DropAsync(string sharedUrl, string? adminUrl, Id<Tenant> tenantId, CancellationToken cancellationToken);
}
