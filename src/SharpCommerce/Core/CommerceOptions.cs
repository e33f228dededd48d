using SharpCommerce.Core.Limits;
using SharpCommerce.Core.Pages;

namespace SharpCommerce.Core;

/// <summary>What a host decides about storage and limits.</summary>
public sealed class CommerceOptions
{
    /// <summary><c>sqlite:///path</c> or <c>postgres://user:password@host:port/database</c>.</summary>
    public string DatabaseUrl { get; set; } = "sqlite:///data/sharpcommerce.db";

    /// <summary>The role that migrates and owns; null when <see cref="DatabaseUrl"/>'s does.</summary>
    public string? DatabaseAdminUrl { get; set; }

    /// <summary>Where files lie that belong to this installation.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>The key that encrypts secrets at rest: 32 bytes in base64. All nodes need the same. Null: a file in <see cref="DataDirectory"/>.</summary>
    public string? SecretsKey { get; set; }

    /// <summary>The issuer that access tokens name.</summary>
    public string TokenIssuer { get; set; } = "sharpcommerce";

    /// <summary>Where shop and back office are reached by people, such as <c>https://shop.example.com</c>: links in mails begin with it when a tenant has no domain of its own.</summary>
    public string PublicUrl { get; set; } = "http://localhost:8080";

    /// <summary>Addresses and networks, such as <c>10.1.0.0/16</c>, that calls to addresses which tenants name may reach although they are not public, and without TLS.</summary>
    public IList<string> OutboundAllow { get; } = [];

    /// <summary>How many calls are answered in a minute; over HTTP, because only there strangers call.</summary>
    public RateLimits RateLimits { get; } = new();

    /// <summary>How answers of the catalog are kept.</summary>
    public CatalogCacheOptions CatalogCache { get; } = new();

    /// <summary>How many passwords are hashed at the same time; each takes a core. Null: half of the cores.</summary>
    public int? PasswordsAtOnce { get; set; }

    /// <summary>How many jobs, such as imports, this process runs at the same time; one of each tenant at most. 0: it leaves them to other nodes.</summary>
    public int JobsAtOnce { get; set; } = 4;

    /// <summary>How long an order waits for its payment before it is given up.</summary>
    public TimeSpan PaymentTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Where the settings of payment providers come from that serve tenants without their own.</summary>
    public Func<string, string?> Environment { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>For tests of the second wall alone: PostgreSQL is asked without the tenant filter of EF Core.</summary>
    internal bool WithoutTenantFilter { get; set; }
}
