using System.Globalization;
using SharpCommerce.Core.Mail;
using SharpCommerce.Core.Tenancy;

namespace SharpCommerce.Orders;

/// <summary>The mails about orders.</summary>
internal sealed class OrderMails(IEmailSender sender, TenantContext tenant)
{
    /// <summary>A part of the order, or all of it, is on its way.</summary>
    internal Task SentAsync(Order order, Fulfillment sent, CancellationToken cancellationToken)
    {
        var whole = order.FulfillmentStatus == FulfillmentStatus.Fulfilled && order.Fulfillments.Count == 1;
        var lines = sent.Lines.Select(part => (part.Quantity, Line: order.Lines.Find(line => line.Id == part.LineId)!))
            .Select(part => $"  {part.Quantity} × {OneLine(part.Line.Title)}{(part.Line.VariantTitle is "Default" ? "" : $" ({OneLine(part.Line.VariantTitle)})")}");
        string?[] tracking = [sent.Tracking?.Carrier, sent.Tracking?.Number, sent.Tracking?.Url];
        var follow = string.Join("\n", tracking.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => $"  {OneLine(text!)}"));
        var number = order.Number.ToString(CultureInfo.InvariantCulture);
        return sender.SendAsync(
            new()
            {
                Tenant = tenant.Current,
                To = order.Email,
                Purpose = "order_sent",
                Subject = whole ? $"Your order {number} is on its way" : $"A part of your order {number} is on its way",
                TextBody = $"We have sent you:\n\n{string.Join('\n', lines)}\n{(follow.Length == 0 ? "" : $"\nFollow the parcel:\n{follow}\n")}",
            },
            cancellationToken);
    }

    private static string OneLine(string text) => string.Concat(text.Where(character => !char.IsControl(character)));
}
