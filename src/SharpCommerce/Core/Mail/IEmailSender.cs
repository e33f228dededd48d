namespace SharpCommerce.Core.Mail;

/// <summary>
/// Sends mail. Whoever asks the container for it gets one that takes the message and returns at once: no caller waits for a mail server,
/// and none may hold a transaction open meanwhile. A plugin brings its own way by <see cref="CommerceBuilder.UseEmailSender"/>.
/// </summary>
public interface IEmailSender
{
    /// <summary>Sends one message. A way that others bring throws when it could not, and is then asked again.</summary>
    Task SendAsync(EmailMessage message, CancellationToken cancellationToken = default);
}
