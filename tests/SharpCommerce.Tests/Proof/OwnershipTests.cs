using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Persistence;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>Inside one tenant, what a shopper owns is nothing to another shopper and to a guest: the same as what does not exist.</summary>
[Trait("Category", "Slow")]
public sealed class OwnershipTests
{
    /// <summary>Whoever holds one of these may: that is what they are for.</summary>
    private static readonly string[] Bearers = ["order.accessToken", "refreshToken", Kinds.MailedToken];

    /// <summary>A cart belongs to whoever knows its id, until shoppers have things of their own.</summary>
    private static readonly string[] GuestsThings = ["cart", "line"];

    [Theory, EachEngine]
    public async Task Nothing_of_another_shopper_can_be_seen_changed_or_told_from_nothing(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        var api = await ApiModel.ReadAsync(server);
        var shop = await ProofShop.OpenAsync(server, api, "o");
        await Harvest.FillAsync(shop, 1);
        var (one, two, everybody) = (await shop.RegisterAsync(), await shop.RegisterAsync(), new Person("", new()));
        var operations = api.Operations.Where(operation => operation.Scope == "tenant" && (operation.ForSignedIn || operation.IsOpen && operation.Path.Contains("/store/", StringComparison.Ordinal))).ToList();
        var maker = new CallMaker(shop);
        foreach (var person in (Person[])[two, one])
            await OwnAsync(shop, maker, operations, person);
        foreach (var person in (Person[])[two, one, everybody])
            await LearnAsync(shop, operations, person);

        await using var database = await RawDatabase.OpenAsync(server.DatabaseUrl);
        var secrets = new Secrets(two.Email.Split('@')[0], two.World, Union(one.World, everybody.World));
        Assert.True(secrets.Count > 0);
        await IsolationTests.SettleAsync(database, shop);
        var before = await RowsOfAsync(database, shop, two);
        Assert.NotEmpty(before);
        var (faults, sent) = (new List<string>(), 0);
        var open = api.Operations.Any(operation => operation.Path.Contains("/store/customers/", StringComparison.Ordinal)) ? Bearers : [.. Bearers, .. GuestsThings];
        foreach (var operation in operations)
        {
            foreach (var (input, kind, value) in Values(operation, two.World, one.World, everybody.World).Where(attack => !open.Contains(attack.Kind) && !(operation.Writes && Kinds.IsName(attack.Kind))))
            {
                var world = new World(one.World);
                var call = await maker.MakeAsync(operation, one, world);
                var bodies = maker.BodiesOf(operation, world, one);
                foreach (var bearer in new[] { one.AccessToken, null })
                {
                    var real = await shop.SendAsync(call.With(input, value, bodies), bearer, Carrier.Header.Of(shop));
                    var twin = Twin.Of(kind, value) is { } nobodys ? (Value: nobodys, Reply: await shop.SendAsync(call.With(input, nobodys, bodies), bearer, Carrier.Header.Of(shop))) : default;
                    sent += 2;
                    if (real.Status >= 500 || secrets.Shown(real, [(kind, value)]) is not null)
                        faults.Add($"{operation} {input} by {(bearer is null ? "a guest" : "another shopper")}: {real}");
                    if (twin.Reply is { } other && (other.Status != real.Status || !real.Succeeded && real.Comparable().Replace(value, "", StringComparison.OrdinalIgnoreCase) != other.Comparable().Replace(twin.Value, "", StringComparison.OrdinalIgnoreCase)))
                        faults.Add($"{operation} {input} tells {value} from nothing: {real} and {other}");
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(before, await RowsOfAsync(database, shop, two));
        Assert.True(sent >= 4, $"{sent} calls are no proof.");
    }

    /// <summary>Has a shopper make one of everything that shoppers can make.</summary>
    private static async Task OwnAsync(ProofShop shop, CallMaker maker, IEnumerable<ApiOperation> operations, Person person)
    {
        foreach (var operation in operations.Where(operation => operation is { Method: "POST", TakesJson: true } && operation.Path.Contains("/store/", StringComparison.Ordinal)))
        {
            var call = await maker.MakeAsync(operation, person);
            var reply = await shop.SendAsync(call, person);
            if (reply.Succeeded)
                person.World.Harvest(CallMaker.KindOf(operation, reply), reply);
        }
    }

    private static async Task LearnAsync(ProofShop shop, IEnumerable<ApiOperation> operations, Person person)
    {
        foreach (var operation in operations.Where(operation => !operation.Writes && !operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            var reply = await shop.SendAsync(new ApiCall(operation), person);
            if (reply.Succeeded)
                person.World.Harvest(CallMaker.KindOf(operation, reply), reply);
        }
    }

    private static IEnumerable<(ApiInput Input, string Kind, string Value)> Values(ApiOperation operation, World victim, params World[] others) =>
        operation.Inputs.SelectMany(input => input.Kinds.SelectMany(kind => victim.OwnAll(kind).Where(value => !others.Any(other => other.OwnAll(kind).Contains(value))).TakeLast(2).Select(value => (input, kind, value))));

    private static World Union(params World[] worlds)
    {
        var union = new World();
        foreach (var world in worlds)
        {
            union.Uuids.UnionWith(world.Uuids);
            union.Tokens.UnionWith(world.Tokens);
        }
        return union;
    }

    /// <summary>The rows that name somebody.</summary>
    private static async Task<List<string>> RowsOfAsync(RawDatabase database, ProofShop shop, Person person) =>
        [.. (await database.DumpAsync(shop.Id)).Where(row => row.Contains(person.Email, StringComparison.OrdinalIgnoreCase) || row.Contains(person.World.Find("user")!, StringComparison.OrdinalIgnoreCase))];
}
