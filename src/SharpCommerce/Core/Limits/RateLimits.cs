namespace SharpCommerce.Core.Limits;

/// <summary>How many calls are answered in a minute, and how many at the same time; 0 is no limit. The defaults stop floods, not shops.</summary>
public sealed class RateLimits
{
    /// <summary>Of one network address: an IPv4 address or an IPv6 /64, which is what one caller can choose from freely.</summary>
    public int AddressPerMinute { get; set; } = 60_000;

    /// <summary>Of one credential, so that a runaway program does not take its shop's share.</summary>
    public int CredentialPerMinute { get; set; } = 60_000;

    /// <summary>Of one tenant, so that a busy shop does not take those of others.</summary>
    public int TenantPerMinute { get; set; } = 600_000;

    /// <summary>
    /// How many calls this process works on at the same time, for all tenants; more wait for a moment, and the tenants take turns. More at work
    /// would not be more work done, only slower: they share the same cores and the same connections to the database.
    /// </summary>
    public int RequestsAtOnce { get; set; } = Math.Clamp(4 * Environment.ProcessorCount, 16, 32);

    /// <summary>Whether anything is limited per minute.</summary>
    internal bool Any => AddressPerMinute > 0 || CredentialPerMinute > 0 || TenantPerMinute > 0;
}
