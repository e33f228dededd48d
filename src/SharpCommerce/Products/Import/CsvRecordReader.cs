using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace SharpCommerce.Products.Import;

/// <summary>Reads the records of an RFC 4180 file one after the other and says on which line each starts. It holds one record at a time.</summary>
internal sealed class CsvRecordReader : IDisposable
{
    public const int MaxCellCharacters = 1024 * 1024;
    public const int MaxRecordCharacters = 2 * 1024 * 1024;

    private readonly BoundedTextReader _text;
    private readonly CsvParser _parser;
    private bool _badQuotes;

    public CsvRecordReader(Stream stream)
    {
        _text = new(stream, MaxRecordCharacters);
        _parser = new(_text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            // A blank line is a record here, so that the line on which the next one starts stays known.
            IgnoreBlankLines = false,
            BufferSize = 16 * 1024,
            MaxFieldSize = MaxCellCharacters,
            BadDataFound = _ => _badQuotes = true,
        });
    }

    /// <summary>The line on which the current record starts, from 1.</summary>
    public int Line { get; private set; }

    public string[] Cells { get; private set; } = [];

    /// <summary>What is wrong with the current record's quotes, so that its cells cannot be trusted; or null.</summary>
    public string? Malformed { get; private set; }

    /// <summary>Why reading stopped before the end of the file, at the record that starts on <see cref="Line"/>; or null.</summary>
    public string? Fatal { get; private set; }

    /// <summary>Goes on to the next record that is not a blank line; false at the end of the file or with <see cref="Fatal"/>.</summary>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        _text.CancellationToken = cancellationToken;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            Line = _parser.RawRow + 1;
            _text.StartRecord();
            try
            {
                if (!await _parser.ReadAsync()) return false;
            }
            catch (MaxFieldSizeException)
            {
                Fatal = "A cell has more than 1,048,576 characters, most likely because a double quote opens it and never closes. Nothing from this row on was read.";
                return false;
            }
            catch (BoundedTextReader.RecordTooLongException)
            {
                Fatal = "The row has more than 2,097,152 characters. Nothing from this row on was read.";
                return false;
            }

            _badQuotes = false;
            Cells = _parser.Record ?? [];
            Malformed = Quotes();
        }
        while (Array.TrueForAll(Cells, string.IsNullOrWhiteSpace));
        return true;
    }

    public void Dispose() => _parser.Dispose();

    private string? Quotes()
    {
        // The parser closes an open quote at the end of the file; only the count tells then.
        if (_text.AtEnd && _parser.RawRecord.AsSpan().Count('"') % 2 != 0)
            return "A double quote opens a cell in this row and never closes, so the rest of the file was read as one cell.";
        return _badQuotes
            ? "The row has a double quote in a wrong place. Put a cell that contains one between double quotes and write it twice inside."
            : null;
    }
}
