using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SharpCommerce.Benchmarks;

/// <summary>Finds out where an HTTP/1.1 response ends and what its status is. Everything else is skipped, the body unread.</summary>
internal sealed class HttpResponseParser
{
    private State _state;
    private long _remaining;

    private enum State
    {
        Headers,
        Body,
        BodyUntilClose,
        ChunkSize,
        Chunk,
        Trailers,
        Complete,
    }

    public int Status { get; private set; }

    public bool IsComplete => _state == State.Complete;

    /// <summary>Whether the server closes the connection after this response.</summary>
    public bool Closes { get; private set; }

    /// <summary>Whether the response says when to come back.</summary>
    public bool HasRetryAfter { get; private set; }

    /// <summary>Whether the connection's end is this response's end.</summary>
    public bool EndsByClosing => _state == State.BodyUntilClose;

    public void Reset()
    {
        _state = State.Headers;
        Closes = false;
        HasRetryAfter = false;
        Status = 0;
    }

    /// <summary>Takes what it can of the received bytes and says how many; the rest has to be offered again with more behind it.</summary>
    public int Consume(ReadOnlySpan<byte> received)
    {
        int consumed = 0;
        while (_state != State.Complete)
        {
            int step = Step(received[consumed..]);
            if (step == 0)
            {
                break;
            }

            consumed += step;
        }

        return consumed;
    }

    private int Step(ReadOnlySpan<byte> received) => _state switch
    {
        State.Headers => Headers(received),
        State.Body => Skip(received, State.Complete),
        State.BodyUntilClose => received.Length,
        State.ChunkSize => ChunkSize(received),
        State.Chunk => Skip(received, State.ChunkSize),
        State.Trailers => Trailer(received),
        _ => 0,
    };

    private int Headers(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        ReadOnlySpan<byte> head = received[..end];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _))
        {
            throw new InvalidDataException("Not an HTTP/1.1 response.");
        }

        Status = status;
        bool chunked = false;
        long? length = null;
        foreach (Range line in head.Split("\r\n"u8))
        {
            ReadOnlySpan<byte> header = head[line];
            if (Value(header, "content-length:"u8, out ReadOnlySpan<byte> value))
            {
                length = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
            }
            else if (Value(header, "transfer-encoding:"u8, out value))
            {
                chunked = Ascii.EqualsIgnoreCase(value, "chunked"u8);
            }
            else if (Value(header, "connection:"u8, out value))
            {
                Closes = Ascii.EqualsIgnoreCase(value, "close"u8);
            }
            else if (Value(header, "retry-after:"u8, out _))
            {
                HasRetryAfter = true;
            }
        }

        if (status is >= 100 and < 200)
        {
            // Informational: the response itself is still to come.
            return end + 4;
        }

        _remaining = length ?? 0;
        _state = status is 204 or 304 || length == 0 ? State.Complete
            : chunked ? State.ChunkSize
            : length is not null ? State.Body
            : State.BodyUntilClose;
        return end + 4;
    }

    private static bool Value(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        bool matches = header.Length > name.Length && Ascii.EqualsIgnoreCase(header[..name.Length], name);
        value = matches ? header[name.Length..].Trim(" \t"u8) : default;
        return matches;
    }

    private int Skip(ReadOnlySpan<byte> received, State next)
    {
        int skipped = (int)Math.Min(received.Length, _remaining);
        _remaining -= skipped;
        if (_remaining == 0)
        {
            _state = next;
        }

        return skipped;
    }

    private int ChunkSize(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        if (!Utf8Parser.TryParse(received[..end], out long size, out _, 'x'))
        {
            throw new InvalidDataException("Not a chunk's size.");
        }

        // The line end behind a chunk is skipped with it.
        _remaining = size + 2;
        _state = size == 0 ? State.Trailers : State.Chunk;
        return end + 2;
    }

    private int Trailer(ReadOnlySpan<byte> received)
    {
        int end = received.IndexOf("\r\n"u8);
        if (end == 0)
        {
            _state = State.Complete;
        }

        return end + (end < 0 ? 1 : 2);
    }
}
