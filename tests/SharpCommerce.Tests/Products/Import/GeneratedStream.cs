using System.Text;

namespace SharpCommerce.Tests.Products.Import;

/// <summary>A file that is made while it is read, so that a test of memory holds no file itself.</summary>
internal sealed class GeneratedStream(IReadOnlyList<string> head, Func<int, string> part, long length) : Stream
{
    private readonly MemoryStream _block = new();
    private long _position;
    private int _part;
    private bool _started;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_block.Position == _block.Length && !Fill()) return 0;
        var read = _block.Read(buffer);
        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Fill()
    {
        if (_position >= length) return false;
        _block.SetLength(0);
        if (!_started)
            foreach (var text in head) _block.Write(Encoding.UTF8.GetBytes(text));
        _started = true;
        while (_block.Length < 64 * 1024) _block.Write(Encoding.UTF8.GetBytes(part(_part++)));
        _block.Position = 0;
        return true;
    }
}
