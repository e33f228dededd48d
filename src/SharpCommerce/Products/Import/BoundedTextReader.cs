using System.Text;

namespace SharpCommerce.Products.Import;

/// <summary>Decodes a file and refuses a record that grows beyond a limit, so that a file without line ends cannot fill the memory.</summary>
internal sealed class BoundedTextReader : TextReader
{
    /// <summary>Stands for bytes that are no UTF-8. It is no character of any text, unlike U+FFFD, which a file may rightly contain.</summary>
    public const char Undecodable = '\uFFFF';

    private readonly StreamReader _reader;
    private readonly int _limit;
    private int _sinceRecordStart;

    public BoundedTextReader(Stream stream, int limit)
    {
        var utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Undecodable.ToString()));
        _reader = new StreamReader(stream, utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024, leaveOpen: true);
        _limit = limit;
    }

    public bool AtEnd { get; private set; }

    /// <summary>Stops a read in progress; the parser has no parameter for it.</summary>
    public CancellationToken CancellationToken { get; set; }

    public void StartRecord() => _sinceRecordStart = 0;

    public override int Read(char[] buffer, int index, int count) => Count(_reader.Read(buffer, index, count));

    public override async Task<int> ReadAsync(char[] buffer, int index, int count) =>
        Count(await _reader.ReadAsync(buffer.AsMemory(index, count), CancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) _reader.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        AtEnd = read == 0;
        _sinceRecordStart += read;
        return _sinceRecordStart <= _limit ? read : throw new RecordTooLongException();
    }

    /// <summary>Tells the record reader to stop; it never leaves it.</summary>
    internal sealed class RecordTooLongException : Exception;
}
