using System.Net;
using System.Net.Sockets;
using System.Text;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Proof;

/// <summary>A token counts when we signed it, for this, now; whatever else comes gets one and the same answer.</summary>
public sealed class ForgedTokenTests
{
    private const string Me = "/api/v1/auth/me";

    [Theory, EachEngine]
    public async Task No_forged_token_counts_and_all_get_the_same_answer(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var api = await ApiModel.ReadAsync(server);
        var (shop, other) = (await ProofShop.OpenAsync(server, api, "f"), await ProofShop.OpenAsync(server, api, "g"));
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        var forge = await TokenForge.OfAsync(server);
        var real = shop.Owner.AccessToken;
        var forged = new ForgedTokens(forge, real, $"http://127.0.0.1:{((IPEndPoint)sink.LocalEndpoint).Port}/")
            .All(other.Id.ToString(), shop.Customer.World.Find("user")!, TokenForge.Read(shop.Customer.AccessToken).Claims["sid"]!.ToString()).ToList();
        Assert.True(forged.Count >= 45);
        Assert.Equal(forged.Count, forged.Select(token => token.What).Distinct().Count());

        var (header, claims) = TokenForge.Read(real);
        foreach (var control in (string[])[real, forge.Sign(header, claims)])
            Assert.Equal(200, (await AskAsync(shop, control)).Status);
        var usual = await AskAsync(shop, "x");
        foreach (var (what, token) in forged)
        {
            foreach (var operation in (string[])["getMe", "listUsers", "listStoreProducts"])
            {
                var reply = await AskAsync(shop, token, operation);
                Assert.True(reply.Status == 401 && reply.Comparable() == usual.Comparable() && reply.Headers == usual.Headers, $"{what} at {operation}: {reply}\n{reply.Headers}");
            }
        }
        Assert.False(sink.Pending());
        Assert.Equal(200, (await AskAsync(shop, real)).Status);
    }

    [Theory, EachEngine]
    public async Task Only_a_token_of_ours_that_is_over_is_told_so(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var shop = await ProofShop.OpenAsync(server, await ApiModel.ReadAsync(server), "e");
        var forge = await TokenForge.OfAsync(server);
        Assert.Equal((401, "token_expired"), await CodeAsync(shop, forge.Expired(shop.Owner.AccessToken)));

        // Over, and something else wrong: a stranger learns nothing.
        var (header, claims) = TokenForge.Read(forge.Expired(shop.Owner.AccessToken));
        using var stranger = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        Assert.Equal((401, "unauthenticated"), await CodeAsync(shop, TokenForge.Sign(header.ToJsonString(), claims.ToJsonString(), data => stranger.SignData(data, System.Security.Cryptography.HashAlgorithmName.SHA256))));
        claims["aud"] = "another";
        Assert.Equal((401, "unauthenticated"), await CodeAsync(shop, forge.Sign(header, claims)));
    }

    [Theory, EachEngine]
    public async Task A_token_counts_in_one_header_and_nowhere_else(Engine engine)
    {
        var server = await TestServer.SharedAsync(engine);
        var shop = await ProofShop.OpenAsync(server, await ApiModel.ReadAsync(server), "h");
        var real = shop.Owner.AccessToken;
        foreach (var lines in (string[])[$"Authorization: Bearer {real}\r\nAuthorization: Bearer {real}\r\n", $"Authorization: Bearer {real}\r\nAuthorization: Bearer x\r\n", $"Authorization: {real}\r\n", $"Authorization: Basic {real}\r\n", $"X-Authorization: Bearer {real}\r\n", $"Cookie: access_token={real}\r\n"])
            Assert.StartsWith("HTTP/1.1 401 ", await AskRawAsync(server, shop.Word, Me, lines), StringComparison.Ordinal);
        foreach (var name in (string[])["access_token", "token", "authorization", "bearer"])
            Assert.StartsWith("HTTP/1.1 401 ", await AskRawAsync(server, shop.Word, $"{Me}?{name}={real}", ""), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await AskRawAsync(server, shop.Word, Me, $"Authorization: Bearer {real}\r\n"), StringComparison.Ordinal);
    }

    private static Task<Reply> AskAsync(ProofShop shop, string token, string operation = "getMe") => shop.SendAsync(new ApiCall(shop.Api[operation]), null, request =>
    {
        request.Headers.Add("X-Tenant", shop.Word);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
    });

    private static async Task<(int, string?)> CodeAsync(ProofShop shop, string token) => await AskAsync(shop, token) is var reply ? (reply.Status, reply.Code) : default;

    // Clients of .NET join headers of one name; this sends them as they are.
    private static async Task<string> AskRawAsync(TestServer server, string tenant, string path, string lines)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Tenant: {tenant}\r\n{lines}Connection: close\r\n\r\n"));
        using var reader = new StreamReader(tcp.GetStream());
        return await reader.ReadToEndAsync();
    }
}
