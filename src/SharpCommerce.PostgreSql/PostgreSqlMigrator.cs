using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Work;

namespace SharpCommerce.PostgreSql;

/// <summary>Migrates as the owner, then puts every tenant-owned table behind row-level security. New tables are covered by the model.</summary>
internal static class PostgreSqlMigrator
{
    // Any constant does; all nodes must use the same.
    private const long LockKey = 0x5C0FFEE;

    internal static async Task RunAsync(string ownerConnection, string login, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);
        try
        {
            KillPoint.Reach(KillPoint.MigrationLocked);
            await ExecuteAsync(connection, Roles(login), cancellationToken);
            await using var context = new PostgreSqlContext(new DbContextOptionsBuilder().UseNpgsql(ownerConnection).Options, null);
            await context.Database.MigrateAsync(cancellationToken);
            KillPoint.Reach(KillPoint.MigrationTables);
            await SecureAsync(connection, context, cancellationToken);
            KillPoint.Reach(KillPoint.MigrationBeforeUnlock);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    internal static IEnumerable<string> TenantTables(DbContext context) =>
        context.Model.GetEntityTypes().Where(entity => entity.ClrType.IsAssignableTo(typeof(ITenantOwned))).Select(entity => entity.GetTableName()!).Distinct().Order();

    /// <summary>What EF's migrations cannot say. It locks every table, so it runs only when it is not the same as the last time.</summary>
    private static async Task SecureAsync(NpgsqlConnection connection, DbContext context, CancellationToken cancellationToken)
    {
        var script = PostgreSqlSearch.Schema + OrderNumbers + RowLevelSecurity(context) + TenantsWithWork + PostgreSqlAppendOnly.Schema(context);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        await using var known = new NpgsqlCommand("SELECT obj_description(to_regprocedure('search_products(text)'), 'pg_proc')", connection);
        if (await known.ExecuteScalarAsync(cancellationToken) as string == hash)
            return;
        await ExecuteAsync(connection, $"{script} COMMENT ON FUNCTION search_products(text) IS '{hash}';", cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Roles(string login) =>
        $"""
        DO $do$ BEGIN
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{PostgreSqlEngine.AppRole}') THEN
                CREATE ROLE {PostgreSqlEngine.AppRole} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            -- Roles are shared by all databases of a server: another migration made it at the same moment.
            NULL;
        END $do$;
        DO $do$ BEGIN
            IF NOT pg_has_role('{login.Replace("'", "''", StringComparison.Ordinal)}', '{PostgreSqlEngine.AppRole}', 'MEMBER') THEN
                GRANT {PostgreSqlEngine.AppRole} TO {PostgreSqlEngine.Quote(login)};
            END IF;
        END $do$;
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE EXTENSION IF NOT EXISTS btree_gin;
        CREATE EXTENSION IF NOT EXISTS unaccent;
        """;

    /// <summary>A sequence per tenant: rising, never waited for, and telling nobody how much the other tenants sell.</summary>
    private const string OrderNumbers =
        $"""
        CREATE OR REPLACE FUNCTION order_number_sequence() RETURNS text LANGUAGE sql STABLE AS
        $fn$ SELECT 'order_numbers_' || replace(NULLIF(current_setting('app.tenant_id', true), '')::uuid::text, '-', '') $fn$;

        CREATE OR REPLACE FUNCTION create_order_numbers() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
        $fn$ BEGIN EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I START 1001', order_number_sequence()); END $fn$;

        CREATE OR REPLACE FUNCTION drop_order_numbers() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
        $fn$ BEGIN EXECUTE format('DROP SEQUENCE IF EXISTS %I', order_number_sequence()); END $fn$;

        CREATE OR REPLACE FUNCTION next_order_number() RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS
        $fn$ SELECT nextval(order_number_sequence()::regclass) $fn$;

        REVOKE ALL ON FUNCTION create_order_numbers(), drop_order_numbers(), next_order_number() FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION create_order_numbers(), drop_order_numbers(), next_order_number() TO {PostgreSqlEngine.AppRole};
        """;

    /// <summary>Stands under row-level security like everybody, and therefore looks as one tenant after the other, within one call.</summary>
    private static string TenantsWithWork =>
        $"""
        CREATE OR REPLACE FUNCTION tenants_with_work(kind text, tenants uuid[], at timestamptz) RETURNS SETOF uuid LANGUAGE plpgsql AS
        $fn$
        DECLARE
            tenant uuid;
            waits boolean;
        BEGIN
            FOREACH tenant IN ARRAY tenants LOOP
                PERFORM set_config('app.tenant_id', tenant::text, true);
                waits := CASE kind
                    {string.Join("\n            ", PendingWork.All.Select(work => $"WHEN '{work.Name}' THEN {string.Join(" OR ", work.Places.Select(rows => $"EXISTS (SELECT 1 FROM {rows.Table} WHERE {rows.Table}.tenant_id = tenant AND ({At(rows.Condition)}))"))}"))}
                END;
                IF waits THEN
                    RETURN NEXT tenant;
                END IF;
            END LOOP;
            PERFORM set_config('app.tenant_id', '', true);
        END $fn$;

        """;

    private static string At(string condition) =>
        condition.Replace("$now", "at", StringComparison.Ordinal).Replace("$far", $"at + interval '{PendingWork.Far.TotalSeconds:0} seconds'", StringComparison.Ordinal);

    private static string RowLevelSecurity(DbContext context)
    {
        var sql = new StringBuilder();
        sql.AppendLine(CultureInfo.InvariantCulture, $"GRANT USAGE ON SCHEMA public TO {PostgreSqlEngine.AppRole};");
        foreach (var entity in context.Model.GetEntityTypes())
            sql.AppendLine(CultureInfo.InvariantCulture, $"GRANT SELECT, INSERT, UPDATE, DELETE ON {entity.GetTableName()} TO {PostgreSqlEngine.AppRole};");
        foreach (var table in TenantTables(context))
        {
            sql.AppendLine(CultureInfo.InvariantCulture,
                $"""
                DO $do$ BEGIN
                    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
                    ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
                    IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}' AND policyname = 'tenant') THEN
                        CREATE POLICY tenant ON {table}
                            USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid)
                            WITH CHECK (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid);
                    END IF;
                END $do$;
                """);
        }
        return sql.ToString();
    }
}
