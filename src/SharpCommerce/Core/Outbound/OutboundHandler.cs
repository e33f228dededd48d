using System.Net;
using System.Net.Sockets;

namespace SharpCommerce.Core.Outbound;

/// <summary>
/// Carries calls to addresses that tenants name. It looks the name up itself and connects to the very address that it has judged, so a name
/// that leads elsewhere a moment later gains nothing. Redirects are not followed, proxies not asked, and an answer ends at <see cref="MaxBytes"/>.
/// </summary>
internal sealed class OutboundHandler : DelegatingHandler
{
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>Set on a call whose answer's body nobody wants: it is not read.</summary>
    internal static readonly HttpRequestOptionsKey<bool> HeadIsEnough = new("head_is_enough");

    private const int MaxHeaderKilobytes = 16;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly OutboundRules _rules;

    private OutboundHandler(OutboundRules rules, HttpMessageHandler inner)
        : base(inner) => _rules = rules;

    internal static HttpMessageHandler Create(OutboundRules rules) => new OutboundHandler(rules, new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // A small answer that unpacks into a large one would pass the limit's eye.
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(rules, context, cancellationToken),
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { IsAbsoluteUri: true } address || _rules.FaultOf(address) is not null)
            throw new OutboundRefusal("The address may not be called.");
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Options.TryGetValue(HeadIsEnough, out var enough) && enough)
            return response;
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(OutboundRules rules, SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var encrypted = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = Array.FindAll(addresses, address => rules.Allows(address, encrypted));
        if (allowed.Length == 0)
            throw new OutboundRefusal($"'{host}' leads to no address that may be called.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
