using System.Net;
using MailKit.Security;
using MimeKit;

namespace SharpCommerce.Mail.Smtp;

/// <summary>A mail server by its URL. Encryption is demanded unless the server is this machine or the URL says otherwise.</summary>
internal sealed record SmtpAddress(string Host, int Port, SecureSocketOptions Security, NetworkCredential? Credential, string From)
{
    private const int SubmissionPort = 587;
    private const int TlsPort = 465;

    /// <summary>The faults name no part of the URL: it holds a password.</summary>
    internal static SmtpAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0 || uri.AbsolutePath is not ("" or "/"))
            throw Fault("must be smtp://user:password@host:port?from=address, or smtps://.");
        var (from, startTls) = Query(uri.Query);
        if (from is null || !MailboxAddress.TryParse(from, out var mailbox) || mailbox.Address != from)
            throw Fault("needs from=, the address that mail comes from.");
        var tls = uri.Scheme == "smtps";
        var security = (tls, startTls) switch
        {
            (true, null) => SecureSocketOptions.SslOnConnect,
            (true, _) => throw Fault("is encrypted from the start with smtps://, which leaves nothing for starttls=."),
            (false, "required") => SecureSocketOptions.StartTls,
            (false, "none") => SecureSocketOptions.None,
            (false, null) => uri.IsLoopback ? SecureSocketOptions.None : SecureSocketOptions.StartTls,
            _ => throw Fault("knows starttls=required and starttls=none."),
        };
        return new(uri.IdnHost, uri.Port > 0 ? uri.Port : tls ? TlsPort : SubmissionPort, security, CredentialOf(uri), from);
    }

    /// <summary>Without the credential, for messages.</summary>
    public override string ToString() => $"{Host}:{Port}";

    private static NetworkCredential? CredentialOf(Uri uri)
    {
        if (uri.UserInfo.Length == 0)
            return null;
        var parts = uri.UserInfo.Split(':', 2);
        return parts.Length == 2 ? new(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : throw Fault("names a user but no password.");
    }

    private static (string? From, string? StartTls) Query(string query)
    {
        string? from = null, startTls = null;
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var value = Uri.UnescapeDataString(parts[^1]);
            switch (parts[0])
            {
                case "from":
                    from = value;
                    break;
                case "starttls":
                    startTls = value;
                    break;
                default:
                    throw Fault("knows the settings from and starttls only.");
            }
        }
        return (from, startTls);
    }

    private static InvalidOperationException Fault(string message) => new($"The SMTP URL {message}");
}
