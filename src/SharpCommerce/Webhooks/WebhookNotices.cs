using System.Text.Json;
using SharpCommerce.Core.Data;
using SharpCommerce.Core.Mail;
using SharpCommerce.Core.Tenancy;
using SharpCommerce.Events;
using SharpCommerce.Users;

namespace SharpCommerce.Webhooks;

/// <summary>Writes to a shop's owners when one of their endpoints was disabled.</summary>
internal sealed class WebhookNotices(TenantDb db, WebhookManager webhooks, UserManager users, IEmailSender sender) : IEventConsumer
{
    public string Name => "webhook_notices";

    public bool Wants(string type) => type == WebhookEvents.DisabledType.Name;

    public async Task HandleAsync(DomainEvent occurred, CancellationToken cancellationToken)
    {
        var disabled = occurred.Data.Deserialize<WebhookDisabled>(ModelExtensions.Json)!;
        if (await webhooks.FindAsync(disabled.EndpointId, cancellationToken) is not { } endpoint)
            return;
        var why = disabled.Reason == SnakeEnum<WebhookDisabledReason>.Write(WebhookDisabledReason.Gone)
            ? "It answered that it is gone for good (410)."
            : $"Nothing could be delivered to it for {WebhookQueue.LongestFailure.Days} days.";
        foreach (var email in await users.OwnerEmailsAsync(cancellationToken))
        {
            await sender.SendAsync(
                new()
                {
                    Tenant = db.Tenant,
                    To = email,
                    Purpose = "webhook_disabled",
                    Subject = "A webhook endpoint was disabled",
                    TextBody = $"A webhook endpoint of your shop was disabled.\n\nEndpoint: {endpoint.Id}\nDescription: {endpoint.Description ?? "none"}\n{why}\n\n"
                        + "Events that happen now are not sent to it. When it works again, enable it and replay what it missed: the time since which it is disabled stands in its settings.",
                },
                cancellationToken);
        }
    }
}
