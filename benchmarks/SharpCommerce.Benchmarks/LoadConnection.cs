using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SharpCommerce.Benchmarks;

/// <summary>One keep-alive connection of the load generator and the request that is on its way. Never blocks except to connect.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly IPEndPoint _server;
    private readonly Linux.Poller _poller;
    private readonly byte[] _buffer = new byte[32 * 1024];

    private Socket _socket;

    // How many bytes in the buffer wait for more behind them.
    private int _buffered;
    private ReadOnlyMemory<byte> _unsent;
    private bool _awaitsWritable;

    public LoadConnection(int index, IPEndPoint server, Linux.Poller poller)
    {
        Index = index;
        _server = server;
        _poller = poller;
        _socket = Connect();
    }

    public int Index { get; }

    public HttpResponseParser Parser { get; } = new();

    public bool IsBusy { get; set; }

    public long Number { get; set; }

    /// <summary>In open loop, what the request is an attempt of.</summary>
    public Arrival Arrival { get; set; }

    /// <summary>When the request was sent, in open loop when it should have been, as a <see cref="Stopwatch"/> timestamp.</summary>
    public long Started { get; private set; }

    /// <summary>Replaces the connection by a new one.</summary>
    public void Open()
    {
        _socket.Dispose();
        _buffered = 0;
        _awaitsWritable = false;
        _socket = Connect();
    }

    public void Send(ReadOnlyMemory<byte> request, long started)
    {
        _unsent = request;
        Parser.Reset();
        IsBusy = true;
        Started = started;
        SendRest();
    }

    /// <summary>Sends and receives what is possible now. Null: nothing came; 0: the server closed the connection.</summary>
    public int? Receive()
    {
        if (_awaitsWritable)
        {
            SendRest();
        }

        int received = _socket.Receive(_buffer.AsSpan(_buffered), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return null;
        }

        if (received == 0 || error != SocketError.Success)
        {
            return 0;
        }

        int available = _buffered + received;
        int consumed = Parser.Consume(_buffer.AsSpan(0, available));
        _buffered = available - consumed;
        if (_buffered > 0)
        {
            if (Parser.IsComplete)
            {
                throw new InvalidDataException("The server sent more than it announced.");
            }

            if (_buffered == _buffer.Length)
            {
                throw new InvalidDataException("The response's headers do not fit the buffer.");
            }

            _buffer.AsSpan(consumed, _buffered).CopyTo(_buffer);
        }

        return received;
    }

    public void Dispose() => _socket.Dispose();

    private Socket Connect()
    {
        Socket socket = new(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(_server);
        socket.Blocking = false;
        _poller.Add(socket, Index);
        return socket;
    }

    private void SendRest()
    {
        while (_unsent.Length > 0)
        {
            int sent = _socket.Send(_unsent.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                break;
            }

            // A broken connection is noticed, and counted, by the receiving side.
            _unsent = error == SocketError.Success ? _unsent[sent..] : default;
        }

        bool awaitWritable = _unsent.Length > 0;
        if (awaitWritable != _awaitsWritable)
        {
            _awaitsWritable = awaitWritable;
            _poller.Change(_socket, Index, awaitWritable);
        }
    }
}
