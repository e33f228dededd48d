using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;

namespace SharpCommerce.Webhooks;

/// <summary>The deliveries of a tenant that wait: who takes one owns it for the length of a lease, and every write about it is on condition of that lease.</summary>
internal sealed class WebhookQueue(TenantDb db, TimeProvider clock)
{
    /// <summary>Longer than an attempt may take, with what it takes to write down how it went.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>How long an endpoint may fail without a success between.</summary>
    internal static readonly TimeSpan LongestFailure = TimeSpan.FromDays(5);

    private static readonly SqlStatement Take = new(
        """
        UPDATE webhook_deliveries SET status = 'sending', due_at = $3, attempt = attempt + 1
        WHERE tenant_id = $1 AND endpoint_id = $2 AND due_at <= $4
            AND id IN (SELECT id FROM webhook_deliveries WHERE tenant_id = $1 AND endpoint_id = $2 AND due_at <= $4 ORDER BY due_at, id LIMIT $5)
        RETURNING id, event_type, body, attempt, attempts
        """);

    private static readonly SqlStatement CancelLate = new(
        """
        UPDATE webhook_deliveries SET status = 'canceled', due_at = NULL, finished_at = $2
        WHERE tenant_id = $1 AND due_at <= $2 AND endpoint_id IN (SELECT e.id FROM webhook_endpoints e WHERE e.tenant_id = $1 AND e.status <> 'active')
        """);

    private static readonly SqlStatement Add = new(
        """
        INSERT INTO webhook_deliveries (tenant_id, endpoint_id, id, event_type, sequence, body, status, attempt, attempts, due_at, created_at)
        SELECT e.tenant_id, e.id, $3, $4, $5, $6, 'pending', 0, '[]', $7, $7 FROM webhook_endpoints e WHERE e.tenant_id = $1 AND e.id = $2 AND e.status = 'active'
        ON CONFLICT (tenant_id, endpoint_id, id) DO NOTHING
        """);

    /// <summary>Queues an event for endpoints. One that has it already is passed over.</summary>
    internal async Task AddAsync(IReadOnlyList<WebhookEndpoint> endpoints, DomainEvent occurred, CancellationToken cancellationToken)
    {
        var (now, body) = (await db.Database.TimeAsync(clock, cancellationToken), WebhookBody.Of(occurred));
        await db.ExecuteAsync(
            [.. endpoints.Select(endpoint => Add.With(endpoint.Id.Value, occurred.Id, occurred.Type, occurred.Sequence, body, now))], (_, _) => Task.FromResult(true), cancellationToken);
    }

    /// <summary>Takes what is due, endpoint by endpoint, as far as there are places.</summary>
    internal async Task<IReadOnlyList<WebhookClaim>> ClaimAsync(WebhookPlaces places, CancellationToken cancellationToken)
    {
        var now = await db.Database.TimeAsync(clock, cancellationToken);
        List<WebhookEndpoint> due;
        await using (var session = await db.ReadAsync(cancellationToken))
        {
            due = await session.Set<WebhookEndpoint>().AsNoTracking()
                .Where(endpoint => endpoint.Status == WebhookStatus.Active && session.Set<WebhookDelivery>().Any(delivery => delivery.EndpointId == endpoint.Id && delivery.DueAt <= now))
                .ToListAsync(cancellationToken);
        }
        // What is due of an endpoint that was disabled after it had been taken, or by a node that died with it.
        if (due.Count == 0)
            await db.ExecuteAsync([CancelLate.With(now)], (_, _) => Task.FromResult(true), cancellationToken);
        var claims = new List<WebhookClaim>();
        try
        {
            foreach (var endpoint in due)
                await TakeAsync(endpoint, now, places, claims, cancellationToken);
        }
        catch
        {
            // Their leases run out; their places do not.
            foreach (var claim in claims)
                places.Release(db.Tenant, claim.Endpoint.Id);
            throw;
        }
        return claims;
    }

    private async Task TakeAsync(WebhookEndpoint endpoint, DateTimeOffset now, WebhookPlaces places, List<WebhookClaim> claims, CancellationToken cancellationToken)
    {
        var (granted, taken) = (places.Take(db.Tenant, endpoint.Id, endpoint.FailingSince is not null), 0);
        try
        {
            if (granted > 0)
            {
                var claimed = await TakeAsync(endpoint, now, granted, cancellationToken);
                claims.AddRange(claimed);
                taken = claimed.Count;
            }
        }
        finally
        {
            for (var unused = taken; unused < granted; unused++)
                places.Release(db.Tenant, endpoint.Id);
        }
    }

    private Task<List<WebhookClaim>> TakeAsync(WebhookEndpoint endpoint, DateTimeOffset now, int most, CancellationToken cancellationToken) => db.ExecuteAsync(
        [Take.With(endpoint.Id.Value, now + Lease, now, most)],
        async (rows, token) =>
        {
            var claims = new List<WebhookClaim>();
            while (await rows.ReadAsync(token))
            {
                var attempts = JsonSerializer.Deserialize<List<WebhookAttempt>>(rows.String(4), ModelExtensions.Json)!;
                claims.Add(new(endpoint, rows.Id<WebhookDelivery>(0), rows.String(2), rows.Int(3), attempts, now, now + Lease) { IsTest = rows.String(1) == WebhookEvents.TestType });
            }
            return claims;
        },
        cancellationToken);

    /// <summary>Writes down how an attempt went and what follows from it; null when another node has taken the delivery over.</summary>
    internal async Task<WebhookOutcome?> RecordAsync(WebhookClaim claim, WebhookAttempt attempt, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var now = await db.Database.TimeAsync(clock, cancellationToken);
        await using var session = await db.WriteAsync(cancellationToken);
        var endpoints = session.Set<WebhookEndpoint>().Where(endpoint => endpoint.Id == claim.Endpoint.Id);
        var endpoint = await endpoints.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (endpoint is null)
            return null;
        var outcome = WebhookOutcome.Of(claim, endpoint, attempt, retryAfter, now);
        IReadOnlyList<WebhookAttempt> attempts = [.. claim.Attempts.Append(attempt).TakeLast(WebhookDelivery.MostAttempts)];
        var (status, due, finished) = (outcome.Status, outcome.DueAt, outcome.DueAt is null ? now : (DateTimeOffset?)null);
        var mine = await Claimed(session, claim).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.Status, status).SetProperty(delivery => delivery.DueAt, due)
                .SetProperty(delivery => delivery.Attempts, attempts).SetProperty(delivery => delivery.FinishedAt, finished),
            cancellationToken);
        if (mine == 0)
            return null;
        if (!claim.IsTest)
        {
            var failingSince = attempt.Failure is null ? (DateTimeOffset?)null : endpoint.FailingSince ?? now;
            if (failingSince != endpoint.FailingSince)
                await endpoints.ExecuteUpdateAsync(set => set.SetProperty(found => found.FailingSince, failingSince), cancellationToken);
            if (outcome.Disable is { } reason && await DisableAsync(session, endpoint.Id, reason, now, cancellationToken))
                session.Tell(WebhookEvents.DisabledType, endpoint.Id.Value, new(endpoint.Id, SnakeEnum<WebhookDisabledReason>.Write(reason), now));
            else
                outcome = outcome with { Disable = null };
        }
        await session.SaveAndCommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Lets another node have it at once: the attempt was broken off here and does not count.</summary>
    internal async Task GiveBackAsync(WebhookClaim claim, CancellationToken cancellationToken)
    {
        var now = await db.Database.TimeAsync(clock, cancellationToken);
        await using var session = await db.WriteAsync(cancellationToken);
        await Claimed(session, claim).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.Status, WebhookDeliveryStatus.Pending).SetProperty(delivery => delivery.DueAt, now).SetProperty(delivery => delivery.Attempt, delivery => delivery.Attempt - 1),
            cancellationToken);
        await session.SaveAndCommitAsync(cancellationToken);
    }

    /// <summary>What waits for an endpoint waits no longer.</summary>
    internal static Task<int> CancelAsync(DbSession session, Id<WebhookEndpoint> endpointId, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.Set<WebhookDelivery>().Where(delivery => delivery.EndpointId == endpointId && delivery.Status == WebhookDeliveryStatus.Pending).ExecuteUpdateAsync(
            set => set.SetProperty(delivery => delivery.Status, WebhookDeliveryStatus.Canceled).SetProperty(delivery => delivery.DueAt, (DateTimeOffset?)null).SetProperty(delivery => delivery.FinishedAt, now),
            cancellationToken);

    private static IQueryable<WebhookDelivery> Claimed(DbSession session, WebhookClaim claim) => session.Set<WebhookDelivery>().Where(delivery =>
        delivery.EndpointId == claim.Endpoint.Id && delivery.Id == claim.Id && delivery.Status == WebhookDeliveryStatus.Sending && delivery.DueAt == claim.LeaseUntil);

    private static async Task<bool> DisableAsync(DbSession session, Id<WebhookEndpoint> endpointId, WebhookDisabledReason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var disabled = await session.Set<WebhookEndpoint>().Where(endpoint => endpoint.Id == endpointId && endpoint.Status == WebhookStatus.Active).ExecuteUpdateAsync(
            set => set.SetProperty(endpoint => endpoint.Status, WebhookStatus.Disabled).SetProperty(endpoint => endpoint.DisabledReason, reason).SetProperty(endpoint => endpoint.DisabledAt, now)
                .SetProperty(endpoint => endpoint.Version, endpoint => endpoint.Version + 1).SetProperty(endpoint => endpoint.UpdatedAt, now),
            cancellationToken);
        if (disabled == 1)
            await CancelAsync(session, endpointId, now, cancellationToken);
        return disabled == 1;
    }
}
