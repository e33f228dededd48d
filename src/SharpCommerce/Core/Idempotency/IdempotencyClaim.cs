using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Idempotency;

/// <summary>
/// The key under which the call of this scope runs, if it has one. What the call commits says so in its record by the same commit: should the
/// call's end be lost with its process or connection, it is known that it must not run again.
/// </summary>
internal sealed class IdempotencyClaim
{
    /// <summary>In place of the answer's headers: something was committed, and there is no answer yet.</summary>
    internal const string TookEffect = "";

    private static readonly SqlStatement Mark = new("UPDATE idempotency_records SET headers = $4 WHERE tenant_id = $1 AND key_hash = $2 AND lease_until = $3 AND status_code IS NULL RETURNING key_hash");

    private (Id<Tenant> TenantId, byte[] KeyHash, DateTimeOffset LeaseUntil)? _held;

    internal void Hold(Id<Tenant> tenantId, byte[] keyHash, DateTimeOffset leaseUntil) => _held = (tenantId, keyHash, leaseUntil);

    /// <summary>The statements, and one more that tells of them.</summary>
    internal SqlCall[] With(Id<Tenant> tenantId, SqlCall[] calls) => Of(tenantId) is var (_, keyHash, leaseUntil) ? [.. calls, Mark.With(keyHash, leaseUntil, TookEffect)] : calls;

    /// <summary>Tells of what a session is about to commit; null when no key is held.</summary>
    internal Func<CommerceDbContext, CancellationToken, Task>? BeforeCommit(Id<Tenant> tenantId) =>
        Of(tenantId) is var (_, keyHash, leaseUntil) ? (context, cancellationToken) => MarkAsync(context, keyHash, leaseUntil, cancellationToken) : null;

    private static async Task MarkAsync(CommerceDbContext context, byte[] keyHash, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        var marked = await context.Set<IdempotencyRecord>().Where(record => record.KeyHash == keyHash && record.LeaseUntil == leaseUntil && record.StatusCode == null)
            .ExecuteUpdateAsync(set => set.SetProperty(record => record.Headers, TookEffect), cancellationToken);
        // This call outlived its lease, and its repetition has the key now: what both do must not be done twice.
        if (marked == 0)
            throw new CommerceException(new(ErrorKind.Conflict, "idempotency_in_progress", "The call took too long, and another one with its key goes on in its place."));
    }

    private (Id<Tenant> TenantId, byte[] KeyHash, DateTimeOffset LeaseUntil)? Of(Id<Tenant> tenantId) => _held?.TenantId == tenantId ? _held : null;
}
