using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using SharpCommerce.Core.Mail;
using SharpCommerce.Mail.Smtp;
using SharpCommerce.Server;
using SharpCommerce.Tests.Engines;
using Xunit;

namespace SharpCommerce.Tests.Mail;

public sealed class MailTests
{
    private const string Password = "p@ss-w0rd";

    [Fact]
    public async Task A_message_arrives_with_its_headers_and_in_every_script()
    {
        await using var listener = new SmtpListener();
        await Sender(listener).SendAsync(
            new() { Purpose = "password_reset", To = "ada@example.com", Subject = "Paßwort 🔑 для Ады", TextBody = "Grüße\n.\nEnde", HtmlBody = "<p>Grüße</p>", FromName = "Bücher & Mehr" },
            TestContext.Current.CancellationToken);

        var (envelope, data) = Assert.Single(listener.Received);
        Assert.Contains("MAIL FROM:<shop@example.com>", envelope.Select(line => line.Split(' ') is [var first, var second, ..] ? $"{first} {second}" : line));
        Assert.Contains(envelope, line => line.StartsWith("RCPT TO:<ada@example.com>", StringComparison.Ordinal));
        Assert.Contains(envelope, line => line.StartsWith("AUTH PLAIN", StringComparison.Ordinal));
        using var mail = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(data)), TestContext.Current.CancellationToken);
        Assert.Equal(("Paßwort 🔑 для Ады", "Bücher & Mehr", "shop@example.com", "ada@example.com"), (mail.Subject, mail.From.Mailboxes.Single().Name, mail.From.Mailboxes.Single().Address, mail.To.Mailboxes.Single().Address));
        Assert.Equal(("Grüße", "<p>Grüße</p>", "auto-generated"), (mail.TextBody!.Split('\n')[0].Trim(), mail.HtmlBody!.Trim(), mail.Headers["Auto-Submitted"]));
        Assert.Matches("^[0-9a-f]{32}@example.com$", mail.MessageId);
    }

    [Fact]
    public void Nobody_can_put_a_header_or_another_recipient_into_a_message()
    {
        EmailMessage Make(string to = "a@b.example", string subject = "S", string name = "N") => new() { Purpose = "test", To = to, Subject = subject, TextBody = "T", FromName = name };
        Make();
        foreach (var bad in (string[])["A\r\nBcc: eve@example.com", "A\nB", "A\rB", "A\0", "A\u0085B", "\ud800", new string('a', 500)])
        {
            Assert.Throws<CommerceException>(() => Make(subject: bad));
            Assert.Throws<CommerceException>(() => Make(name: bad));
            Assert.Throws<CommerceException>(() => Make(to: bad + "@b.example"));
        }
        foreach (var bad in (string[])["", "a", "@b.example", "a@", "a@b@c", "a@b.example, eve@b.example", "a@b.example;eve@b.example", "Ada <a@b.example>", "a@b.example>\r\nRCPT TO:<eve@b.example"])
            Assert.Throws<CommerceException>(() => Make(to: bad));
    }

    [Fact]
    public async Task A_server_that_is_down_is_asked_again_and_the_log_holds_no_address()
    {
        await using var listener = new SmtpListener { Refusals = 2 };
        var log = new Lines<EmailQueue>();
        await using var queue = new EmailQueue(Sender(listener), TimeProvider.System, log, [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(30)]);
        await queue.SendAsync(Message(1), TestContext.Current.CancellationToken);
        await WaitAsync(() => !listener.Received.IsEmpty);
        await queue.StopAsync(CancellationToken.None);

        Assert.Single(listener.Received);
        Assert.Equal(3, listener.Connections);
        Assert.Equal(2, log.Written.Count(line => line.Contains("could not be sent at try", StringComparison.Ordinal)));
        Assert.All(log.Written, line => Assert.DoesNotContain("@", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_stays_down_is_given_up_and_does_not_hold_up_others()
    {
        await using var listener = new SmtpListener { Refusals = 1_000 };
        var log = new Lines<EmailQueue>();
        await using var queue = new EmailQueue(Sender(listener), TimeProvider.System, log, [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero]);
        await queue.SendAsync(Message(1), TestContext.Current.CancellationToken);
        await WaitAsync(() => listener.Connections >= 4);
        listener.Refusals = 0;
        await queue.SendAsync(Message(2), TestContext.Current.CancellationToken);
        await WaitAsync(() => !listener.Received.IsEmpty);

        Assert.Equal(5, listener.Connections);
    }

    [Fact]
    public async Task The_caller_does_not_wait_and_what_waits_is_bounded()
    {
        var gate = new TaskCompletionSource();
        var slow = new Slow(gate.Task);
        var log = new Lines<EmailQueue>();
        await using var queue = new EmailQueue(slow, TimeProvider.System, log);
        for (var i = 0; i < EmailQueue.Capacity + 5; i++)
            Assert.True(queue.SendAsync(Message(i), TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        Assert.Equal(5, log.Written.Count(line => line.Contains("dropped", StringComparison.Ordinal)));
        gate.SetResult();
        await queue.StopAsync(CancellationToken.None);
        Assert.Equal(EmailQueue.Capacity, slow.Sent);
    }

    [Theory]
    [InlineData("http://h?from=a@b.example")]
    [InlineData("smtp://h")]
    [InlineData("smtp://user:" + Password + "@h?from=nobody")]
    [InlineData("smtp://user:" + Password + "@h?from=a@b.example%0d%0aBcc:c@d.example")]
    [InlineData("smtp://user@h?from=a@b.example")]
    [InlineData("smtp://user:" + Password + "@h?from=a@b.example&starttls=maybe")]
    [InlineData("smtps://user:" + Password + "@h?from=a@b.example&starttls=none")]
    [InlineData("smtp://user:" + Password + "@h?from=a@b.example&x=y")]
    public void A_URL_that_cannot_be_used_is_refused_without_being_shown(string url) =>
        Assert.DoesNotContain(Password, Assert.Throws<InvalidOperationException>(() => SmtpAddress.Parse(url)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("smtp://mail.example.com?from=a@b.example", 587, "StartTls")]
    [InlineData("smtp://mail.example.com:25?from=a@b.example&starttls=none", 25, "None")]
    [InlineData("smtp://localhost:2525?from=a@b.example", 2525, "None")]
    [InlineData("smtp://127.0.0.1:2525?from=a@b.example&starttls=required", 2525, "StartTls")]
    [InlineData("smtps://mail.example.com?from=a@b.example", 465, "SslOnConnect")]
    public void Encryption_is_demanded_unless_it_is_given_up(string url, int port, string security)
    {
        var address = SmtpAddress.Parse(url);
        Assert.Equal((port, security), (address.Port, address.Security.ToString()));
        Assert.DoesNotContain("secret", SmtpAddress.Parse("smtp://u:secret@h?from=a@b.example").ToString(), StringComparison.Ordinal);
    }

    [Theory, EachEngine]
    public async Task The_mailbox_shows_what_was_not_sent_to_tests_by_tenant_and_address(Engine engine)
    {
        await using var shop = await TestShop.OpenAsync(engine);
        var sender = shop.Server.Services.GetRequiredService<IEmailSender>();
        foreach (var to in (string[])["ada@example.com", "eve@example.com"])
            await sender.SendAsync(new() { Tenant = shop.Tenant, Purpose = "test", To = to, Subject = "<script>alert(1)</script>", TextBody = "<b>&" }, TestContext.Current.CancellationToken);

        var found = (await shop.Http.GetOkAsync($"/dev/mail.json?tenant={shop.Tenant.Slug}&to=ADA@example.com")).List("items");
        Assert.Equal(("ada@example.com", "Test", "test", shop.Tenant.Slug), (found.Single().Text("to"), found[0].Text("fromName"), found[0].Text("purpose"), found[0].Text("tenant")));
        Assert.Equal(2, (await shop.Http.GetOkAsync($"/dev/mail.json?tenant={shop.Tenant.Slug}")).List("items").Count);

        var page = (await shop.Http.ReadAsync("/dev/mail")).Expect(200);
        Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mailbox_is_bounded_and_its_log_holds_no_address()
    {
        var log = new Lines<DevelopmentMailbox>();
        var mailbox = new DevelopmentMailbox(TimeProvider.System, log);
        for (var i = 0; i < DevelopmentMailbox.Capacity + 20; i++)
            await mailbox.SendAsync(Message(i), TestContext.Current.CancellationToken);
        Assert.Equal((DevelopmentMailbox.Capacity, "119", "20"), (mailbox.Messages.Count, mailbox.Messages[0].Message.Subject, mailbox.Messages[^1].Message.Subject));
        Assert.All(log.Written, line => Assert.DoesNotContain("@", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", 404)]
    [InlineData("Staging", 404)]
    [InlineData("Development", 200)]
    public async Task The_mailbox_exists_for_developers_only(string environment, int status)
    {
        await using var app = CommerceServer.Build(["--environment", environment], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATA_DIRECTORY"] = TestDatabases.NewFolder(),
            ["SEED_DEMO"] = "false",
            ["DRAIN_SECONDS"] = "0",
            ["urls"] = "http://127.0.0.1:0",
        }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new(app.Urls.First()) };
        foreach (var path in (string[])["/dev/mail", "/dev/mail.json"])
            Assert.Equal(status, (int)(await client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_server_with_SMTP_URL_sends_through_it_and_has_no_mailbox()
    {
        await using var listener = new SmtpListener();
        await using var server = await TestServer.StartAsync(Engine.Sqlite, ("SMTP_URL", Url(listener)));
        await server.Services.GetRequiredService<IEmailSender>().SendAsync(Message(7), TestContext.Current.CancellationToken);
        await WaitAsync(() => !listener.Received.IsEmpty);
        (await server.Platform.ReadAsync("/dev/mail.json")).ExpectProblem(404, "not_found");
    }

    private static string Url(SmtpListener listener) => $"smtp://user:{Uri.EscapeDataString(Password)}@127.0.0.1:{listener.Port}?from=shop@example.com";

    private static SmtpSender Sender(SmtpListener listener) => new(SmtpAddress.Parse(Url(listener)), TimeProvider.System);

    private static EmailMessage Message(int number) => new() { Purpose = "test", To = "ada@example.com", Subject = $"{number}", TextBody = "https://shop.example.com/reset?token=secret" };

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(condition());
    }

    private sealed class Slow(Task gate) : IEmailSender
    {
        internal int Sent { get; private set; }

        public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken = default)
        {
            await gate;
            Sent++;
        }
    }

    private sealed class Lines<T> : ILogger<T>
    {
        internal ConcurrentQueue<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
