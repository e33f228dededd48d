using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Tenancy;
using Answer = SharpCommerce.Tests.Engines.Answer;

namespace SharpCommerce.Tests.Http;

/// <summary>An operation as the server's own description has it, so that a test of all of them covers the next one unasked.</summary>
internal sealed partial record Operation(string Id, string Method, string Path, JsonElement Body, JsonElement Document)
{
    internal IReadOnlyList<string> MediaTypes => Body.TryGetProperty("requestBody", out var request) ? [.. request.GetProperty("content").EnumerateObject().Select(content => content.Name)] : [];

    internal bool TakesJson => MediaTypes.Contains("application/json") && !MediaTypes.Contains("multipart/form-data");

    internal bool ForStaff => Body.Text("x-permission") is not ("none" or "signed_in");

    internal long BodyLimit => Body.GetProperty("x-body-limit").GetInt64();

    internal IReadOnlyList<JsonElement> Parameters(string place) =>
        Body.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Where(parameter => parameter.Text("in") == place)] : [];

    /// <summary>The example of its body.</summary>
    internal JsonObject Example()
    {
        var schema = Body.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        if (schema.TryGetProperty("oneOf", out var choices))
            schema = choices.EnumerateArray().First(choice => choice.TryGetProperty("$ref", out _));
        while (schema.TryGetProperty("$ref", out var reference))
            schema = Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        return JsonNode.Parse(schema.GetProperty("examples")[0].GetRawText())!.AsObject();
    }

    private bool ForSignedIn => Body.TryGetProperty("x-permission", out var permission) && permission.GetString() == "signed_in";

    private bool ForOperators => Path.StartsWith("/api/v1/platform", StringComparison.Ordinal);

    /// <summary>Whether it is about who calls: it may change them or end their session.</summary>
    private bool ChangesCaller => ForSignedIn && Path.Contains("/auth/", StringComparison.Ordinal) && Method != "GET";

    /// <summary>Whoever may call it, signed in if need be.</summary>
    internal async Task<HttpClient> ClientAsync(FullShop shop) => this switch
    {
        { ForSignedIn: true } when Path.Contains("/auth/", StringComparison.Ordinal) => await shop.Callers.SignedInAsync(ForOperators),
        { ForSignedIn: true } => shop.Shopper.Http,
        { ForStaff: false } => shop.Shop.Http,
        { ForOperators: true } => shop.Shop.Server.Platform,
        _ => shop.Shop.Admin,
    };

    /// <summary>An address of it at which there is something: some is known, and what has a list is looked up there.</summary>
    internal async Task<string> AddressAsync(FullShop shop)
    {
        (string Part, string Known)[] known =
        [
            ("/carts/{id}", $"/carts/{shop.Cart.Id}"), ("{lineId}", shop.LineId.ToString()), ("{variantId}", shop.VariantId.ToString()), ("{country}", "DE"), ("{provider}", "nobody"), ("{tenant}", shop.Shop.Tenant.Slug), ("/tenants/{id}", $"/tenants/{shop.Shop.Tenant.Id}"),
            ("/store/orders/{id}", $"/store/orders/{shop.OrderId}"), ("/jobs/{id}", $"/jobs/{shop.JobId}"), ("/store/categories/{slug}", $"/store/categories/{shop.Category.Slug}"),
        ];
        var address = known.Aggregate(Path, (path, part) => path.Replace(part.Part, part.Known, StringComparison.Ordinal));
        // The list has those of other tests, too, who want to stay as they are.
        if (address.Contains("/operators/{id}", StringComparison.Ordinal))
            address = address.Replace("{id}", await shop.Callers.SpareOperatorAsync(), StringComparison.Ordinal);
        while (Parameter().Match(address) is { Success: true } parameter)
        {
            var list = await (await ClientAsync(shop)).ReadAsync(address[..parameter.Index].TrimEnd('/'));
            // What is built in has no id.
            var id = list.Status == 200 && list.Json.TryGetProperty("items", out var items)
                ? items.EnumerateArray().Select(item => item.TryGetProperty("id", out var found) ? found.GetString() : null).FirstOrDefault(found => found is not null) : null;
            address = address[..parameter.Index] + (id ?? Guid.CreateVersion7().ToString()) + address[(parameter.Index + parameter.Length)..];
        }
        return address;
    }

    internal async Task<Answer> CallAsync(FullShop shop, string address, object? body, params (string Name, string Value)[] headers)
    {
        var answer = await (await ClientAsync(shop)).CallAsync(Method, address, body, [("Idempotency-Key", Guid.NewGuid().ToString()), .. headers]);
        if (ChangesCaller && answer.Status < 300)
            shop.Callers.Replace(ForOperators);
        return answer;
    }

    internal static async Task<IReadOnlyList<Operation>> AllAsync(TestServer server)
    {
        using var client = server.Client();
        var document = await client.GetOkAsync("/openapi/v1.json");
        return
        [
            .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
                .Where(member => member.Name is "get" or "post" or "put" or "patch" or "delete")
                .Select(member => new Operation(member.Value.Text("operationId"), member.Name.ToUpperInvariant(), path.Name, member.Value, document))),
        ];
    }

    public override string ToString() => Id;

    [GeneratedRegex("{[^}]*}")]
    internal static partial Regex Parameter();
}
