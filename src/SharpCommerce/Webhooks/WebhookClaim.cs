namespace SharpCommerce.Webhooks;

/// <summary>A delivery that this process owns until its lease ends.</summary>
/// <param name="Endpoint">Where it goes, as it was when it was claimed.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Attempts">How the earlier ones went.</param>
/// <param name="ClaimedAt">The time of the attempt, as all nodes have it.</param>
/// <param name="LeaseUntil">Until when nobody else takes it.</param>
internal sealed record WebhookClaim(WebhookEndpoint Endpoint, Id<WebhookDelivery> Id, string Body, int Attempt, IReadOnlyList<WebhookAttempt> Attempts, DateTimeOffset ClaimedAt, DateTimeOffset LeaseUntil)
{
    /// <summary>Tried once and without consequences: staff look at how it goes.</summary>
    internal bool IsTest { get; init; }
}
