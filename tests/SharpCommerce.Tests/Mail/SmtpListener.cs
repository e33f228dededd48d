using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SharpCommerce.Tests.Mail;

/// <summary>A mail server on the loopback that takes everything and keeps it; or, as long as it is told so, refuses.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    internal SmtpListener()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What arrived: the lines of the envelope, then those of the message.</summary>
    internal ConcurrentQueue<(List<string> Envelope, string Data)> Received { get; } = [];

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal int Refusals { get; set; }

    internal int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                await TalkAsync(client);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        var envelope = new List<string>();
        await writer.WriteLineAsync(Refusals > 0 ? "421 not now, ada@example.com" : "220 test");
        if (Refusals > 0)
        {
            Refusals--;
            return;
        }
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            envelope.Add(line);
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteAsync("250-test\r\n250-AUTH PLAIN\r\n250 SMTPUTF8\r\n");
                    break;
                case "AUTH":
                    await writer.WriteLineAsync("235 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var data = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } text && text != ".")
                        data.Append(text).Append('\n');
                    Received.Enqueue((envelope, data.ToString()));
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }
}
