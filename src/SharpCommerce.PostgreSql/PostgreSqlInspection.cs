using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharpCommerce.Core.Checkups;

namespace SharpCommerce.PostgreSql;

/// <summary>Looks at a PostgreSQL database as its operator would: version, role, schema, policies, clock.</summary>
internal sealed class PostgreSqlInspection(NpgsqlDataSource source, string ownerConnection, string check)
{
    private const int OldestVersion = 13;
    private static readonly TimeSpan MostClockDifference = TimeSpan.FromSeconds(2);

    private const string Unprotected =
        """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname = ANY($1)
            AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
        ORDER BY c.relname
        """;

    internal async IAsyncEnumerable<Finding> RunAsync(Func<Task> checkRole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var context = new PostgreSqlContext(new DbContextOptionsBuilder().UseNpgsql(ownerConnection).Options, null);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count == context.Database.GetMigrations().Count())
        {
            yield return new(check, FindingLevel.Warn, "It answers and is empty.", "The server makes its tables at its first start, or the command migrate does.");
            yield break;
        }
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        yield return connection.PostgreSqlVersion.Major < OldestVersion
            ? new(check, FindingLevel.Fail, $"PostgreSQL {connection.PostgreSqlVersion} at {connection.Host}:{connection.Port}.", $"Use version {OldestVersion} or newer.")
            : new(check, FindingLevel.Ok, $"PostgreSQL {connection.PostgreSqlVersion} at {connection.Host}:{connection.Port}, database {connection.Database}.");
        yield return pending.Count == 0
            ? new($"{check} schema", FindingLevel.Ok, "It is up to date.")
            : new($"{check} schema", FindingLevel.Warn, $"{pending.Count} migrations are pending.", "They run at the next start of the server, or by the command migrate.");
        yield return await RoleAsync(checkRole, cancellationToken);
        yield return await PoliciesAsync(connection, context, cancellationToken);
        yield return await ClockAsync(connection, cancellationToken);
    }

    private async Task<Finding> RoleAsync(Func<Task> checkRole, CancellationToken cancellationToken)
    {
        try
        {
            await checkRole();
            return new($"{check} role", FindingLevel.Ok, "The role that serves owns nothing and stands under row-level security.");
        }
        catch (InvalidOperationException unsafeRole) when (!cancellationToken.IsCancellationRequested)
        {
            return new($"{check} role", FindingLevel.Fail, unsafeRole.Message, "Use two roles, and let the one of DATABASE_ADMIN_URL own the tables.");
        }
    }

    private async Task<Finding> PoliciesAsync(NpgsqlConnection connection, PostgreSqlContext context, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Unprotected, connection) { Parameters = { new() { Value = PostgreSqlMigrator.TenantTables(context).ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var open = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            open.Add(reader.GetString(0));
        return open.Count == 0
            ? new($"{check} row-level security", FindingLevel.Ok, "It is forced on every table that holds tenants' rows.")
            : new($"{check} row-level security", FindingLevel.Fail, $"It is off or not forced on {string.Join(", ", open)}.", "Start the server once, or run the command migrate, with the role that owns the tables.");
    }

    private async Task<Finding> ClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var before = TimeProvider.System.GetUtcNow();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var theirs = reader.GetFieldValue<DateTimeOffset>(0);
        var after = TimeProvider.System.GetUtcNow();
        var difference = theirs - (before + ((after - before) / 2));
        var seconds = $"{difference.TotalSeconds:0.0} s";
        return difference.Duration() <= MostClockDifference
            ? new($"{check} clock", FindingLevel.Ok, $"It differs from this machine's by {seconds}.")
            : new($"{check} clock", FindingLevel.Warn, $"It differs from this machine's by {seconds}.", "Keep the clocks of all machines in step: leases go by the database's, tokens and mails by the node's.");
    }
}
