using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace SharpCommerce.Chaos.Tests.Faults;

public sealed class FaultProxyTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Without_a_fault_everything_passes_both_ways_and_to_its_end()
    {
        await using var line = await Line.OpenAsync();
        var sent = new byte[300_000];
        for (var i = 0; i < sent.Length; i++)
            sent[i] = (byte)(i * 31);

        var sending = line.Client.SendAsync(sent);
        var received = await ReadAsync(line.Client, sent.Length);

        Assert.Equal(sent.Length, await sending);
        Assert.Equal(sent, received);
        line.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await line.Client.ReceiveAsync(new byte[1]).WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_delay_holds_every_piece_back()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Set(Fault.Delay(TimeSpan.FromMilliseconds(150)));
        var watch = Stopwatch.StartNew();
        Assert.Equal("ping", await line.EchoAsync("ping"));
        // There and back.
        Assert.True(watch.ElapsedMilliseconds >= 290, $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public async Task A_black_hole_swallows_open_and_new_connections_until_it_is_over()
    {
        await using var line = await Line.OpenAsync();
        Assert.Equal("a", await line.EchoAsync("a"));
        line.Proxy.Set(Fault.Blackhole);
        var open = line.EchoAsync("b");
        using var late = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await late.ConnectAsync(line.Proxy.Address, TestContext.Current.CancellationToken);
        await late.SendAsync("c"u8.ToArray());
        var fresh = ReadAsync(late, 1);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(open.IsCompleted || fresh.IsCompleted);

        line.Proxy.Set(Fault.None);

        Assert.Equal("b", await open.WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal("c"u8.ToArray(), await fresh.WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Refusing_it_resets_what_is_open_takes_nothing_new_and_is_back_at_the_same_address()
    {
        await using var line = await Line.OpenAsync();
        Assert.Equal("a", await line.EchoAsync("a"));
        line.Proxy.Set(Fault.Refuse);
        await Assert.ThrowsAsync<SocketException>(() => line.EchoAsync("b"));
        using var refused = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var failure = await Assert.ThrowsAsync<SocketException>(() => refused.ConnectAsync(line.Proxy.Address, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);

        line.Proxy.Set(Fault.None);

        await line.ConnectAsync();
        Assert.Equal("c", await line.EchoAsync("c"));
    }

    [Fact]
    public async Task A_reset_comes_after_the_bytes_that_were_promised()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Set(Fault.ResetAfter(10));
        await line.Client.SendAsync("0123456789abcdef"u8.ToArray());
        Assert.Equal("0123456789", Encoding.ASCII.GetString(await ReadAsync(line.Client, 10)));
        await Assert.ThrowsAsync<SocketException>(async () => await line.Client.ReceiveAsync(new byte[1]));
        Assert.Equal(1, line.Proxy.Cut);
    }

    [Fact]
    public async Task Answers_drip()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Set(Fault.Drip(TimeSpan.FromMilliseconds(40)));
        var watch = Stopwatch.StartNew();
        Assert.Equal("drip", await line.EchoAsync("drip"));
        Assert.True(watch.ElapsedMilliseconds >= 110, $"It took {watch.ElapsedMilliseconds} ms.");
    }

    [Fact]
    public async Task Half_closed_it_says_that_nothing_more_comes_and_still_takes_what_is_sent()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Set(Fault.HalfClose);
        await line.Client.SendAsync("ping"u8.ToArray());
        Assert.Equal(0, await line.Client.ReceiveAsync(new byte[1]).WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal(4, await line.Client.SendAsync("pong"u8.ToArray()));
        await line.ServerHasAsync("pingpong");
    }

    [Fact]
    public async Task What_the_text_asked_for_is_done_and_its_answer_never_arrives()
    {
        await using var line = await Line.OpenAsync();
        line.Proxy.Set(Fault.CutAnswer("COMMIT", TimeSpan.FromMilliseconds(50)));
        Assert.Equal("BEGIN", await line.EchoAsync("BEGIN"));
        await Assert.ThrowsAsync<SocketException>(() => line.EchoAsync("COMMIT"));
        await line.ServerHasAsync("BEGINCOMMIT");
        Assert.Equal(1, line.Proxy.Cut);
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var got = await socket.ReceiveAsync(bytes.AsMemory(read)).AsTask().WaitAsync(Soon);
            if (got == 0)
                return bytes[..read];
            read += got;
        }
        return bytes;
    }

    /// <summary>A client, the proxy, and a server that gives back what it gets.</summary>
    private sealed class Line : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly StringBuilder _received = new();
        private readonly Task _serving;

        private Line()
        {
            _listener.Start();
            _serving = ServeAsync();
            Proxy = new((IPEndPoint)_listener.LocalEndpoint);
        }

        internal FaultProxy Proxy { get; }

        internal Socket Client { get; private set; } = new(SocketType.Stream, ProtocolType.Tcp);

        internal static async Task<Line> OpenAsync()
        {
            var line = new Line();
            await line.ConnectAsync();
            return line;
        }

        internal async Task ConnectAsync()
        {
            Client.Dispose();
            Client = new(SocketType.Stream, ProtocolType.Tcp);
            await Client.ConnectAsync(Proxy.Address);
        }

        internal async Task<string> EchoAsync(string text)
        {
            await Client.SendAsync(Encoding.ASCII.GetBytes(text));
            return Encoding.ASCII.GetString(await ReadAsync(Client, text.Length));
        }

        internal async Task ServerHasAsync(string text)
        {
            for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10))
            {
                lock (_received)
                {
                    if (_received.ToString() == text)
                        return;
                    Assert.True(watch.Elapsed < Soon, $"The server got '{_received}'.");
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Proxy.DisposeAsync();
            _listener.Dispose();
            await _serving;
        }

        private async Task ServeAsync()
        {
            var connections = new List<Task>();
            while (true)
            {
                try
                {
                    connections.Add(EchoAsync(await _listener.AcceptSocketAsync()));
                }
                catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
                {
                    break;
                }
            }
            await Task.WhenAll(connections);
        }

        private async Task EchoAsync(Socket socket)
        {
            using (socket)
            {
                var buffer = new byte[4096];
                try
                {
                    int read;
                    while ((read = await socket.ReceiveAsync(buffer)) > 0)
                    {
                        lock (_received)
                            _received.Append(Encoding.ASCII.GetString(buffer, 0, read));
                        await socket.SendAsync(buffer.AsMemory(0, read));
                    }
                }
                catch (SocketException)
                {
                    // Reset, as tests want it.
                }
            }
        }
    }
}
