using Microsoft.Extensions.Logging;

namespace SharpCommerce.Core.Mail;

/// <summary>Where mail goes when nobody said how to send it: the last hundred messages stay in memory, for developers and tests.</summary>
internal sealed partial class DevelopmentMailbox(TimeProvider clock, ILogger<DevelopmentMailbox> logger) : IEmailSender
{
    internal const int Capacity = 100;

    private readonly Queue<ReceivedEmail> _messages = new(Capacity);

    /// <summary>What is kept, the last first.</summary>
    internal IReadOnlyList<ReceivedEmail> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages.Reverse()];
        }
    }

    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        lock (_messages)
        {
            if (_messages.Count == Capacity)
                _messages.Dequeue();
            _messages.Enqueue(new(message, clock.Now()));
        }
        LogKept(message.Purpose, message.Id);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail is not configured: {Purpose} {MessageId} is not sent")]
    private partial void LogKept(string purpose, string messageId);
}

internal sealed record ReceivedEmail(EmailMessage Message, DateTimeOffset ReceivedAt);
