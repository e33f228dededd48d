using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SharpCommerce.OpenTelemetry;

/// <summary>The page that Prometheus fetches.</summary>
public static class PrometheusEndpoint
{
    private const string Path = "/metrics";
    private static readonly string[] Proxied = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];
    private static readonly IPNetwork[] Private =
        [.. new[] { "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10" }.Select(IPNetwork.Parse)];

    /// <summary>
    /// Answers <c>/metrics</c>; put it before <c>MapSharpCommerce</c>: it needs no tenant and no database, and no limit may keep an operator from it. Slugs of
    /// tenants and their sales stand there, so with a token it asks for it, and without one it answers private networks alone, and nobody who comes by a proxy.
    /// </summary>
    /// <param name="app">The app; its builder was told to keep metrics for Prometheus.</param>
    /// <param name="token">What <c>Authorization: Bearer …</c> must carry; null when the network decides.</param>
    public static IApplicationBuilder UsePrometheus(this IApplicationBuilder app, string? token)
    {
        ArgumentNullException.ThrowIfNull(app);
        var expected = token is null ? null : Hash($"Bearer {token}");
        app.Use((context, next) =>
        {
            if (context.Request.Path != Path)
                return next(context);
            if (context.Features.Get<IHttpMetricsTagsFeature>() is { } own)
                own.MetricsDisabled = true;
            if (expected is null ? IsNear(context) : CryptographicOperations.FixedTimeEquals(Hash(context.Request.Headers.Authorization.ToString()), expected))
                return next(context);
            context.Response.StatusCode = expected is null ? StatusCodes.Status404NotFound : StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        return app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == Path && HttpMethods.IsGet(context.Request.Method));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static bool IsNear(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || Proxied.Any(context.Request.Headers.ContainsKey))
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Private, network => network.Contains(plain));
    }
}
