using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Audit;
using SharpCommerce.Core.Data;
using SharpCommerce.Payments;

namespace SharpCommerce.Sqlite;

/// <summary>Tables that are only ever added to: triggers refuse to change their rows, and to remove them unless their tenant is just being erased.</summary>
internal static class SqliteAppendOnly
{
    private const string ErasedTenants = "erased_tenants";

    internal static string Schema(DbContext context) =>
        $"CREATE TABLE IF NOT EXISTS {ErasedTenants} (id TEXT NOT NULL PRIMARY KEY);" + string.Concat(Tables(context).Select(table =>
            $"""

            CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} BEGIN
                SELECT RAISE(ABORT, 'Rows of {table} are never changed.');
            END;
            CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} WHEN NOT EXISTS (SELECT 1 FROM {ErasedTenants} WHERE id = OLD.tenant_id) BEGIN
                SELECT RAISE(ABORT, 'Rows of {table} are never removed.');
            END;
            """));

    /// <summary>Removes the tenant's rows. The mark that lets them go is there within this transaction only.</summary>
    internal static async Task EraseAsync(DbSession session, CancellationToken cancellationToken)
    {
        var database = session.Context.Database;
        var tenantId = session.Context.TenantId.Value;
        await database.ExecuteSqlAsync($"INSERT INTO erased_tenants (id) VALUES ({tenantId})", cancellationToken);
        await session.Set<AuditEntry>().ExecuteDeleteAsync(cancellationToken);
        await session.Set<LedgerEntry>().ExecuteDeleteAsync(cancellationToken);
        await database.ExecuteSqlAsync($"DELETE FROM erased_tenants WHERE id = {tenantId}", cancellationToken);
    }

    private static IEnumerable<string> Tables(DbContext context) => context.Model.GetEntityTypes().Where(ModelExtensions.IsAppendOnly).Select(entity => entity.GetTableName()!);
}
