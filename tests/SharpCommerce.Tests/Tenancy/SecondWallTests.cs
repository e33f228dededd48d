using Microsoft.EntityFrameworkCore;
using Npgsql;
using SharpCommerce.Core.Data;
using SharpCommerce.PostgreSql;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>What the serving role sees and may do with no help of our code: hand-written SQL on a bare connection.</summary>
public sealed class SecondWallTests
{
    private const string Refused = "42501";

    [Theory, OnPostgreSql]
    public async Task Every_table_shows_nothing_without_a_tenant_and_only_its_own_rows_with_one(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        await using var owner = await RawDatabase.OpenAsync(server.DatabaseUrl);
        await using var app = await RawDatabase.OpenAsync(server.DatabaseUrl, PostgreSqlEngine.AppRole);

        foreach (var unset in new[] { null, "RESET app.tenant_id", "SELECT set_config('app.tenant_id', '', false)" })
        {
            if (unset is not null)
                await app.ExecuteAsync(unset);
            foreach (var table in Tables(engine))
                Assert.Equal(0, await app.ScalarAsync<long>($"SELECT count(*) FROM {table}"));
        }
        await BeAsync(app, ours);
        foreach (var table in Tables(engine))
        {
            var own = await owner.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = $1", ours.Shop.Tenant.Id.Value);
            Assert.True(own > 0, $"{table} holds nothing of this tenant, so nothing is shown here; seed it in {nameof(FullShop)}.");
            Assert.True(await owner.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = $1", theirs.Shop.Tenant.Id.Value) > 0, table);
            Assert.Equal(own, await app.ScalarAsync<long>($"SELECT count(*) FROM {table}"));
            Assert.Equal(0, await app.ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE tenant_id = $1", theirs.Shop.Tenant.Id.Value));
        }
    }

    [Theory, OnPostgreSql]
    public async Task No_row_of_another_tenant_can_be_changed_removed_made_or_given_away(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        await using var owner = await RawDatabase.OpenAsync(server.DatabaseUrl);
        await using var app = await RawDatabase.OpenAsync(server.DatabaseUrl, PostgreSqlEngine.AppRole);
        var (us, them) = (ours.Shop.Tenant.Id, theirs.Shop.Tenant.Id);
        var before = await owner.DumpAsync(them);
        var makers = new RowMaker(owner);

        foreach (var entity in Models.TenantOwned(engine))
        {
            var table = entity.GetTableName();
            await BeAsync(app, ours);
            await TouchesNothingAsync($"UPDATE {table} SET tenant_id = tenant_id WHERE tenant_id = $1", them.Value);
            await TouchesNothingAsync($"DELETE FROM {table} WHERE tenant_id = $1", them.Value);
            Assert.Equal(Refused, await app.RefusalAsync($"UPDATE {table} SET tenant_id = $1", them.Value));

            // What it refers to is there, so that nothing else refuses it. A tenant of its own keeps the dumps equal.
            var third = new Id<Tenants.Tenant>(Guid.NewGuid());
            var (insert, values) = RowMaker.Insert(entity, await makers.RowAsync(entity, third));
            Assert.Equal(Refused, await app.RefusalAsync(insert, values));
            await app.ExecuteAsync("SELECT set_config('app.tenant_id', '', false)");
            Assert.Equal(Refused, await app.RefusalAsync(insert, values));
            await TouchesNothingAsync($"UPDATE {table} SET tenant_id = tenant_id");
            await TouchesNothingAsync($"DELETE FROM {table}");
            // The same row is accepted from the tenant whose it is.
            await app.ExecuteAsync("SELECT set_config('app.tenant_id', $1, false)", third.ToString());
            Assert.Equal(1, await app.ExecuteAsync(insert, values));

            async Task TouchesNothingAsync(string sql, params object?[] parameters)
            {
                if (ModelExtensions.IsAppendOnly(entity))
                    Assert.Equal(Refused, await app.RefusalAsync(sql, parameters));
                else
                    Assert.Equal(0, await app.ExecuteAsync(sql, parameters));
            }
        }
        Assert.Equal(before, await owner.DumpAsync(them));
    }

    [Theory, OnPostgreSql]
    public async Task Search_finds_only_products_of_the_sessions_tenant(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await FullShop.OpenAsync(server);
        await using var theirs = await FullShop.OpenAsync(server);
        await using var app = await RawDatabase.OpenAsync(server.DatabaseUrl, PostgreSqlEngine.AppRole);

        // Exactly, unfinished, and alike: the function has two ways to look.
        foreach (var words in new[] { "sneaker", "snea", "sneakre" })
        {
            await app.ExecuteAsync("SELECT set_config('app.tenant_id', '', false)");
            Assert.Empty(await app.RowsAsync("SELECT product_id FROM search_products($1)", words));
            await BeAsync(app, ours);
            var found = (await app.RowsAsync("SELECT product_id FROM search_products($1)", words)).Select(row => (Guid)row[0]!).ToList();
            Assert.Contains(ours.Product.Id.Value, found);
            Assert.Empty(found.Except([ours.Product.Id.Value, ours.Spare.Id.Value]));
        }
        // A word of theirs may look like one of ours, and finds ours at most.
        Assert.DoesNotContain(theirs.Product.Id.Value, (await app.RowsAsync("SELECT product_id FROM search_products($1)", theirs.Canary)).Select(row => (Guid)row[0]!));
        await BeAsync(app, theirs);
        Assert.Contains(theirs.Product.Id.Value, (await app.RowsAsync("SELECT product_id FROM search_products($1)", theirs.Canary)).Select(row => (Guid)row[0]!));
    }

    [Theory, OnPostgreSql]
    public async Task Order_numbers_need_a_tenant_and_tell_nothing_of_other_tenants(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        await using var ours = await TestShop.OpenAsync(server);
        await using var theirs = await TestShop.OpenAsync(server);
        await using var app = await RawDatabase.OpenAsync(server.DatabaseUrl, PostgreSqlEngine.AppRole);

        Assert.Null(await app.ScalarAsync<long?>("SELECT next_order_number()"));
        Assert.NotNull(await app.RefusalAsync("SELECT create_order_numbers()"));
        Assert.NotNull(await app.RefusalAsync("SELECT drop_order_numbers()"));

        await BeAsync(app, ours);
        var first = await app.ScalarAsync<long>("SELECT next_order_number()");
        await BeAsync(app, theirs);
        for (var i = 0; i < 5; i++)
            await app.ScalarAsync<long>("SELECT next_order_number()");
        Assert.Equal(Refused, await app.RefusalAsync($"SELECT last_value FROM order_numbers_{ours.Tenant.Id.Value:N}"));
        Assert.Equal(Refused, await app.RefusalAsync($"SELECT nextval('order_numbers_{ours.Tenant.Id.Value:N}')"));
        Assert.Equal(Refused, await app.RefusalAsync($"DROP SEQUENCE order_numbers_{ours.Tenant.Id.Value:N}"));
        await BeAsync(app, ours);
        Assert.Equal(first + 1, await app.ScalarAsync<long>("SELECT next_order_number()"));
    }

    [Theory]
    [InlineData("Multiplexing=true")]
    [InlineData("No%20Reset%20On%20Close=true")]
    [InlineData("NoResetOnClose=True")]
    [InlineData("pool_size=4&no reset on close=true")]
    [InlineData("multiplexing=perhaps")]
    [InlineData("no_such_option=1")]
    public void An_address_with_an_option_that_is_unsafe_or_unknown_is_refused_and_not_repeated(string option)
    {
        var refused = Assert.Throws<CommerceException>(() => new PostgreSqlEngine().Open($"postgres://u:secret@localhost/shop?{option}", null));
        Assert.Equal("validation_failed", refused.Error.Code);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.Equal("validation_failed", Assert.Throws<CommerceException>(() => new PostgreSqlEngine().Open("postgres://u:secret@localhost/shop", $"postgres://u:secret@localhost/shop?{option}")).Error.Code);
    }

    [Fact]
    public async Task An_address_cannot_choose_another_serving_role()
    {
        await using var database = (PostgreSqlDatabase)new PostgreSqlEngine().Open("postgres://u@localhost/shop?Options=-c%20role%3Dpostgres", null);
        Assert.Equal($"-c role={PostgreSqlEngine.AppRole}", new NpgsqlConnectionStringBuilder(database.Source.ConnectionString).Options);
    }

    private static IEnumerable<string> Tables(Engine engine) => Models.TenantOwned(engine).Select(entity => entity.GetTableName()!);

    private static Task BeAsync(RawDatabase app, FullShop shop) => BeAsync(app, shop.Shop);

    private static Task BeAsync(RawDatabase app, TestShop shop) => app.ExecuteAsync("SELECT set_config('app.tenant_id', $1, false)", shop.Tenant.Id.ToString());
}
