using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Idempotency;

/// <summary>A mutating call that was made with an <c>Idempotency-Key</c>, and its answer once there is one.</summary>
internal sealed class IdempotencyRecord : ITenantOwned
{
    private IdempotencyRecord()
    {
    }

    public Id<Tenant> TenantId { get; private set; }

    /// <summary>SHA-256 of credential and key: a key of one caller means nothing to another.</summary>
    public byte[] KeyHash { get; private set; } = [];

    /// <summary>HMAC-SHA-256 of method, path and body by the key, which is kept nowhere: a body may hold a password.</summary>
    public byte[] RequestHash { get; private set; } = [];

    /// <summary>The answer's status; null while the first call is running.</summary>
    public int? StatusCode { get; private set; }

    public string? ContentType { get; private set; }

    /// <summary>The answer's <c>ETag</c> and <c>Location</c>, when it has them. Without a status: empty once the call has committed something.</summary>
    public string? Headers { get; private set; }

    public byte[]? Body { get; private set; }

    /// <summary>Until when the first call may run; afterwards a repeated call takes over.</summary>
    public DateTimeOffset LeaseUntil { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }
}
