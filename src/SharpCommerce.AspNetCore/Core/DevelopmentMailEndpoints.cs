using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SharpCommerce.Core.Mail;

namespace SharpCommerce.AspNetCore.Core;

/// <summary>Shows developers and tests the mail that was not sent. It opens accounts, so nothing of it exists in any other environment.</summary>
internal static class DevelopmentMailEndpoints
{
    internal static void MapDevelopmentMail(this WebApplication app)
    {
        if (!(app.Environment.IsDevelopment() || app.Environment.IsEnvironment("Test")) || app.Services.GetService<DevelopmentMailbox>() is null)
            return;
        app.MapGet("/dev/mail", Page).Open(Surface.Public).ExcludeFromDescription();
        app.MapGet("/dev/mail.json", List).Open(Surface.Public).ExcludeFromDescription();
    }

    private static JsonHttpResult<DevelopmentMail> List(string? tenant, string? to, DevelopmentMailbox mailbox) => TypedResults.Json(
        new DevelopmentMail([.. mailbox.Messages
            .Where(received => (tenant is null || received.Message.Tenant?.Slug == tenant) && (to is null || string.Equals(received.Message.To, to, StringComparison.OrdinalIgnoreCase)))
            .Select(received => new DevelopmentMailItem(
                received.Message.Id, received.Message.Tenant?.Slug, received.Message.Purpose, received.Message.To, received.Message.FromName, received.Message.Subject,
                received.Message.TextBody, received.Message.HtmlBody, received.ReceivedAt))]),
        CommerceJson.Options);

    private static ContentHttpResult Page(DevelopmentMailbox mailbox)
    {
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Mail that was not sent</title></head><body>\n<h1>Mail that was not sent</h1>\n");
        foreach (var (message, receivedAt) in mailbox.Messages)
        {
            page.Append("<h2>").Append(Escape(message.Subject)).Append("</h2>\n<p>").Append(Escape($"{receivedAt:u} · {message.FromName} → {message.To} · {message.Purpose}")).Append("</p>\n<pre>")
                .Append(Escape(message.TextBody)).Append("</pre>\n");
        }
        return TypedResults.Content(page.Append("</body></html>\n").ToString(), "text/html; charset=utf-8");
    }

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}

/// <summary>Mail that was not sent, the last first.</summary>
internal sealed record DevelopmentMail(IReadOnlyList<DevelopmentMailItem> Items);

/// <summary>One such message.</summary>
internal sealed record DevelopmentMailItem(
    string Id, string? Tenant, string Purpose, string To, string FromName, string Subject, string TextBody, string? HtmlBody, DateTimeOffset ReceivedAt);
