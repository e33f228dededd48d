using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SharpCommerce.Tenants;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Tenancy;

/// <summary>Which tenant a request is for. When in doubt nobody's: there is no default and no "last one wins".</summary>
public sealed class TenantResolutionTests
{
    private const string Path = "store/products";

    [Theory, EachEngine]
    public async Task An_own_domain_leads_to_its_tenant_however_it_is_written(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        foreach (var host in new[] { pair.Domain, pair.Domain.ToUpperInvariant(), pair.Domain + ".", pair.Domain + ":8443", pair.Domain.ToUpperInvariant() + ".:80" })
            Assert.Equal((200, pair.A.Product), await pair.AskAsync(host));
    }

    [Theory, EachEngine]
    public async Task An_international_domain_is_found_by_its_ASCII_form(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        Assert.StartsWith("xn--bcher-", pair.InternationalDomain, StringComparison.Ordinal);
        Assert.Equal((200, pair.A.Product), await pair.AskAsync(pair.InternationalDomain));
        Assert.Equal((200, pair.A.Product), await pair.AskAsync(pair.InternationalDomain.ToUpperInvariant() + "."));
    }

    [Theory, EachEngine]
    public async Task The_slug_in_front_of_the_base_domain_leads_to_the_tenant(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        foreach (var host in new[] { $"{pair.A.Slug}.shops.test", $"{pair.A.Slug}.SHOPS.test".ToUpperInvariant(), $"{pair.A.Slug}.shops.test.", $"{pair.A.Slug}.shops.test:8443" })
            Assert.Equal((200, pair.A.Product), await pair.AskAsync(host));
        Assert.Equal((200, pair.B.Product), await pair.AskAsync($"{pair.B.Slug}.shops.test"));
    }

    [Theory, EachEngine]
    public async Task The_header_names_the_tenant_by_slug_or_id(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        Assert.Equal((200, pair.A.Product), await pair.AskAsync(null, ("X-Tenant", pair.A.Slug)));
        Assert.Equal((200, pair.A.Product), await pair.AskAsync(null, ("X-Tenant", pair.A.Id.ToString())));
        Assert.Equal((200, pair.B.Product), await pair.AskAsync("unknown.example", ("X-Tenant", pair.B.Id.ToString().ToUpperInvariant())));
    }

    [Theory, EachEngine]
    public async Task Host_and_header_must_agree(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        foreach (var host in new[] { pair.Domain, $"{pair.A.Slug}.shops.test" })
        {
            Assert.Equal((200, pair.A.Product), await pair.AskAsync(host, ("X-Tenant", pair.A.Slug)));
            Assert.Equal((200, pair.A.Product), await pair.AskAsync(host, ("X-Tenant", pair.A.Id.ToString())));
            Assert.Equal((403, "tenant_mismatch"), await pair.AskAsync(host, ("X-Tenant", pair.B.Slug)));
            Assert.Equal((403, "tenant_mismatch"), await pair.AskAsync(host, ("X-Tenant", pair.B.Id.ToString())));
            Assert.Equal((404, "tenant_not_found"), await pair.AskAsync(host, ("X-Tenant", "nobody")));
        }
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync("nobody.shops.test", ("X-Tenant", pair.A.Slug)));
    }

    [Theory, EachEngine]
    public async Task A_header_that_is_empty_or_doubled_is_refused_and_none_of_its_values_wins(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        Assert.Contains("\"code\":\"validation_failed\"", await pair.AskRawAsync("unknown.example", pair.A.Slug, pair.B.Slug), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"validation_failed\"", await pair.AskRawAsync("unknown.example", pair.A.Slug, pair.A.Slug), StringComparison.Ordinal);
        Assert.Contains(pair.A.Product, await pair.AskRawAsync("unknown.example", pair.A.Slug), StringComparison.Ordinal);
        Assert.Equal((400, "validation_failed"), await pair.AskAsync(pair.Domain, ("X-Tenant", "")));
        Assert.Equal((400, "validation_failed"), await pair.AskAsync(null, ("X-Tenant", new string('a', 64))));
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync(null, ("X-Tenant", $"{pair.A.Slug},{pair.B.Slug}")));
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync(null, ("X-Tenant", pair.A.Id.Value.ToString("N"))));
    }

    [Theory, EachEngine]
    public async Task What_a_client_says_of_forwarding_is_not_believed(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        foreach (var header in new[] { "X-Forwarded-Host", "X-Original-Host", "X-Host", "X-HTTP-Host-Override" })
        {
            Assert.Equal((200, pair.A.Product), await pair.AskAsync(pair.Domain, (header, $"{pair.B.Slug}.shops.test")));
            Assert.Equal((400, "tenant_required"), await pair.AskAsync(null, (header, pair.Domain)));
        }
        Assert.Equal((400, "tenant_required"), await pair.AskAsync(null, ("Forwarded", $"host={pair.Domain}")));
        Assert.Equal((400, "tenant_required"), await pair.AskAsync(null, ("Referer", $"https://{pair.Domain}/"), ("Origin", $"https://{pair.Domain}")));
    }

    [Theory, EachEngine]
    public async Task An_unknown_tenant_is_not_found_and_no_tenant_is_asked_for(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync("nobody.shops.test"));
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync($"a.{pair.A.Slug}.shops.test"));
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync(null, ("X-Tenant", "nobody")));
        Assert.Equal((404, "tenant_not_found"), await pair.AskAsync(null, ("X-Tenant", Guid.NewGuid().ToString())));
        foreach (var host in new[] { "shops.test", "unknown.example", "127.0.0.1:80", "[::1]", "localhost", $"{pair.A.Slug}.shops.test.evil.example", $"{pair.A.Slug}shops.test", $"sub.{pair.Domain}" })
            Assert.Equal((400, "tenant_required"), await pair.AskAsync(host));
    }

    [Theory, EachEngine]
    public async Task A_suspended_tenant_is_closed_by_every_way_that_leads_to_it(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        await pair.Server.Tenants.SuspendAsync(pair.A.Id, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal((403, "tenant_suspended"), await pair.AskAsync(pair.Domain));
        Assert.Equal((403, "tenant_suspended"), await pair.AskAsync($"{pair.A.Slug}.shops.test"));
        Assert.Equal((403, "tenant_suspended"), await pair.AskAsync(null, ("X-Tenant", pair.A.Slug)));
        Assert.Equal((403, "tenant_suspended"), await pair.AskAsync(null, ("X-Tenant", pair.A.Id.ToString()), ("Authorization", $"Bearer {pair.Server.Token}")));
        // Whether the other tenant is open is no business of somebody who may not say which one is meant.
        Assert.Equal((403, "tenant_mismatch"), await pair.AskAsync(pair.Domain, ("X-Tenant", pair.B.Slug)));
        Assert.Equal((200, pair.B.Product), await pair.AskAsync(null, ("X-Tenant", pair.B.Slug)));
    }

    [Theory, EachEngine]
    public async Task The_only_tenant_is_not_a_default(Engine engine)
    {
        await using var server = await TestServer.StartAsync(engine);
        await using var shop = await TestShop.OpenAsync(server);
        await shop.ProductAsync();
        using var client = server.Client();
        using var staff = server.Client();
        staff.DefaultRequestHeaders.Authorization = new("Bearer", server.Token);

        Assert.Equal((400, "tenant_required"), await CodeAsync(await client.GetAsync(Path, TestContext.Current.CancellationToken)));
        Assert.Equal((400, "tenant_required"), await CodeAsync(await client.PostAsJsonAsync("store/carts", new { }, TestContext.Current.CancellationToken)));
        Assert.Equal((400, "tenant_required"), await CodeAsync(await staff.GetAsync("admin/products", TestContext.Current.CancellationToken)));
        Assert.Equal(HttpStatusCode.OK, (await shop.Http.GetAsync(Path, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory, EachEngine]
    public async Task A_domain_leads_to_one_tenant_and_stops_when_it_is_taken_away(Engine engine)
    {
        await using var pair = await PairAsync(engine);
        var refused = await Assert.ThrowsAsync<CommerceException>(() => pair.Server.Tenants.CreateAsync(
            new() { Slug = $"c{Guid.NewGuid():N}"[..20], Name = "C", DefaultCurrency = Currency.Parse("EUR"), Domains = [pair.Domain.ToUpperInvariant()] }, TestContext.Current.CancellationToken));
        Assert.Equal("duplicate", refused.Error.Code);

        using var patched = await pair.Server.Platform.PatchAsJsonAsync($"platform/tenants/{pair.A.Id}", new { domains = Array.Empty<string>() }, TestContext.Current.CancellationToken);
        patched.EnsureSuccessStatusCode();
        Assert.Equal((400, "tenant_required"), await pair.AskAsync(pair.Domain));
        using var taken = await pair.Server.Platform.PatchAsJsonAsync($"platform/tenants/{pair.B.Id}", new { domains = new[] { pair.Domain } }, TestContext.Current.CancellationToken);
        taken.EnsureSuccessStatusCode();
        Assert.Equal((200, pair.B.Product), await pair.AskAsync(pair.Domain));
    }

    private static async Task<Pair> PairAsync(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var word = Guid.NewGuid().ToString("N")[..12];
        var a = await OpenAsync(server, $"a{word}", $"Shop-{word}.Example", $"Bücher-{word}.example");
        var b = await OpenAsync(server, $"b{word}");
        return new(server, a, b, $"shop-{word}.example", new System.Globalization.IdnMapping().GetAscii($"bücher-{word}.example"));
    }

    private static async Task<Known> OpenAsync(TestServer server, string slug, params string[] domains)
    {
        var tenant = await server.Tenants.CreateAsync(new TenantInput { Slug = slug, Name = slug, DefaultCurrency = Currency.Parse("EUR"), Domains = domains });
        await using var shop = TestShop.Of(server, tenant);
        return new(tenant.Id, slug, (await shop.ProductAsync()).Id.ToString());
    }

    private static async Task<(int, string?)> CodeAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>();
            return ((int)response.StatusCode, response.IsSuccessStatusCode ? body.GetProperty("items")[0].GetProperty("id").GetString() : body.GetProperty("code").GetString());
        }
    }

    private sealed record Known(Id<Tenant> Id, string Slug, string Product);

    private sealed record Pair(TestServer Server, Known A, Known B, string Domain, string InternationalDomain) : IAsyncDisposable
    {
        private readonly HttpClient _client = Server.Client();

        /// <summary>The status, and the id of the first product or the error's code.</summary>
        internal async Task<(int, string?)> AskAsync(string? host, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Path);
            if (host is not null)
                request.Headers.TryAddWithoutValidation("Host", host);
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, value);
            return await CodeAsync(await _client.SendAsync(request));
        }

        /// <summary>The whole answer. Clients of .NET join headers of one name to one line; this sends them as they are.</summary>
        internal async Task<string> AskRawAsync(string host, params string[] tenants)
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(Server.Address.Host, Server.Address.Port);
            var stream = tcp.GetStream();
            var lines = string.Concat(tenants.Select(tenant => $"X-Tenant: {tenant}\r\n"));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/v1/{Path} HTTP/1.1\r\nHost: {host}\r\n{lines}Connection: close\r\n\r\n"));
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync();
        }

        public ValueTask DisposeAsync()
        {
            _client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
