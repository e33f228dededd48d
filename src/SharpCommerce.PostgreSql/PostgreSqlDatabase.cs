using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using SharpCommerce.Checkout;
using SharpCommerce.Core;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.PostgreSql;

/// <summary>One PostgreSQL database, served by a role under row-level security.</summary>
internal sealed class PostgreSqlDatabase : CommerceDatabase
{
    private const string SetTenant = "SELECT set_config('app.tenant_id', $1, true)";
    // A read that takes longer holds a connection that others wait for. Writes may wait for locks, and have the connection's own limit.
    private const string ReadTimeout = "2000";
    private const string SetTenantToRead = $"SELECT set_config('app.tenant_id', $1, true), set_config('statement_timeout', '{ReadTimeout}', true)";
    private const string SetTenantNotDurable = "SELECT set_config('app.tenant_id', $1, true), set_config('synchronous_commit', 'off', true)";

    private const string MayBypass =
        """
        SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'USAGE'))
        FROM pg_roles WHERE rolname = current_user
        """;
    private const int LargestGroup = 64;
    private const int AskTimeoutSeconds = 2;

    private readonly NpgsqlDataSource _source;
    private readonly DbContextOptions _contextOptions;
    private readonly string _askConnection;
    private readonly string _ownerConnection;
    private readonly string _login;
    private readonly Coalescer<Id<Tenant>, SharedWrite, bool> _waiting;

    internal PostgreSqlDatabase(string appConnection, string ownerConnection, string login, bool filtered = true)
    {
        // Metrics of its pool go by this name; by default it would be the connection's settings.
        _source = new NpgsqlDataSourceBuilder(appConnection) { Name = new NpgsqlConnectionStringBuilder(appConnection).Database }.Build();
        _askConnection = new NpgsqlConnectionStringBuilder(appConnection) { Pooling = false, Timeout = AskTimeoutSeconds, CommandTimeout = AskTimeoutSeconds }.ConnectionString;
        var context = new DbContextOptionsBuilder().UseNpgsql(_source).AddInterceptors(new BreakerInterceptor(Breaker));
        _contextOptions = (filtered ? context : context.ReplaceService<IModelCustomizer, UnfilteredModel>()).Options;
        _ownerConnection = ownerConnection;
        _login = login;
        _waiting = new(LargestGroup, WriteTogetherAsync, IsUnavailable);
        Breaker.Renew = _source.Clear;
        Breaker.Watch();
    }

    internal override string Engine => "postgresql";

    internal NpgsqlDataSource Source => _source;

    internal override Task MigrateAsync(CancellationToken cancellationToken) => PostgreSqlMigrator.RunAsync(_ownerConnection, _login, cancellationToken);

    protected override async Task CheckRoleAsync(CancellationToken cancellationToken)
    {
        // Twice: PostgreSQL before 15.9, 16.5 and 17.1 can lose the start-up role when a connection is reset for its next lease (CVE-2024-10978).
        for (var lease = 0; lease < 2; lease++)
        {
            await using var command = _source.CreateCommand(MayBypass);
            if (await command.ExecuteScalarAsync(cancellationToken) is not false)
                throw new InvalidOperationException("The database role that serves may bypass row-level security: it is a superuser, an owner or has BYPASSRLS. SharpCommerce does not serve with it.");
        }
    }

    internal override IAsyncEnumerable<Finding> InspectAsync(string check, CancellationToken cancellationToken) =>
        new PostgreSqlInspection(_source, _ownerConnection, check).RunAsync(() => CheckAsync(cancellationToken), cancellationToken);

    protected override async Task<DbSession> OpenSessionAsync(Id<Tenant>? tenantId, bool write, CancellationToken cancellationToken)
    {
        var context = new PostgreSqlContext(_contextOptions, tenantId);
        try
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (tenantId is { } id)
                await RaiseSecondWallAsync(context, id, write, cancellationToken);
            return new(context, token => Breaker.RunAsync(transaction.CommitAsync, token, task => context.Abandoned = task), transaction.DisposeAsync);
        }
        catch
        {
            // Whoever waited for this session waits no longer if the breaker has opened.
            await context.UntilFreeAsync();
            await context.DisposeAsync();
            throw;
        }
    }

    protected override async Task<T> ReadRowsAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var batch = Batch(connection, tenantId, calls, SetTenantToRead);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await read(new PostgreSqlReader(reader), cancellationToken);
    }

    internal override async Task<T> SnapshotAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = Batch(connection, tenantId, calls, SetTenant);
        batch.Timeout = 0;
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await read(new PostgreSqlReader(reader), cancellationToken);
    }

    // A batch without a transaction of its own is one implicit transaction: PostgreSQL commits it at the end or not at all.
    protected override async Task<T> WriteRowsAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, WriteMode mode, CancellationToken cancellationToken)
    {
        if (mode == WriteMode.NotDurable)
            return await ShareAsync(tenantId, calls, read, cancellationToken);
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = mode == WriteMode.UndoOnThrow ? await connection.BeginTransactionAsync(cancellationToken) : null;
        T result;
        await using (var batch = Batch(connection, tenantId, calls, SetTenant))
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            result = await read(new PostgreSqlReader(reader), cancellationToken);
            // What was not read may still fail, and only the end of the batch commits.
            while (await reader.NextResultAsync(cancellationToken))
            {
            }
        }
        if (transaction is not null)
            await transaction.CommitAsync(cancellationToken);
        return result;
    }

    protected override Task<Placement[]> PlaceOrdersAsync(Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken) =>
        PostgreSqlPlacement.PlaceAsync(_source, tenantId, drafts, cancellationToken);

    internal override Task<SearchSource> SearchAsync(Id<Tenant> tenantId, string text, int firstParameter, CancellationToken cancellationToken) =>
        Task.FromResult(new SearchSource($"search_products(${firstParameter})", [text]));

    internal override async Task PrepareTenantAsync(DbSession session, CancellationToken cancellationToken) =>
        await session.Context.Database.ExecuteSqlAsync($"SELECT create_order_numbers()", cancellationToken);

    internal override async Task ForgetTenantAsync(DbSession session, CancellationToken cancellationToken) =>
        await session.Context.Database.ExecuteSqlAsync($"SELECT drop_order_numbers(), erase_append_only_rows()", cancellationToken);

    internal override Task<AuditHead?> LockAuditLogAsync(DbSession session, CancellationToken cancellationToken) =>
        session.Context.Database.SqlQuery<AuditHead>($"SELECT sequence AS \"Sequence\", hash AS \"Hash\" FROM lock_audit_log()").SingleOrDefaultAsync(cancellationToken);

    protected override async Task<IReadOnlyList<Id<Tenant>>> FindTenantsWithAsync(PendingWork work, IReadOnlyList<Id<Tenant>> tenantIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT tenants_with_work($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = work.Name });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. tenantIds.Select(id => id.Value)] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Id<Tenant>>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new(reader.GetGuid(0)));
        return found;
    }

    protected override async Task<DateTimeOffset?> ReadTimeAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        if (clock != TimeProvider.System && clock is not INodeClock)
            return null;
        await using var command = _source.CreateCommand("SELECT clock_timestamp()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    internal override EventStatements Events { get; } = new(order: "position", skipLocked: "FOR UPDATE SKIP LOCKED", byPlace: "");

    protected override bool IsOutOfReach(Exception exception) =>
        exception is NpgsqlException { IsTransient: true } or TimeoutException
        || exception is NpgsqlException and not PostgresException
        || exception is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.QueryCanceled };

    protected override bool IsDiskFull(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    internal override string? UniqueViolation(Exception exception) =>
        (exception as PostgresException ?? exception.InnerException as PostgresException) is { SqlState: PostgresErrorCodes.UniqueViolation } violation ? violation.ConstraintName : null;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _source.DisposeAsync();
    }

    internal static NpgsqlBatch Batch(NpgsqlConnection connection, Id<Tenant> tenantId, SqlCall[] calls, string first)
    {
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(first) { Parameters = { new NpgsqlParameter<string> { TypedValue = tenantId.ToString() } } });
        foreach (var call in calls)
        {
            var command = new NpgsqlBatchCommand(call.Statement.Text) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = tenantId.Value } } };
            foreach (var argument in call.Arguments)
                command.Parameters.Add(new() { Value = argument ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }
        return batch;
    }

    protected override async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_askConnection);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            // It answers, and the pool's connections may well go on.
        }
    }

    private async Task<T> ShareAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        T result = default!;
        await _waiting.AddAsync(tenantId, new(calls, async rows => result = await read(rows, CancellationToken.None)));
        return result;
    }

    /// <summary>One tenant's writes, one after another in one round trip and one transaction. If one of them fails, each is tried alone.</summary>
    private Task<bool[]> WriteTogetherAsync(Id<Tenant> tenantId, IReadOnlyList<SharedWrite> writes) =>
        // Its callers' own tokens end nothing here, but the breaker's does: nobody queues behind a connection that is dead.
        Breaker.RunAsync(token => WriteTogetherAsync(tenantId, writes, token), CancellationToken.None);

    private async Task<bool[]> WriteTogetherAsync(Id<Tenant> tenantId, IReadOnlyList<SharedWrite> writes, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var batch = Batch(connection, tenantId, [.. writes.SelectMany(write => write.Calls)], SetTenantNotDurable);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var rows = new PostgreSqlReader(reader);
        var answers = 0;
        foreach (var write in writes)
        {
            await rows.SkipToAsync(++answers);
            await write.Read(rows);
            answers += write.Calls.Length - 1;
        }
        // What was not read may still fail, and only the end of the batch commits.
        while (await reader.NextResultAsync(cancellationToken))
        {
        }
        return new bool[writes.Count];
    }

    /// <summary>Row-level security takes its tenant here, per transaction; the filter took its own from the context. They must agree.</summary>
    private static async Task RaiseSecondWallAsync(CommerceDbContext context, Id<Tenant> tenantId, bool write, CancellationToken cancellationToken)
    {
        var set = await (write
            ? context.Database.SqlQuery<string>($"SELECT set_config('app.tenant_id', {tenantId.ToString()}, true) AS \"Value\"")
            : context.Database.SqlQuery<string>($"SELECT set_config('app.tenant_id', {tenantId.ToString()}, true) AS \"Value\", set_config('statement_timeout', {ReadTimeout}, true)"))
            .SingleAsync(cancellationToken);
        if (set != context.TenantId.ToString())
            throw new InvalidOperationException("The tenant of the filter and the tenant of the database session differ.");
    }
}

internal sealed class PostgreSqlReader : SqlReader
{
    private readonly NpgsqlDataReader _reader;
    private int _answer;

    internal PostgreSqlReader(NpgsqlDataReader reader)
    {
        _reader = reader;
        Rows = reader;
    }

    internal override Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        _answer++;
        return _reader.NextResultAsync(cancellationToken);
    }

    /// <summary>Goes on to a statement's answer; the first statement's is number 0.</summary>
    internal async Task SkipToAsync(int answer)
    {
        while (_answer < answer)
            await NextResultAsync(CancellationToken.None);
    }

    internal override DateTimeOffset Time(int column) => _reader.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>A write that may share a transaction with others of its tenant.</summary>
internal readonly record struct SharedWrite(SqlCall[] Calls, Func<SqlReader, Task> Read);
