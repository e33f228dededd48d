using System.Buffers.Text;
using System.Security.Cryptography;
using SharpCommerce.Tenants;

namespace SharpCommerce.Users.Keys;

/// <summary>
/// A key as it is sent: <c>sk_</c> or <c>pk_</c>, then tenant, id and 256 random bits in base64url. It names its tenant, so that it
/// is looked up among that tenant's keys alone; and only the hash of the random part is kept, which needs no salt.
/// </summary>
internal sealed record ApiKeyText(ApiKeyKind Kind, Id<Tenant> TenantId, Id<ApiKey> Id, byte[] Secret)
{
    internal const string SecretPrefix = "sk_";
    internal const string PublishablePrefix = "pk_";
    private const int IdBytes = 16;
    private const int SecretBytes = 32;

    internal byte[] Hash => SHA256.HashData(Secret);

    internal static ApiKeyText Create(ApiKeyKind kind, Id<Tenant> tenantId, Id<ApiKey> id) => new(kind, tenantId, id, RandomNumberGenerator.GetBytes(SecretBytes));

    internal static ApiKeyText? Parse(string text)
    {
        ApiKeyKind kind;
        if (text.StartsWith(SecretPrefix, StringComparison.Ordinal))
            kind = ApiKeyKind.Secret;
        else if (text.StartsWith(PublishablePrefix, StringComparison.Ordinal))
            kind = ApiKeyKind.Publishable;
        else
            return null;
        var encoded = text.AsSpan(SecretPrefix.Length);
        Span<byte> bytes = stackalloc byte[IdBytes + IdBytes + SecretBytes];
        return encoded.Length == Base64Url.GetEncodedLength(bytes.Length) && Base64Url.TryDecodeFromChars(encoded, bytes, out var written) && written == bytes.Length
            ? new(kind, new(new Guid(bytes[..IdBytes], bigEndian: true)), new(new Guid(bytes[IdBytes..(IdBytes + IdBytes)], bigEndian: true)), bytes[(IdBytes + IdBytes)..].ToArray())
            : null;
    }

    internal bool Fits(byte[]? hash) => hash is not null && CryptographicOperations.FixedTimeEquals(Hash, hash);

    public override string ToString() =>
        (Kind == ApiKeyKind.Secret ? SecretPrefix : PublishablePrefix)
        + Base64Url.EncodeToString([.. TenantId.Value.ToByteArray(bigEndian: true), .. Id.Value.ToByteArray(bigEndian: true), .. Secret]);
}
