using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Pages;

namespace SharpCommerce.Server;

/// <summary>The environment, read once. Everything is optional.</summary>
internal sealed record ServerSettings
{
    private const string DefaultDatabase = "sqlite:///data/sharpcommerce.db";
    private static readonly RateLimits Usual = new();
    private static readonly CatalogCacheOptions UsualCache = new();

    internal required string DatabaseUrl { get; init; }

    internal string? DatabaseAdminUrl { get; init; }

    internal required string DataDirectory { get; init; }

    internal string? SecretsKey { get; init; }

    internal int Port { get; init; }

    internal string? BaseDomain { get; init; }

    internal bool SeedDemo { get; init; }

    internal string? AdminEmail { get; init; }

    internal string? AdminPassword { get; init; }

    internal required string PublicUrl { get; init; }

    internal bool JsonLogs { get; init; }

    internal TimeSpan DrainTime { get; init; }

    internal string? SmtpUrl { get; init; }

    internal string? RedisUrl { get; init; }

    internal required string[] TrustedProxies { get; init; }

    internal required string[] OutboundAllow { get; init; }

    internal int AddressRate { get; init; }

    internal int CredentialRate { get; init; }

    internal int TenantRate { get; init; }

    /// <summary>The memory for answers of the catalog; 0 keeps none.</summary>
    internal int CatalogMegabytes { get; init; }

    internal TimeSpan CatalogStaleFor { get; init; }

    /// <summary>Whether EF Core asks without its tenant filter, to show what PostgreSQL's row-level security holds back alone.</summary>
    internal bool WithoutTenantFilter { get; init; }

    /// <summary>Where the tests of faults let the process die.</summary>
    internal string? KillAt { get; init; }

    internal static ServerSettings Read(IConfiguration configuration, bool development)
    {
        var dataDirectory = configuration["DATA_DIRECTORY"] ?? "data";
        return new()
        {
            DatabaseUrl = configuration["DATABASE_URL"] ?? DefaultDatabase.Replace("data", dataDirectory, StringComparison.Ordinal),
            DatabaseAdminUrl = configuration["DATABASE_ADMIN_URL"],
            DataDirectory = dataDirectory,
            SecretsKey = configuration["SECRETS_KEY"],
            Port = configuration.GetValue("PORT", 8080),
            BaseDomain = configuration["BASE_DOMAIN"] ?? (development ? "localhost" : null),
            SeedDemo = configuration.GetValue("SEED_DEMO", development),
            AdminEmail = configuration["ADMIN_EMAIL"],
            AdminPassword = configuration["ADMIN_PASSWORD"],
            PublicUrl = configuration["PUBLIC_URL"] ?? $"http://localhost:{configuration.GetValue("PORT", 8080)}",
            JsonLogs = configuration["LOG_FORMAT"] == "json",
            DrainTime = TimeSpan.FromSeconds(configuration.GetValue("DRAIN_SECONDS", development ? 0 : 5)),
            SmtpUrl = configuration["SMTP_URL"] is { Length: > 0 } url ? url : null,
            RedisUrl = configuration["REDIS_URL"] is { Length: > 0 } redis ? redis : null,
            TrustedProxies = (configuration["PUBLIC_TRUSTED_PROXIES"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            OutboundAllow = (configuration["OUTBOUND_ALLOW_CIDRS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            AddressRate = configuration.GetValue("RATE_LIMIT_ADDRESS", Usual.AddressPerMinute),
            CredentialRate = configuration.GetValue("RATE_LIMIT_CREDENTIAL", Usual.CredentialPerMinute),
            TenantRate = configuration.GetValue("RATE_LIMIT_TENANT", Usual.TenantPerMinute),
            CatalogMegabytes = configuration["CATALOG_CACHE"] == "off" ? 0 : configuration.GetValue("CATALOG_CACHE", UsualCache.Megabytes),
            CatalogStaleFor = TimeSpan.FromMinutes(configuration.GetValue("CATALOG_STALE_MINUTES", UsualCache.StaleFor.TotalMinutes)),
            WithoutTenantFilter = configuration.GetValue("SHARPCOMMERCE_TEST_DISABLE_QUERY_FILTERS", false),
            KillAt = configuration["SHARPCOMMERCE_TEST_KILL_AT"],
        };
    }

    internal void Apply(CommerceOptions options)
    {
        options.DatabaseUrl = DatabaseUrl;
        options.DatabaseAdminUrl = DatabaseAdminUrl;
        options.DataDirectory = DataDirectory;
        options.SecretsKey = SecretsKey;
        options.PublicUrl = PublicUrl;
        foreach (var network in OutboundAllow)
            options.OutboundAllow.Add(network);
        options.RateLimits.AddressPerMinute = AddressRate;
        options.RateLimits.CredentialPerMinute = CredentialRate;
        options.RateLimits.TenantPerMinute = TenantRate;
        options.CatalogCache.Megabytes = CatalogMegabytes;
        options.CatalogCache.StaleFor = CatalogStaleFor;
        options.WithoutTenantFilter = WithoutTenantFilter;
    }

    internal void Apply(CommerceHttpOptions options)
    {
        options.BaseDomain = BaseDomain;
        options.DrainTime = DrainTime;
        foreach (var proxy in TrustedProxies)
            options.TrustedProxies.Add(proxy);
    }
}
