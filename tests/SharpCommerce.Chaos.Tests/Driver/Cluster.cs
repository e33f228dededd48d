using Npgsql;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Chaos.Tests.Driver;

/// <summary>
/// What happens to a PostgreSQL. It runs without fsync: a killed process loses nothing that it gave to the operating system, which is
/// what these faults are about; only a crash of the machine would need the disk.
/// </summary>
internal static class Cluster
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Kills the process that serves one of the server's connections. PostgreSQL then ends all others and recovers by itself.</summary>
    internal static async Task KillBackendAsync(this PrivateCluster cluster)
    {
        await using var connection = await OpenAsync(cluster);
        await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity WHERE application_name = 'sharpcommerce' ORDER BY backend_start LIMIT 1", connection);
        if (await command.ExecuteScalarAsync() is int processId)
            await Signals.SendAsync("KILL", [processId]);
    }

    /// <summary>Ends all of the server's connections, as an administrator or a fail-over does.</summary>
    internal static async Task TerminateBackendsAsync(this PrivateCluster cluster)
    {
        await using var connection = await OpenAsync(cluster);
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sharpcommerce'", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Kills PostgreSQL's first process; its children notice and end.</summary>
    internal static async Task KillAsync(this PrivateCluster cluster)
    {
        var postmaster = await cluster.PostmasterAsync();
        var children = Signals.ChildrenOf(postmaster);
        await Signals.SendAsync("KILL", [postmaster]);
        await UntilAsync(() => Task.FromResult(children.TrueForAll(id => !Directory.Exists($"/proc/{id}"))));
    }

    /// <summary>Waits until PostgreSQL takes connections.</summary>
    internal static Task ReadyAsync(this PrivateCluster cluster) => UntilAsync(async () =>
    {
        try
        {
            await using var connection = await OpenAsync(cluster);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    });

    private static async Task<NpgsqlConnection> OpenAsync(PrivateCluster cluster)
    {
        var connection = new NpgsqlConnection(TestDatabases.ConnectionString(cluster.Url));
        await connection.OpenAsync();
        return connection;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var start = Environment.TickCount64; !await condition(); await Task.Delay(20))
        {
            if (Environment.TickCount64 - start > Limit.TotalMilliseconds)
                throw new TimeoutException("PostgreSQL did not do what was waited for.");
        }
    }
}
