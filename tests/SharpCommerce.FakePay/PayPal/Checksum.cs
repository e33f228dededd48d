namespace SharpCommerce.FakePay.PayPal;

/// <summary>CRC-32 as PayPal's signatures have it (ISO-HDLC), written out so that the fake needs no package.</summary>
internal static class Checksum
{
    private const uint Polynomial = 0xEDB88320;

    internal static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 1 ? (sum >> 1) ^ Polynomial : sum >> 1;
        }
        return ~sum;
    }
}
