using MailKit.Net.Smtp;
using MimeKit;
using SharpCommerce.Core.Mail;

namespace SharpCommerce.Mail.Smtp;

/// <summary>Hands each message to the mail server over a connection of its own.</summary>
internal sealed class SmtpSender(SmtpAddress server, TimeProvider clock) : IEmailSender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        using var mail = Compose(message);
        await ConnectedAsync((client, token) => client.SendAsync(mail, token), cancellationToken);
    }

    /// <summary>Greets the server as for a message, and sends none.</summary>
    internal Task GreetAsync(CancellationToken cancellationToken) => ConnectedAsync((client, token) => client.NoOpAsync(token), cancellationToken);

    private async Task ConnectedAsync(Func<SmtpClient, CancellationToken, Task> use, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        await client.ConnectAsync(server.Host, server.Port, server.Security, either.Token);
        if (server.Credential is { } credential)
            await client.AuthenticateAsync(credential, either.Token);
        await use(client, either.Token);
        // It is sent: a server that does not say goodbye must not make it be sent again.
        await client.DisconnectAsync(quit: true, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private MimeMessage Compose(EmailMessage message)
    {
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            Date = clock.GetUtcNow(),
            MessageId = $"{message.Id}@{server.From[(server.From.IndexOf('@', StringComparison.Ordinal) + 1)..]}",
            Body = new BodyBuilder { TextBody = message.TextBody, HtmlBody = message.HtmlBody }.ToMessageBody(),
        };
        mail.From.Add(new MailboxAddress(message.FromName, server.From));
        mail.To.Add(new MailboxAddress(null, message.To));
        // Nobody's holiday notice should answer it.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
