using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SharpCommerce.Orders;

/// <summary>The token by which a guest reads an order. Given out once, stored as a hash: its 256 random bits need no salt.</summary>
internal static class OrderAccess
{
    private const int TokenBytes = 32;

    internal static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    internal static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>What a database is asked for: the time that a comparison of hashes takes tells nothing of the token.</summary>
    internal static byte[]? HashOf(string? token) => token is null ? null : Hash(token);
}
