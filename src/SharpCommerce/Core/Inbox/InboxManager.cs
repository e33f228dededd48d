using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Inbound;

namespace SharpCommerce.Core.Inbox;

/// <summary>Takes in what providers send, and shows what could not be handled.</summary>
public sealed class InboxManager
{
    private const int MaxExternalId = 255;

    private readonly TenantDb _db;
    private readonly IEnumerable<IInboundSource> _sources;
    private readonly InboxWorker _worker;
    private readonly TimeProvider _clock;

    internal InboxManager(TenantDb db, IEnumerable<IInboundSource> sources, InboxWorker worker, TimeProvider clock) => (_db, _sources, _worker, _clock) = (db, sources, worker, clock);

    /// <summary>Checks a message and stores it; it is handled afterwards. Says whether it is new: what came before is known and left alone.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>signature_invalid</c>, <c>message_malformed</c>.</exception>
    public async Task<bool> ReceiveAsync(string source, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var sender = _sources.FirstOrDefault(found => found.Name == source) ?? throw InboxErrors.SourceNotFound();
        var externalId = await sender.VerifyAsync(new(headers, body, _clock.GetUtcNow()), cancellationToken) switch
        {
            InboundVerdict.Accepted { ExternalId: { Length: > 0 and <= MaxExternalId } id } when InputRules.Text(id) is null => id,
            InboundVerdict.Forged => throw InboxErrors.Forged(),
            InboundVerdict.NotConfigured => throw InboxErrors.SourceNotFound(),
            _ => throw InboxErrors.Malformed(),
        };
        var now = await _db.Database.TimeAsync(_clock, cancellationToken);
        // Not cancellable from here on: a sender that hangs up sends again, and finds it stored.
        var isNew = await _db.ExecuteAsync(
            [InboxStatements.Store.With(Id<InboxMessage>.New(_clock).Value, source, externalId, body.ToArray(), now)], (rows, token) => rows.ReadAsync(token), CancellationToken.None);
        if (isNew)
            _worker.Signal(_db.Tenant);
        return isNew;
    }

    /// <summary>What could not be handled, first come first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<ParkedMessage>> ListParkedAsync(int limit = 20, string? cursor = null, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "received_at";
        var after = Cursor.Decode(cursor, Sort, numeric: true);
        await using var session = await _db.ReadAsync(cancellationToken);
        var parked = session.Set<InboxMessage>().AsNoTracking().Where(message => message.Status == InboxStatus.Parked);
        if (after is { } last)
        {
            var lastId = new Id<InboxMessage>(last.Id);
            parked = parked.Where(message => message.Id.CompareTo(lastId) > 0);
        }
        var found = await parked.OrderBy(message => message.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var items = found.Take(limit).Select(message => new ParkedMessage(message.Id.Value, message.Source, message.ExternalId, message.ReceivedAt, message.Attempts, message.Error!, message.EndedAt!.Value)).ToList();
        return new(items, found.Count > limit ? Cursor.Encode(Sort, 0, items[^1].Id) : null);
    }

    /// <summary>Lets a message that was put aside be handled once more.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>.</exception>
    public async Task ReleaseAsync(Guid messageId, CancellationToken cancellationToken = default)
    {
        var (id, now) = (new Id<InboxMessage>(messageId), await _db.Database.TimeAsync(_clock, cancellationToken));
        await using var session = await _db.WriteAsync(cancellationToken);
        var message = await session.Set<InboxMessage>().SingleOrDefaultAsync(found => found.Id == id && found.Status == InboxStatus.Parked, cancellationToken) ?? throw CommerceErrors.NotFound("parked message");
        (message.Status, message.Attempts, message.DueAt, message.EndedAt) = (InboxStatus.Waiting, 0, now, null);
        await session.SaveAndCommitAsync(cancellationToken);
        _worker.Signal(_db.Tenant);
    }
}

/// <summary>A message that could not be handled.</summary>
/// <param name="Id">The id.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="ExternalId">The sender's id of it.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why the last try failed.</param>
/// <param name="ParkedAt">When it was given up.</param>
public sealed record ParkedMessage(Guid Id, string Source, string ExternalId, DateTimeOffset ReceivedAt, int Attempts, string Reason, DateTimeOffset ParkedAt);
