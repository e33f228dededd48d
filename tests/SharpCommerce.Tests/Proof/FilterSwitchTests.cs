using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Server;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>The tenant filter can be switched off to prove the second wall, and for nothing else.</summary>
public sealed class FilterSwitchTests
{
    private const string Switch = "SHARPCOMMERCE_TEST_DISABLE_QUERY_FILTERS";

    [Theory]
    [InlineData("Production", "postgres://u:p@localhost/shop")]
    [InlineData("Development", "postgres://u:p@localhost/shop")]
    [InlineData("Staging", "postgres://u:p@localhost/shop")]
    [InlineData("Test", "sqlite:///data/shop.db")]
    public void The_server_does_not_start_without_its_filter_where_tenants_are_real_or_nothing_else_holds(string environment, string url)
    {
        var refused = Assert.Throws<CommerceException>(() => CommerceServer.Build(["--environment", environment], builder =>
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [Switch] = "true", ["DATABASE_URL"] = url })));
        Assert.Contains(Switch, refused.Message, StringComparison.Ordinal);
    }

    [Theory, OnPostgreSql]
    public async Task Without_it_no_entity_is_filtered_and_other_servers_in_the_process_are_not_affected(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine, (Switch, "true"));
        Assert.Equal(0, await FiltersAsync(server));
        Assert.True(await FiltersAsync(await TestServer.SharedAsync(engine)) > 20);
    }

    private static async Task<int> FiltersAsync(TestServer server)
    {
        await using var session = await server.Services.GetRequiredService<DatabaseMap>().Shared.BeginAsync(null, write: false, CancellationToken.None);
        return session.Context.Model.GetEntityTypes().Count(entity => entity.FindDeclaredQueryFilter(CommerceDbContext.TenantFilter) is not null);
    }
}
