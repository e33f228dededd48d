using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Core.Audit;

/// <summary>Reads what staff and operators changed. Nobody writes here: entries come with the changes that they tell of.</summary>
public sealed class AuditManager
{
    private readonly TenantDb _db;
    private readonly PlatformDb _platform;

    internal AuditManager(TenantDb db, PlatformDb platform)
    {
        _db = db;
        _platform = platform;
    }

    /// <summary>What the tenant's staff changed, last first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        InputRules.Check(query);
        await using var session = await _db.ReadAsync(cancellationToken);
        return await ListAsync(session, query, cancellationToken);
    }

    /// <summary>What operators changed of the installation itself, last first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<AuditEntry>> ListPlatformAsync(AuditQuery query, CancellationToken cancellationToken = default)
    {
        InputRules.Check(query);
        await using var session = await _platform.ReadAsync(cancellationToken);
        return await ListAsync(session, query, cancellationToken);
    }

    private static async Task<Page<AuditEntry>> ListAsync(DbSession session, AuditQuery query, CancellationToken cancellationToken)
    {
        const string Sort = "sequence";
        var entries = Filter(session.Set<AuditEntry>().AsNoTracking(), query);
        if (Cursor.Decode(query.Cursor, Sort, numeric: true)?.Number is { } last)
            entries = entries.Where(entry => entry.Sequence < last);
        var found = await entries.OrderByDescending(entry => entry.Sequence).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var items = found.Take(query.Limit).ToList();
        return new(items, found.Count > query.Limit ? Cursor.Encode(Sort, items[^1].Sequence, items[^1].Id.Value) : null);
    }

    private static IQueryable<AuditEntry> Filter(IQueryable<AuditEntry> entries, AuditQuery query)
    {
        if (query.Actor is { } actor)
            entries = entries.Where(entry => entry.Actor == actor);
        if (query.Action is { } action)
            entries = entries.Where(entry => entry.Action == action);
        if (query.Subject is { } subject)
            entries = entries.Where(entry => entry.Subject == subject);
        if (query.SubjectId is { } subjectId)
            entries = entries.Where(entry => entry.SubjectId == subjectId);
        if (query.RequestId is { } requestId)
            entries = entries.Where(entry => entry.RequestId == requestId);
        if (query.From is { } from)
            entries = entries.Where(entry => entry.OccurredAt >= from.ToUniversalTime());
        if (query.Before is { } before)
            entries = entries.Where(entry => entry.OccurredAt < before.ToUniversalTime());
        return entries;
    }
}
