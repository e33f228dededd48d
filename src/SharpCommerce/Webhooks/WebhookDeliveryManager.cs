using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;

namespace SharpCommerce.Webhooks;

/// <summary>What was sent to a tenant's endpoints and how it went; sends it again, and tests.</summary>
public sealed class WebhookDeliveryManager
{
    /// <summary>What was done with a month ago.</summary>
    internal static readonly ExpiryRule Expired = new(new("DELETE FROM webhook_deliveries WHERE tenant_id = $1 AND created_at < $2 AND COALESCE(due_at, created_at) < $2"), TimeSpan.FromDays(30));

    /// <summary>How many events a replay looks at.</summary>
    internal const int LongestReplay = 1_000;

    private const int ReplayTries = 3;

    private readonly TenantDb _db;
    private readonly WebhookWorker _worker;
    private readonly TimeProvider _clock;

    internal WebhookDeliveryManager(TenantDb db, WebhookWorker worker, TimeProvider clock)
    {
        _db = db;
        _worker = worker;
        _clock = clock;
    }

    /// <summary>The deliveries to an endpoint, the newest event first.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>.</exception>
    public async Task<Page<WebhookDelivery>> ListAsync(Id<WebhookEndpoint> endpointId, WebhookDeliveryQuery query, CancellationToken cancellationToken = default)
    {
        const string Sort = "id";
        InputRules.Check(query);
        var cursor = Cursor.Decode(query.Cursor, Sort, numeric: true);
        await using var session = await _db.ReadAsync(cancellationToken);
        await WebhookManager.LoadAsync(session, endpointId, null, cancellationToken);
        var deliveries = session.Set<WebhookDelivery>().AsNoTracking().Where(delivery => delivery.EndpointId == endpointId);
        if (query.Status is { } status)
            deliveries = deliveries.Where(delivery => delivery.Status == status);
        if (cursor is { } after)
        {
            var last = new Id<WebhookDelivery>(after.Id);
            deliveries = deliveries.Where(delivery => delivery.Id.CompareTo(last) < 0);
        }
        var found = await deliveries.OrderByDescending(delivery => delivery.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var items = found.Take(query.Limit).ToList();
        return new(items, found.Count > query.Limit ? Cursor.Encode(Sort, 0, items[^1].Id.Value) : null);
    }

    /// <summary>A delivery; null when there is none.</summary>
    public async Task<WebhookDelivery?> FindAsync(Id<WebhookEndpoint> endpointId, Id<WebhookDelivery> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<WebhookDelivery>().AsNoTracking().SingleOrDefaultAsync(delivery => delivery.EndpointId == endpointId && delivery.Id == id, cancellationToken);
    }

    /// <summary>Sends an event to an endpoint once more, with the id that it had. What is being sent at the moment stays as it is.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>webhook_disabled</c>.</exception>
    public async Task<WebhookDelivery> ReplayAsync(Id<WebhookEndpoint> endpointId, Id<WebhookDelivery> id, CancellationToken cancellationToken = default)
    {
        var now = await _db.Database.TimeAsync(_clock, cancellationToken);
        await using (var session = await _db.WriteAsync(cancellationToken))
        {
            await RequireActiveAsync(session, endpointId, cancellationToken);
            var delivery = await session.Set<WebhookDelivery>().SingleOrDefaultAsync(found => found.EndpointId == endpointId && found.Id == id, cancellationToken) ?? throw CommerceErrors.NotFound("delivery");
            if (delivery.Status != WebhookDeliveryStatus.Sending)
                delivery.Queue(now);
            session.Note<WebhookEndpoint>(endpointId, new { }, new { replayed = id });
            await session.SaveAndCommitAsync(cancellationToken);
        }
        _worker.Signal(_db.Tenant);
        return await FindAsync(endpointId, id, cancellationToken) ?? throw CommerceErrors.NotFound("delivery");
    }

    /// <summary>Sends the events of a part of the feed to an endpoint, those that it wants and has not taken yet; looks at 1,000 at most.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>webhook_disabled</c>, <c>events_removed</c>.</exception>
    public async Task<WebhookReplay> ReplayAsync(Id<WebhookEndpoint> endpointId, WebhookReplayInput input, CancellationToken cancellationToken = default)
    {
        InputRules.Check(input);
        if (input.AfterSequence is null && input.From is null)
            throw InputRules.Invalid("from", "or afterSequence must say where to begin.");
        for (var tries = 1; ; tries++)
        {
            try
            {
                var replay = await ReplayOnceAsync(endpointId, input, cancellationToken);
                _worker.Signal(_db.Tenant);
                return replay;
            }
            catch (DbUpdateException race) when (tries < ReplayTries && _db.Database.UniqueViolation(race) is not null)
            {
                // The consumer queued one of them at the same moment; now it is there to be seen.
            }
        }
    }

    private async Task<WebhookReplay> ReplayOnceAsync(Id<WebhookEndpoint> endpointId, WebhookReplayInput input, CancellationToken cancellationToken)
    {
        var now = await _db.Database.TimeAsync(_clock, cancellationToken);
        var after = input.AfterSequence ?? 0;
        await using var session = await _db.WriteAsync(cancellationToken);
        var endpoint = await RequireActiveAsync(session, endpointId, cancellationToken);
        var removed = await session.Set<EventFeed>().Select(feed => feed.RemovedThrough).SingleOrDefaultAsync(cancellationToken);
        if (input.AfterSequence < removed)
            throw EventErrors.Removed(removed);
        var messages = session.Set<OutboxMessage>().AsNoTracking().Where(message => message.Sequence > after);
        if (input.From is { } from)
            messages = messages.Where(message => message.OccurredAt >= from.ToUniversalTime());
        if (input.To is { } to)
            messages = messages.Where(message => message.OccurredAt < to.ToUniversalTime());
        var found = await messages.OrderBy(message => message.Sequence).Take(LongestReplay + 1).ToListAsync(cancellationToken);
        var events = found.Take(LongestReplay).Where(message => endpoint.Wants(message.Type)).ToList();
        var ids = events.ConvertAll(message => new Id<WebhookDelivery>(message.Id.Value));
        var known = await session.Set<WebhookDelivery>().Where(delivery => delivery.EndpointId == endpointId && ids.Contains(delivery.Id)).ToDictionaryAsync(delivery => delivery.Id, cancellationToken);
        var queued = 0;
        foreach (var message in events)
        {
            if (!known.TryGetValue(new(message.Id.Value), out var delivery))
                session.Context.Add(delivery = DeliveryOf(endpointId, message, now));
            else if (delivery.Status is WebhookDeliveryStatus.Pending or WebhookDeliveryStatus.Sending || delivery.Status == WebhookDeliveryStatus.Succeeded && !input.IncludeDelivered)
                continue;
            delivery.Queue(now);
            queued++;
        }
        var last = found.Count > 0 ? found[Math.Min(found.Count, LongestReplay) - 1].Sequence!.Value : after;
        session.Note<WebhookEndpoint>(endpointId, new { }, new { replayedAfter = after, replayedThrough = last, events = queued });
        await session.SaveAndCommitAsync(cancellationToken);
        return new(queued, last, found.Count > LongestReplay);
    }

    private static WebhookDelivery DeliveryOf(Id<WebhookEndpoint> endpointId, OutboxMessage message, DateTimeOffset now)
    {
        using var data = JsonDocument.Parse(message.Payload);
        var body = WebhookBody.Of(new(message.Id.Value, message.Sequence!.Value, message.Type, message.AggregateId, message.OccurredAt, data.RootElement));
        return new(endpointId, new(message.Id.Value), message.Type, message.Sequence.Value, body, now);
    }

    /// <summary>Sends a test to an endpoint, here and now and once, also to one that is disabled; how it went.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>.</exception>
    public async Task<WebhookDelivery> TestAsync(Id<WebhookEndpoint> endpointId, CancellationToken cancellationToken = default)
    {
        var now = await _db.Database.TimeAsync(_clock, cancellationToken);
        var id = Id<WebhookDelivery>.New(_clock);
        WebhookEndpoint endpoint;
        string body;
        await using (var session = await _db.WriteAsync(cancellationToken))
        {
            endpoint = await WebhookManager.LoadAsync(session, endpointId, null, cancellationToken);
            var data = JsonSerializer.SerializeToElement(new { endpointId }, ModelExtensions.Json);
            body = WebhookBody.Of(new DomainEvent(id.Value, 0, WebhookEvents.TestType, endpointId.Value, now, data));
            // Made as if claimed, so that nobody else sends it.
            session.Context.Add(new WebhookDelivery(endpointId, id, WebhookEvents.TestType, 0, body, now) { Status = WebhookDeliveryStatus.Sending, DueAt = now + WebhookQueue.Lease, Attempt = 1 });
            session.Note<WebhookEndpoint>(endpointId, new { }, new { tested = id });
            await session.SaveAndCommitAsync(cancellationToken);
        }
        await _worker.AttemptAsync(_db.Tenant, new(endpoint, id, body, 1, [], now, now + WebhookQueue.Lease) { IsTest = true });
        return await FindAsync(endpointId, id, cancellationToken) ?? throw CommerceErrors.NotFound("delivery");
    }

    /// <summary>Sends what is due, here and now. For programs without a host, whose background services never start.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken = default)
    {
        while (await _worker.RunOneAsync(_db.Tenant, cancellationToken))
            await _worker.FinishSendsAsync();
    }

    private static async Task<WebhookEndpoint> RequireActiveAsync(DbSession session, Id<WebhookEndpoint> endpointId, CancellationToken cancellationToken)
    {
        var endpoint = await WebhookManager.LoadAsync(session, endpointId, null, cancellationToken);
        return endpoint.Status == WebhookStatus.Active ? endpoint : throw WebhookErrors.Disabled();
    }
}
