using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Users;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>The API's description is complete and true.</summary>
public sealed partial class OpenApiTests
{
    [Theory, EachEngine]
    public async Task Every_operation_describes_itself(Engine engine)
    {
        var document = await DocumentAsync(engine);
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var operations = Operations(document);
        Assert.True(operations.Count > 30);
        Assert.Equal(operations.Count, operations.Select(operation => operation.Body.Text("operationId")).Distinct().Count());
        foreach (var (method, path, body) in operations)
        {
            var id = body.Text("operationId");
            Assert.False(string.IsNullOrWhiteSpace(body.Text("summary")), id);
            Assert.NotEmpty(body.List("tags"));
            var open = Apart().IsMatch(path);
            Assert.Equal(open ? "public" : path.StartsWith("/api/v1/platform", StringComparison.Ordinal) ? "platform" : "tenant", body.Text("x-scope"));
            var idempotency = body.Text("x-idempotency");
            // What answers credentials is not kept, and what signs has ids of its own.
            var secret = path.Contains("/auth/", StringComparison.Ordinal) && method == "post" || id is "createApiKey" or "rotateApiKey" or "rotateSigningKey" or "receiveWebhook" or "createWebhook" or "rotateWebhookSecret";
            Assert.True(method == "get" || secret ? idempotency == "none" : idempotency is "optional" or "required", id);
            var permission = body.Text("x-permission");
            Assert.Matches(
                path.Contains("/auth/", StringComparison.Ordinal) ? "^(none|signed_in)$"
                : path.StartsWith("/api/v1/admin", StringComparison.Ordinal) || path.StartsWith("/api/v1/platform", StringComparison.Ordinal) ? "^[a-z]+:(read|write|refund|audit)$"
                : path.StartsWith("/api/v1/store/", StringComparison.Ordinal) ? "^(none|signed_in)$" : "^none$",
                permission);
            var closed = permission != "none";
            Assert.Equal(closed, body.TryGetProperty("security", out var security) && security.GetArrayLength() > 0);
            var problems = body.GetProperty("responses").EnumerateObject().Where(response => response.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/problem+json", out _)).Select(response => response.Name).ToList();
            string[] expected = open ? [] : closed ? ["401", "403", "429", "503"] : ["400", "401", "403", "404", "429", "503"];
            Assert.Empty(expected.Except(problems));
            if (method != "get")
                Assert.Empty(((string[])["400", "409", .. idempotency == "none" ? Array.Empty<string>() : ["422"]]).Except(problems));
            Assert.Contains(body.GetProperty("responses").EnumerateObject(), response => response.Name[0] == '2');
        }
        Assert.Equal("required", operations.Single(operation => operation.Body.Text("operationId") == "completeCart").Body.Text("x-idempotency"));
    }

    [Theory, EachEngine]
    public async Task Every_endpoint_is_in_the_document(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var described = Operations(await DocumentAsync(engine)).Select(operation => $"{operation.Method} {operation.Path}").ToHashSet();

        var registered = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any"])
                .Select(method => $"{method.ToLowerInvariant()} /{Constraint().Replace(endpoint.RoutePattern.RawText!, "}").Trim('/')}"))
            .ToHashSet();

        // The description itself and its page, and what only developers and tests see.
        string[] apart = ["get /", "get /openapi/{documentName}.json", "get /dev/mail", "get /dev/mail.json", "get /media/{tenant}/{file}"];
        Assert.Equal(described.Order(), registered.Except(apart).Where(name => !name.Contains(" /docs", StringComparison.Ordinal)).Order());
    }

    [Theory, EachEngine]
    public async Task Without_a_credential_nothing_of_staff_or_operators_answers(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var closed = Operations(await DocumentAsync(engine)).Where(operation => operation.Body.Text("x-permission") != "none").ToList();
        Assert.True(closed.Count > 20);
        foreach (var (method, path, body) in closed)
        {
            var address = Parameter().Replace(path, match => match.Value == "{country}" ? "DE" : Guid.CreateVersion7().ToString());
            foreach (var headers in ((string, string)[][])[[], [("Authorization", "Bearer sct_wrong")], [("Authorization", "Basic eDp5")], [("X-Order-Token", "x")]])
            {
                var answer = await shop.Http.CallAsync(method.ToUpperInvariant(), address, Body(body), headers);
                Assert.Equal("Bearer", answer.ExpectProblem(401, "unauthenticated").Header("WWW-Authenticate"));
            }
        }

        static HttpContent? Body(JsonElement operation) =>
            operation.TryGetProperty("requestBody", out var request) ? new StringContent("{}", null, request.GetProperty("content").EnumerateObject().First().Name) : null;
    }

    [Theory, EachEngine]
    public async Task Every_example_of_a_request_is_accepted(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var document = await DocumentAsync(engine);
        var product = await shop.AddProductAsync(stock: 50);
        var variant = product.At("variants", 0).Id();
        var cart = await shop.AddCartAsync((variant, 1));
        var category = (await shop.Admin.CallAsync("POST", "admin/categories", new { title = "C" })).Expect(201).Json.Id();
        var method = (await shop.Admin.GetOkAsync("admin/shipping-methods")).At("items", 0).Id();
        var order = await shop.PlaceOrderAsync((variant, 1));
        async Task<string> PaymentAsync() => await shop.PlaceOrderAsync((variant, 1)) is var placed ? $"{placed.Id()} {placed.At("payments", 0).Id()}" : "";
        var captured = await PaymentAsync();
        (await shop.Admin.CallAsync("POST", $"admin/orders/{captured.Replace(" ", "/payments/", StringComparison.Ordinal)}/capture", null, ("Idempotency-Key", "c"))).Expect(200);
        var spare = await TestShop.OpenAsync(engine);
        (await spare.Admin.CallAsync("POST", "admin/roles", new { name = "packer", permissions = Array.Empty<string>() })).Expect(201);
        var role = (await spare.Admin.GetOkAsync("admin/roles")).List("items").Single(item => item.Text("name") == "packer").Id();
        var key = (await shop.Admin.CallAsync("POST", "admin/api-keys", new { name = "K", permissions = (string[])["catalog:read"] })).Expect(201).Json.Id();
        var webhook = (await shop.Admin.CallAsync("POST", "admin/webhooks", new { url = "https://erp.example.com/hooks" })).Expect(201).Json.Id();
        using var shopper = await shop.SignInAsync();
        var address = (await shopper.Http.CallAsync("POST", "store/customers/me/addresses", ShopCalls.Berlin)).Expect(201).Json.Id();
        var paths = new Dictionary<string, (HttpClient Client, string Path)>
        {
            ["createProduct"] = (shop.Admin, ""),
            ["updateProduct"] = (shop.Admin, (await shop.AddProductAsync("To be patched")).Id()),
            ["createCategory"] = (shop.Admin, ""),
            ["updateCategory"] = (spare.Admin, (await spare.Admin.CallAsync("POST", "admin/categories", new { title = "C" })).Expect(201).Json.Id()),
            ["createCart"] = (shop.Http, ""),
            ["updateCart"] = (shop.Http, cart.Id()),
            ["addCartLine"] = (shop.Http, cart.Id()),
            ["updateCartLine"] = (shop.Http, $"{cart.Id()} {cart.At("lines", 0).Id()}"),
            ["completeCart"] = (shop.Http, await shop.AddReadyCartAsync((variant, 1))),
            ["cancelOrder"] = (shop.Admin, order.Id()),
            ["createFulfillment"] = (shop.Admin, (await shop.PlaceOrderAsync((variant, 1))).Id()),
            ["createOrderNote"] = (shop.Admin, order.Id()),
            ["updateShopSettings"] = (spare.Admin, ""),
            ["capturePayment"] = (shop.Admin, await PaymentAsync()),
            ["voidPayment"] = (shop.Admin, await PaymentAsync()),
            ["refundPayment"] = (shop.Admin, captured),
            ["setPaymentSettings"] = (shop.Admin, "manual"),
            ["adjustInventory"] = (shop.Admin, ""),
            ["createShippingMethod"] = (shop.Admin, ""),
            ["updateShippingMethod"] = (shop.Admin, method),
            ["setTaxRate"] = (shop.Admin, "DE"),
            ["createTenant"] = (shop.Server.Platform, ""),
            ["updateTenant"] = (shop.Server.Platform, spare.Tenant.Id.ToString()),
            ["register"] = (shop.From(), ""),
            ["updateAccessSettings"] = (spare.Admin, ""),
            ["createRole"] = (shop.Admin, ""),
            ["updateRole"] = (spare.Admin, role),
            ["createApiKey"] = (shop.Admin, ""),
            ["rotateApiKey"] = (shop.Admin, key),
            ["rotateSigningKey"] = (shop.Server.Platform, ""),
            ["updateOwnCustomer"] = (shopper.Http, ""),
            ["addOwnAddress"] = (shopper.Http, ""),
            ["updateOwnAddress"] = (shopper.Http, address),
            ["updateCustomer"] = (shop.Admin, shopper.Id.ToString()),
            ["setOidc"] = (spare.Admin, ""),
            ["createWebhook"] = (shop.Admin, ""),
            ["updateWebhook"] = (shop.Admin, webhook),
            ["rotateWebhookSecret"] = (shop.Admin, webhook),
            ["replayWebhook"] = (shop.Admin, webhook),
        };
        var people = await new PeopleExamples(shop, "").ArrangeAsync();
        foreach (var (id, call) in await new PeopleExamples(shop, "Operator").ArrangeAsync())
            people.Add(id, call);
        foreach (var (id, call) in people)
            paths.Add(id, (call.Client, call.Path));
        // The first are files, not JSON; the others succeed only with a provider that answers or signs. Their own tests send them.
        string[] apart = ["importProducts", "uploadMedia", "startOidc", "completeOidc", "receiveWebhook", "payOrder"];
        foreach (var (verb, path, body) in Operations(document).Where(operation => operation.Body.TryGetProperty("requestBody", out _) && !apart.Contains(operation.Body.Text("operationId"))))
        {
            var id = body.Text("operationId");
            Assert.True(paths.TryGetValue(id, out var call), $"{id} takes a body, but this test does not know an address for it.");
            var ids = new Queue<string>(call.Path.Split(' '));
            var content = body.GetProperty("requestBody").GetProperty("content").EnumerateObject().First();
            var example = PeopleExamples.With(Example(document, content.Value.GetProperty("schema"), id).AsObject(), people.TryGetValue(id, out var own) ? own.Own : new { }).ToJsonString()
                .Replace("01a20523-9981-7bb1-91a7-0e2b10481d46", variant, StringComparison.Ordinal)
                .Replace("corner-shop", id == "updateTenant" ? spare.Tenant.Slug : $"c{Guid.NewGuid():N}", StringComparison.Ordinal)
                .Replace("shop.example.com", $"{Guid.NewGuid():N}.example.com", StringComparison.Ordinal)
                .Replace("\"SNK-", id == "updateProduct" ? "\"OTHER-" : "\"SNK-", StringComparison.Ordinal);

            var answer = await call.Client.CallAsync(verb.ToUpperInvariant(), Parameter().Replace(path, _ => ids.Dequeue()), example, ("Idempotency-Key", Guid.NewGuid().ToString()));

            Assert.True(answer.Status is >= 200 and < 300, $"{id} refuses its own example {example}: {answer.Text}");
        }
    }

    [Theory, EachEngine]
    public async Task Money_is_an_integer_and_a_currency_everywhere(Engine engine)
    {
        var document = await DocumentAsync(engine);
        var money = document.GetProperty("components").GetProperty("schemas").GetProperty("Money").GetProperty("properties");
        Assert.Equal("integer", money.GetProperty("amount").Text("type"));
        Assert.Equal("string", money.GetProperty("currency").Text("type"));
        // No fraction anywhere: whatever is counted or priced is an integer.
        Assert.DoesNotMatch("\"type\":\\s*(\"number\"|\\[[^]]*\"number\")", document.GetRawText());
    }

    private static JsonNode Example(JsonElement document, JsonElement schema, string operation)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("oneOf", out var choices))
            return Example(document, choices.EnumerateArray().First(choice => choice.TryGetProperty("$ref", out _)), operation);
        Assert.True(schema.TryGetProperty("examples", out var examples), $"{operation} shows no example.");
        return JsonNode.Parse(examples[0].GetRawText())!;
    }

    private static List<(string Method, string Path, JsonElement Body)> Operations(JsonElement document) =>
        [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(member => member.Name is "get" or "post" or "put" or "patch" or "delete").Select(member => (member.Name, path.Name, member.Value)))];

    private static async Task<JsonElement> DocumentAsync(Engine engine)
    {
        using var client = (await TestServer.SharedAsync(engine)).Client();
        return await client.GetOkAsync("/openapi/v1.json");
    }

    [GeneratedRegex(":[^}]*}")]
    private static partial Regex Constraint();

    [GeneratedRegex("^/(health|\\.well-known)/")]
    private static partial Regex Apart();

    [GeneratedRegex("{[^}]*}")]
    private static partial Regex Parameter();
}
