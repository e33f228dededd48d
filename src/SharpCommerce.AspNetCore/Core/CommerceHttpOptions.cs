namespace SharpCommerce.AspNetCore.Core;

/// <summary>What a host decides about HTTP.</summary>
public sealed class CommerceHttpOptions
{
    /// <summary>The domain below which every tenant has its <c>{slug}.</c>; null when there is none.</summary>
    public string? BaseDomain { get; set; }

    /// <summary>Addresses and networks (<c>10.0.0.0/8</c>) of the proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed; nobody else's are.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>How long the server goes on serving after it was told to stop, while it says that it is not ready.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.Zero;
}
