using System.Net;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Http;

/// <summary>The shop and the back office are served beside the API, and never in its place.</summary>
public sealed class WebAppsTests
{
    private const string Shop = """<html><body>the shop<script type="module" src="/assets/index-1.js" nonce="{nonce}"></script></body></html>""";
    private const string Admin = "<html><body>the back office</body></html>";

    [Fact]
    public async Task Every_address_of_an_app_gets_its_page_and_asks_for_it_anew()
    {
        await using var server = await StartAsync();
        foreach (var (path, page) in new[] { ("/", "the shop"), ("/p/wool-beanie", "the shop"), ("/c/shoes?sort=name", "the shop"), ("/admin/", "the back office"), ("/admin/orders/1", "the back office"), ("/administration", "the shop") })
        {
            using var answer = await server.Client().GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
            Assert.Contains(page, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_runs_its_own_scripts_alone_by_a_nonce_that_is_new_each_time()
    {
        await using var server = await StartAsync();
        var nonces = new HashSet<string>();
        for (var call = 0; call < 2; call++)
        {
            using var answer = await server.Client().GetAsync("/", TestContext.Current.CancellationToken);
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            var nonce = html.Split("nonce=\"")[1].Split('"')[0];
            Assert.Contains($"script-src 'self' 'nonce-{nonce}';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.True(nonces.Add(nonce));
        }
    }

    [Theory]
    [InlineData("/checkout/pay/1", true)]
    [InlineData("/checkout", false)]
    [InlineData("/admin/checkout/pay/1", false)]
    public async Task Scripts_of_a_payment_provider_may_run_where_it_is_paid_with_alone(string path, bool allowed)
    {
        await using var server = await StartAsync();
        using var answer = await server.Client().GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(allowed, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).Contains("https://js.stripe.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Addresses_of_the_API_never_get_a_page()
    {
        await using var server = await StartAsync();
        foreach (var (path, status) in new[]
        {
            ("/api/v1/nothing", HttpStatusCode.NotFound), ("/api", HttpStatusCode.NotFound), ("/health/nothing", HttpStatusCode.NotFound),
            ("/media/nothing", HttpStatusCode.NotFound), ("/metrics", HttpStatusCode.NotFound), ("/.well-known/nothing", HttpStatusCode.NotFound), ("/api/v1/auth/login", HttpStatusCode.MethodNotAllowed),
        })
        {
            using var answer = await server.Client().GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
        using var written = await server.Client().PostAsync("/cart", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
    }

    [Fact]
    public async Task Assets_are_kept_for_ever_and_sent_as_the_browser_likes_them()
    {
        await using var server = await StartAsync();
        foreach (var (accepted, encoding, body) in new[] { ("br, gzip", "br", "compressed"), ("gzip;q=0, br;q=0", null, "console.log(1)"), ("", null, "console.log(1)") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/index-1.js");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await server.Client().SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
            Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
            Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Equal(body, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        using var known = new HttpRequestMessage(HttpMethod.Get, "/assets/index-1.js") { Headers = { IfNoneMatch = { new("\"index-1.js\"") } } };
        using var unchanged = await server.Client().SendAsync(known, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/../index.html")]
    [InlineData("/assets/..%2findex.html")]
    [InlineData("/assets/%2e%2e/index.html")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("/assets/secret")]
    [InlineData("/index.html")]
    [InlineData("/favicon.ico")]
    public async Task Nothing_else_of_the_folder_is_there(string path)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        using var answer = await server.Client().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Where_they_were_not_built_the_documentation_takes_their_place()
    {
        await using var server = await TestServer.StartAsync(Engine.Sqlite, ("WEB_DIRECTORY", TestDatabases.NewFolder()));
        using var answer = await server.Client().GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal("/docs", answer.Headers.Location?.OriginalString);
    }

    private static Task<TestServer> StartAsync()
    {
        var folder = TestDatabases.NewFolder();
        Write("shop/index.html", Shop);
        Write("shop/assets/index-1.js", "console.log(1)");
        Write("shop/assets/index-1.js.br", "compressed");
        Write("shop/assets/secret", "no type");
        Write("admin/index.html", Admin);
        return TestServer.StartAsync(Engine.Sqlite, ("WEB_DIRECTORY", folder));

        void Write(string name, string text)
        {
            var file = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
