using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Webhooks;

/// <summary>An address that is told of what happens in the shop.</summary>
public sealed class WebhookEndpoint : ITenantOwned
{
    private WebhookEndpoint()
    {
    }

    internal WebhookEndpoint(Id<WebhookEndpoint> id, DateTimeOffset createdAt)
    {
        Id = id;
        CreatedAt = createdAt;
        UpdatedAt = createdAt;
    }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The id.</summary>
    public Id<WebhookEndpoint> Id { get; private set; }

    /// <summary>Where events are sent.</summary>
    public string Url { get; internal set; } = "";

    /// <summary>What it is for.</summary>
    public string? Description { get; internal set; }

    /// <summary>Names of events, or beginnings of names such as <c>order.*</c>; empty means all.</summary>
    public IReadOnlyList<string> EventTypes { get; internal set; } = [];

    /// <summary>Whether events are sent.</summary>
    public WebhookStatus Status { get; private set; }

    /// <summary>Why it is disabled; null while it is active.</summary>
    public WebhookDisabledReason? DisabledReason { get; private set; }

    /// <summary>Since when it is disabled.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Since when nothing was delivered any more; null while all is well.</summary>
    public DateTimeOffset? FailingSince { get; internal set; }

    /// <summary>The secret that signs, encrypted.</summary>
    internal string ProtectedSecret { get; private set; } = "";

    /// <summary>The secret before the last rotation, which signs as well until <see cref="FormerUntil"/>.</summary>
    internal string? ProtectedFormerSecret { get; private set; }

    /// <summary>Until when the secret before the last rotation signs, too.</summary>
    public DateTimeOffset? FormerUntil { get; private set; }

    /// <summary>Counts changes.</summary>
    public long Version { get; internal set; } = 1;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    internal void Enable()
    {
        (Status, DisabledReason, DisabledAt) = (WebhookStatus.Active, null, null);
        FailingSince = null;
    }

    internal void Disable(DateTimeOffset now) => (Status, DisabledReason, DisabledAt) = (WebhookStatus.Disabled, WebhookDisabledReason.Manual, now);

    internal void Rotate(string protectedSecret, DateTimeOffset? formerUntil)
    {
        (ProtectedFormerSecret, FormerUntil) = formerUntil is null ? (null, null) : (ProtectedSecret, formerUntil);
        ProtectedSecret = protectedSecret;
    }

    internal bool Wants(string type) => EventTypes.Count == 0 || EventTypes.Any(pattern => Fits(pattern, type));

    internal static bool Fits(string pattern, string type) => pattern.EndsWith(".*", StringComparison.Ordinal) ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : type == pattern;
}

/// <summary>Whether an endpoint is sent to.</summary>
public enum WebhookStatus
{
    /// <summary>It is sent to.</summary>
    Active,

    /// <summary>It is not.</summary>
    Disabled,
}

/// <summary>Why an endpoint is disabled.</summary>
public enum WebhookDisabledReason
{
    /// <summary>Staff switched it off.</summary>
    Manual,

    /// <summary>It answered 410.</summary>
    Gone,

    /// <summary>Nothing could be delivered for days.</summary>
    Failing,
}
