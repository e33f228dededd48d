using System.Buffers.Text;
using System.Security.Cryptography;

namespace SharpCommerce.Users.Sessions;

/// <summary>A refresh token as it is sent: <c>rt_</c>, then the session's id and 256 bits in base64url.</summary>
internal sealed record RefreshToken(Id<Session> SessionId, byte[] Secret)
{
    private const string Prefix = "rt_";
    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    internal byte[] Hash => SHA256.HashData(Secret);

    internal static RefreshToken Create(Id<Session> sessionId) => new(sessionId, RandomNumberGenerator.GetBytes(SecretBytes));

    internal static RefreshToken? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + SecretBytes];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Prefix.Length + Base64Url.GetEncodedLength(bytes.Length)
            && Base64Url.TryDecodeFromChars(text.AsSpan(Prefix.Length), bytes, out var written) && written == bytes.Length
            ? new(new(new Guid(bytes[..IdBytes], bigEndian: true)), bytes[IdBytes..].ToArray())
            : null;
    }

    /// <summary>The one token that follows on this one. Only who has both this token and the session's salt can tell it.</summary>
    internal RefreshToken Successor(byte[] salt) => new(SessionId, HMACSHA256.HashData(salt, Secret));

    public override string ToString() => Prefix + Base64Url.EncodeToString([.. SessionId.Value.ToByteArray(bigEndian: true), .. Secret]);
}
