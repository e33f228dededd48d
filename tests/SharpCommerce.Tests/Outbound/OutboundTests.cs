using System.Net;
using System.Net.Sockets;
using System.Text;
using SharpCommerce.Core;
using SharpCommerce.Core.Outbound;
using Xunit;

namespace SharpCommerce.Tests.Outbound;

/// <summary>Calls to addresses that tenants name reach the public internet and what the operator allows, nothing else.</summary>
public sealed class OutboundTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("192.0.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Addresses_that_are_not_public_are_refused(string address)
    {
        Assert.False(new OutboundRules(new()).Allows(IPAddress.Parse(address), encrypted: true));
        Assert.True(Allowing("0.0.0.0/0", "::/0").Allows(IPAddress.Parse(address), encrypted: false));
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    public void Public_addresses_are_called_with_TLS_alone(string address)
    {
        Assert.True(new OutboundRules(new()).Allows(IPAddress.Parse(address), encrypted: true));
        Assert.False(Allowing("10.0.0.0/8").Allows(IPAddress.Parse(address), encrypted: false));
    }

    [Fact]
    public void A_network_that_is_none_stops_the_start() => Assert.Throws<CommerceException>(() => Allowing("10.0.0.0/33"));

    [Theory]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://localhost")]
    [InlineData("https://localhost.")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://0x7f000001")]
    [InlineData("https://2130706433")]
    [InlineData("https://0177.0.0.1")]
    [InlineData("https://127.1")]
    [InlineData("https://user:pass@127.0.0.1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://localhost")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("gopher://127.0.0.1")]
    public async Task Nothing_on_this_machine_is_touched(string address)
    {
        using var sink = new TcpListener(IPAddress.IPv6Any, 0);
        sink.Server.DualMode = true;
        sink.Start();
        using var client = new OutboundClient(new(new()));
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Port = ((IPEndPoint)sink.LocalEndpoint).Port }.Uri);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.SendAsync(request, Stop));
        Assert.False(sink.Pending());
    }

    [Fact]
    public async Task An_allowed_network_is_reached_and_a_redirect_is_only_an_answer()
    {
        await using var site = new Site("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 2\r\n\r\nok");
        using var client = new OutboundClient(Allowing("127.0.0.1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Address);
        Assert.Equal(new(302, "ok"), await client.SendAsync(request, Stop));
        using var named = new HttpRequestMessage(HttpMethod.Get, $"http://user:pass@127.0.0.1:{site.Address.Port}/");
        await Assert.ThrowsAsync<OutboundRefusal>(() => client.SendAsync(named, Stop));
    }

    [Theory]
    [InlineData("Content-Length: 1048577\r\n", 0)]
    [InlineData("", OutboundHandler.MaxBytes + 1)]
    public async Task An_answer_that_is_too_long_is_not_read(string header, int length)
    {
        await using var site = new Site($"HTTP/1.1 200 OK\r\n{header}Connection: close\r\n\r\n{new string('x', length)}");
        using var client = new OutboundClient(Allowing("127.0.0.0/8"));
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Address);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, Stop));
    }

    private static OutboundRules Allowing(params string[] networks)
    {
        var options = new CommerceOptions();
        foreach (var network in networks)
            options.OutboundAllow.Add(network);
        return new(options);
    }

    /// <summary>Gives one answer to whoever calls first.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _answer;

        internal Site(string answer)
        {
            _listener.Start();
            _answer = AnswerAsync(answer);
        }

        internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _answer;
        }

        private async Task AnswerAsync(string answer)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(Stop);
                Assert.NotEqual(0, await client.GetStream().ReadAsync(new byte[4_096], Stop));
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Stop);
            }
            catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException)
            {
                // The caller had enough.
            }
        }
    }
}
