using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Audit;

/// <summary>What one call of staff or an operator changed. Never updated or deleted; each entry carries the hash of the one before it.</summary>
public sealed class AuditEntry : ITenantOwned
{
    private AuditEntry()
    {
    }

    internal AuditEntry(Id<Tenant> tenantId, Id<AuditEntry> id, DateTimeOffset occurredAt, Actor actor, string action)
    {
        TenantId = tenantId;
        Id = id;
        OccurredAt = occurredAt;
        Actor = actor.Name;
        Address = actor.Address;
        RequestId = actor.RequestId;
        Action = action;
    }

    /// <summary>Whose log it is in; the nil id for changes of the installation itself, which belong to no tenant.</summary>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>Its place in the log, from 1 without gaps.</summary>
    public long Sequence { get; private set; }

    /// <summary>The id.</summary>
    public Id<AuditEntry> Id { get; private set; }

    /// <summary>When.</summary>
    public DateTimeOffset OccurredAt { get; private set; }

    /// <summary>Who: <c>user:</c>, <c>api_key:</c> or <c>operator:</c> and an id.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>From which network address; null in process.</summary>
    public string? Address { get; private set; }

    /// <summary>The call's <c>X-Request-Id</c>; null in process.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The operation's name, such as <c>updateProduct</c>; in process the manager's and its method's.</summary>
    public string Action { get; private set; } = "";

    /// <summary>What kind of thing was changed, such as <c>product</c>.</summary>
    public string Subject { get; internal set; } = "";

    /// <summary>Which one.</summary>
    public string SubjectId { get; internal set; } = "";

    /// <summary>Every row that changed with its values before and after, as JSON; without secrets and personal data.</summary>
    public string Changes { get; internal set; } = "[]";

    /// <summary>The <see cref="Hash"/> of the entry before; empty for the first.</summary>
    public byte[] PreviousHash { get; private set; } = [];

    /// <summary>SHA-256 of <see cref="PreviousHash"/> and everything above.</summary>
    public byte[] Hash { get; private set; } = [];

    internal void Follow(AuditHead head)
    {
        Sequence = head.Sequence + 1;
        PreviousHash = head.Hash;
        Hash = AuditChain.HashOf(this);
    }

    /// <summary>As a reader of the database found it, for checking.</summary>
    internal static AuditEntry Read(Id<Tenant> tenantId, SqlReader row) => new()
    {
        TenantId = tenantId,
        Sequence = row.Long(0),
        Id = row.Id<AuditEntry>(1),
        OccurredAt = row.Time(2),
        Actor = row.String(3),
        Address = row.StringOrNull(4),
        RequestId = row.StringOrNull(5),
        Action = row.String(6),
        Subject = row.String(7),
        SubjectId = row.String(8),
        Changes = row.String(9),
        PreviousHash = row.BytesOrNull(10) ?? [],
        Hash = row.BytesOrNull(11) ?? [],
    };
}

/// <summary>The end of a log: number and hash of its last entry.</summary>
internal sealed record AuditHead(long Sequence, byte[] Hash)
{
    internal static AuditHead None { get; } = new(0, []);
}
