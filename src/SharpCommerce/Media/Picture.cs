using System.Buffers.Binary;

namespace SharpCommerce.Media;

/// <summary>What a file's own bytes say of it; what its sender says does not count.</summary>
/// <param name="Format">The kind of picture.</param>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
internal readonly record struct Picture(PictureFormat Format, int Width, int Height)
{
    private const int MaxSide = 20_000;

    /// <summary>Reads the head of a picture; null when it is none, or one that no shop needs.</summary>
    internal static Picture? Read(ReadOnlySpan<byte> file)
    {
        var picture = ReadPng(file) ?? ReadJpeg(file) ?? ReadGif(file) ?? ReadWebp(file) ?? AvifHead.Read(file);
        return picture is { Width: > 0 and <= MaxSide, Height: > 0 and <= MaxSide } ? picture : null;
    }

    // Signature, then the chunk IHDR: length, type, width, height.
    private static Picture? ReadPng(ReadOnlySpan<byte> file) =>
        file.Length >= 33 && file.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && file[12..16].SequenceEqual("IHDR"u8)
            ? new(PictureFormat.Png, BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
            : null;

    private static Picture? ReadGif(ReadOnlySpan<byte> file) =>
        file.Length >= 13 && (file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8))
            ? new(PictureFormat.Gif, BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]))
            : null;

    // Segments follow each other, each with its marker and length, up to the one that begins the frame.
    private static Picture? ReadJpeg(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return null;
        for (var at = 2; at + 9 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            // Fill bytes may stand before a marker.
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            // The frames, without the tables that lie between them: DHT, JPG and DAC.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new(PictureFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }
        return null;
    }

    // A RIFF file whose first chunk says how the picture is stored: lossy, lossless, or extended.
    private static Picture? ReadWebp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 25 || !file.StartsWith("RIFF"u8) || !file[8..12].SequenceEqual("WEBP"u8))
            return null;
        var chunk = file[12..16];
        if (file.Length >= 30 && chunk.SequenceEqual("VP8 "u8) && file[23..26].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return new(PictureFormat.Webp, BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF);
        if (chunk.SequenceEqual("VP8L"u8) && file[20] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return new(PictureFormat.Webp, (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }
        return file.Length >= 30 && chunk.SequenceEqual("VP8X"u8) ? new(PictureFormat.Webp, 1 + UInt24(file[24..]), 1 + UInt24(file[27..])) : null;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
