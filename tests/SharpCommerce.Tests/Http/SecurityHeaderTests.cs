using SharpCommerce.Tests.Engines;
using SharpCommerce.Tests.Tenancy;
using Xunit;
using Answer = SharpCommerce.Tests.Engines.Answer;

namespace SharpCommerce.Tests.Http;

/// <summary>What every answer carries for safety, whoever made it.</summary>
public sealed class SecurityHeaderTests
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] CatalogPages = ["listStoreProducts", "getStoreProduct", "listStoreCategories", "getStoreCategory", "suggestSearch", "getStoreSettings"];

    [Theory, EachEngine]
    public async Task Every_answer_carries_them_and_no_cache_keeps_what_is_one_callers(Engine engine)
    {
        await using var shop = await FullShop.OpenAsync(await TestServer.SharedAsync(engine));
        var answers = new List<(string What, Answer Answer)>();
        foreach (var operation in (await Operation.AllAsync(shop.Shop.Server)).Where(operation => operation.Id != "deleteTenant"))
        {
            var address = await operation.AddressAsync(shop);
            using var stranger = shop.Shop.Server.Client();
            answers.Add(($"{operation} without anything", await stranger.CallAsync(operation.Method, address)));
            answers.Add(($"{operation} with a wrong body", await operation.CallAsync(shop, address, operation.Method == "GET" ? null : "[")));
            if (operation.Method == "GET")
                answers.Add(($"{operation}", await operation.CallAsync(shop, address, null)));
        }
        foreach (var path in (string[])["/nothing", "/api", "/api/v1/nothing", "/openapi/v2.json"])
            answers.Add((path, await shop.Shop.Http.ReadAsync(path)));
        answers.Add(("405", await shop.Shop.Http.CallAsync("DELETE", "store/products")));
        answers.Add(("415", await shop.Shop.Http.CallAsync("POST", "store/carts", new StringContent("x"))));
        Assert.Contains(answers, answer => answer.Answer.Status == 200);
        foreach (var (what, answer) in answers)
        {
            AssertHeaders(what, answer);
            Assert.Equal((what, Nothing), (what, answer.Header("Content-Security-Policy")));
            // HttpClient writes the directives in an order of its own. The key set is everybody's, and asked for by every service that checks tokens.
            var anyones = what.StartsWith("getJwks", StringComparison.Ordinal);
            // A shopper who is nobody in particular sees the catalog as everybody does: it may be kept, and is asked after before each use.
            var catalog = answer.Status == 200 && CatalogPages.Any(id => what.StartsWith(id + ' ', StringComparison.Ordinal) || what == id);
            Assert.Equal((what, catalog), (what, answer.Headers.CacheControl is { Public: true, NoCache: true, MaxAge: null }));
            if (catalog)
                continue;
            Assert.Equal((what, !anyones, !anyones, anyones), (what, answer.Headers.CacheControl?.NoStore, answer.Headers.CacheControl?.Private, answer.Headers.CacheControl?.Public));
            Assert.Equal((what, anyones ? TimeSpan.FromSeconds(2) : null), (what, answer.Headers.CacheControl?.MaxAge));
            Assert.Equal((what, null, null), (what, answer.Header("Pragma"), answer.Header("Expires")));
        }
        foreach (var path in (string[])["/docs/", "/docs/scalar.js", "/openapi/v1.json", "/"])
            AssertHeaders(path, await shop.Shop.Http.ReadAsync(path));
    }

    [Fact]
    public async Task The_documentation_runs_its_own_scripts_only()
    {
        using var client = (await TestServer.SharedAsync(Engine.Sqlite)).Client();
        var (first, second) = ((await client.ReadAsync("/docs/")).Expect(200), (await client.ReadAsync("/docs/")).Expect(200));
        var policy = first.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains($"nonce=\"{nonce}\"", first.Text, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Header("Content-Security-Policy"));
        Assert.DoesNotContain("https://", first.Text, StringComparison.Ordinal);
    }

    private static void AssertHeaders(string what, Answer answer)
    {
        (string Name, string Value)[] expected =
        [
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), usb=()"),
        ];
        foreach (var (name, value) in expected)
            Assert.Equal((what, name, value), (what, name, answer.Header(name)));
        Assert.NotNull(answer.Header("X-Request-Id"));
        Assert.NotNull(answer.Header("Content-Security-Policy"));
        // Over plain HTTP it would be ignored, and a proxy's word for HTTPS is not believed unasked.
        Assert.Equal((what, null, null), (what, answer.Header("Strict-Transport-Security"), answer.Header("Server")));
    }
}
