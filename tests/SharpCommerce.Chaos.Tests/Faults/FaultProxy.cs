using System.Net;
using System.Net.Sockets;

namespace SharpCommerce.Chaos.Tests.Faults;

/// <summary>Stands between a client and what it calls, and does to the connection what networks do. The fault is changed at any time and holds for open connections, too.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Connection> _open = [];
    private readonly HashSet<Task> _work = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Fault _fault = Fault.None;
    private int _cut;

    internal FaultProxy(IPEndPoint target)
    {
        _target = target;
        _listener.Start();
        Address = (IPEndPoint)_listener.LocalEndpoint;
        Run(AcceptAsync(_listener));
    }

    /// <summary>Where clients connect to.</summary>
    internal IPEndPoint Address { get; }

    /// <summary>How many connections a fault has reset.</summary>
    internal int Cut => _cut;

    internal Fault Fault => _fault;

    internal void Set(Fault fault)
    {
        var before = _fault;
        _fault = fault;
        if (fault.Kind == FaultKind.Refuse && before.Kind != FaultKind.Refuse)
        {
            _listener.Dispose();
            CutAll();
        }
        if (fault.Kind != FaultKind.Refuse && before.Kind == FaultKind.Refuse)
        {
            _listener = new(Address);
            _listener.Start();
            Run(AcceptAsync(_listener));
        }
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>Resets all open connections.</summary>
    internal void CutAll()
    {
        Connection[] all;
        lock (_open)
            all = [.. _open];
        foreach (var connection in all)
            Reset(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        CutAll();
        Task[] running;
        lock (_work)
            running = [.. _work];
        await Task.WhenAll(running);
        _stop.Dispose();
    }

    private void Run(Task task)
    {
        lock (_work)
            _work.Add(task);
        _ = task.ContinueWith(
            ended =>
            {
                lock (_work)
                    _work.Remove(ended);
            },
            TaskScheduler.Default);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                Run(ServeAsync(await listener.AcceptSocketAsync(_stop.Token)));
            }
            catch (Exception stopped) when (stopped is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        var connection = new Connection(client, server);
        lock (_open)
            _open.Add(connection);
        try
        {
            await WhileAsync(FaultKind.Blackhole);
            await server.ConnectAsync(_target, _stop.Token);
            await Task.WhenAll(PumpAsync(connection, client, server, answers: false), PumpAsync(connection, server, client, answers: true));
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset(connection);
        }
        finally
        {
            lock (_open)
                _open.Remove(connection);
            client.Dispose();
        }
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to, bool answers)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _stop.Token)) > 0)
            {
                await WhileAsync(FaultKind.Blackhole);
                await PassAsync(connection, to, buffer.AsMemory(0, read), answers, _fault);
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side is gone; the other hears it in the same way.
            Reset(connection);
        }
    }

    private async Task PassAsync(Connection connection, Socket to, ReadOnlyMemory<byte> bytes, bool answers, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                await Task.Delay(fault.Wait, _stop.Token);
                break;
            case FaultKind.Drip when answers:
                for (var i = 0; i < bytes.Length; i++)
                {
                    await to.SendAsync(bytes.Slice(i, 1), _stop.Token);
                    await Task.Delay(fault.Wait, _stop.Token);
                }
                return;
            case FaultKind.HalfClose when answers:
                to.Shutdown(SocketShutdown.Send);
                await WhileAsync(FaultKind.HalfClose);
                return;
            case FaultKind.ResetAfter when answers:
                var left = Math.Min(bytes.Length, fault.Bytes - connection.Answered);
                if (left > 0)
                    await to.SendAsync(bytes[..left], _stop.Token);
                connection.Answered += bytes.Length;
                if (connection.Answered >= fault.Bytes)
                    CutOff(connection);
                return;
            case FaultKind.CutAnswer when !answers && bytes.Span.IndexOf(fault.Text) >= 0:
                connection.Deaf = true;
                await to.SendAsync(bytes, _stop.Token);
                await Task.Delay(fault.Wait, _stop.Token);
                CutOff(connection);
                return;
        }
        if (!(answers && connection.Deaf))
            await to.SendAsync(bytes, _stop.Token);
    }

    private void CutOff(Connection connection)
    {
        Interlocked.Increment(ref _cut);
        Reset(connection);
    }

    /// <summary>Waits as long as the fault is of a kind.</summary>
    private async Task WhileAsync(FaultKind kind)
    {
        while (true)
        {
            // Before the look, so that no change between the two is missed.
            var changed = Volatile.Read(ref _changed).Task;
            if (_fault.Kind != kind)
                return;
            await changed.WaitAsync(_stop.Token);
        }
    }

    private static void Reset(Connection connection)
    {
        foreach (var socket in (Socket[])[connection.Client, connection.Server])
        {
            try
            {
                socket.LingerState = new(true, 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // The other pump was faster.
            }
            socket.Dispose();
        }
    }

    private sealed class Connection(Socket client, Socket server)
    {
        internal Socket Client { get; } = client;

        internal Socket Server { get; } = server;

        internal int Answered { get; set; }

        internal volatile bool Deaf;
    }
}
