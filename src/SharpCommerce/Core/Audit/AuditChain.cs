using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SharpCommerce.Core.Data;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Audit;

/// <summary>Ties each entry of a log to the one before it, so that no entry can be changed, taken out or put in unseen.</summary>
internal static class AuditChain
{
    private const int PageEntries = 1_000;

    private static readonly SqlStatement Page = new(
        $"""
        SELECT sequence, id, occurred_at, actor, address, request_id, action, subject, subject_id, changes, previous_hash, hash
        FROM audit_entries WHERE tenant_id = $1 AND sequence > $2 ORDER BY sequence LIMIT {PageEntries}
        """);

    /// <summary>
    /// Every member with its length in front, so that two entries never read alike, and independent of any serializer, whose next version
    /// might write the same in another way.
    /// </summary>
    internal static byte[] HashOf(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(entry.PreviousHash);
        Add(entry.TenantId.Value.ToByteArray(bigEndian: true));
        AddNumber(entry.Sequence);
        Add(entry.Id.Value.ToByteArray(bigEndian: true));
        AddNumber((entry.OccurredAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
        foreach (var text in (string?[])[entry.Actor, entry.Address, entry.RequestId, entry.Action, entry.Subject, entry.SubjectId, entry.Changes])
            Add(text is null ? null : Encoding.UTF8.GetBytes(text));
        return hash.GetHashAndReset();

        void Add(byte[]? value)
        {
            AddNumber(value?.Length ?? -1);
            hash.AppendData(value ?? []);
        }

        void AddNumber(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }

    /// <summary>Names the entries of a tenant's log that are not as they were written.</summary>
    internal static async Task<List<string>> FaultsAsync(CommerceDatabase database, Id<Tenant> tenantId, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        var last = AuditHead.None;
        int read;
        do
        {
            read = await database.ReadAsync(
                tenantId,
                [Page.With(last.Sequence)],
                async (rows, token) =>
                {
                    var entries = 0;
                    for (; await rows.ReadAsync(token); entries++)
                        last = Check(AuditEntry.Read(tenantId, rows), last, faults);
                    return entries;
                },
                cancellationToken);
        }
        while (read == PageEntries);
        return faults;
    }

    private static AuditHead Check(AuditEntry entry, AuditHead last, List<string> faults)
    {
        if (entry.Sequence != last.Sequence + 1)
            faults.Add($"audit entry {last.Sequence + 1} is missing");
        else if (!entry.PreviousHash.AsSpan().SequenceEqual(last.Hash))
            faults.Add($"audit entry {entry.Sequence} ({entry.Id}) does not follow entry {last.Sequence}");
        if (!HashOf(entry).AsSpan().SequenceEqual(entry.Hash))
            faults.Add($"audit entry {entry.Sequence} ({entry.Id}) was changed");
        return new(entry.Sequence, entry.Hash);
    }
}
