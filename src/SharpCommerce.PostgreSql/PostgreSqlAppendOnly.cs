using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;

namespace SharpCommerce.PostgreSql;

/// <summary>
/// Tables that are only ever added to: the serving role may neither change nor remove their rows. A tenant's rows go with the tenant, all of
/// them or none, through one function that refuses while the tenant is open, and always refuses for the platform's own.
/// </summary>
internal static class PostgreSqlAppendOnly
{
    internal static string Schema(DbContext context)
    {
        var tables = context.Model.GetEntityTypes().Where(ModelExtensions.IsAppendOnly).Select(entity => entity.GetTableName()!).Order(StringComparer.Ordinal).ToList();
        return
            $"""
            REVOKE UPDATE, DELETE ON {string.Join(", ", tables)} FROM {PostgreSqlEngine.AppRole};

            CREATE OR REPLACE FUNCTION erase_append_only_rows() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS
            $fn$
            DECLARE
                tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
            BEGIN
                IF tenant IS NULL OR tenant = '{Guid.Empty}' OR EXISTS (SELECT 1 FROM tenants WHERE id = tenant AND status = 'active') THEN
                    RAISE insufficient_privilege USING MESSAGE = 'These rows stay while their tenant is open.';
                END IF;
                {string.Join("\n                ", tables.Select(table => $"DELETE FROM {table} WHERE tenant_id = tenant;"))}
            END $fn$;
            REVOKE ALL ON FUNCTION erase_append_only_rows() FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION erase_append_only_rows() TO {PostgreSqlEngine.AppRole};

            -- In two steps: what a statement sees is what was committed when it began, and the last entry may be committed while this waits.
            CREATE OR REPLACE FUNCTION lock_audit_log() RETURNS TABLE (sequence bigint, hash bytea) LANGUAGE plpgsql SET search_path = public, pg_temp AS
            $fn$
            DECLARE
                tenant uuid := NULLIF(current_setting('app.tenant_id', true), '')::uuid;
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtextextended('audit_entries ' || tenant::text, 0));
                RETURN QUERY SELECT e.sequence, e.hash FROM audit_entries e WHERE e.tenant_id = tenant ORDER BY e.sequence DESC LIMIT 1;
            END $fn$;

            """;
    }
}
