using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SharpCommerce.Payments.Stripe;

/// <summary>The header <c>Stripe-Signature</c>: a time, and signatures over time and body. Over bytes and by the host's clock, which the package's own check does not do.</summary>
internal static class StripeSignature
{
    internal const string Header = "Stripe-Signature";

    private const string Scheme = "v1";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal static bool Verify(string? header, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        string? time = null;
        var signatures = new List<byte[]>();
        foreach (var part in (header ?? "").Split(','))
        {
            var (name, value) = part.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign ? (part[..sign].Trim(), part[(sign + 1)..].Trim()) : ("", "");
            if (name == "t")
                time = value;
            else if (name == Scheme && value.Length == SHA256.HashSizeInBytes * 2 && value.All(char.IsAsciiHexDigit))
                signatures.Add(Convert.FromHexString(value));
        }
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
            return false;
        var signed = new byte[Encoding.ASCII.GetByteCount(time) + 1 + body.Length];
        var length = Encoding.ASCII.GetBytes(time, signed);
        signed[length] = (byte)'.';
        body.CopyTo(signed.AsSpan(length + 1));
        var genuine = false;
        foreach (var secret in secrets)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
            foreach (var signature in signatures)
                genuine |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }
        return genuine;
    }
}
