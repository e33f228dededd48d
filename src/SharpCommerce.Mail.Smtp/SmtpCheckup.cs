using System.Runtime.CompilerServices;
using SharpCommerce.Core.Checkups;

namespace SharpCommerce.Mail.Smtp;

/// <summary>Whether the mail server lets us in. Sends nothing.</summary>
internal sealed class SmtpCheckup(SmtpSender sender, SmtpAddress server) : ICheckup
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Exception? refusal = null;
        try
        {
            await sender.GreetAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            refusal = failure;
        }
        yield return refusal is null
            ? new("mail", FindingLevel.Ok, $"{server} takes mail from {server.From}.")
            : new("mail", FindingLevel.Fail, $"{server} does not let us in: {refusal.GetType().Name}.", "Look at SMTP_URL: host and port, starttls, user and password; no mail is sent meanwhile.");
    }
}
