using System.Text.Json.Nodes;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>Fills a tenant with one of everything and learns all that it can be shown.</summary>
internal static class Harvest
{
    private const int MostTries = 6;

    /// <summary>Sends every operation that makes something, with every text that it takes.</summary>
    internal static async Task FillAsync(ProofShop shop, int times)
    {
        for (var time = 0; time < times; time++)
            await FillOnceAsync(shop, new CallMaker(shop));
    }

    private static async Task FillOnceAsync(ProofShop shop, CallMaker maker)
    {
        foreach (var operation in shop.Api.Operations.Where(operation => operation is { Method: "POST", Scope: "tenant" } && operation.MediaTypes.Count > 0
            && !operation.Path.Contains('{', StringComparison.Ordinal) && !operation.Path.Contains("/auth/", StringComparison.Ordinal)).OrderBy(operation => operation.Path.Contains("/store/", StringComparison.Ordinal)))
        {
            var sender = shop.Suitable(operation, shop.Customer);
            var (call, reply) = await FillAsync(shop, maker, operation, sender);
            Assert.True(reply.Succeeded, $"{operation} cannot be filled: {call}: {reply}");
            shop.World.Harvest(CallMaker.KindOf(operation, reply), reply);
        }
        foreach (var recipe in Hints.Recipes.Values)
        {
            var steps = new World(shop.World);
            foreach (var operation in recipe.Select(id => shop.Api[id]))
            {
                var path = operation.Inputs.Where(input => input.Place == "path").ToDictionary(input => input.Name, input => steps.Find(input.Kinds[0])!);
                var call = (await maker.MakeAsync(operation, shop.Guest, steps)) with { Path = path };
                var keyed = operation.Inputs.Any(input => input.Required && input.Kinds.Contains(Kinds.IdempotencyKey)) ? new Dictionary<string, string>(call.Headers) { ["Idempotency-Key"] = Key(shop, operation) } : call.Headers;
                call = call with { Body = maker.BodiesOf(operation, steps, null).MakeFull() ?? call.Body, Headers = keyed };
                var reply = await SendAsync(shop, call, shop.Suitable(operation, shop.Customer));
                Assert.True(reply.Succeeded, $"{operation}: {call}: {reply}");
                steps.Harvest(CallMaker.KindOf(operation, reply), reply);
                shop.World.Harvest(CallMaker.KindOf(operation, reply), reply);
            }
        }
    }

    /// <summary>Asks everything that can be asked, as everybody who may.</summary>
    internal static async Task LearnAsync(ProofShop shop)
    {
        foreach (var operation in shop.Api.Operations.Where(operation => operation is { Writes: false, Scope: "tenant" }).OrderBy(operation => operation.Path.Count(c => c == '{')))
        {
            foreach (var person in operation.ForSignedIn ? [shop.Owner, shop.Staff, shop.Customer] : new[] { shop.Suitable(operation, shop.Customer) })
            {
                foreach (var path in PathsOf(operation, person.World))
                {
                    var call = new ApiCall(operation) { Path = path };
                    var reply = await shop.SendAsync(call, person);
                    if (reply.Succeeded)
                        shop.World.Harvest(CallMaker.KindOf(operation, reply), reply);
                    if (operation.Inputs.Any(input => input.Name == "limit") && await shop.SendAsync(call with { Query = "limit=1" }, person) is { Succeeded: true } first)
                        shop.World.Harvest(CallMaker.KindOf(operation, first), first);
                }
            }
        }
        foreach (var person in (Person[])[shop.Owner, shop.Staff, shop.Customer])
        {
            foreach (var token in person.World.All("refreshToken"))
                shop.World.Add("refreshToken", token);
            shop.World.Tokens.UnionWith(person.World.Tokens);
            shop.World.Uuids.UnionWith(person.World.Uuids);
        }
        await shop.AppointAsync("observer");
        foreach (var item in (await shop.SendJsonAsync("listOperators", shop.Platform)).Json.List("items").Where(item => item.Text("email").Contains(shop.Word, StringComparison.Ordinal)))
            shop.World.Add("operator", item.Id());
        shop.World.Tokens.UnionWith([shop.SecretKey, shop.PublishableKey]);
        if (await shop.MailedTokenAsync() is { } mailed)
            shop.World.Add(Kinds.MailedToken, mailed);
    }

    /// <summary>The key under which a tenant makes a call first.</summary>
    internal static string Key(ProofShop shop, ApiOperation operation) => $"key-{shop.Word}-{operation.Id}";

    private static IEnumerable<Dictionary<string, string>> PathsOf(ApiOperation operation, World world)
    {
        IEnumerable<Dictionary<string, string>> paths = [[]];
        foreach (var input in operation.Inputs.Where(input => input.Place == "path"))
            paths = paths.SelectMany(path => input.Kinds.SelectMany(world.All).Take(4).Select(value => new Dictionary<string, string>(path) { [input.Name] = value })).ToList();
        return paths;
    }

    /// <summary>Sends everything and takes back what the server objects to: its own words say which member it was.</summary>
    private static async Task<(ApiCall Call, Reply Reply)> FillAsync(ProofShop shop, CallMaker maker, ApiOperation operation, Person sender)
    {
        var plain = await maker.MakeAsync(operation, shop.Guest);
        var call = plain with { Body = maker.BodiesOf(operation, shop.World, null).MakeFull() };
        return await SendAdaptingAsync(shop, call, plain, sender);
    }

    private static async Task<Reply> SendAsync(ProofShop shop, ApiCall call, Person sender) => (await SendAdaptingAsync(shop, call, call, sender)).Reply;

    private static async Task<(ApiCall Call, Reply Reply)> SendAdaptingAsync(ProofShop shop, ApiCall call, ApiCall plain, Person sender)
    {
        for (var tries = 1; ; tries++)
        {
            var reply = await shop.SendAsync(call, sender);
            if (reply.Status != 400 || tries == MostTries || call.Body is not JsonObject body || reply.Code != "validation_failed")
                return (call, reply);
            foreach (var member in reply.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name.Split('.', '[')[0]).Where(body.ContainsKey).ToList())
            {
                // First as an ordinary call would have it; then, as parts of a body depend on each other, all that is nested; then not at all.
                if (plain.Body?[member] is { } ordinary && !JsonNode.DeepEquals(ordinary, body[member]))
                    body[member] = ordinary.DeepClone();
                else if (plain.Body?[member] is null)
                    body.Remove(member);
                else
                    foreach (var (name, part) in plain.Body.AsObject().Where(pair => pair.Value is JsonArray or JsonObject))
                        body[name] = part!.DeepClone();
            }
        }
    }
}
