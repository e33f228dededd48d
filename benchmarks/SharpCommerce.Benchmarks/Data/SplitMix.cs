namespace SharpCommerce.Benchmarks.Data;

/// <summary>A small generator whose numbers depend on the seed alone: the same seed makes the same catalog on every machine and runtime.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public T Of<T>(T[] choices) => choices[Below(choices.Length)];

    /// <summary>A random UUID (version 4), as carts have.</summary>
    public Guid Uuid() => Make((long)(Next() >> 16), version: 0x40);

    /// <summary>A UUID that sorts by its time (version 7), as everything else has.</summary>
    public Guid Uuid(DateTimeOffset time) => Make(time.ToUnixTimeMilliseconds(), version: 0x70);

    private Guid Make(long first48, byte version)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, first48 << 16);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)Next());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | version);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
