using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>What holds for every address, whatever it is about.</summary>
public sealed class ProtocolTests
{
    [Theory, EachEngine]
    public async Task Unknown_addresses_and_methods_are_problems_too(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var path in (string[])["nothing", "/nothing", "/api", "/api/v2/store/products", "store/carts/not-an-id", "store/products/a/b", "admin/nothing", "store/orders/1"])
            (await shop.Http.ReadAsync(path)).ExpectProblem(404, "not_found");
        foreach (var (method, path) in ((string, string)[])[("DELETE", "store/products"), ("PUT", "store/carts"), ("POST", "/health/live"), ("PATCH", "admin/orders")])
            Assert.NotNull((await shop.Http.CallAsync(method, path, "{}")).ExpectProblem(405, "method_not_allowed").Header("Allow"));
    }

    [Theory, EachEngine]
    public async Task A_well_formed_request_id_is_kept_and_any_other_replaced(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        foreach (var path in (string[])["store/products", "store/products/none", "/nothing", "store/products?limit=0", "admin/orders", "/health/live"])
        {
            var kept = await shop.Http.CallAsync("GET", path, null, ("X-Request-Id", "Abc-1._"));
            Assert.Equal("Abc-1._", kept.Header("X-Request-Id"));
            if (kept.Status >= 400)
                Assert.Equal("Abc-1._", kept.Json.Text("requestId"));
            foreach (var malformed in (string[])["", "a b", "<script>", new string('a', 129)])
            {
                var replaced = await shop.Http.CallAsync("GET", path, null, ("X-Request-Id", malformed));
                Assert.Matches("^[0-9a-f]{32}$", replaced.Header("X-Request-Id"));
            }
            Assert.Matches("^[0-9a-f]{32}$", (await shop.Http.CallAsync("GET", path, null, ("X-Request-Id", "a"), ("X-Request-Id", "b"))).Header("X-Request-Id"));
        }
    }

    [Theory, EachEngine]
    public async Task A_problem_carries_the_trace_that_the_caller_began(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        foreach (var path in (string[])["store/products/none", "/nothing", "store/products?limit=0", "admin/orders"])
            Assert.Equal(trace, (await shop.Http.CallAsync("GET", path, null, ("traceparent", $"00-{trace}-b7ad6b7169203331-01"))).Json.Text("traceId"));
        Assert.Matches("^[0-9a-f]{32}$", (await shop.Http.CallAsync("GET", "/nothing", null, ("traceparent", "garbage"))).Json.Text("traceId"));
    }

    [Theory, EachEngine]
    public async Task Json_is_read_strictly(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var variant = await shop.AddVariantAsync();
        var cart = (await shop.AddCartAsync()).Id();
        (HttpClient Client, string Path, string Good, string[] Bad)[] calls =
        [
            (shop.Http, $"store/carts/{cart}/lines", $$"""{"variantId":"{{variant}}","quantity":1}""",
                ["{}", "{\"quantity\":1}", $$"""{"variantId":"{{variant}}","quantity":1,"quantity":2}""", $$"""{"variantId":"{{variant}}","quantity":1,"x":1}""", $$"""{"variantId":"{{variant}}","quantity":"1"}""",
                 $$"""{"variantId":"{{variant}}","quantity":1.0e0}""", $$"""{"VariantId":"{{variant}}","quantity":1}""", "{\"variantId\":1,\"quantity\":1}", "{\"variantId\":\"x\",\"quantity\":1}", "{\"variantId\":null,\"quantity\":1}"]),
            (shop.Http, "store/carts", "{}", ["{\"lines\":{}}", "{\"lines\":[null]}", "{\"currency\":1}", "{\"currency\":\"eur\"}", "{\"id\":\"x\"}", "{\"lines\":[],\"lines\":[]}"]),
            (shop.Admin, "admin/categories", "{\"title\":\"T\"}", ["{}", "{\"title\":null}", "{\"title\":1}", "{\"title\":\"a\",\"title\":\"b\"}", "{\"Title\":\"a\"}", "{\"title\":\"a\",\"position\":\"1\"}", "{\"title\":\"a\",\"position\":1.5}", "{\"title\":\"a\",\"position\":3000000000}"]),
            (shop.Admin, "admin/inventory/adjustments", $$"""{"variantId":"{{variant}}","delta":1}""", ["{}", $$"""{"variantId":"{{variant}}"}""", $$"""{"variantId":"{{variant}}","delta":0}""", $$"""{"variantId":"{{variant}}","delta":"1"}""", $$"""{"variantId":"{{variant}}","delta":1,"onHand":5}"""]),
            (shop.Admin, "admin/shipping-methods", """{"name":"N","price":{"amount":1,"currency":"EUR"}}""",
                ["{\"name\":\"N\"}", """{"name":"N","price":1}""", """{"name":"N","price":{"amount":1.5,"currency":"EUR"}}""", """{"name":"N","price":{"amount":"1","currency":"EUR"}}""", """{"name":"N","price":{"amount":1}}""",
                 """{"name":"N","price":{"amount":1,"currency":"EUR","x":1}}""", """{"name":"N","price":{"amount":1,"amount":2,"currency":"EUR"}}""", """{"name":"N","price":{"amount":-1,"currency":"EUR"}}""", """{"name":"N","price":{"amount":1,"currency":"USD"}}""", """{"name":"N","price":{"amount":1,"currency":"EUR"},"enabled":1}"""]),
        ];
        string[] never = ["", "null", "[]", "1", "\"x\"", "{", "{\"a\":1", "{a:1}", "{'a':1}", "{\"a\":1,}", "{/**/}", "{}{}", "\ufeff{", "NaN", new string('[', 5_000), "{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 500))];
        foreach (var (client, path, good, bad) in calls)
        {
            foreach (var body in bad.Concat(never.Where(text => text.Length > 0 && text != "null" || path != "store/carts")))
                (await client.CallAsync("POST", path, body)).ExpectProblem(400, "validation_failed");
            Assert.InRange((await client.CallAsync("POST", path, good)).Status, 200, 201);
        }
    }

    [Theory, EachEngine]
    public async Task Large_bodies_and_other_media_types_are_refused(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var large = $"{{\"title\":\"{new string('a', 300 * 1024)}\"}}";
        // Refused by its length alone, so the client asks before it sends: else it may find the connection closed half-way.
        var asking = ("Expect", "100-continue");
        (await shop.Http.CallAsync("POST", "store/carts", large, asking)).ExpectProblem(413, "payload_too_large");
        (await shop.Admin.CallAsync("POST", "admin/categories", large, asking)).ExpectProblem(413, "payload_too_large");
        (await shop.Admin.CallAsync("POST", "admin/categories", large, asking, ("Idempotency-Key", "large"))).ExpectProblem(413, "payload_too_large");
        using var chunked = new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(large))) { Headers = { ContentType = new("application/json") } };
        (await shop.Http.CallAsync("PATCH", $"store/carts/{(await shop.AddCartAsync()).Id()}", chunked)).ExpectProblem(413, "payload_too_large");
        // Just below the limit it is only wrong; a product may be larger.
        (await shop.Admin.CallAsync("POST", "admin/categories", $"{{\"title\":\"{new string('a', 250 * 1024)}\"}}")).ExpectInvalid("title");
        (await shop.Admin.CallAsync("POST", "admin/products", large)).ExpectProblem(400, "validation_failed");

        foreach (var type in (string?[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", null])
        {
            using var content = new ByteArrayContent("{\"title\":\"T\"}"u8.ToArray());
            content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
            (await shop.Admin.CallAsync("POST", "admin/categories", content)).ExpectProblem(415, "unsupported_media_type");
        }
        Assert.Empty((await shop.Admin.GetOkAsync("admin/categories")).List("items"));
    }

    [Theory, EachEngine]
    public async Task No_cache_keeps_what_belongs_to_one_caller(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var cart = await shop.AddReadyCartAsync((await shop.AddVariantAsync(), 1));
        var order = (await shop.Http.CompleteAsync(cart, "k")).Expect(201);
        Answer[] answers =
        [
            order, await shop.Http.CompleteAsync(cart, "k"), await shop.Http.CompleteAsync(cart),
            await shop.Http.ReadAsync($"store/carts/{cart}"), await shop.Http.ReadAsync($"store/carts/{Guid.NewGuid()}"), await shop.Http.CallAsync("POST", "store/carts", "{}"), await shop.Http.CallAsync("POST", "store/carts", "[]"),
            await shop.Http.CallAsync("GET", $"store/orders/{order.Json.Id()}", null, ("X-Order-Token", order.Json.Text("accessToken"))), await shop.Http.ReadAsync($"store/orders/{order.Json.Id()}"),
            await shop.Admin.ReadAsync("admin/products"), await shop.Admin.ReadAsync("admin/orders"), await shop.Http.ReadAsync("admin/orders"), await shop.Admin.ReadAsync("admin/tax-rates"), await shop.Admin.ReadAsync("platform/tenants"),
        ];
        Assert.All(answers, answer => Assert.Contains("no-store", answer.Header("Cache-Control") ?? "", StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.Equal("nosniff", answer.Header("X-Content-Type-Options")));
        Assert.All(answers, answer => Assert.Null(answer.Header("Server")));
    }

    [Theory, EachEngine]
    public async Task Both_health_checks_answer_and_name_the_database(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        using var client = server.Client();
        Assert.Equal("ok", (await client.GetOkAsync("/health/live")).Text("status"));
        var ready = await client.GetOkAsync("/health/ready");
        Assert.Equal(("ok", "ok", engine == Engine.Sqlite ? "sqlite" : "postgresql"), (ready.Text("status"), ready.GetProperty("checks").GetProperty("database").Text("status"), ready.GetProperty("checks").GetProperty("database").Text("detail")));
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
