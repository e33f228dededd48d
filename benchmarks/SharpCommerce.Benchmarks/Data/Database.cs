using Npgsql;

namespace SharpCommerce.Benchmarks.Data;

/// <summary>The benchmark's database: who owns it, who serves from it.</summary>
internal sealed class Database
{
    private const string Name = "bench";
    private const string Login = "bench_server";
    private const string Password = "bench_server";

    private readonly Uri _cluster;

    /// <param name="clusterUrl">A superuser's URL.</param>
    public Database(string clusterUrl) => _cluster = new(clusterUrl);

    /// <summary>The owner's URL. A superuser: row-level security does not bind it, and COPY does not work under a policy.</summary>
    public string AdminUrl => new UriBuilder(_cluster) { Path = "/" + Name }.Uri.ToString();

    public string ServerUrl => new UriBuilder(_cluster) { Path = "/" + Name, UserName = Login, Password = Password }.Uri.ToString();

    public int Port => _cluster.Port;

    /// <summary>The baseline's connection string: the product's settings (role, pool, automatic preparation), by hand.</summary>
    public string BaselineConnection => new NpgsqlConnectionStringBuilder
    {
        Host = _cluster.Host,
        Port = _cluster.Port,
        Database = Name,
        Username = Login,
        Password = Password,
        Options = "-c role=sharpcommerce_app",
        MaxPoolSize = 4 + Math.Clamp(4 * Environment.ProcessorCount, 16, 32),
        MaxAutoPrepare = 200,
        AutoPrepareMinUsages = 2,
        Enlist = false,
    }.ConnectionString;

    /// <summary>False when it was there already.</summary>
    public async Task<bool> CreateAsync()
    {
        await using var connection = await OpenAsync(_cluster.AbsolutePath.TrimStart('/'));
        await using var exists = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{Name}'", connection);
        if (await exists.ExecuteScalarAsync() is not null)
            return false;
        await using var role = new NpgsqlCommand($"CREATE ROLE {Login} LOGIN PASSWORD '{Password}'", connection);
        await role.ExecuteNonQueryAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
        await create.ExecuteNonQueryAsync();
        return true;
    }

    public Task<NpgsqlConnection> OpenAsync() => OpenAsync(Name);

    private async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var user = _cluster.UserInfo.Split(':', 2);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = _cluster.Host,
            Port = _cluster.Port,
            Database = database,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Pooling = false,
            CommandTimeout = 600,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}

internal static class DatabaseExtensions
{
    extension(NpgsqlConnection connection)
    {
        internal async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }

        internal async Task<List<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
        {
            var rows = new List<T>();
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(read(reader));
            return rows;
        }
    }
}
