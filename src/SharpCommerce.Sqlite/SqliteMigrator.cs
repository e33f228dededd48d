using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;

namespace SharpCommerce.Sqlite;

/// <summary>Migrates under a lock of the operating system, which a killed process cannot leave behind.</summary>
internal static class SqliteMigrator
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    internal static async Task RunAsync(string path, Func<SqliteConnection> open, CancellationToken cancellationToken)
    {
        await using var held = await LockAsync(path + ".lock", cancellationToken);
        KillPoint.Reach(KillPoint.MigrationLocked);
        using var connection = open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        await using var context = new SqliteContext(new DbContextOptionsBuilder().UseSqlite(connection).Options, null);
        // EF's own lock is a row that outlives a killed process; whoever holds the file lock may clear it.
        Execute(connection, "DROP TABLE IF EXISTS __EFMigrationsLock");
        await context.Database.MigrateAsync(cancellationToken);
        KillPoint.Reach(KillPoint.MigrationTables);
        Execute(connection, SqliteSearch.Schema);
        Execute(connection, SqliteAppendOnly.Schema(context));
        KillPoint.Reach(KillPoint.MigrationBeforeUnlock);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Poll, cancellationToken);
            }
        }
    }
}
