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

    /// <summary>Whether it is for signed-in users of a shop.</summary>
    private bool ForUsers => Body.TryGetProperty("x-permission", out var permission) && permission.GetString() == "signed_in" && !Path.StartsWith("/api/v1/platform", StringComparison.Ordinal);

    internal HttpClient Client(FullShop shop) =>
        ForUsers ? shop.Shopper.Http : !ForStaff ? shop.Shop.Http : Path.StartsWith("/api/v1/platform", StringComparison.Ordinal) ? shop.Shop.Server.Platform : shop.Shop.Admin;

    /// <summary>An address of it at which there is something: carts are known, and what has a list is looked up there.</summary>
    internal async Task<string> AddressAsync(FullShop shop)
    {
        var address = Path.Replace("/carts/{id}", $"/carts/{shop.Cart.Id}", StringComparison.Ordinal).Replace("{lineId}", shop.LineId.ToString(), StringComparison.Ordinal)
            .Replace("/tenants/{id}", $"/tenants/{shop.Shop.Tenant.Id}", StringComparison.Ordinal).Replace("{country}", "DE", StringComparison.Ordinal);
        while (Parameter().Match(address) is { Success: true } parameter)
        {
            var list = await Client(shop).ReadAsync(address[..parameter.Index].TrimEnd('/'));
            var id = list.Status == 200 && list.Json.TryGetProperty("items", out var items) && items.GetArrayLength() > 0 && items[0].TryGetProperty("id", out var found) ? found.GetString()! : Guid.CreateVersion7().ToString();
            address = address[..parameter.Index] + id + address[(parameter.Index + parameter.Length)..];
        }
        return address;
    }

    internal Task<Answer> CallAsync(FullShop shop, string address, object? body, params (string Name, string Value)[] headers) =>
        Client(shop).CallAsync(Method, address, body, [("Idempotency-Key", Guid.NewGuid().ToString()), .. headers]);

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
