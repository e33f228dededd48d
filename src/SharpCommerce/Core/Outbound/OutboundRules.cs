using System.Net;

namespace SharpCommerce.Core.Outbound;

/// <summary>
/// Where the server may call when a tenant names the address: into the public internet by https, and into the networks that the operator
/// allows. Everything else is the operator's own ground, which no tenant may reach through this server.
/// </summary>
internal sealed class OutboundRules(CommerceOptions options)
{
    // Of IPv4 everything is public but this; of IPv6 only GlobalUnicast is, and not this (IANA's special-purpose registries).
    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private readonly IPNetwork[] _allowed = [.. options.OutboundAllow.Select(Parse)];

    /// <summary>Whether a connection to the address may be opened. Without encryption only to where the operator says so.</summary>
    internal bool Allows(IPAddress address, bool encrypted)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_allowed, network => network.Contains(real)) || encrypted && IsPublic(real);
    }

    /// <summary>What is wrong with an address that somebody typed; null when it may be tried. The name in it is judged only when it is called, because what it leads to changes.</summary>
    internal string? FaultOf(string address)
    {
        if (!Uri.IsWellFormedUriString(address, UriKind.Absolute) || !Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return "must be an address such as https://login.example.com.";
        return FaultOf(uri);
    }

    internal string? FaultOf(Uri uri)
    {
        var encrypted = uri.Scheme == Uri.UriSchemeHttps;
        if (!encrypted && !(uri.Scheme == Uri.UriSchemeHttp && _allowed.Length > 0))
            return "must begin with https://.";
        if (uri.UserInfo.Length > 0)
            return "must not hold a user name or password.";
        return IPAddress.TryParse(uri.DnsSafeHost, out var literal) && !Allows(literal, encrypted) ? "must not be in a network that is not public." : null;
    }

    private static bool IsPublic(IPAddress address) =>
        (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || GlobalUnicast.Contains(address)) && !Array.Exists(Reserved, network => network.Contains(address));

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw InputRules.Invalid("OUTBOUND_ALLOW_CIDRS", $"'{text}' is neither an address nor a network such as 10.0.0.0/8.");
    }
}
