using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Checkout;
using SharpCommerce.Core;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Work;
using SharpCommerce.Tenants;

namespace SharpCommerce.Sqlite;

/// <summary>One SQLite file: any number of readers beside one writer, which commits what waits as a group.</summary>
internal sealed class SqliteDatabase : CommerceDatabase
{
    private const int SqliteConstraint = 19;
    private const int SqliteFull = 13;

    private readonly string _path;
    private readonly string _connectionString;
    private readonly SqliteWriter _writer;

    internal SqliteDatabase(string path)
    {
        _path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = 15, Mode = SqliteOpenMode.ReadWrite }.ConnectionString;
        _writer = new(Open);
    }

    internal override string Engine => "sqlite";

    internal override Task MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        // Nobody else makes the file: a wrong path must not look like an empty shop.
        return SqliteMigrator.RunAsync(_path, () => Open(new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadWriteCreate }.ConnectionString), cancellationToken);
    }

    internal override async IAsyncEnumerable<Finding> InspectAsync(string check, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
        {
            yield return new(check, FindingLevel.Warn, $"{_path} does not exist.", "The server makes it at its first start; if there should be data, look at DATABASE_URL and the working directory.");
            yield break;
        }
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        yield return new(check, FindingLevel.Ok, $"SQLite {connection.ServerVersion}, {_path}, {new FileInfo(_path).Length >> 20} MiB.");
        await using var context = new SqliteContext(new DbContextOptionsBuilder().UseSqlite(connection).Options, null);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        yield return pending == 0
            ? new($"{check} schema", FindingLevel.Ok, "It is up to date.")
            : new($"{check} schema", FindingLevel.Warn, $"{pending} migrations are pending.", "They run at the next start of the server, or by the command migrate.");
    }

    protected override Task CheckRoleAsync(CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM tenants";
        command.ExecuteScalar();
        return Task.CompletedTask;
    }

    protected override async Task<DbSession> OpenSessionAsync(Id<Tenant>? tenantId, bool write, CancellationToken cancellationToken)
    {
        var turn = write ? await _writer.TakeTurnAsync(cancellationToken) : null;
        SqliteConnection? connection = null;
        try
        {
            connection = Open();
            var transaction = connection.BeginTransaction(deferred: !write);
            var context = new SqliteContext(new DbContextOptionsBuilder().UseSqlite(connection).Options, tenantId);
            context.Database.UseTransaction(transaction);
            return new(context, transaction.CommitAsync, async () =>
            {
                await transaction.DisposeAsync();
                await connection.DisposeAsync();
                turn?.Dispose();
            });
        }
        catch
        {
            connection?.Dispose();
            turn?.Dispose();
            throw;
        }
    }

    protected override async Task<T> ReadRowsAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var connection = Open();
        // Several statements must see one state.
        using var snapshot = calls.Length > 1 ? connection.BeginTransaction(deferred: true) : null;
        await using var reader = new SqliteReader(connection, tenantId, calls);
        await reader.NextResultAsync(cancellationToken);
        return await read(reader, cancellationToken);
    }

    internal override Task<T> SnapshotAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ReadRowsAsync(tenantId, calls, read, cancellationToken);

    protected override Task<T> WriteRowsAsync<T>(Id<Tenant> tenantId, SqlCall[] calls, Func<SqlReader, CancellationToken, Task<T>> read, WriteMode mode, CancellationToken cancellationToken) =>
        _writer.EnqueueAsync(
            async connection =>
            {
                await using var reader = new SqliteReader(connection, tenantId, calls);
                await reader.NextResultAsync(cancellationToken);
                var result = await read(reader, cancellationToken);
                while (await reader.NextResultAsync(cancellationToken))
                {
                }
                return result;
            },
            cancellationToken);

    protected override async Task<Placement[]> PlaceOrdersAsync(Id<Tenant> tenantId, IReadOnlyList<OrderDraft> drafts, CancellationToken cancellationToken)
    {
        var placed = await _writer.EnqueueAsync(connection => Task.FromResult(new SqlitePlacement(connection, tenantId).Place(drafts)), cancellationToken);
        KillPoint.Reach(KillPoint.PlacementAfterCommit);
        return placed;
    }

    internal override async Task<SearchSource> SearchAsync(Id<Tenant> tenantId, string text, int firstParameter, CancellationToken cancellationToken)
    {
        var match = SqliteSearch.Match(tenantId, text);
        if (match is null)
            return new("(SELECT NULL AS product_id, 0 AS rank WHERE FALSE)", []);
        using var connection = Open();
        return SqliteSearch.Source(connection, tenantId, match, text, firstParameter);
    }

    internal override Task PrepareTenantAsync(DbSession session, CancellationToken cancellationToken) => Task.CompletedTask;

    internal override Task ForgetTenantAsync(DbSession session, CancellationToken cancellationToken) => SqliteAppendOnly.EraseAsync(session, cancellationToken);

    // The writer's turn is the lock.
    internal override async Task<AuditHead?> LockAuditLogAsync(DbSession session, CancellationToken cancellationToken) =>
        await session.Set<AuditEntry>().OrderByDescending(entry => entry.Sequence).Select(entry => new AuditHead(entry.Sequence, entry.Hash)).FirstOrDefaultAsync(cancellationToken);

    protected override Task<IReadOnlyList<Id<Tenant>>> FindTenantsWithAsync(PendingWork work, IReadOnlyList<Id<Tenant>> tenantIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Join(" UNION ", work.Places.Select(rows => $"SELECT tenant_id FROM {rows.Table} WHERE {rows.Condition}"));
        command.Parameters.AddWithValue("$now", SqliteTime.ToMicroseconds(now));
        command.Parameters.AddWithValue("$far", SqliteTime.ToMicroseconds(now + PendingWork.Far));
        using var reader = command.ExecuteReader();
        var found = new List<Id<Tenant>>();
        while (reader.Read())
            found.Add(new(reader.GetGuid(0)));
        return Task.FromResult<IReadOnlyList<Id<Tenant>>>([.. found.Intersect(tenantIds)]);
    }

    // One process serves a file, so its clock is everybody's.
    protected override Task<DateTimeOffset?> ReadTimeAsync(TimeProvider clock, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

    internal override EventStatements Events { get; } = new(order: "rowid", skipLocked: "", byPlace: " || ''");

    protected override Task AskAsync(CancellationToken cancellationToken) => CheckRoleAsync(cancellationToken);

    protected override bool IsOutOfReach(Exception exception) => exception is SqliteException { SqliteErrorCode: not SqliteConstraint and not 1 };

    protected override bool IsDiskFull(Exception exception) => exception is SqliteException { SqliteErrorCode: SqliteFull };

    // SQLite names the columns, not the index: "UNIQUE constraint failed: products.tenant_id, products.slug".
    internal override string? UniqueViolation(Exception exception)
    {
        if ((exception as SqliteException ?? exception.InnerException as SqliteException) is not { SqliteErrorCode: SqliteConstraint } violation)
            return null;
        const string Marker = "UNIQUE constraint failed: ";
        var start = violation.Message.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0)
            return null;
        var columns = violation.Message[(start + Marker.Length)..].TrimEnd('.', '\'').Split(", ").Select(column => column.Split('.')).ToList();
        var names = columns.Select(column => column[1]).Where(name => columns.Count == 1 || name != "tenant_id");
        return $"ix_{columns[0][0]}_{string.Join('_', names)}";
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _writer.DisposeAsync();
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private SqliteConnection Open() => Open(_connectionString);

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }
}

/// <summary>Runs the statements of a round trip one after the other.</summary>
internal sealed class SqliteReader(SqliteConnection connection, Id<Tenant> tenantId, SqlCall[] calls) : SqlReader, IAsyncDisposable
{
    private SqliteCommand? _command;
    private int _next;

    internal override async Task<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        while (_next < calls.Length)
        {
            await DisposeAsync();
            _command = SqliteCommands.Create(connection, tenantId, calls[_next++]);
            Rows = await _command.ExecuteReaderAsync(cancellationToken);
            if (Rows.FieldCount > 0)
                return true;
        }
        return false;
    }

    internal override DateTimeOffset Time(int column) => SqliteTime.FromMicroseconds(Rows.GetInt64(column));

    public async ValueTask DisposeAsync()
    {
        if (_command is null)
            return;
        // A statement that failed or was canceled before it ran has none.
        if (Rows is { } rows)
            await rows.DisposeAsync();
        await _command.DisposeAsync();
        _command = null;
    }
}

internal static class SqliteCommands
{
    internal static SqliteCommand Create(SqliteConnection connection, Id<Tenant> tenantId, SqlCall call) => Create(connection, call.Statement.Text, [tenantId.Value, .. call.Arguments]);

    internal static SqliteCommand Create(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i] is DateTimeOffset time ? SqliteTime.ToMicroseconds(time) : values[i] ?? DBNull.Value);
        return command;
    }
}
