using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SharpCommerce.Core.Mail;

/// <summary>Registers the way in which mail leaves: what the host chose, behind the queue, or else the mailbox in memory.</summary>
internal static class MailServices
{
    internal static void AddMail(IServiceCollection services, Func<IServiceProvider, IEmailSender>? sender)
    {
        if (sender is null)
        {
            services.AddSingleton<DevelopmentMailbox>();
            services.AddSingleton<IEmailSender>(s => s.GetRequiredService<DevelopmentMailbox>());
            return;
        }
        services.AddSingleton(s => new EmailQueue(sender(s), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<EmailQueue>>()));
        services.AddSingleton<IEmailSender>(s => s.GetRequiredService<EmailQueue>());
        services.AddHostedService(s => s.GetRequiredService<EmailQueue>());
    }
}
