using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Idempotency;

/// <summary>
/// Remembers calls by their key, so that a repeated one gets the first one's answer. The claim and the answer are written without
/// waiting for the disk: if the database crashes before they get there, so is everything that the call committed after its claim.
/// </summary>
internal sealed class IdempotencyStore(TenantContext tenant, DatabaseMap databases, TimeProvider clock, IdempotencyClaim claim)
{
    /// <summary>Calls that nobody will repeat any more.</summary>
    internal static readonly ExpiryRule Expired = new(new("DELETE FROM idempotency_records WHERE tenant_id = $1 AND expires_at <= $2"), TimeSpan.Zero);

    internal static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    // Longer than a call takes whose statements all wait for their time-outs; whoever repeats a call that died waits for it.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    // Takes the key when it is free, expired, or was left behind by a call that never ended and never committed anything.
    private static readonly SqlStatement Claim = new(
        """
        INSERT INTO idempotency_records (tenant_id, key_hash, request_hash, lease_until, expires_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, key_hash) DO UPDATE
            SET request_hash = excluded.request_hash, status_code = NULL, content_type = NULL, headers = NULL, body = NULL, lease_until = excluded.lease_until, expires_at = excluded.expires_at
            WHERE idempotency_records.expires_at <= $6
                OR (idempotency_records.status_code IS NULL AND idempotency_records.headers IS NULL AND idempotency_records.lease_until <= $6 AND idempotency_records.request_hash = excluded.request_hash)
        RETURNING key_hash
        """);

    private static readonly SqlStatement Read = new("SELECT request_hash, status_code, content_type, headers, body, lease_until FROM idempotency_records WHERE tenant_id = $1 AND key_hash = $2");

    private static readonly SqlStatement Save = new(
        "UPDATE idempotency_records SET status_code = $3, content_type = $4, headers = $5, body = $6 WHERE tenant_id = $1 AND key_hash = $2 AND lease_until = $7 RETURNING status_code");

    private static readonly SqlStatement Release = new("DELETE FROM idempotency_records WHERE tenant_id = $1 AND key_hash = $2 AND status_code IS NULL AND lease_until = $3 AND ($4 OR headers IS NULL) RETURNING key_hash");

    private Id<Tenant> _tenantId;
    private CommerceDatabase? _database;

    /// <summary>What this call claimed: a call that ran past its lease touches nothing of the one that took over.</summary>
    private DateTimeOffset _leaseUntil;

    /// <summary>Null when the caller now owns the key and must run the call; otherwise what is known of the first call.</summary>
    /// <param name="keyHash">Credential and key.</param>
    /// <param name="requestHash">What is asked.</param>
    /// <param name="guardsItself">Whether the call may run again after it took effect, because it finds what it did.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<KnownCall?> ClaimAsync(byte[] keyHash, byte[] requestHash, bool guardsItself, CancellationToken cancellationToken)
    {
        (_tenantId, _database) = (tenant.Current.Id, databases.For(tenant.Current));
        // Not this node's own clock: with a wrong one it would take keys whose calls still run elsewhere, or keep its own for hours.
        var now = await _database.TimeAsync(clock, cancellationToken);
        _leaseUntil = now + Lease;
        var known = await _database.WriteAsync(
            _tenantId,
            [Claim.With(keyHash, requestHash, _leaseUntil, now + Retention, now), Read.With(keyHash)],
            async (rows, token) =>
            {
                if (await rows.ReadAsync(token))
                    return null;
                await rows.NextResultAsync(token);
                // The first call was refused and gave its key back between the two statements: it was still running at the first.
                if (!await rows.ReadAsync(token))
                    return new KnownCall(requestHash, null, null, null, null, false);
                return new KnownCall(rows.BytesOrNull(0)!, rows.IntOrNull(1), rows.StringOrNull(2), rows.StringOrNull(3), rows.BytesOrNull(4), rows.Time(5) <= now);
            },
            WriteMode.NotDurable,
            cancellationToken);
        if (known is null && !guardsItself)
            claim.Hold(_tenantId, keyHash, _leaseUntil);
        return known;
    }

    internal Task SaveAsync(byte[] keyHash, int statusCode, string? contentType, string? headers, byte[] body) =>
        _database!.WriteAsync(_tenantId, [Save.With(keyHash, statusCode, contentType, headers, body, _leaseUntil)], Nothing, WriteMode.NotDurable, CancellationToken.None);

    /// <summary>Forgets a call that ended without an answer worth keeping, so that it may be tried again.</summary>
    /// <param name="keyHash">Credential and key.</param>
    /// <param name="refused">Whether the call was refused, and so whatever it committed on the way counts for nothing. Otherwise it was cut off, and is forgotten only if it committed nothing.</param>
    internal Task ReleaseAsync(byte[] keyHash, bool refused) => _database!.WriteAsync(_tenantId, [Release.With(keyHash, _leaseUntil, refused)], Nothing, WriteMode.NotDurable, CancellationToken.None);

    private static Task<bool> Nothing(SqlReader rows, CancellationToken cancellationToken) => Task.FromResult(true);
}

/// <summary>What is known of a call with the same key.</summary>
/// <param name="RequestHash">What was asked.</param>
/// <param name="StatusCode">The answer's status; null while it runs.</param>
/// <param name="ContentType">The answer's type.</param>
/// <param name="Headers">The answer's headers that are kept.</param>
/// <param name="Body">The answer.</param>
/// <param name="LeaseIsOver">Whether it had its time to end.</param>
internal sealed record KnownCall(byte[] RequestHash, int? StatusCode, string? ContentType, string? Headers, byte[]? Body, bool LeaseIsOver)
{
    /// <summary>It committed something and was cut off before its answer was kept.</summary>
    internal bool IsLost => StatusCode is null && Headers is not null && LeaseIsOver;
}
