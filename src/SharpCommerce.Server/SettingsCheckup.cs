using System.Net;
using System.Runtime.CompilerServices;
using SharpCommerce.Core.Checkups;

namespace SharpCommerce.Server;

/// <summary>Whether what the operator set makes sense together. What cannot be read at all stops the server, and the command, before this.</summary>
internal sealed class SettingsCheckup(ServerSettings settings, IHostEnvironment environment, IConfiguration configuration) : ICheckup
{
    private static readonly IPAddress CloudMetadata = IPAddress.Parse("169.254.169.254");

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new("environment", FindingLevel.Ok, environment.EnvironmentName);
        yield return PublicUrl();
        yield return BaseDomain();
        yield return Proxies();
        yield return settings.OutboundAllow.Any(ReachesMetadata)
            ? new("outbound calls", FindingLevel.Warn, "OUTBOUND_ALLOW_CIDRS opens the address of cloud metadata (169.254.169.254) to tenants.", "Name only the networks that tenants' addresses may lead to.")
            : new("outbound calls", FindingLevel.Ok, settings.OutboundAllow.Length == 0 ? "Into the public internet by https alone." : $"Also into {string.Join(", ", settings.OutboundAllow)}.");
        yield return settings is { AddressRate: <= 0, CredentialRate: <= 0, TenantRate: <= 0 }
            ? new("rate limits", FindingLevel.Warn, "They are off.", "Leave RATE_LIMIT_ADDRESS, RATE_LIMIT_CREDENTIAL and RATE_LIMIT_TENANT at their defaults unless something in front of the server limits calls.")
            : new("rate limits", FindingLevel.Ok, $"Per minute: address {settings.AddressRate}, credential {settings.CredentialRate}, tenant {settings.TenantRate} (0 is off).");
        if (settings.SmtpUrl is null)
            yield return new("mail", environment.IsProduction() ? FindingLevel.Warn : FindingLevel.Ok, "SMTP_URL is not set: no mail is sent.", environment.IsProduction() ? "Set SMTP_URL, or nobody can set a new password." : null);
        if (settings.SeedDemo && environment.IsProduction())
            yield return new("demo shops", FindingLevel.Warn, "SEED_DEMO is on in Production.", "Unset it, and remove the tenants aurora and borealis.");
    }

    private Finding PublicUrl()
    {
        const string Check = "public url";
        if (!Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return new(Check, FindingLevel.Fail, "PUBLIC_URL is not an http address.", "Set it to the address that people use, such as https://shop.example.com.");
        if (environment.IsProduction() && (url.IsLoopback || url.Scheme == "http"))
            return new(Check, FindingLevel.Warn, $"Links in mails begin with {url.GetLeftPart(UriPartial.Authority)}.", "Set PUBLIC_URL to the https address that people use.");
        return new(Check, FindingLevel.Ok, $"Links in mails begin with {url.GetLeftPart(UriPartial.Authority)}.");
    }

    private Finding BaseDomain() => settings.BaseDomain switch
    {
        null => new("base domain", FindingLevel.Ok, "None: tenants are known by their own domains and by X-Tenant."),
        var domain when Uri.CheckHostName(domain) != UriHostNameType.Dns => new("base domain", FindingLevel.Fail, "BASE_DOMAIN is not a domain.", "Set it to a plain name such as shops.example.com, without scheme, port and path."),
        var domain => new("base domain", FindingLevel.Ok, $"Tenants are reachable at {{slug}}.{domain}."),
    };

    private Finding Proxies()
    {
        const string Check = "proxies";
        if (configuration.GetValue("FORWARDEDHEADERS_ENABLED", false))
            return new(Check, FindingLevel.Fail, "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes everybody's forwarded headers.", "Unset it, and name your proxies in PUBLIC_TRUSTED_PROXIES.");
        if (settings.TrustedProxies.Any(proxy => proxy.EndsWith("/0", StringComparison.Ordinal)))
            return new(Check, FindingLevel.Fail, "PUBLIC_TRUSTED_PROXIES trusts every address: callers choose their own.", "Name the addresses of your proxies alone.");
        return new(Check, FindingLevel.Ok, settings.TrustedProxies.Length == 0 ? "None is trusted: the caller is whoever holds the connection." : $"Trusted: {string.Join(", ", settings.TrustedProxies)}.");
    }

    private static bool ReachesMetadata(string network) => IPNetwork.TryParse(network, out var parsed) ? parsed.Contains(CloudMetadata) : network == CloudMetadata.ToString();
}
