using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using SharpCommerce.Core;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Believes forwarded headers of the proxies that the operator named, and of nobody else.</summary>
internal static class TrustedProxies
{
    internal static void UseTrustedProxies(this WebApplication app, IList<string> proxies)
    {
        if (proxies.Count == 0)
            return;
        // From the nearest hop on as far back as they are trusted; the first that is not is the caller.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        // The framework's own list begins with the machine itself.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(Parse(proxy));
        app.UseForwardedHeaders(options);
    }

    private static System.Net.IPNetwork Parse(string proxy)
    {
        if (System.Net.IPNetwork.TryParse(proxy, out var network))
            return network;
        return IPAddress.TryParse(proxy, out var address)
            ? new(address, address.GetAddressBytes().Length * 8)
            : throw InputRules.Invalid("PUBLIC_TRUSTED_PROXIES", $"'{proxy}' is neither an address nor a network such as 10.0.0.0/8.");
    }
}
