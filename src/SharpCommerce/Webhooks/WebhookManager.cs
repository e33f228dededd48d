using Microsoft.EntityFrameworkCore;
using SharpCommerce.Core;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Events;
using SharpCommerce.Core.Outbound;
using SharpCommerce.Core.Secrets;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Webhooks;

/// <summary>The endpoints that a tenant wants to be told of events.</summary>
public sealed class WebhookManager
{
    private const int MaxEndpoints = 50;
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);

    private readonly TenantDb _db;
    private readonly OutboundRules _outbound;
    private readonly SecretProtector _secrets;
    private readonly EventCatalog _events;
    private readonly TimeProvider _clock;

    internal WebhookManager(TenantDb db, OutboundRules outbound, SecretProtector secrets, EventCatalog events, TimeProvider clock)
    {
        _db = db;
        _outbound = outbound;
        _secrets = secrets;
        _events = events;
        _clock = clock;
    }

    /// <summary>All endpoints, the newest first.</summary>
    public async Task<IReadOnlyList<WebhookEndpoint>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<WebhookEndpoint>().AsNoTracking().OrderByDescending(endpoint => endpoint.Id).ToListAsync(cancellationToken);
    }

    /// <summary>An endpoint; null when there is none.</summary>
    public async Task<WebhookEndpoint?> FindAsync(Id<WebhookEndpoint> id, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.ReadAsync(cancellationToken);
        return await session.Set<WebhookEndpoint>().AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancellationToken);
    }

    /// <summary>Makes an endpoint. The secret by which its receiver checks signatures is shown this once.</summary>
    /// <exception cref="CommerceException"><c>validation_failed</c>.</exception>
    public async Task<(WebhookEndpoint Endpoint, string Secret)> CreateAsync(WebhookInput input, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        if (await session.Set<WebhookEndpoint>().CountAsync(cancellationToken) >= MaxEndpoints)
            throw InputRules.Invalid("url", $"cannot be added: a tenant has at most {MaxEndpoints} endpoints.");
        var (endpoint, secret) = (new WebhookEndpoint(Id<WebhookEndpoint>.New(_clock), _clock.Now()), WebhookSignature.NewSecret());
        session.Context.Add(endpoint);
        Apply(endpoint, input);
        endpoint.Rotate(_secrets.Protect(secret, WebhookSender.Purpose(endpoint)), null);
        await session.SaveAndCommitAsync(cancellationToken);
        return (endpoint, secret);
    }

    /// <summary>Changes an endpoint. What waits for one that is switched off is not sent any more.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<WebhookEndpoint> UpdateAsync(Id<WebhookEndpoint> id, WebhookInput input, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        Check(input);
        await using var session = await _db.WriteAsync(cancellationToken);
        var endpoint = await LoadAsync(session, id, expectedVersion, cancellationToken);
        Apply(endpoint, input);
        await SaveAsync(session, endpoint, cancellationToken);
        return endpoint;
    }

    /// <summary>Gives an endpoint a new secret. For a while the former one signs as well, so that the receiver can be changed over.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="overlap">For how long the former secret signs, 7 days at most; null means 24 hours.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>validation_failed</c>, <c>precondition_failed</c>.</exception>
    public async Task<(WebhookEndpoint Endpoint, string Secret)> RotateAsync(Id<WebhookEndpoint> id, TimeSpan? overlap = null, CancellationToken cancellationToken = default)
    {
        if (overlap < TimeSpan.Zero || overlap > LongestOverlap)
            throw InputRules.Invalid("overlapSeconds", $"must be 0 to {LongestOverlap.TotalSeconds}.");
        var secret = WebhookSignature.NewSecret();
        await using var session = await _db.WriteAsync(cancellationToken);
        var endpoint = await LoadAsync(session, id, null, cancellationToken);
        var formerUntil = await _db.Database.TimeAsync(_clock, cancellationToken) + (overlap ?? DefaultOverlap);
        endpoint.Rotate(_secrets.Protect(secret, WebhookSender.Purpose(endpoint)), overlap == TimeSpan.Zero ? null : formerUntil);
        await SaveAsync(session, endpoint, cancellationToken);
        return (endpoint, secret);
    }

    /// <summary>Removes an endpoint and its deliveries.</summary>
    /// <exception cref="CommerceException"><c>not_found</c>, <c>precondition_failed</c>.</exception>
    public async Task DeleteAsync(Id<WebhookEndpoint> id, long? expectedVersion = null, CancellationToken cancellationToken = default)
    {
        await using var session = await _db.WriteAsync(cancellationToken);
        var endpoint = await LoadAsync(session, id, expectedVersion, cancellationToken);
        session.Context.Remove(endpoint);
        await SaveAsync(session, endpoint, cancellationToken);
    }

    internal static async Task<WebhookEndpoint> LoadAsync(DbSession session, Id<WebhookEndpoint> id, long? expectedVersion, CancellationToken cancellationToken)
    {
        var endpoint = await session.Set<WebhookEndpoint>().SingleOrDefaultAsync(found => found.Id == id, cancellationToken) ?? throw CommerceErrors.NotFound("webhook endpoint");
        return expectedVersion is null || expectedVersion == endpoint.Version ? endpoint : throw CommerceErrors.Stale();
    }

    private async Task SaveAsync(DbSession session, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        endpoint.Version++;
        endpoint.UpdatedAt = _clock.Now();
        try
        {
            await session.Context.SaveChangesAsync(cancellationToken);
            if (endpoint.Status == WebhookStatus.Disabled)
                await WebhookQueue.CancelAsync(session, endpoint.Id, endpoint.UpdatedAt, cancellationToken);
            await session.SaveAndCommitAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw CommerceErrors.Stale();
        }
    }

    private void Check(WebhookInput input)
    {
        InputRules.Check(input);
        if (_outbound.FaultOf(input.Url) is { } fault)
            throw InputRules.Invalid("url", fault);
        if (input.Url.Contains('#', StringComparison.Ordinal))
            throw InputRules.Invalid("url", "must not have a fragment.");
        if (input.EventTypes.FirstOrDefault(pattern => !_events.Types.Any(type => WebhookEndpoint.Fits(pattern, type.Name))) is { } wrong)
            throw InputRules.Invalid("eventTypes", $"'{wrong}' is neither the name of an event nor the beginning of one, such as order.*.");
    }

    private void Apply(WebhookEndpoint endpoint, WebhookInput input)
    {
        // Another address has not failed yet.
        if (endpoint.Url != input.Url)
            endpoint.FailingSince = null;
        endpoint.Url = input.Url;
        endpoint.Description = input.Description;
        endpoint.EventTypes = [.. input.EventTypes.Distinct()];
        if (input.Enabled && endpoint.Status == WebhookStatus.Disabled)
            endpoint.Enable();
        else if (!input.Enabled && endpoint.Status == WebhookStatus.Active)
            endpoint.Disable(_clock.Now());
    }
}
