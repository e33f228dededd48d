using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SharpCommerce.FakePay.PayPal;

/// <summary>A root, an intermediate and a signer of our own, in place of PayPal's. Kept in the folder, so that who trusts the root trusts it after a restart.</summary>
internal sealed class PayPalCertificates : IDisposable
{
    internal const string Path = "/v1/notifications/certs/CERT-360caa42-fca2a594-fakepay";
    private const string SignerName = "CN=messageverificationcerts.paypal.com, O=Fake PayPal";

    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;
    private readonly X509Certificate2 _signer;
    private readonly RSA _key;

    internal PayPalCertificates(string? folder, TimeProvider time)
    {
        var file = folder is null ? null : System.IO.Path.Combine(folder, "paypal-signer.p12");
        if (file is not null && File.Exists(file))
        {
            var kept = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, null, X509KeyStorageFlags.Exportable);
            _signer = kept.Single(one => one.HasPrivateKey);
            _root = kept.Single(one => one.Subject == one.Issuer);
            _intermediate = kept.Single(one => one != _signer && one != _root);
        }
        else
        {
            (_root, _intermediate, _signer) = Make(time.GetUtcNow());
            if (file is not null)
                Write(file, new X509Certificate2Collection { _signer, _intermediate, _root }.Export(X509ContentType.Pkcs12)!);
        }
        _key = _signer.GetRSAPrivateKey()!;
    }

    /// <summary>What a client that checks signatures by itself has to trust.</summary>
    internal string RootPem => _root.ExportCertificatePem();

    /// <summary>What the certificate address serves: the signer and who vouches for it.</summary>
    internal string ChainPem => $"{_signer.ExportCertificatePem()}\n{_intermediate.ExportCertificatePem()}\n";

    internal string Sign(string message) => Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(message), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    internal bool Verify(string message, string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var count)
            && _key.VerifyData(Encoding.UTF8.GetBytes(message), bytes.AsSpan(0, count), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    public void Dispose()
    {
        _key.Dispose();
        _signer.Dispose();
        _intermediate.Dispose();
        _root.Dispose();
    }

    private static (X509Certificate2 Root, X509Certificate2 Intermediate, X509Certificate2 Signer) Make(DateTimeOffset now)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signerKey = RSA.Create(2048);
        var (from, until) = (now.AddDays(-1), now.AddYears(10));

        var rootRequest = new CertificateRequest("CN=Fake PayPal Root", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(from, until);

        var middleRequest = new CertificateRequest("CN=Fake PayPal Intermediate", middleKey, HashAlgorithmName.SHA256);
        middleRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        using var middle = middleRequest.Create(root, from, until, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(middleKey);

        var signerRequest = new CertificateRequest(new X500DistinguishedName(SignerName), signerKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        signerRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        signerRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var signer = signerRequest.Create(middle.SubjectName, X509SignatureGenerator.CreateForECDsa(middleKey), from, until, RandomNumberGenerator.GetBytes(8));

        return (X509CertificateLoader.LoadCertificate(root.RawData), X509CertificateLoader.LoadCertificate(middle.RawData), signer.CopyWithPrivateKey(signerKey));
    }

    private static void Write(string file, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(bytes);
    }
}
