namespace SharpCommerce.Tenants;

/// <summary>One shop with its own catalog, customers, orders and staff; never sees another tenant's rows.</summary>
public sealed class Tenant
{
    private Tenant()
    {
    }

    internal Tenant(Id<Tenant> id, string slug, string name, Currency defaultCurrency, string country, TenantIsolation isolation, DateTimeOffset createdAt)
    {
        Id = id;
        Slug = slug;
        Name = name;
        DefaultCurrency = defaultCurrency.Code;
        Country = country;
        Isolation = isolation;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    /// <summary>The installation itself: a tenant with the nil id, which no request can name. Its users are the operators.</summary>
    internal static Tenant Platform { get; } = new() { Name = "SharpCommerce" };

    /// <summary>The id.</summary>
    public Id<Tenant> Id { get; private set; }

    /// <summary>The short name in host names and the <c>X-Tenant</c> header; unique, lower case.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>The name that shoppers see.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>Whether the tenant is open for business.</summary>
    public TenantStatus Status { get; internal set; }

    /// <summary>The ISO 4217 code in which its catalog is priced.</summary>
    public string DefaultCurrency { get; private set; } = "";

    /// <summary>The ISO 3166-1 alpha-2 country whose tax applies before a shopper gives an address.</summary>
    public string Country { get; internal set; } = "";

    /// <summary>Whether the rows lie in the shared database or in the tenant's own.</summary>
    public TenantIsolation Isolation { get; private set; }

    /// <summary>The own database's connection string, encrypted; null for <see cref="TenantIsolation.Shared"/>.</summary>
    internal string? ProtectedDatabaseUrl { get; set; }

    /// <summary>Host names that lead to this tenant.</summary>
    public List<TenantDomain> Domains { get; } = [];

    /// <summary>Web origins whose scripts may call the API for this tenant, besides those of its own domains.</summary>
    public List<TenantOrigin> AllowedOrigins { get; } = [];

    /// <summary>Rises with every change; the resource's ETag.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>Whether scripts of this origin may read what the API says of the tenant. Exactly: no pattern, no other port.</summary>
    internal bool Allows(string origin) =>
        AllowedOrigins.Exists(allowed => allowed.Origin == origin) || Domains.Exists(domain => origin == "https://" + domain.Host);
}

/// <summary>A host name that leads to a tenant.</summary>
public sealed class TenantDomain
{
    private TenantDomain()
    {
    }

    internal TenantDomain(string host) => Host = host;

    /// <summary>The host in lower case without port, in its ASCII (punycode) form; unique over all tenants.</summary>
    public string Host { get; private set; } = "";

    /// <summary>The tenant.</summary>
    public Id<Tenant> TenantId { get; private set; }
}

/// <summary>A web origin whose scripts may call the API for a tenant.</summary>
public sealed class TenantOrigin
{
    private TenantOrigin()
    {
    }

    internal TenantOrigin(string origin) => Origin = origin;

    /// <summary>Scheme, host and, unless it is the scheme's own, port, as browsers send it.</summary>
    public string Origin { get; private set; } = "";

    /// <summary>The tenant.</summary>
    public Id<Tenant> TenantId { get; private set; }
}

/// <summary>Whether a tenant is open for business.</summary>
public enum TenantStatus
{
    /// <summary>Open.</summary>
    Active,

    /// <summary>Every call answers 403 until an operator resumes it.</summary>
    Suspended,
}

/// <summary>Where a tenant's rows lie.</summary>
public enum TenantIsolation
{
    /// <summary>In the shared database, separated by key, filter and row-level security.</summary>
    Shared,

    /// <summary>In a database of its own.</summary>
    Dedicated,
}
