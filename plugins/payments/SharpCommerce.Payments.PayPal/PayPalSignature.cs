using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SharpCommerce.Inbound;

namespace SharpCommerce.Payments.PayPal;

/// <summary>The headers by which PayPal signs a webhook: RSA over its id, its time, the webhook's id and the checksum of the bytes.</summary>
internal sealed record PayPalSignature(string TransmissionId, string Time, string Value, string CertificateUrl, string Algorithm)
{
    private const string Signer = "messageverificationcerts.paypal.com";
    private const int MostKept = 100;
    private const int LongestHeader = 500;
    private static readonly ConcurrentDictionary<string, Lazy<Task<X509Certificate2?>>> Certificates = new();

    /// <summary>Null when one is missing or cannot be one.</summary>
    internal static PayPalSignature? Of(IReadOnlyDictionary<string, string> headers)
    {
        string? Header(string name) => headers.GetValueOrDefault(name) is { Length: > 0 and <= LongestHeader } value ? value : null;
        return Header("PAYPAL-TRANSMISSION-ID") is { } id && Header("PAYPAL-TRANSMISSION-TIME") is { } time && Header("PAYPAL-TRANSMISSION-SIG") is { } value
            && Header("PAYPAL-CERT-URL") is { } certificate && Header("PAYPAL-AUTH-ALGO") is { } algorithm ? new(id, time, value, certificate, algorithm) : null;
    }

    /// <summary>Whether it is genuine; null when that cannot be found out here.</summary>
    internal async Task<bool?> VerifyAsync(string webhookId, InboundRequest request, HttpClient http, X509Certificate2Collection? roots, CancellationToken cancellationToken)
    {
        if (Algorithm != "SHA256withRSA" || !IsOfPayPal(CertificateUrl))
            return null;
        if (Certificates.Count >= MostKept)
            Certificates.Clear();
        var kept = Certificates.GetOrAdd(CertificateUrl, url => new(() => LoadAsync(url, http, roots)));
        X509Certificate2? certificate;
        try
        {
            certificate = await kept.Value.WaitAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or CryptographicException or OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested)
        {
            certificate = null;
        }
        if (certificate is null || certificate.NotAfter.ToUniversalTime() < request.ReceivedAt)
        {
            Certificates.TryRemove(KeyValuePair.Create(CertificateUrl, kept));
            return null;
        }
        using var key = certificate.GetRSAPublicKey();
        var signature = new byte[Value.Length];
        return key is null ? null
            : Convert.TryFromBase64String(Value, signature, out var length) && key.VerifyData(Message(webhookId, request.Body.Span), signature.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>Whose address it is decides whose certificate it is: nothing but PayPal's own will do.</summary>
    internal static bool IsOfPayPal(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { Scheme: "https", IsDefaultPort: true, UserInfo: "", Host: "api.paypal.com" or "api.sandbox.paypal.com", Query: "", Fragment: "" }
        && address.AbsolutePath.StartsWith("/v1/notifications/certs/", StringComparison.Ordinal) && url.StartsWith($"https://{address.Host}/v1/notifications/certs/", StringComparison.Ordinal);

    /// <summary>CRC-32 of IEEE 802.3.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
        }
        return ~sum;
    }

    private byte[] Message(string webhookId, ReadOnlySpan<byte> body) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{TransmissionId}|{Time}|{webhookId}|{Checksum(body)}"));

    private static async Task<X509Certificate2?> LoadAsync(string url, HttpClient http, X509Certificate2Collection? roots)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(await http.GetStringAsync(url));
        if (chain is not [var leaf, ..] || leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false) != Signer)
            return null;
        using var built = new X509Chain();
        built.ChainPolicy.ExtraStore.AddRange(chain);
        // Nothing is fetched from addresses that stand in a certificate which is not trusted yet.
        built.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        built.ChainPolicy.DisableCertificateDownloads = true;
        if (roots is not null)
        {
            built.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            built.ChainPolicy.CustomTrustStore.AddRange(roots);
        }
        return built.Build(leaf) ? leaf : null;
    }
}
