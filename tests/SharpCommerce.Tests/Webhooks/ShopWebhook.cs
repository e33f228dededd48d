using System.Security.Cryptography;
using System.Text;

namespace Receiver;

/// <summary>Tells whether a call is really from the shop, and of now.</summary>
public static class ShopWebhook
{
    /// <param name="secret">As it was shown: whsec_…</param>
    /// <param name="id">The header webhook-id.</param>
    /// <param name="timestamp">The header webhook-timestamp.</param>
    /// <param name="signatures">The header webhook-signature.</param>
    /// <param name="body">The body as it came, before anything has read it.</param>
    /// <param name="now">The time.</param>
    public static bool IsGenuine(string secret, string id, string timestamp, string signatures, string body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, out var sent) || Math.Abs(now.ToUnixTimeSeconds() - sent) > 300)
            return false;
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        var given = new byte[expected.Length];
        // While a new secret takes over there are two signatures; one that fits is enough.
        return signatures.Split(' ').Any(signature => signature.StartsWith("v1,", StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[3..], given, out var length)
            && CryptographicOperations.FixedTimeEquals(expected, given.AsSpan(0, length)));
    }
}
