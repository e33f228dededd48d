using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Events;

/// <summary>The feed of what happened, and what consumers could not act on.</summary>
public sealed class EventManager
{
    private static readonly SqlStatement Head = new("SELECT last_sequence FROM event_feeds WHERE tenant_id = $1");
    private static readonly SqlStatement Removed = new("SELECT removed_through FROM event_feeds WHERE tenant_id = $1");
    private const string Columns = "SELECT id, sequence, type, aggregate_id, occurred_at, payload FROM outbox_messages WHERE tenant_id = $1 AND sequence > $2";
    private static readonly SqlStatement Next = new($"{Columns} ORDER BY sequence LIMIT $3");
    private static readonly SqlStatement NextOfType = new($"{Columns} AND type = $4 ORDER BY sequence LIMIT $3");

    private readonly TenantDb _db;
    private readonly Outbox _outbox;
    private readonly EventSignals _signals;
    private readonly TimeProvider _clock;

    internal EventManager(TenantDb db, Outbox outbox, EventSignals signals, TimeProvider clock) => (_db, _outbox, _signals, _clock) = (db, outbox, signals, clock);

    /// <summary>What happened after a place in the feed, in the order of the feed. Who goes on from the last place sees every event once.</summary>
    /// <param name="after">The last place that was seen; null for the oldest event that is kept.</param>
    /// <param name="type">Only events of this type.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>validation_failed</c>, <c>events_removed</c>.</exception>
    public async Task<EventPage> ListAsync(long? after = null, string? type = null, int limit = 20, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        if (after < 0)
            throw InputRules.Invalid("after", "must be a place in the feed, from 0.");
        // What was committed before this call is in its answer, even where no worker runs.
        await _outbox.SequenceAsync(_db.Database, _db.Tenant.Id, cancellationToken);
        // The head before the events: what it names is seen by the next statement. What is gone after them: had it gone before, this would tell.
        var (head, found, removed) = await _db.QueryAsync(
            [Head.With(), type is null ? Next.With(after ?? 0, limit + 1) : NextOfType.With(after ?? 0, limit + 1, type), Removed.With()],
            async (rows, token) =>
            {
                var last = await rows.ReadAsync(token) ? rows.Long(0) : 0;
                await rows.NextResultAsync(token);
                var events = new List<DomainEvent>();
                while (await rows.ReadAsync(token))
                    events.Add(new(rows.Guid(0), rows.Long(1), rows.String(2), rows.Guid(3), rows.Time(4), JsonDocument.Parse(rows.String(5)).RootElement));
                await rows.NextResultAsync(token);
                return (last, events, await rows.ReadAsync(token) ? rows.Long(0) : 0);
            },
            cancellationToken);
        if (after < removed)
            throw EventErrors.Removed(removed);
        var items = found.Take(limit).ToList();
        var more = found.Count > limit;
        var last = more ? items[^1].Sequence : Math.Max(Math.Max(head, after ?? 0), items.Count > 0 ? items[^1].Sequence : 0);
        return new(items, more ? last.ToString(CultureInfo.InvariantCulture) : null, last);
    }

    /// <summary>What consumers could not act on and what was put aside therefore, earliest first.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<Page<ParkedEvent>> ListParkedAsync(int limit = 20, string? cursor = null, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 100)
            throw InputRules.Invalid("limit", "must be from 1 to 100.");
        const string Sort = "sequence,consumer";
        var after = Cursor.Decode(cursor, Sort, numeric: false)?.Key.Split(',') switch
        {
            null => ((long Sequence, string Consumer)?)null,
            [var number, var name] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) => (sequence, name),
            _ => throw Cursor.Invalid(),
        };
        await using var session = await _db.ReadAsync(cancellationToken);
        var parked = session.Set<EventDelivery>().AsNoTracking().Where(delivery => delivery.Status == EventDeliveryStatus.Parked);
        if (after is var (last, consumer))
            parked = parked.Where(delivery => delivery.Sequence > last || (delivery.Sequence == last && delivery.Consumer.CompareTo(consumer) > 0));
        var found = await parked.Join(session.Set<OutboxMessage>(), delivery => delivery.MessageId, message => message.Id, (delivery, message) => new { delivery, message.Type })
            .OrderBy(row => row.delivery.Sequence).ThenBy(row => row.delivery.Consumer).Take(limit + 1).ToListAsync(cancellationToken);
        var items = found.Take(limit).Select(row => new ParkedEvent(
            row.delivery.MessageId.Value, row.delivery.Sequence, row.Type, row.delivery.AggregateId, row.delivery.Consumer, row.delivery.Attempts, row.delivery.Error!, row.delivery.ParkedAt!.Value)).ToList();
        return new(items, found.Count > limit ? Cursor.Encode(Sort, $"{items[^1].Sequence},{items[^1].Consumer}", items[^1].EventId) : null);
    }

    /// <summary>Gives an event once more to the consumers that could not act on it.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>.</exception>
    public async Task ReleaseAsync(Guid eventId, CancellationToken cancellationToken = default)
    {
        var (id, now) = (new Id<OutboxMessage>(eventId), await _db.Database.TimeAsync(_clock, cancellationToken));
        await using var session = await _db.WriteAsync(cancellationToken);
        var parked = await session.Set<EventDelivery>().Where(delivery => delivery.MessageId == id && delivery.Status == EventDeliveryStatus.Parked).ToListAsync(cancellationToken);
        if (parked.Count == 0)
            throw CommerceErrors.NotFound("parked event");
        foreach (var delivery in parked)
            (delivery.Status, delivery.Attempts, delivery.DueAt, delivery.ParkedAt) = (EventDeliveryStatus.Waiting, 0, now, null);
        await session.SaveAndCommitAsync(cancellationToken);
        _signals.Committed(_db.Tenant);
    }
}

/// <summary>A part of the feed.</summary>
/// <param name="Items">The events.</param>
/// <param name="NextCursor">The value of <c>after</c> for the next page; null when there is none yet.</param>
/// <param name="LastSequence">The place up to which this tells: the value of <c>after</c> for the next time.</param>
public sealed record EventPage(IReadOnlyList<DomainEvent> Items, string? NextCursor, long LastSequence);

/// <summary>An event that a consumer could not act on.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Sequence">Its place in the feed.</param>
/// <param name="Type">Its type.</param>
/// <param name="AggregateId">What it happened to.</param>
/// <param name="Consumer">Who could not act.</param>
/// <param name="Attempts">How often it tried.</param>
/// <param name="Reason">Why the last try failed.</param>
/// <param name="ParkedAt">When it was given up.</param>
public sealed record ParkedEvent(Guid EventId, long Sequence, string Type, Guid AggregateId, string Consumer, int Attempts, string Reason, DateTimeOffset ParkedAt);
