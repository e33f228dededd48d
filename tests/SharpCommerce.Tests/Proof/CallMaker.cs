using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>
/// Makes calls that work. What a call changes is made for it and for nothing else, by the operations that make such things; what it only
/// reads is what the shop knows.
/// </summary>
internal sealed class CallMaker(ProofShop shop)
{
    private ApiModel Api => shop.Api;

    /// <summary>A call of an operation that a person makes, or that is made in their presence.</summary>
    internal async Task<ApiCall> MakeAsync(ApiOperation operation, Person person, World? known = null)
    {
        var world = known ?? new World(person.World);
        var path = new Dictionary<string, string>();
        foreach (var input in operation.Inputs.Where(input => input.Place == "path"))
            path[input.Name] = await NameAsync(operation, input, path, person, world);
        var headers = operation.Inputs.Where(input => input is { Place: "header", Kinds: [not Kinds.IdempotencyKey] }).Select(input => (input.Name, Value: world.Find(input.Kinds[0])))
            .Where(pair => pair.Value is not null).ToDictionary(pair => pair.Name, pair => pair.Value!);
        return new ApiCall(operation)
        {
            Path = path,
            Headers = headers,
            Body = BodiesOf(operation, world, person).Make(),
            File = Hints.File(operation, shop.Word),
        };
    }

    /// <summary>How bodies of an operation are made for a person. What they call themselves does not go into what they say of others.</summary>
    internal Bodies BodiesOf(ApiOperation operation, World world, Person? person) =>
        new(Api, operation, world, operation.Path.Contains("/auth/", StringComparison.Ordinal) ? person : null, shop.Word);

    /// <summary>Does what must come before an operation.</summary>
    internal async Task PrepareAsync(ApiOperation operation, Person person)
    {
        var infix = operation.Path.Contains("/platform/auth/", StringComparison.Ordinal) ? "Operator" : "";
        if (!Hints.Before.TryGetValue(infix.Length == 0 ? operation.Id : operation.Id.Replace(infix, "", StringComparison.Ordinal), out var before))
            return;
        foreach (var id in before)
        {
            var step = Api.Operations.Single(candidate => candidate.Path.Contains("/platform/", StringComparison.Ordinal) == infix.Length > 0 && candidate.Id.Replace(infix.Length > 0 ? infix : "\0", "", StringComparison.Ordinal) == id);
            var reply = await SendAsync(await MakeAsync(step, person), person);
            if (reply.IsJson && reply.Json.TryGetProperty("secret", out var key))
                person.TwoFactorKey = key.GetString();
            if (await shop.MailedTokenAsync() is { } token)
                person.World.Add(Kinds.MailedToken, token);
        }
    }

    /// <summary>Sends a call as somebody who may, and takes note of what is answered.</summary>
    internal async Task<Reply> SendAsync(ApiCall call, Person person, World? known = null)
    {
        var reply = await shop.SendAsync(call, shop.Suitable(call.Operation, person));
        if (reply.Succeeded)
            (known ?? person.World).Harvest(KindOf(call.Operation, reply), reply);
        return reply;
    }

    /// <summary>What an answer describes: what <c>Location</c> leads to, what a list holds, or the thing that something was done to.</summary>
    internal static string KindOf(ApiOperation operation, Reply reply)
    {
        if (reply.Location is { } location && location.Split('/') is [.., var collection, _])
            return Kinds.Singular(collection);
        var segments = operation.Segments;
        var changed = Array.FindLastIndex(segments, segment => segment[0] == '{');
        return operation.Writes && changed > 0 ? Kinds.Singular(segments.Take(changed).Last(segment => segment[0] != '{')) : operation.Resource;
    }

    private async Task<string> NameAsync(ApiOperation operation, ApiInput input, Dictionary<string, string> path, Person person, World world)
    {
        var collection = operation.Path[..operation.Path.IndexOf($"/{{{input.Name}}}", StringComparison.Ordinal)];
        if (!operation.Writes && (input.Name == "id" || path.Count > 0) && await ListedAsync(input.Kinds[0], collection, path, person) is { } listed)
            return listed;
        if (!operation.Writes || Kinds.IsName(input.Kinds[^1]) && input.Kinds.Count == 1)
        {
            foreach (var kind in input.Kinds)
            {
                if (world.Find(kind) is { } known)
                    return known;
            }
        }
        return await FreshAsync(input.Kinds[0], collection, path, person, world)
            ?? world.Find(input.Kinds[0]) ?? throw new InvalidOperationException($"{operation}: nothing is known to fit '{input.Name}'. How does a {input.Kinds[0]} come to be?");
    }

    /// <summary>A new thing of a kind, made for this call.</summary>
    private async Task<string?> FreshAsync(string kind, string collection, Dictionary<string, string> path, Person person, World world)
    {
        // It came with what it is part of: a new cart's line.
        if (path.Count > 0 && world.Own(kind) is { } part)
            return part;
        if (Hints.Recipes.TryGetValue(kind, out var recipe))
        {
            var steps = new World(person.World);
            foreach (var id in recipe)
            {
                var reply = await SendAsync(await MakeStepAsync(Api[id], person, steps), person, steps);
                Assert.True(reply.Succeeded, $"{id}, to make a {kind}: {reply}");
            }
            world.Take(steps);
            return steps.Find(kind);
        }
        if (Api.Find("POST", collection) is { TakesJson: true } post)
        {
            var call = await MakeAsync(post, person) with { Path = new Dictionary<string, string>(path) };
            var made = await shop.SendAsync(call, shop.Suitable(post, person));
            Assert.True(made.Succeeded, $"{post} {call}, to make a {kind}: {made}");
            var steps = new World();
            steps.Harvest(KindOf(post, made), made);
            world.Take(steps);
            return steps.Find(kind);
        }
        return await ListedAsync(kind, collection, path, person);
    }

    /// <summary>The first thing of a collection.</summary>
    private async Task<string?> ListedAsync(string kind, string collection, Dictionary<string, string> path, Person person)
    {
        if (Api.Find("GET", collection) is not { } list)
            return null;
        var found = new World();
        found.Harvest(list.Resource, await shop.SendAsync(new ApiCall(list) { Path = new Dictionary<string, string>(path) }, shop.Suitable(list, person)));
        return found.Find(kind);
    }

    // A step goes on with what the steps before it made, where otherwise something new would be made.
    private async Task<ApiCall> MakeStepAsync(ApiOperation step, Person person, World steps)
    {
        var path = step.Inputs.Where(input => input.Place == "path").ToDictionary(input => input.Name, input => steps.Find(input.Kinds[0])!);
        return path.Count == 0 ? await MakeAsync(step, person, steps) : new ApiCall(step) { Path = path, Body = BodiesOf(step, steps, null).Make() };
    }
}
