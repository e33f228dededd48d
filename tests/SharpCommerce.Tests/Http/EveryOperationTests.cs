using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Tenancy;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>What the contract promises of every operation, asked of every operation in the server's own description.</summary>
[Trait("Category", "Slow")]
public sealed class EveryOperationTests
{
    [Theory, EachEngine]
    public async Task Bodies_are_read_strictly(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        var operations = (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.TakesJson).ToList();
        Assert.True(operations.Count > 10);
        var faults = new List<string>();
        foreach (var operation in operations)
        {
            var address = await operation.AddressAsync(shop);
            foreach (var (what, body) in Wrong(operation.Example()))
            {
                var answer = await operation.CallAsync(shop, address, body);
                if (answer.Status != 400 || answer.Code is not ("validation_failed" or "amount_out_of_range"))
                    faults.Add($"{operation} takes {what}: {answer.Status} {answer.Text}");
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory, EachEngine]
    public async Task Bodies_of_other_media_types_are_refused(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        foreach (var operation in (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.MediaTypes.Count > 0))
        {
            foreach (var type in ((string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "text/html"]).Except(operation.MediaTypes))
            {
                using var content = new ByteArrayContent("{}"u8.ToArray());
                content.Headers.ContentType = new MediaTypeHeaderValue(type);
                (await operation.CallAsync(shop, await operation.AddressAsync(shop), content)).ExpectProblem(415, "unsupported_media_type");
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_body_over_the_limit_is_refused_before_it_is_sent(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        foreach (var operation in (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.Method != "GET"))
        {
            var answer = await AskRawAsync(shop, operation, await operation.AddressAsync(shop), operation.BodyLimit + 1);
            Assert.True(answer.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal) && answer.Contains("payload_too_large", StringComparison.Ordinal) && answer.Contains("application/problem+json", StringComparison.Ordinal), $"{operation}: {answer}");
        }
    }

    [Theory, EachEngine]
    public async Task A_body_without_a_length_is_cut_at_the_limit(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        foreach (var operation in (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.TakesJson))
        {
            // White space is read to its end, whatever comes behind it.
            using var content = new StreamContent(new Unseekable(Encoding.ASCII.GetBytes(new string(' ', (int)operation.BodyLimit + 1)))) { Headers = { ContentType = new("application/json") } };
            (await operation.CallAsync(shop, await operation.AddressAsync(shop), content)).ExpectProblem(413, "payload_too_large");
        }
    }

    [Theory, EachEngine]
    public async Task An_id_that_is_none_leads_nowhere(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        foreach (var operation in await Operation.AllAsync(shop.Shop.Server))
        {
            foreach (var parameter in operation.Parameters("path").Where(parameter => parameter.GetProperty("schema").TryGetProperty("format", out var format) && format.GetString() == "uuid"))
            {
                foreach (var bad in (string[])["x", "1", "..%2f..", "%27%20OR%201=1--", "01a20523-9981-7bb1-91a7-0e2b10481d4", "{01a20523-9981-7bb1-91a7-0e2b10481d46}x", new string('9', 300)])
                {
                    var address = Operation.Parameter().Replace(operation.Path, match => match.Value == $"{{{parameter.Text("name")}}}" ? bad : match.Value == "{country}" ? "DE" : Guid.CreateVersion7().ToString());
                    var answer = await operation.CallAsync(shop, address, operation.TakesJson ? operation.Example().ToJsonString() : null);
                    Assert.True(answer.Status is 404 or 405, $"{operation} {address}: {answer.Status} {answer.Text}");
                }
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_list_refuses_what_would_cost_too_much(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        var lists = (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.Method == "GET" && operation.Parameters("query").Any(parameter => parameter.Text("name") == "limit")).ToList();
        Assert.True(lists.Count > 4);
        var many = string.Join(',', Enumerable.Range(0, 10_000));
        foreach (var list in lists)
        {
            var address = await list.AddressAsync(shop);
            (await list.CallAsync(shop, address, null)).Expect(200);
            foreach (var query in (string[])["limit=1e9", "limit=1000000000", "limit=0", "limit=-1", "limit=101", "limit=99999999999999999999", "limit=x", "limit=1&limit=2", "cursor=garbage", "cursor=AAAA", "cursor=%00", "cursor=a&cursor=b", $"cursor={many[..5_000]}"])
                (await list.CallAsync(shop, $"{address}?{query}", null)).ExpectProblem(400, "validation_failed");
            foreach (var name in list.Parameters("query").Select(parameter => parameter.Text("name")))
            {
                (await list.CallAsync(shop, $"{address}?{name}={many[..6_000]}", null)).ExpectProblem(400, "validation_failed");
                (await list.CallAsync(shop, $"{address}?{name}=1&{name}=1", null)).ExpectProblem(400, "validation_failed");
                // More than the server reads of an address at all.
                Assert.Contains((await list.CallAsync(shop, $"{address}?{name}={many}", null)).Status, (int[])[400, 414]);
            }
            (await list.CallAsync(shop, $"{address}?{string.Join('&', Enumerable.Range(0, 200).Select(i => $"sort{i}=x"))}", null)).ExpectProblem(400, "validation_failed");
        }
    }

    /// <summary>Everything that can be wrong with a body that was right.</summary>
    private static IEnumerable<(string What, string Body)> Wrong(JsonObject example)
    {
        var text = example.ToJsonString();
        var first = example.First();
        var name = System.Text.Json.JsonSerializer.Serialize(first.Key);
        yield return ("an unknown member", $"{{\"zzz\":1,{text[1..]}");
        yield return ("a member twice", $"{{{name}:{first.Value!.ToJsonString()},{text[1..]}");
        yield return ("a name in the wrong case", text.Replace(name, name.ToUpperInvariant(), StringComparison.Ordinal));
        yield return ("an array", $"[{text}]");
        yield return ("text behind it", text + "{}");
        yield return ("an end too early", text[..^1]);
        yield return ("a comment", "/**/" + text);
        yield return ("a comma too many", text[..^1] + ",}");
        yield return ("great depth", $"{{{name}:{new string('[', 1_000)}{new string(']', 1_000)}}}");
        yield return ("great depth of objects", $"{{{name}:{string.Concat(Enumerable.Repeat("{\"a\":", 1_000))}1{new string('}', 1_001)}");
        foreach (var (member, value) in example)
        {
            var wrong = example.DeepClone().AsObject();
            wrong[member] = value switch
            {
                JsonValue scalar when scalar.GetValueKind() == System.Text.Json.JsonValueKind.String => 1,
                JsonValue scalar => JsonValue.Create(scalar.ToJsonString()),
                _ => JsonValue.Create(1),
            };
            yield return ($"the wrong type of {member}", wrong.ToJsonString());
        }
        if (Strings(example).Select(leaf => leaf.ToJsonString()).FirstOrDefault() is { } leaf)
        {
            foreach (var bad in (string[])["\"a\\u0000b\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\x\"", "\"a\tb\"", "'a'"])
                yield return ($"the string {bad}", text.Replace(leaf, bad, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<JsonNode> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [value],
        _ => [],
    };

    /// <summary>Sends the head of a call alone and reads what comes back.</summary>
    private static async Task<string> AskRawAsync(FullShop shop, Operation operation, string address, long length)
    {
        using var socket = new TcpClient();
        var server = shop.Shop.Server.Address;
        await socket.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        var type = operation.MediaTypes.Count == 0 ? "application/json" : operation.MediaTypes[^1];
        var tenant = address.StartsWith("/api/v1/platform", StringComparison.Ordinal) ? "" : $"X-Tenant: {shop.Shop.Tenant.Slug}\r\n";
        var credential = (await operation.ClientAsync(shop)).DefaultRequestHeaders.Authorization is { } authorization ? $"Authorization: {authorization}\r\n" : "";
        var head = $"{operation.Method} {address} HTTP/1.1\r\nHost: localhost\r\n{tenant}{credential}Idempotency-Key: {Guid.NewGuid()}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());
        var answer = new StringBuilder();
        var buffer = new char[4_096];
        while (!answer.ToString().Contains("requestId", StringComparison.Ordinal) && await reader.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10)) is > 0 and var read)
            answer.Append(buffer, 0, read);
        return answer.ToString();
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
