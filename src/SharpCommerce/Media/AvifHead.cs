using System.Buffers.Binary;

namespace SharpCommerce.Media;

/// <summary>Reads the boxes of an AVIF file (ISO/IEC 14496-12 and 23008-12) as far as the size of its picture.</summary>
internal static class AvifHead
{
    private const int BoxHead = 8;

    // Of a full box: version and flags.
    private const int FullBoxHead = 4;

    internal static Picture? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 16 || !file[4..8].SequenceEqual("ftyp"u8) || Find(file, "ftyp"u8) is not { Length: >= 8 } type || !IsAvif(type))
            return null;
        var meta = Find(file, "meta"u8);
        if (meta.Length < FullBoxHead)
            return null;
        var properties = Find(Find(meta[FullBoxHead..], "iprp"u8), "ipco"u8);
        // Thumbnails and transparency have sizes of their own; the picture's is the largest.
        Picture? largest = null;
        for (var at = 0; SizeAt(properties, at) is > 0 and var size; at += size)
        {
            var content = properties[(at + BoxHead)..(at + size)];
            if (!properties[(at + 4)..(at + BoxHead)].SequenceEqual("ispe"u8) || content.Length < FullBoxHead + 8)
                continue;
            var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content[FullBoxHead..]), BinaryPrimitives.ReadInt32BigEndian(content[(FullBoxHead + 4)..]));
            if (largest is null || (long)width * height > (long)largest.Value.Width * largest.Value.Height)
                largest = new(PictureFormat.Avif, width, height);
        }
        return largest;
    }

    // The major brand, a version, then the compatible brands.
    private static bool IsAvif(ReadOnlySpan<byte> type)
    {
        for (var at = 0; at + 4 <= type.Length; at += 4)
        {
            if (at != 4 && type[at..(at + 4)] is var brand && (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8)))
                return true;
        }
        return false;
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> boxes, scoped ReadOnlySpan<byte> wanted)
    {
        for (var at = 0; SizeAt(boxes, at) is > 0 and var size; at += size)
        {
            if (boxes[(at + 4)..(at + BoxHead)].SequenceEqual(wanted))
                return boxes[(at + BoxHead)..(at + size)];
        }
        return [];
    }

    /// <summary>The size of the box there; 0 when there is none that is whole.</summary>
    private static int SizeAt(ReadOnlySpan<byte> boxes, int at)
    {
        if (boxes.Length - at < BoxHead)
            return 0;
        var size = BinaryPrimitives.ReadUInt32BigEndian(boxes[at..]);
        // Sizes of 64 bits (1) and up to the end of the file (0) occur with the picture's data alone, which comes last.
        return size < BoxHead || size > boxes.Length - at ? 0 : (int)size;
    }
}
