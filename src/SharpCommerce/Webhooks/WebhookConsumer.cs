using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;

namespace SharpCommerce.Webhooks;

/// <summary>Queues each event for the endpoints that want it. Called again for the same event it adds nothing.</summary>
internal sealed class WebhookConsumer(TenantDb db, WebhookQueue queue, WebhookWorker worker) : IEventConsumer, IConditionalConsumer
{
    public string Name => "webhooks";

    public string Condition => "EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.tenant_id = $1 AND e.status = 'active')";

    // What an endpoint wants is its tenant's choice.
    public bool Wants(string type) => true;

    public async Task HandleAsync(DomainEvent occurred, CancellationToken cancellationToken)
    {
        List<WebhookEndpoint> active;
        await using (var session = await db.ReadAsync(cancellationToken))
            active = await session.Set<WebhookEndpoint>().AsNoTracking().Where(endpoint => endpoint.Status == WebhookStatus.Active).ToListAsync(cancellationToken);
        var wanting = active.FindAll(endpoint => endpoint.Wants(occurred.Type));
        if (wanting.Count == 0)
            return;
        await queue.AddAsync(wanting, occurred, cancellationToken);
        worker.Signal(db.Tenant);
    }
}
