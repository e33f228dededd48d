using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Core.Verification;
using Xunit;

namespace SharpCommerce.Tests.Engines;

/// <summary>Looks into a test's database past the product; <c>@tenant</c> is the shop's tenant.</summary>
internal static class TestSql
{
    /// <summary>The product's own rules hold for the shop's tenant.</summary>
    internal static async Task AssertInvariantsAsync(this TestShop shop)
    {
        var broken = (await shop.VerifyAsync()).Where(check => check.Violations > 0);
        Assert.True(!broken.Any(), string.Join('\n', broken.Select(check => $"{check.Id} is broken: {check.Name}: {string.Join(", ", check.Examples)}")));
    }

    internal static Task<List<Check>> VerifyAsync(this TestShop shop) =>
        shop.Server.Services.GetRequiredService<Verifier>().RunAsync(shop.Server.Services.GetRequiredService<DatabaseMap>().For(shop.Tenant), shop.Tenant.Id, CancellationToken.None);

    internal static async Task<long> CountAsync(this TestShop shop, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, sql, parameters);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    internal static async Task<string> TextAsync(this TestShop shop, string sql)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, sql, []);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    internal static async Task<int> ExecuteAsync(this TestShop shop, string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Every value of every row of a table, as text, for tests that look for a secret.</summary>
    internal static async Task<string> DumpAsync(this TestShop shop, string table)
    {
        await using var connection = await OpenAsync(shop.Server.DatabaseUrl);
        await using var command = Command(connection, shop, $"SELECT * FROM {table} WHERE tenant_id = @tenant", []);
        await using var reader = await command.ExecuteReaderAsync();
        var text = new StringWriter();
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                await text.WriteLineAsync(reader.GetValue(i) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : reader.GetValue(i).ToString());
        }
        return text.ToString();
    }

    private static async Task<DbConnection> OpenAsync(string url)
    {
        const string Sqlite = "sqlite:///";
        DbConnection connection = url.StartsWith(Sqlite, StringComparison.Ordinal)
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = url[Sqlite.Length..], Pooling = false, DefaultTimeout = 30 }.ConnectionString)
            : new NpgsqlConnection(TestDatabases.ConnectionString(url));
        await connection.OpenAsync();
        return connection;
    }

    private static DbCommand Command(DbConnection connection, TestShop shop, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the tests' own.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters.Append(("tenant", shop.Tenant.Id.Value)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            if (sql.Contains("@" + name, StringComparison.Ordinal))
                command.Parameters.Add(parameter);
        }
        return command;
    }
}
