namespace SharpCommerce.Webhooks;

/// <summary>What follows from an attempt.</summary>
/// <param name="Status">Where the delivery stands now.</param>
/// <param name="DueAt">When it is tried again; null when it is not.</param>
/// <param name="Disable">Why the endpoint is disabled; null when it is not.</param>
internal sealed record WebhookOutcome(WebhookDeliveryStatus Status, DateTimeOffset? DueAt, WebhookDisabledReason? Disable)
{
    private const int Gone = 410;

    /// <param name="claim">What was tried.</param>
    /// <param name="endpoint">Where it went, as it is now.</param>
    /// <param name="attempt">How it went.</param>
    /// <param name="retryAfter">How long the receiver asked to be left alone.</param>
    /// <param name="now">The time that all nodes share.</param>
    internal static WebhookOutcome Of(WebhookClaim claim, WebhookEndpoint endpoint, WebhookAttempt attempt, TimeSpan? retryAfter, DateTimeOffset now)
    {
        if (attempt.Failure is null)
            return new(WebhookDeliveryStatus.Succeeded, null, null);
        if (claim.IsTest)
            return new(WebhookDeliveryStatus.Failed, null, null);
        if (attempt.StatusCode == Gone)
            return new(WebhookDeliveryStatus.Failed, null, WebhookDisabledReason.Gone);
        WebhookDisabledReason? disable = now - (endpoint.FailingSince ?? now) >= WebhookQueue.LongestFailure ? WebhookDisabledReason.Failing : null;
        if (WebhookSchedule.After(claim.Attempt, retryAfter) is not { } delay)
            return new(WebhookDeliveryStatus.Failed, null, disable);
        return disable is not null || endpoint.Status == WebhookStatus.Disabled ? new(WebhookDeliveryStatus.Canceled, null, disable) : new(WebhookDeliveryStatus.Pending, now + delay, null);
    }
}
