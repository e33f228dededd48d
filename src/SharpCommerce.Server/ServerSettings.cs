using Microsoft.AspNetCore.Server.Kestrel.Core;
using SharpCommerce.AspNetCore.Core;
using SharpCommerce.Core;
using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Pages;

namespace SharpCommerce.Server;

/// <summary>The environment, read once. Everything is optional.</summary>
internal sealed record ServerSettings
{
    private const string DefaultDatabase = "sqlite:///data/sharpcommerce.db";
    private const int ResponseBuffer = 256 * 1024;
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);
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

    /// <summary>Where the built shop and back office lie.</summary>
    internal required string WebDirectory { get; init; }

    internal bool JsonLogs { get; init; }

    internal LogLevel? LogLevel { get; init; }

    internal bool Otlp { get; init; }

    internal bool Metrics { get; init; }

    internal string? MetricsToken { get; init; }

    internal TimeSpan DrainTime { get; init; }

    internal string? SmtpUrl { get; init; }

    internal string? RedisUrl { get; init; }

    internal required string[] TrustedProxies { get; init; }

    internal required string[] OutboundAllow { get; init; }

    internal int AddressRate { get; init; }

    internal int CredentialRate { get; init; }

    internal int TenantRate { get; init; }

    internal int JobsAtOnce { get; init; }

    internal int RequestsAtOnce { get; init; }

    internal int MaxConnections { get; init; }

    /// <summary>The memory for answers of the catalog; 0 keeps none.</summary>
    internal int CatalogMegabytes { get; init; }

    internal TimeSpan CatalogStaleFor { get; init; }

    internal TimeSpan PaymentTime { get; init; }

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
            WebDirectory = configuration["WEB_DIRECTORY"] is { Length: > 0 } web ? web : Path.Combine(AppContext.BaseDirectory, "web"),
            JsonLogs = configuration["LOG_FORMAT"] == "json",
            LogLevel = Level(configuration["LOG_LEVEL"]),
            Otlp = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 },
            Metrics = configuration.GetValue("METRICS_ENABLED", false),
            MetricsToken = configuration["METRICS_TOKEN"] is { Length: > 0 } token ? token : null,
            DrainTime = TimeSpan.FromSeconds(configuration.GetValue("DRAIN_SECONDS", development ? 0 : 5)),
            SmtpUrl = configuration["SMTP_URL"] is { Length: > 0 } url ? url : null,
            RedisUrl = configuration["REDIS_URL"] is { Length: > 0 } redis ? redis : null,
            TrustedProxies = (configuration["PUBLIC_TRUSTED_PROXIES"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            OutboundAllow = (configuration["OUTBOUND_ALLOW_CIDRS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            AddressRate = configuration.GetValue("RATE_LIMIT_ADDRESS", Usual.AddressPerMinute),
            CredentialRate = configuration.GetValue("RATE_LIMIT_CREDENTIAL", Usual.CredentialPerMinute),
            TenantRate = configuration.GetValue("RATE_LIMIT_TENANT", Usual.TenantPerMinute),
            JobsAtOnce = configuration.GetValue("JOBS_AT_ONCE", new CommerceOptions().JobsAtOnce),
            RequestsAtOnce = configuration.GetValue("REQUESTS_AT_ONCE", Usual.RequestsAtOnce),
            MaxConnections = configuration.GetValue("MAX_CONNECTIONS", 2_000),
            CatalogMegabytes = configuration["CATALOG_CACHE"] == "off" ? 0 : configuration.GetValue("CATALOG_CACHE", UsualCache.Megabytes),
            CatalogStaleFor = TimeSpan.FromMinutes(configuration.GetValue("CATALOG_STALE_MINUTES", UsualCache.StaleFor.TotalMinutes)),
            PaymentTime = TimeSpan.FromMinutes(configuration.GetValue("PAYMENT_MINUTES", new CommerceOptions().PaymentTime.TotalMinutes)),
            WithoutTenantFilter = configuration.GetValue("SHARPCOMMERCE_TEST_DISABLE_QUERY_FILTERS", false),
            KillAt = configuration["SHARPCOMMERCE_TEST_KILL_AT"],
        };
    }

    private static LogLevel? Level(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        return Enum.TryParse<LogLevel>(name, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw InputRules.Invalid("LOG_LEVEL", "must be trace, debug, information, warning, error, critical or none.");
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
        options.JobsAtOnce = JobsAtOnce;
        options.RateLimits.RequestsAtOnce = RequestsAtOnce;
        options.CatalogCache.Megabytes = CatalogMegabytes;
        options.CatalogCache.StaleFor = CatalogStaleFor;
        options.PaymentTime = PaymentTime;
        options.WithoutTenantFilter = WithoutTenantFilter;
    }

    internal void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // A refused connection costs a moment; one too many costs memory until it is closed.
        kestrel.Limits.MaxConcurrentConnections = MaxConnections > 0 ? MaxConnections : null;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeout;
        // Enough for what a page of the largest lists weighs: an answer that is written does not wait for a slow reader.
        kestrel.Limits.MaxResponseBufferSize = ResponseBuffer;
    }

    internal void Apply(CommerceHttpOptions options)
    {
        options.BaseDomain = BaseDomain;
        options.DrainTime = DrainTime;
        foreach (var proxy in TrustedProxies)
            options.TrustedProxies.Add(proxy);
    }
}
