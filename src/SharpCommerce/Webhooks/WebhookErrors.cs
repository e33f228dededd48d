namespace SharpCommerce.Webhooks;

internal static class WebhookErrors
{
    internal static CommerceException Disabled() => new(new(ErrorKind.Conflict, "webhook_disabled", "The endpoint is disabled; enable it first."));
}
