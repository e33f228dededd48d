using System.Security.Cryptography;
using System.Text.Json;

namespace SharpCommerce.Tenants;

/// <summary>Where nodes leave a copy of the list of tenants, for one that starts while the database does not answer. Nothing has to be there.</summary>
internal interface ITenantCopies
{
    /// <summary>Sends a copy away in the background.</summary>
    void Keep(IReadOnlyList<Tenant> tenants);

    /// <summary>The list as some node last read it; null when there is none that can be believed, or no quick answer.</summary>
    Task<IReadOnlyList<Tenant>?> FindAsync();
}

/// <summary>What a node must know of a tenant to serve its catalog. The address of an own database stays encrypted.</summary>
internal sealed record TenantCopy(
    Guid Id, string Slug, string Name, TenantStatus Status, string Currency, string Country, TenantIsolation Isolation, string? ProtectedDatabaseUrl, string[] Hosts, string[] Origins, DateTimeOffset CreatedAt)
{
    private const int HashBytes = 32;

    private static ReadOnlySpan<byte> Mark => "sctenants1\n"u8;

    internal static byte[] Write(IEnumerable<Tenant> tenants)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(tenants.Select(tenant => new TenantCopy(
            tenant.Id.Value, tenant.Slug, tenant.Name, tenant.Status, tenant.DefaultCurrency, tenant.Country, tenant.Isolation, tenant.ProtectedDatabaseUrl,
            [.. tenant.Domains.Select(domain => domain.Host)], [.. tenant.AllowedOrigins.Select(allowed => allowed.Origin)], tenant.CreatedAt)));
        return [.. Mark, .. SHA256.HashData(json), .. json];
    }

    /// <summary>The tenants; null when the bytes are no such list, or one of another version.</summary>
    internal static IReadOnlyList<Tenant>? Read(byte[] bytes)
    {
        var start = Mark.Length + HashBytes;
        if (bytes.Length < start || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark) || !SHA256.HashData(bytes.AsSpan(start)).AsSpan().SequenceEqual(bytes.AsSpan(Mark.Length, HashBytes)))
            return null;
        return [.. JsonSerializer.Deserialize<TenantCopy[]>(bytes.AsSpan(start))!.Select(copy => copy.Tenant())];
    }

    private Tenant Tenant()
    {
        var tenant = new Tenant(new(Id), Slug, Name, SharpCommerce.Currency.Parse(Currency), Country, Isolation, CreatedAt) { Status = Status, ProtectedDatabaseUrl = ProtectedDatabaseUrl };
        tenant.Domains.AddRange(Hosts.Select(host => new TenantDomain(host)));
        tenant.AllowedOrigins.AddRange(Origins.Select(origin => new TenantOrigin(origin)));
        return tenant;
    }
}
