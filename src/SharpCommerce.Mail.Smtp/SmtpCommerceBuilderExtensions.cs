using Microsoft.Extensions.DependencyInjection;
using SharpCommerce.Core.Checkups;
using SharpCommerce.Mail.Smtp;

namespace SharpCommerce;

/// <summary>Registers SMTP.</summary>
public static class SmtpCommerceBuilderExtensions
{
    /// <summary>Sends mail by SMTP, in the background.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="url"><c>smtp://user:password@host:587?from=shop@example.com</c>, or <c>smtps://</c>; the server's certificate is checked.</param>
    /// <exception cref="InvalidOperationException">The URL cannot be used.</exception>
    public static CommerceBuilder UseSmtp(this CommerceBuilder builder, string url)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var server = SmtpAddress.Parse(url);
        builder.Services.AddSingleton<ICheckup>(services => new SmtpCheckup(new(server, services.GetRequiredService<TimeProvider>()), server));
        return builder.UseEmailSender(services => new SmtpSender(server, services.GetRequiredService<TimeProvider>()));
    }
}
