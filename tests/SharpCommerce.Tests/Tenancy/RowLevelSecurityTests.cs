using Microsoft.EntityFrameworkCore;
using SharpCommerce.PostgreSql;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>The second wall as PostgreSQL's own catalog has it.</summary>
public sealed class RowLevelSecurityTests
{
    private const string Policy = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";

    /// <summary>Tables with a tenant that have no policy by it: host names are looked up before the tenant is known; the search table is nobody's.</summary>
    private static readonly string[] Exceptions = ["product_search", "tenant_domains", "tenant_origins"];

    /// <summary>What runs with the owner's rights. Whoever adds to this list shows that it takes the tenant from the session alone.</summary>
    private static readonly string[] OwnersFunctions = ["create_order_numbers()", "drop_order_numbers()", "erase_append_only_rows()", "index_product()", "next_order_number()", "search_products(text)"];

    [Theory, OnPostgreSql]
    public async Task Every_table_with_a_tenant_forces_row_level_security_for_reading_and_writing(Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync((await TestServer.SharedAsync(engine)).DatabaseUrl);
        var tables = (await database.TenantTablesAsync()).Except(Exceptions).ToList();
        Assert.Equal(Models.TenantOwned(engine).Select(entity => entity.GetTableName()!).Order(StringComparer.Ordinal), tables.Order(StringComparer.Ordinal));

        foreach (var table in tables)
        {
            Assert.True(await database.ScalarAsync<bool>("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = $1::regclass", table), table);
            var policy = Assert.Single(await database.RowsAsync("SELECT permissive, array_to_string(roles, ','), cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public' AND tablename = $1", table));
            Assert.Equal(["PERMISSIVE", "public", "ALL", Policy, Policy], policy);
        }
    }

    [Theory, OnPostgreSql]
    public async Task The_serving_role_owns_nothing_and_may_do_no_more_than_it_needs(Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync((await TestServer.SharedAsync(engine)).DatabaseUrl);
        const string Role = PostgreSqlEngine.AppRole;

        Assert.Equal([false, false, false, false, false, false],
            Assert.Single(await database.RowsAsync("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin FROM pg_roles WHERE rolname = $1", Role)));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = $1::regrole AND deptype = 'o'", Role));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_auth_members WHERE member = $1::regrole", Role));
        Assert.False(await database.ScalarAsync<bool>("SELECT has_schema_privilege($1, 'public', 'CREATE') OR has_database_privilege($1, current_database(), 'CREATE')", Role));

        var granted = await database.TextsAsync(
            """
            SELECT c.relname || ' ' || privilege FROM pg_class c CROSS JOIN unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege($1, c.oid, privilege)
            UNION ALL SELECT c.relname || ' sequence' FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege($1, c.oid, 'USAGE, SELECT, UPDATE') ELSE false END
            UNION ALL SELECT c.relname || ' view' FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
            """, Role);
        Assert.Empty(granted);
    }

    [Theory, OnPostgreSql]
    public async Task Functions_with_the_owners_rights_are_on_the_reviewed_list_and_closed_to_the_public(Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync((await TestServer.SharedAsync(engine)).DatabaseUrl);
        var functions = await database.RowsAsync(
            """
            SELECT p.oid::regprocedure::text, array_to_string(p.proconfig, ','), p.proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(p.proacl) WHERE grantee = 0)
            FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace ORDER BY 1
            """);

        Assert.Equal(OwnersFunctions, functions.Select(function => (string)function[0]!));
        Assert.All(functions, function => Assert.Contains("search_path=public, pg_temp", (string)function[1]!, StringComparison.Ordinal));
        Assert.All(functions, function => Assert.False((bool)function[2]!, $"{function[0]} may be called by anybody."));
    }

    [Theory, OnPostgreSql]
    public async Task The_search_table_is_out_of_the_serving_roles_reach(Engine engine)
    {
        await using var database = await RawDatabase.OpenAsync((await TestServer.SharedAsync(engine)).DatabaseUrl, PostgreSqlEngine.AppRole);
        foreach (var sql in new[]
        {
            "SELECT 1 FROM product_search", "SELECT words FROM product_search", "INSERT INTO product_search VALUES (gen_random_uuid(), gen_random_uuid(), '', '')",
            "UPDATE product_search SET words = ''", "DELETE FROM product_search", "TRUNCATE product_search", "TRUNCATE orders", "ALTER TABLE orders DISABLE ROW LEVEL SECURITY",
            "DROP POLICY tenant ON orders", "CREATE TABLE mine (id int)", "COPY orders TO PROGRAM 'true'",
        })
        {
            Assert.Equal("42501", await database.RefusalAsync(sql));
        }
    }
}
