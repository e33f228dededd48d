using Npgsql;

namespace SharpCommerce.Tests.Engines;

/// <summary>Fresh databases for tests, removed with the test run.</summary>
internal static class TestDatabases
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("sharpcommerce-tests-").FullName;

    static TestDatabases() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    internal static string? PostgreSqlAdminUrl { get; } = Environment.GetEnvironmentVariable("TEST_DATABASE_ADMIN_URL");

    /// <summary>An empty folder for a server's files.</summary>
    internal static string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>The URL of a new, empty database.</summary>
    internal static async Task<string> CreateAsync(Engine engine)
    {
        if (engine == Engine.Sqlite)
            return $"sqlite:///{Path.Combine(NewFolder(), "shop.db")}";
        var name = $"test_{Guid.NewGuid():N}";
        await ExecuteAsync(PostgreSqlAdminUrl!, $"CREATE DATABASE {name}");
        return new UriBuilder(PostgreSqlAdminUrl!) { Path = "/" + name }.Uri.ToString();
    }

    /// <summary>An Npgsql connection string for a URL, with nothing of SharpCommerce's own.</summary>
    internal static string ConnectionString(string url)
    {
        var uri = new Uri(url);
        var user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Database = uri.AbsolutePath.TrimStart('/'),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Pooling = false,
        }.ConnectionString;
    }

    internal static async Task ExecuteAsync(string url, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(url));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
