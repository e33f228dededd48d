using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Expiry;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;

namespace SharpCommerce.Webhooks;

/// <summary>What was sent to a tenant's endpoints and how it went; sends it again, and tests.</summary>
public sealed class WebhookDeliveryManager
{
    /// <summary>What was done with a month ago.</summary>
    internal static readonly ExpiryRule Expired = new(new("DELETE FROM webhook_deliveries WHERE tenant_id = $1 AND created_at < $2 AND COALESCE(due_at, created_at) < $2"), TimeSpan.FromDays(30));

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
        DateTimeOffset? now = await _db.Database.TimeAsync(_clock, cancellationToken);
        await using (var session = await _db.WriteAsync(cancellationToken))
        {
            await RequireActiveAsync(session, endpointId, cancellationToken);
            var deliveries = session.Set<WebhookDelivery>().Where(delivery => delivery.EndpointId == endpointId && delivery.Id == id);
            if (!await deliveries.AnyAsync(cancellationToken))
                throw CommerceErrors.NotFound("delivery");
            await deliveries.Where(delivery => delivery.Status != WebhookDeliveryStatus.Sending).ExecuteUpdateAsync(
                set => set.SetProperty(delivery => delivery.Status, WebhookDeliveryStatus.Pending).SetProperty(delivery => delivery.DueAt, now)
                    .SetProperty(delivery => delivery.Attempt, 0).SetProperty(delivery => delivery.FinishedAt, (DateTimeOffset?)null),
                cancellationToken);
            session.Note<WebhookEndpoint>(endpointId, new { }, new { replayed = id });
            await session.SaveAndCommitAsync(cancellationToken);
        }
        _worker.Signal(_db.Tenant);
        return await FindAsync(endpointId, id, cancellationToken) ?? throw CommerceErrors.NotFound("delivery");
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
            session.Context.Add(new WebhookDelivery(endpointId, id, WebhookEvents.TestType, body, now) { Status = WebhookDeliveryStatus.Sending, DueAt = now + WebhookQueue.Lease, Attempt = 1 });
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

    private static async Task RequireActiveAsync(DbSession session, Id<WebhookEndpoint> endpointId, CancellationToken cancellationToken)
    {
        if ((await WebhookManager.LoadAsync(session, endpointId, null, cancellationToken)).Status == WebhookStatus.Disabled)
            throw WebhookErrors.Disabled();
    }
}
