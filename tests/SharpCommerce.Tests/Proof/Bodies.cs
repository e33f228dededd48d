using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Proof;

/// <summary>Makes bodies from schemas: examples where there are some, else what is required; ids and names from a world.</summary>
internal sealed class Bodies(ApiModel api, ApiOperation operation, World world, Person? person, string word)
{
    private static readonly string[] UniqueNames = ["slug", "sku"];

    private static int _count;

    /// <summary>A body that the operation accepts; null when it takes none. An empty patch changes nothing and is still a call.</summary>
    internal JsonNode? Make() =>
        operation is not { TakesJson: true, BodySchema: { } schema } ? null
        : operation.MediaTypes.Contains("application/merge-patch+json") && !IsPreparation() ? new JsonObject()
        : Object(api.Resolve(schema), operation.Resource);

    /// <summary>The same with every optional text, each with the tenant's word in it.</summary>
    internal JsonNode? MakeFull()
    {
        if (operation is not { TakesJson: true, BodySchema: { } schema })
            return null;
        var body = Object(api.Resolve(schema), operation.Resource);
        Mark(body, api.Resolve(schema), operation.Resource, 0);
        return body;
    }

    /// <summary>Puts a value somewhere into a body, and around it whatever must be there.</summary>
    internal JsonNode Put(JsonNode? body, string[] pointer, string value)
    {
        var root = body as JsonObject ?? [];
        var schema = api.Resolve(operation.BodySchema!.Value);
        JsonNode node = root;
        for (var i = 0; i < pointer.Length; i++)
        {
            var last = i == pointer.Length - 1;
            if (node is JsonArray array)
            {
                schema = api.Items(schema)!.Value;
                if (array.Count == 0 || last)
                {
                    array.Clear();
                    array.Add(last ? JsonValue.Create(value) : Object(schema, Kinds.Singular(pointer[i - 1])));
                }
                node = array[0]!;
                continue;
            }
            var member = api.Members(schema).Single(candidate => candidate.Name == pointer[i]);
            schema = member.Schema;
            if (last)
                node[pointer[i]] = ApiModel.Type(schema) == "integer" && long.TryParse(value, out var number) ? JsonValue.Create(number) : JsonValue.Create(value);
            else
                node = node[pointer[i]] ??= api.Items(schema) is null ? Object(schema, pointer[i]) : new JsonArray();
        }
        return root;
    }

    // A cart is made ready by a patch with the example; carts are the only things whose patch must say something.
    private bool IsPreparation() => Hints.Recipes.Values.Any(recipe => recipe.Contains(operation.Id));

    private JsonObject Object(JsonElement schema, string container)
    {
        if (schema.TryGetProperty("examples", out var examples) && examples[0].ValueKind == JsonValueKind.Object)
        {
            var example = JsonNode.Parse(examples[0].GetRawText())!.AsObject();
            Adapt(example, schema, container);
            return example;
        }
        var body = new JsonObject();
        foreach (var member in api.Members(schema).Where(member => member.Required || Hints.Wanted.Contains(member.Name)))
            body[member.Name] = Value(member, container);
        return body;
    }

    /// <summary>Ids of an example are nobody's, and its names may be taken; a name that is left out is made from a title, which many share.</summary>
    private void Adapt(JsonObject example, JsonElement schema, string container)
    {
        foreach (var member in api.Members(schema).Where(member => example.ContainsKey(member.Name) || member.Name == "slug").ToList())
        {
            if (example[member.Name] is JsonObject child)
                Adapt(child, member.Schema, member.Name);
            else if (example[member.Name] is JsonArray { Count: > 0 } items && items[0] is JsonObject)
                foreach (var item in items)
                    Adapt(item!.AsObject(), api.Items(member.Schema)!.Value, Kinds.Singular(member.Name));
            else if (Hints.Numbers.TryGetValue(member.Name, out var number))
                example[member.Name] = number;
            else if (person?.Member(member.Name) is not null || IsUnique(member) || KindsOf(member.Name, container).Count > 0)
                example[member.Name] = Value(member, container);
            else if (operation.OfPlatform && example[member.Name] is JsonArray)
                example.Remove(member.Name);
        }
    }

    // A name that must have a form is one by which something is called.
    private static bool IsUnique(ApiMember member) => UniqueNames.Contains(member.Name) || member.Name == "name" && member.Schema.TryGetProperty("pattern", out _);

    private JsonNode? Value(ApiMember member, string container)
    {
        if (api.Items(member.Schema) is { } items)
            return Known(member.Name, container) is { } one ? new JsonArray(one) : new JsonArray(ApiModel.Type(items) == "object" ? Object(items, Kinds.Singular(member.Name)) : JsonValue.Create(word));
        if (member.Schema.TryGetProperty("enum", out var choices))
            return JsonNode.Parse(choices.EnumerateArray().First(choice => choice.ValueKind != JsonValueKind.Null).GetRawText());
        return ApiModel.Type(member.Schema) switch
        {
            "object" => Object(member.Schema, member.Name),
            "boolean" => false,
            "integer" or "number" => 1,
            _ => Known(member.Name, container) ?? Text(member),
        };
    }

    private string? Known(string name, string container)
    {
        if (person?.Member(name) is { } own)
            return own;
        if (name is "roles")
            return Hints.Role(operation);
        if (Hints.Texts.TryGetValue(name, out var hint))
            return hint;
        return UniqueNames.Contains(name) || name.EndsWith("mail", StringComparison.Ordinal) ? null : KindsOf(name, container).Select(world.Find).FirstOrDefault(value => value is not null);
    }

    private static IReadOnlyList<string> KindsOf(string name, string container) => Kinds.OfMember(name, container, new HashSet<string>());

    private string Text(ApiMember member)
    {
        var unique = $"{word}{Interlocked.Increment(ref _count)}";
        string[] candidates = member.Name switch
        {
            "email" or "newEmail" => [$"{unique}@example.com"],
            "slug" or "sku" => [unique],
            "password" or "newPassword" => [Person.SomePassword],
            _ => [$"Text {unique}", unique, "DE", "EUR", $"{unique}@example.com", $"https://{unique}.example.com/", "2099-01-01T00:00:00Z", "00000000-0000-7000-8000-000000000000"],
        };
        return candidates.FirstOrDefault(candidate => Fits(candidate, member.Schema)) ?? unique;
    }

    private static bool Fits(string text, JsonElement schema) =>
        (!schema.TryGetProperty("pattern", out var pattern) || Regex.IsMatch(text, pattern.GetString()!))
        && (!schema.TryGetProperty("maxLength", out var most) || text.Length <= most.GetInt32())
        && (!schema.TryGetProperty("format", out var format) || format.GetString() switch
        {
            "date-time" => DateTimeOffset.TryParse(text, out _),
            "uuid" => Guid.TryParse(text, out _),
            "uri" => text.StartsWith("https://", StringComparison.Ordinal),
            _ => true,
        });

    private void Mark(JsonObject body, JsonElement schema, string container, int depth)
    {
        foreach (var member in api.Members(schema))
        {
            if (body[member.Name] is JsonObject child)
                Mark(child, member.Schema, member.Name, depth + 1);
            else if (body[member.Name] is JsonArray { Count: > 0 } items && items[0] is JsonObject)
                foreach (var item in items)
                    Mark(item!.AsObject(), api.Items(member.Schema)!.Value, Kinds.Singular(member.Name), depth + 1);
            else if (ApiModel.Type(member.Schema) == "string" && !member.Schema.TryGetProperty("enum", out _) && !member.Schema.TryGetProperty("format", out _)
                && Known(member.Name, container) is null && !member.Name.Contains("assword", StringComparison.Ordinal) && $"Text {word}" is var marked && Fits(marked, member.Schema))
                body[member.Name] = UniqueNames.Contains(member.Name) || member.Name.EndsWith("mail", StringComparison.Ordinal) ? Text(member) : marked;
        }
    }
}
