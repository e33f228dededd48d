namespace SharpCommerce.Core.Limits;

/// <summary>How many calls are answered in a minute; 0 is no limit. The defaults stop floods, not shops.</summary>
public sealed class RateLimits
{
    /// <summary>Of one network address: an IPv4 address or an IPv6 /64, which is what one caller can choose from freely.</summary>
    public int AddressPerMinute { get; set; } = 60_000;

    /// <summary>Of one credential, so that a runaway program does not take its shop's share.</summary>
    public int CredentialPerMinute { get; set; } = 60_000;

    /// <summary>Of one tenant, so that a busy shop does not take those of others.</summary>
    public int TenantPerMinute { get; set; } = 600_000;

    /// <summary>Whether anything is limited.</summary>
    internal bool Any => AddressPerMinute > 0 || CredentialPerMinute > 0 || TenantPerMinute > 0;
}
