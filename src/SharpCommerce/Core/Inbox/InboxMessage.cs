using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Inbox;

/// <summary>Something that came from outside, stored before it was answered.</summary>
internal sealed class InboxMessage : ITenantOwned
{
    public Id<Tenant> TenantId { get; private set; }

    public Id<InboxMessage> Id { get; private set; }

    /// <summary>The name of who sent it.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The sender's id: what comes again is known by it.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>As it was signed; empty once it was handled.</summary>
    public byte[] Body { get; private set; } = [];

    public DateTimeOffset ReceivedAt { get; private set; }

    public InboxStatus Status { get; internal set; }

    /// <summary>Tries so far, the one under way included.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When it may be tried: for one under way the end of its lease.</summary>
    public DateTimeOffset DueAt { get; internal set; }

    /// <summary>The try under way, which alone may write its outcome; null when there is none.</summary>
    public Guid? Claim { get; private set; }

    /// <summary>Why the last try failed.</summary>
    public string? Error { get; internal set; }

    /// <summary>When it was handled or put aside.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }
}

/// <summary>Where a message stands.</summary>
internal enum InboxStatus
{
    /// <summary>To be handled when it is due.</summary>
    Waiting,

    /// <summary>Handled. It stays for a while, to be known when it comes again.</summary>
    Handled,

    /// <summary>Put aside with a reason.</summary>
    Parked,
}
