using System.Net.Sockets;
using System.Text;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>Five things can name a tenant. When two of them name different ones, nobody is meant: not the first, not the last, not a default.</summary>
public sealed class CarrierTests
{
    private static readonly string[] Carriers = ["header", "subdomain", "token", "api key", "publishable key"];

    [Theory, EachEngine]
    public async Task Carriers_that_disagree_are_refused_in_every_order_and_every_place(Engine engine)
    {
        var (server, a, b) = await PairAsync(engine);
        var cases = Carriers.SelectMany(first => Carriers.Where(second => second != first).Select(second => (First: first, Second: second))).ToList();
        Assert.Equal(20, cases.Count);
        foreach (var (first, second) in cases)
        {
            foreach (var path in (string[])["store/products", "store/categories", "admin/products", "auth/me", "store/carts"])
            {
                var answer = await AskAsync(server, path == "store/carts" ? "POST" : "GET", path, [.. Lines(a, first), .. Lines(b, second)]);
                var credentials = first is "token" or "api key" || second is "token" or "api key";
                // A call for staff that nobody signs is refused for that; and of two credentials none counts.
                var expected = first is "token" or "api key" && second is "token" or "api key" ? "unauthenticated" : "tenant_mismatch";
                Assert.True(answer.Contains($"\"code\":\"{expected}\"", StringComparison.Ordinal), $"{first} of one, {second} of the other at {path}: {answer}");
                Assert.True(answer.StartsWith(expected == "unauthenticated" ? "HTTP/1.1 401 " : "HTTP/1.1 403 ", StringComparison.Ordinal) || !credentials, answer);
                Assert.DoesNotContain(a.Word, answer, StringComparison.Ordinal);
                Assert.DoesNotContain(b.Word, answer, StringComparison.Ordinal);
            }
        }
    }

    [Theory, EachEngine]
    public async Task Carriers_that_agree_are_accepted(Engine engine)
    {
        var (server, a, _) = await PairAsync(engine);
        foreach (var (first, second) in Carriers.SelectMany(first => Carriers.Where(second => second != first).Select(second => (first, second))).Where(pair => pair is not ("token", "api key") and not ("api key", "token")))
            Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(server, "GET", "store/products", [.. Lines(a, first), .. Lines(a, second)]), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_carrier_that_is_empty_doubled_unknown_or_broken_is_refused_even_beside_a_good_one(Engine engine)
    {
        var (server, a, b) = await PairAsync(engine);
        (string[] Lines, string[] Codes)[] cases =
        [
            (["X-Publishable-Key: "], ["unauthenticated"]),
            (["X-Publishable-Key: x"], ["unauthenticated"]),
            ([$"X-Publishable-Key: {a.PublishableKey[..^2]}AA"], ["unauthenticated"]),
            ([$"X-Publishable-Key: {a.SecretKey}"], ["unauthenticated"]),
            ([$"X-Publishable-Key: {a.PublishableKey}", $"X-Publishable-Key: {a.PublishableKey}"], ["unauthenticated"]),
            ([$"X-Publishable-Key: {a.PublishableKey}", $"X-Publishable-Key: {b.PublishableKey}"], ["unauthenticated"]),
            ([$"Authorization: Bearer {a.PublishableKey}"], ["unauthenticated"]),
            (["X-Tenant: "], ["validation_failed"]),
            ([$"X-Tenant: {a.Word}", $"X-Tenant: {a.Word}"], ["validation_failed"]),
            ([$"X-Tenant: {a.Word}", $"X-Tenant: {b.Word}"], ["validation_failed"]),
            ([$"X-Tenant: {a.Word},{b.Word}"], ["tenant_not_found"]),
            (["X-Tenant: nobody"], ["tenant_not_found"]),
            ([$"X-Tenant: {Guid.Empty}"], ["tenant_not_found"]),
            ([$"X-Tenant: {a.Word.ToUpperInvariant()}"], ["tenant_not_found", ""]),
            (["X-Tenant: platform"], ["tenant_not_found"]),
            (["X-Tenant: xn--bcher-kva"], ["tenant_not_found"]),
        ];
        foreach (var (lines, codes) in cases)
        {
            foreach (var beside in (string[])["subdomain", "token", "api key"])
            {
                if (beside != "subdomain" && lines[0].StartsWith("Authorization", StringComparison.Ordinal))
                    continue;
                var answer = await AskAsync(server, "GET", "store/products", [.. Lines(a, beside), .. lines]);
                Assert.True(codes.Any(code => code.Length == 0 ? answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) : answer.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal)), $"{string.Join(" | ", lines)} beside the {beside}: {answer}");
            }
        }
    }

    [Theory, EachEngine]
    public async Task A_forwarded_host_moves_no_credential_to_another_tenant(Engine engine)
    {
        var (server, a, b) = await PairAsync(engine);
        foreach (var header in (string[])["X-Forwarded-Host", "X-Original-Host", "X-Host", "Forwarded"])
        {
            var answer = await AskAsync(server, "GET", "admin/products", [.. Lines(a, "token"), $"{header}: {(header == "Forwarded" ? "host=" : "")}{b.Word}.shops.test"]);
            Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain(b.Word, answer, StringComparison.Ordinal);
        }
        // Written in other ways the host still says the other tenant, and so disagrees.
        foreach (var host in (string[])[$"{b.Word}.SHOPS.test", $"{b.Word}.shops.test.", $"{b.Word}.shops.test:8443", $"{b.Word.ToUpperInvariant()}.shops.test"])
            Assert.Contains("tenant_mismatch", await AskAsync(server, "GET", "admin/products", [.. Lines(a, "token"), $"Host: {host}"]), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task A_suspended_tenant_is_closed_to_its_own_credentials_and_keys(Engine engine)
    {
        var (server, a, b) = await PairAsync(engine);
        await server.Tenants.SuspendAsync(a.Id, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var carrier in Carriers)
            Assert.Contains("\"code\":\"tenant_suspended\"", await AskAsync(server, "GET", "store/products", [.. Lines(a, carrier)]), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(server, "GET", "store/products", [.. Lines(b, "token")]), StringComparison.Ordinal);
    }

    private static async Task<(TestServer Server, ProofShop A, ProofShop B)> PairAsync(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var api = await ApiModel.ReadAsync(server);
        return (server, await ProofShop.OpenAsync(server, api, "a"), await ProofShop.OpenAsync(server, api, "b"));
    }

    private static IEnumerable<string> Lines(ProofShop shop, string carrier) => carrier switch
    {
        "header" => [$"X-Tenant: {shop.Word}"],
        "subdomain" => [$"Host: {shop.Word}.shops.test"],
        "token" => [$"Authorization: Bearer {shop.Owner.AccessToken}"],
        "api key" => [$"Authorization: Bearer {shop.SecretKey}"],
        _ => [$"X-Publishable-Key: {shop.PublishableKey}"],
    };

    // Clients of .NET join headers of one name; this sends them as they are.
    private static async Task<string> AskAsync(TestServer server, string method, string path, string[] lines)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port);
        var host = lines.Any(line => line.StartsWith("Host:", StringComparison.Ordinal)) ? "" : "Host: localhost\r\n";
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{method} /api/v1/{path} HTTP/1.1\r\n{host}{string.Concat(lines.Select(line => $"{line}\r\n"))}Content-Length: 0\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(tcp.GetStream());
        return await reader.ReadToEndAsync();
    }
}
