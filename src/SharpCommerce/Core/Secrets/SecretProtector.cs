using System.Security.Cryptography;
using System.Text;

namespace SharpCommerce.Core.Secrets;

/// <summary>
/// Encrypts secrets at rest with AES-256-GCM. The purpose is authenticated: a value copied into another tenant's row does not open.
/// The key comes from configuration, or from a file that only its owner may read, made at first use.
/// </summary>
internal sealed class SecretProtector(CommerceOptions options)
{
    private const int KeyLength = 32;
    private const string FileName = "secrets.key";
    private readonly Lazy<byte[]> _key = new(() => LoadKey(options));

    /// <summary>Whether there is a key already; asking makes none.</summary>
    internal bool HasKey => options.SecretsKey is not null || File.Exists(Path.Combine(options.DataDirectory, FileName));

    /// <summary>Throws when the key that is there cannot be used.</summary>
    internal void Check() => _ = _key.Value;

    internal string Protect(string secret, string purpose)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var plain = Encoding.UTF8.GetBytes(secret);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(_key.Value, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(purpose));
        return Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    internal string Unprotect(string protectedText, string purpose)
    {
        var bytes = Convert.FromBase64String(protectedText).AsSpan();
        var (nonceLength, tagLength) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var plain = new byte[bytes.Length - nonceLength - tagLength];
        using var aes = new AesGcm(_key.Value, tagLength);
        aes.Decrypt(bytes[..nonceLength], bytes[(nonceLength + tagLength)..], bytes.Slice(nonceLength, tagLength), plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] LoadKey(CommerceOptions options)
    {
        if (options.SecretsKey is { } configured)
        {
            var key = Convert.FromBase64String(configured);
            return key.Length == KeyLength ? key : throw new InvalidOperationException("SECRETS_KEY must be 32 bytes in base64.");
        }
        Directory.CreateDirectory(options.DataDirectory);
        var path = Path.Combine(options.DataDirectory, FileName);
        try
        {
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, create);
            file.Write(RandomNumberGenerator.GetBytes(KeyLength));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process, or an earlier start, made it.
        }
        var stored = File.ReadAllBytes(path);
        return stored.Length == KeyLength ? stored : throw new InvalidOperationException($"{path} does not hold a key of 32 bytes.");
    }
}
