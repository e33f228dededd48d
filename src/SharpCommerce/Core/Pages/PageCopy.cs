using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SharpCommerce.Core.Limits;
using SharpCommerce.Tenants;

namespace SharpCommerce.Core.Pages;

/// <summary>A page as other nodes find it. It says whose it is and what it answers: bytes that say anything else are not believed.</summary>
/// <param name="Body">The answer.</param>
/// <param name="Age">How long ago it was read.</param>
internal sealed record PageCopy(byte[] Body, TimeSpan Age)
{
    private const int HashBytes = 32;
    private const int HeadBytes = 8 + 16 + sizeof(int);

    /// <summary>Another form gets another mark, so that nodes of two versions do not read each other's.</summary>
    private static ReadOnlySpan<byte> Mark => "scpage1\n"u8;

    internal static string NameOf(Id<Tenant> tenantId, string key) => $"t:{tenantId}:page:{SharedKey.Hash(key)}";

    internal static byte[] Write(KeptPage page)
    {
        var key = Encoding.UTF8.GetBytes(page.Key);
        var bytes = new byte[HeadBytes + key.Length + page.Body.Length + HashBytes];
        Head(page.TenantId, key.Length, bytes);
        key.CopyTo(bytes, HeadBytes);
        page.Body.CopyTo(bytes, HeadBytes + key.Length);
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashBytes), bytes.AsSpan(bytes.Length - HashBytes));
        return bytes;
    }

    /// <summary>The body; null when the bytes are not this tenant's answer to this.</summary>
    internal static byte[]? Read(byte[] bytes, Id<Tenant> tenantId, string key)
    {
        var expectedKey = Encoding.UTF8.GetBytes(key);
        var start = HeadBytes + expectedKey.Length;
        var end = bytes.Length - HashBytes;
        if (end < start)
            return null;
        Span<byte> head = stackalloc byte[HeadBytes];
        Head(tenantId, expectedKey.Length, head);
        var itself = bytes.AsSpan(0, HeadBytes).SequenceEqual(head) && bytes.AsSpan(HeadBytes, expectedKey.Length).SequenceEqual(expectedKey)
            && SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end));
        return itself ? bytes[start..end] : null;
    }

    private static void Head(Id<Tenant> tenantId, int keyLength, Span<byte> bytes)
    {
        Mark.CopyTo(bytes);
        tenantId.Value.TryWriteBytes(bytes[Mark.Length..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(HeadBytes - sizeof(int))..], keyLength);
    }
}
