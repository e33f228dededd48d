using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Persistence;

/// <summary>A database below EF, filters and, as its superuser, row-level security. Values are <c>$1</c> onwards.</summary>
internal sealed class RawDatabase : IAsyncDisposable
{
    /// <summary>Where rows come and go although nobody calls: the server tells events and webhooks, and does what its schedules say.</summary>
    internal static readonly string[] InBackground = ["event_consumers", "event_deliveries", "event_feeds", "schedules", "webhook_deliveries"];

    private readonly DbConnection _connection;
    private readonly bool _owned;

    internal RawDatabase(DbConnection connection, bool owned = false) => (_connection, _owned) = (connection, owned);

    internal DbTransaction? Transaction { get; set; }

    /// <summary>Opens it as the superuser of the URL, or as a role that the superuser steps down to.</summary>
    internal static async Task<RawDatabase> OpenAsync(string url, string? role = null)
    {
        DbConnection connection = url.StartsWith("sqlite:///", StringComparison.Ordinal)
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = url["sqlite:///".Length..], ForeignKeys = true, Pooling = false, DefaultTimeout = 15 }.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(TestDatabases.ConnectionString(url)) { Options = role is null ? null : $"-c role={role}" }.ConnectionString);
        await connection.OpenAsync();
        return new(connection, owned: true);
    }

    internal async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    internal async Task<T?> ScalarAsync<T>(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        var value = await command.ExecuteScalarAsync();
        return value is null or DBNull ? default : (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
    }

    internal async Task<List<object?[]>> RowsAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = await reader.IsDBNullAsync(i) ? null : reader.GetValue(i);
            rows.Add(row);
        }
        return rows;
    }

    internal async Task<List<string>> TextsAsync(string sql, params object?[] values) =>
        [.. (await RowsAsync(sql, values)).Select(row => Convert.ToString(row[0], CultureInfo.InvariantCulture)!)];

    /// <summary>Every table with a column <c>tenant_id</c>, by the database's own catalog.</summary>
    internal Task<List<string>> TenantTablesAsync() => TextsAsync(_connection is SqliteConnection
        ? "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'tenant_id' ORDER BY 1"
        : "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE' ORDER BY 1");

    /// <summary>How many rows of a tenant each table holds; of everybody when <paramref name="tenantId"/> is null.</summary>
    internal async Task<SortedDictionary<string, long>> CountAsync(Id<Tenant>? tenantId)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await TenantTablesAsync())
        {
            counts[table] = tenantId is { } id
                ? await ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = $1", id.Value)
                : await ScalarAsync<long>($"SELECT count(*) FROM {table}");
        }
        return counts;
    }

    /// <summary>Every row of a tenant as text, table by table.</summary>
    internal async Task<List<string>> DumpAsync(Id<Tenant> tenantId)
    {
        var lines = new List<string>();
        foreach (var table in (await TenantTablesAsync()).Except(InBackground))
        {
            var rows = await RowsAsync($"SELECT * FROM {table} WHERE tenant_id = $1", tenantId.Value);
            lines.AddRange(rows.Select(row => $"{table}: {string.Join(" | ", row.Select(Text))}").Order(StringComparer.Ordinal));
        }
        return lines;

        static string Text(object? value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
    }

    /// <summary>The state of an error: PostgreSQL's five characters, SQLite's extended number.</summary>
    internal static string StateOf(DbException failure) =>
        failure is PostgresException postgres ? postgres.SqlState : ((SqliteException)failure).SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture);

    /// <summary>Runs what must fail and returns its state; null when it succeeded.</summary>
    internal async Task<string?> RefusalAsync(string sql, params object?[] values)
    {
        try
        {
            await ExecuteAsync(sql, values);
            return null;
        }
        catch (DbException failure)
        {
            return StateOf(failure);
        }
    }

    public ValueTask DisposeAsync() => _owned ? _connection.DisposeAsync() : ValueTask.CompletedTask;

    private DbCommand Command(string sql, object?[] values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            // Npgsql's are positional and have no name.
            if (_connection is SqliteConnection)
                parameter.ParameterName = $"${i + 1}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
