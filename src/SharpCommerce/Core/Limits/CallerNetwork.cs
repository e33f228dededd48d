using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SharpCommerce.Core.Limits;

/// <summary>
/// What counts as one caller: an IPv4 address, or the first 64 bits of an IPv6 address, because the rest is the caller's to choose.
/// The two do not meet: no IPv6 network in use begins with 32 zeros, except the machine itself.
/// </summary>
internal readonly record struct CallerNetwork(ulong Prefix)
{
    private const byte LoopbackNet = 127;

    /// <summary>Whether it is this machine.</summary>
    internal bool IsLoopback => Prefix == 0 || Prefix >> 24 == LoopbackNet;

    internal static CallerNetwork Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : address.IsIPv4MappedToIPv6 ? new(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new(BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    /// <summary>Null when there is no address, as in process.</summary>
    internal static CallerNetwork? Parse(string? address) => IPAddress.TryParse(address, out var parsed) ? Of(parsed) : null;
}
