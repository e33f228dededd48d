using System.Text.Json.Nodes;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>A body says what its schema has and nothing else: nobody gives themselves a price, a role or an owner on the side.</summary>
[Trait("Category", "Slow")]
public sealed class MassAssignmentTests
{
    private static readonly string[] Tempting =
    [
        "id", "tenantId", "price", "total", "tax", "discount", "status", "paidAt", "role", "permissions", "ownerId", "createdAt", "currency", "stock", "isAdmin", "kind", "emailVerified", "version",
    ];

    [Theory, EachEngine]
    public async Task A_member_that_the_schema_does_not_have_is_refused_by_every_operation(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var api = await ApiModel.ReadAsync(server);
        var shop = await ProofShop.OpenAsync(server, api, "x");
        await Harvest.FillAsync(shop, 1);
        var (maker, person, faults, sent) = (new CallMaker(shop), await shop.RegisterAsync(), new List<string>(), 0);
        var @operator = await shop.AppointAsync();
        foreach (var operation in api.Operations.Where(operation => operation.TakesJson))
        {
            var actor = operation.OfPlatform ? @operator : person;
            var call = await maker.MakeAsync(operation, actor);
            var has = api.Members(operation.BodySchema!.Value).Select(member => member.Name).ToHashSet();
            foreach (var member in Tempting.Where(member => !has.Contains(member)))
            {
                var body = call.Body?.DeepClone().AsObject() ?? [];
                body[member] = member is "permissions" ? new JsonArray("orders:read") : member is "price" or "total" ? 1 : "x";
                var reply = await shop.SendAsync(call with { Body = body }, shop.Suitable(operation, actor));
                sent++;
                if (reply is not { Status: 400, Code: "validation_failed" } || !reply.Text.Contains(member, StringComparison.Ordinal))
                    faults.Add($"{operation} with '{member}': {reply}");
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(sent > 500);
    }
}
