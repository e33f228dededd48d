using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharpCommerce.Core.Telemetry;

namespace SharpCommerce.Core.Mail;

/// <summary>Takes messages in memory, sends them one after the other in the background, and tries again what could not be sent. A crash loses what it holds.</summary>
internal sealed partial class EmailQueue : IEmailSender, IHostedService, IAsyncDisposable
{
    internal const int Capacity = 1_000;
    private static readonly TimeSpan[] DefaultDelays = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(3)];

    private readonly IEmailSender _sender;
    private readonly TimeProvider _clock;
    private readonly ILogger<EmailQueue> _logger;
    private readonly TimeSpan[] _delays;
    private readonly Channel<Entry> _waiting = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _worker;
    // Those that wait for another try count, too: a mail server that is down must not fill the memory.
    private int _held;

    internal EmailQueue(IEmailSender sender, TimeProvider clock, ILogger<EmailQueue> logger, TimeSpan[]? delays = null)
    {
        (_sender, _clock, _logger, _delays) = (sender, clock, logger, delays ?? DefaultDelays);
        // Not by the host: the SDK sends in process as well, where nobody starts services. Nor for whoever sends first: their request is not the worker's.
        using (ExecutionContext.SuppressFlow())
            _worker = Task.Run(RunAsync);
    }

    public Task SendAsync(EmailMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Interlocked.Increment(ref _held) > Capacity || !_waiting.Writer.TryWrite(new(message, Attempt: 0)))
        {
            Interlocked.Decrement(ref _held);
            CommerceMetrics.Mail(message.Purpose, "dropped");
            LogDropped(message.Purpose, message.Id);
            return Task.CompletedTask;
        }
        CommerceMetrics.MailWaits(1);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what waits for its first try, for as long as the host allows.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await using var hurry = cancellationToken.Register(_stopping.Cancel);
        await _worker;
        if (_held > 0)
            LogLost(_held);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _worker;
        // Not disposed: tries that were put off may still look at its token.
    }

    private async Task RunAsync()
    {
        await foreach (var entry in _waiting.Reader.ReadAllAsync())
        {
            using var scope = _logger.BeginScope(new LogScope { Tenant = entry.Message.Tenant, Work = "mail", WorkId = entry.Message.Id });
            try
            {
                await _sender.SendAsync(entry.Message, _stopping.Token);
                Ended(entry.Message, "sent");
                LogSent(entry.Message.Purpose, entry.Message.Id);
            }
            catch (Exception failure)
            {
                Failed(entry, failure);
            }
        }
    }

    private void Failed(Entry entry, Exception failure)
    {
        if (_stopping.IsCancellationRequested)
            return;
        // The kind of failure only: what mail servers say names addresses.
        LogFailed(entry.Message.Purpose, entry.Message.Id, entry.Attempt + 1, failure.GetType().Name);
        if (entry.Attempt >= _delays.Length)
        {
            Ended(entry.Message, "given_up");
            return;
        }
        CommerceMetrics.Mail(entry.Message.Purpose, "failed");
        _ = RetryAsync(entry);
    }

    private void Ended(EmailMessage message, string outcome)
    {
        Interlocked.Decrement(ref _held);
        CommerceMetrics.MailWaits(-1);
        CommerceMetrics.Mail(message.Purpose, outcome);
    }

    private async Task RetryAsync(Entry entry)
    {
        await Task.Delay(_delays[entry.Attempt], _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _waiting.Writer.TryWrite(entry with { Attempt = entry.Attempt + 1 });
    }

    private sealed record Entry(EmailMessage Message, int Attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Purpose} {MessageId} is sent")]
    private partial void LogSent(string purpose, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Purpose} {MessageId} could not be sent at try {Attempt}: {Failure}")]
    private partial void LogFailed(string purpose, string messageId, int attempt, string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Purpose} {MessageId} is dropped: too many messages wait for the mail server")]
    private partial void LogDropped(string purpose, string messageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The server stops, and {Count} messages that could not be sent are lost")]
    private partial void LogLost(int count);
}
