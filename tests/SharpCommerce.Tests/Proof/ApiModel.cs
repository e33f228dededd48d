using System.Text.Json;
using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Proof;

/// <summary>The API as the running server describes it. Whatever the proof calls, it found here: a new endpoint is proved unasked.</summary>
internal sealed class ApiModel
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    private readonly JsonElement _document;

    private ApiModel(JsonElement document)
    {
        _document = document;
        Operations = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(member => Methods.Contains(member.Name)).Select(member => Read(path.Name, member)))];
        var collections = Operations.SelectMany(operation => operation.Segments.Zip(operation.Segments.Skip(1))).Where(pair => pair.First[0] != '{' && pair.Second[0] == '{').Select(pair => Kinds.Singular(pair.First)).ToHashSet();
        foreach (var operation in Operations)
            operation.Inputs = [.. InputsOf(operation, collections)];
    }

    internal IReadOnlyList<ApiOperation> Operations { get; }

    internal ApiOperation this[string id] => Operations.Single(operation => operation.Id == id);

    internal static async Task<ApiModel> ReadAsync(TestServer server)
    {
        using var client = server.Client();
        return new(await client.GetOkAsync("/openapi/v1.json"));
    }

    internal ApiOperation? Find(string method, string path) => Operations.FirstOrDefault(operation => operation.Method == method && operation.Path == path);

    /// <summary>The schema itself, behind references and the choice of null.</summary>
    internal JsonElement Resolve(JsonElement schema)
    {
        while (true)
        {
            if (schema.TryGetProperty("$ref", out var reference))
                schema = reference.GetString()!.Split('/').Skip(1).Aggregate(_document, (node, name) => node.ValueKind == JsonValueKind.Array ? node[int.Parse(name)] : node.GetProperty(name));
            else if (schema.TryGetProperty("oneOf", out var choices) || schema.TryGetProperty("anyOf", out choices))
                schema = choices.EnumerateArray().First(choice => !choice.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "null");
            else
                return schema;
        }
    }

    /// <summary>The members of an object.</summary>
    internal IEnumerable<ApiMember> Members(JsonElement schema)
    {
        schema = Resolve(schema);
        if (!schema.TryGetProperty("properties", out var properties))
            return [];
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        return properties.EnumerateObject().Select(property => new ApiMember(property.Name, Resolve(property.Value), required.Contains(property.Name)));
    }

    internal JsonElement? Items(JsonElement schema) => Resolve(schema).TryGetProperty("items", out var items) ? Resolve(items) : null;

    /// <summary>The type that is not null.</summary>
    internal static string Type(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? schema.TryGetProperty("properties", out _) ? "object" : "string"
        : type.ValueKind == JsonValueKind.String ? type.GetString()!
        : type.EnumerateArray().Select(one => one.GetString()!).OrderBy(one => one is "null" ? 2 : one is "string" ? 1 : 0).First();

    private static ApiOperation Read(string path, JsonProperty member)
    {
        var body = member.Value;
        var content = body.TryGetProperty("requestBody", out var request) ? request.GetProperty("content") : default;
        var json = content.ValueKind == JsonValueKind.Object && content.TryGetProperty("application/json", out var media) && media.TryGetProperty("schema", out var schema) ? schema : (JsonElement?)null;
        return new(body.Text("operationId"), member.Name.ToUpperInvariant(), path, body)
        {
            Permission = body.TryGetProperty("x-permission", out var permission) ? permission.GetString()! : "undeclared",
            Scope = body.TryGetProperty("x-scope", out var scope) ? scope.GetString()! : "undeclared",
            MediaTypes = content.ValueKind == JsonValueKind.Object ? [.. content.EnumerateObject().Select(type => type.Name)] : [],
            BodySchema = json,
        };
    }

    private IEnumerable<ApiInput> InputsOf(ApiOperation operation, HashSet<string> collections)
    {
        if (operation.Body.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateArray().Select(Resolve))
            {
                var (place, name) = (parameter.Text("in"), parameter.Text("name"));
                var kinds = place switch
                {
                    "path" => Kinds.OfPath(operation.Path, name),
                    "header" => Kinds.OfHeader(name),
                    _ => Kinds.OfMember(name, operation.Resource, collections),
                };
                yield return new(place, name, [name], kinds, parameter.TryGetProperty("required", out var required) && required.GetBoolean());
            }
        }
        if (operation is { TakesJson: true, BodySchema: { } schema })
        {
            foreach (var input in BodyInputs(schema, operation.Resource, [], collections, 0))
                yield return input;
        }
    }

    private IEnumerable<ApiInput> BodyInputs(JsonElement schema, string container, string[] at, HashSet<string> collections, int depth)
    {
        foreach (var member in depth > 4 ? [] : Members(schema))
        {
            string[] pointer = [.. at, member.Name];
            if (Items(member.Schema) is { } items)
            {
                if (Type(items) == "object")
                {
                    foreach (var input in BodyInputs(items, Kinds.Singular(member.Name), [.. pointer, "0"], collections, depth + 1))
                        yield return input;
                }
                else if (Kinds.OfMember(member.Name, container, collections) is { Count: > 0 } many)
                {
                    yield return new("body", member.Name, [.. pointer, "0"], many, member.Required);
                }
            }
            else if (Type(member.Schema) == "object")
            {
                foreach (var input in BodyInputs(member.Schema, member.Name, pointer, collections, depth + 1))
                    yield return input;
            }
            else if (Type(member.Schema) is "string" or "integer" && !member.Schema.TryGetProperty("enum", out _) && Kinds.OfMember(member.Name, container, collections) is { Count: > 0 } kinds)
            {
                yield return new("body", member.Name, pointer, kinds, member.Required);
            }
        }
    }
}

/// <summary>A member of a schema.</summary>
internal sealed record ApiMember(string Name, JsonElement Schema, bool Required);

/// <summary>Something that a call can name a thing by.</summary>
/// <param name="Place">path, query, header or body.</param>
/// <param name="Name">Its name.</param>
/// <param name="Pointer">Where it stands in the body.</param>
/// <param name="Kinds">What it names; empty when it names nothing.</param>
/// <param name="Required">Whether a call needs it.</param>
internal sealed record ApiInput(string Place, string Name, string[] Pointer, IReadOnlyList<string> Kinds, bool Required)
{
    public override string ToString() => $"{Place} {string.Join('.', Pointer)}";
}

/// <summary>An operation.</summary>
internal sealed record ApiOperation(string Id, string Method, string Path, JsonElement Body)
{
    internal required string Permission { get; init; }

    internal required string Scope { get; init; }

    internal required IReadOnlyList<string> MediaTypes { get; init; }

    internal required JsonElement? BodySchema { get; init; }

    internal IReadOnlyList<ApiInput> Inputs { get; set; } = [];

    internal bool Writes => Method != "GET";

    internal bool TakesJson => BodySchema is not null && !MediaTypes.Contains("multipart/form-data");

    internal bool IsOpen => Permission == "none";

    internal bool ForSignedIn => Permission == "signed_in";

    internal bool OfPlatform => Scope == "platform";

    internal string[] Segments => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the body describes: a thing of the last collection.</summary>
    internal string Resource => Kinds.Singular(Segments.Last(segment => segment[0] != '{'));

    public override string ToString() => Id;
}
