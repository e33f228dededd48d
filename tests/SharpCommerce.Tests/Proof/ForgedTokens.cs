using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace SharpCommerce.Tests.Proof;

/// <summary>What somebody tries who would like to be somebody else: access tokens of every known kind of forgery, none of which may count.</summary>
internal sealed class ForgedTokens(TokenForge forge, string real, string sink)
{
    private readonly (JsonObject Header, JsonObject Claims) _real = TokenForge.Read(real);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>All of them, by what is wrong with them.</summary>
    /// <param name="elsewhere">Another tenant's id.</param>
    /// <param name="otherUser">Another user of the tenant.</param>
    /// <param name="otherSession">That user's session.</param>
    internal IEnumerable<(string What, string Token)> All(string elsewhere, string otherUser, string otherSession) =>
        [.. Unsigned(), .. WrongKeys(), .. WrongHeaders(), .. WrongTimes(), .. WrongClaims(elsewhere, otherUser, otherSession), .. WrongForms()];

    private IEnumerable<(string, string)> Unsigned()
    {
        foreach (var none in (string[])["none", "None", "NONE", "nOnE"])
            yield return ($"alg {none}, no signature", TokenForge.Sign(Header("alg", none), Claims(), _ => []));
        yield return ("alg none, with the real signature", $"{Base64UrlEncoder.Encode(Header("alg", "none"))}.{real.Split('.')[1]}.{real.Split('.')[2]}");
        yield return ("ES256 without a signature", TokenForge.Sign(Header(), Claims(), _ => []));
        yield return ("a signature of zeros", TokenForge.Sign(Header(), Claims(), _ => new byte[64]));
        yield return ("the real signature under other claims", $"{real.Split('.')[0]}.{Base64UrlEncoder.Encode(Claims("sub", Guid.CreateVersion7().ToString()))}.{real.Split('.')[2]}");
        yield return ("no alg", TokenForge.Sign(Header("alg", null), Claims(), _ => new byte[64]));
    }

    private IEnumerable<(string, string)> WrongKeys()
    {
        var point = forge.Key.ExportParameters(false).Q;
        var jwk = $$"""{"kty":"EC","crv":"P-256","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}""";
        foreach (var (form, secret) in ((string Form, byte[] Secret)[])[("PEM", Encoding.ASCII.GetBytes(forge.Key.ExportSubjectPublicKeyInfoPem())), ("PEM with a line end", Encoding.ASCII.GetBytes(forge.Key.ExportSubjectPublicKeyInfoPem() + "\n")),
            ("DER", forge.Key.ExportSubjectPublicKeyInfo()), ("JWK", Encoding.ASCII.GetBytes(jwk)), ("point", [.. point.X!, .. point.Y!]), ("empty", [])])
        {
            yield return ($"HS256 with the public key as {form}", TokenForge.Sign(Header("alg", "HS256"), Claims(), data => HMACSHA256.HashData(secret, data)));
            yield return ($"HS512 with the public key as {form}", TokenForge.Sign(Header("alg", "HS512"), Claims(), data => HMACSHA512.HashData(secret, data)));
        }
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var own = other.ExportParameters(false).Q;
        var ownJwk = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(own.X), ["y"] = Base64UrlEncoder.Encode(own.Y), ["kid"] = forge.Kid };
        byte[] Other(byte[] data) => other.SignData(data, HashAlgorithmName.SHA256);
        yield return ("another key under our kid", TokenForge.Sign(Header(), Claims(), Other));
        yield return ("an embedded jwk", TokenForge.Sign(Header("jwk", ownJwk), Claims(), Other));
        yield return ("a jku", TokenForge.Sign(Header("jku", $"{sink}jwks.json"), Claims(), Other));
        yield return ("an x5u", TokenForge.Sign(Header("x5u", $"{sink}chain.pem"), Claims(), Other));
        yield return ("a jku and another kid", TokenForge.Sign(With(_real.Header, ("jku", $"{sink}jwks.json"), ("kid", "theirs")).ToJsonString(), Claims(), Other));
        yield return ("an x5c", TokenForge.Sign(Header("x5c", new JsonArray(Convert.ToBase64String(other.ExportSubjectPublicKeyInfo()))), Claims(), Other));
        yield return ("RS256", TokenForge.Sign(Header("alg", "RS256"), Claims(), data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        yield return ("PS256", TokenForge.Sign(Header("alg", "PS256"), Claims(), data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)));
        yield return ("ES384", TokenForge.Sign(Header("alg", "ES384"), Claims(), data => larger.SignData(data, HashAlgorithmName.SHA384)));
        yield return ("ES384 said, our key used", forge.Sign(Header("alg", "ES384"), Claims()));
        yield return ("a DER signature", TokenForge.Sign(Header(), Claims(), data => forge.Key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));
    }

    private IEnumerable<(string, string)> WrongHeaders()
    {
        foreach (var kid in (string?[])["../../../../dev/null", "/etc/passwd", "x' OR '1'='1", "' UNION SELECT 'a' --", "", "unknown", Guid.NewGuid().ToString("N"), null])
            yield return ($"kid {kid ?? "missing"}", forge.Sign(Header("kid", kid), Claims()));
        yield return ("crit", forge.Sign(Header("crit", new JsonArray("exp")), Claims()));
        yield return ("crit unknown", forge.Sign(With(_real.Header, ("crit", new JsonArray("x")), ("x", 1)).ToJsonString(), Claims()));
        yield return ("b64 false", forge.Sign(With(_real.Header, ("crit", new JsonArray("b64")), ("b64", false)).ToJsonString(), Claims()));
        foreach (var type in (string?[])[null, "JWT", "rt+jwt", "refresh", "id_token", "reset+jwt"])
            yield return ($"typ {type ?? "missing"}", forge.Sign(Header("typ", type), Claims()));
        yield return ("a header twice the same member", forge.Sign($"{Header()[..^1]},\"alg\":\"ES256\"}}", Claims()));
    }

    private IEnumerable<(string, string)> WrongTimes()
    {
        yield return ("no exp", forge.Sign(Header(), Claims("exp", null)));
        yield return ("exp as text", forge.Sign(Header(), Claims("exp", "tomorrow")));
        yield return ("nbf in a minute", forge.Sign(Header(), Claims("nbf", Now + 61)));
        yield return ("iat far ahead", forge.Sign(Header(), Claims("iat", Now + 86_400 * 365)));
    }

    private IEnumerable<(string, string)> WrongClaims(string elsewhere, string otherUser, string otherSession)
    {
        foreach (var audience in (JsonNode?[])[null, "another", new JsonArray("sharpcommerce"), new JsonArray("sharpcommerce", "another"), "", "SharpCommerce"])
            yield return ($"aud {audience?.ToJsonString() ?? "missing"}", forge.Sign(Header(), Claims("aud", audience)));
        foreach (var issuer in (string?[])[null, "", "another", "https://sharpcommerce.example"])
            yield return ($"iss {issuer ?? "missing"}", forge.Sign(Header(), Claims("iss", issuer)));
        foreach (var tenant in (string?[])[null, "", elsewhere, Guid.Empty.ToString(), Guid.NewGuid().ToString(), "platform", "x"])
            yield return ($"tenant {tenant ?? "missing"}", forge.Sign(Header(), Claims("tenant", tenant)));
        foreach (var session in (string?[])[null, "", Guid.CreateVersion7().ToString(), otherSession, Guid.Empty.ToString()])
            yield return ($"sid {session ?? "missing"}", forge.Sign(Header(), Claims("sid", session)));
        foreach (var user in (string?[])[null, "", Guid.CreateVersion7().ToString(), otherUser, Guid.Empty.ToString()])
            yield return ($"sub {user ?? "missing"}", forge.Sign(Header(), Claims("sub", user)));
        yield return ("sub twice", forge.Sign(Header(), $"{Claims()[..^1]},\"sub\":\"{otherUser}\"}}"));
        yield return ("tenant twice", forge.Sign(Header(), $"{Claims()[..^1]},\"tenant\":\"{elsewhere}\"}}"));
        yield return ("exp twice", forge.Sign(Header(), $"{Claims()[..^1]},\"exp\":{Now + 86_400}}}"));
    }

    private IEnumerable<(string, string)> WrongForms()
    {
        var parts = real.Split('.');
        yield return ("five parts, as of an encrypted token", $"{Base64UrlEncoder.Encode("""{"alg":"dir","enc":"A256GCM"}""")}..{parts[1]}.{parts[1]}.{parts[2]}");
        yield return ("two parts", $"{parts[0]}.{parts[1]}");
        yield return ("four parts", $"{real}.{parts[2]}");
        yield return ("8 KB", forge.Sign(Header(), Claims("padding", new string('x', 8_000))));
        yield return ("no token", "x");
        yield return ("dots", "..");
        yield return ("claims that are no JSON", forge.Sign(Header(), "x"));
        yield return ("claims that are an array", forge.Sign(Header(), "[]"));
        yield return ("a header that is no JSON", forge.Sign("x", Claims()));
        yield return ("not base64url", $"{parts[0]}.{parts[1]}.***");
        yield return ("a character of the signature changed", $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}");
        yield return ("twice in one header", $"{real}, {real}");
        yield return ("an API key's beginning", $"sk_{real}");
    }

    private string Header() => _real.Header.ToJsonString();

    private string Header(string name, JsonNode? value) => With(_real.Header, (name, value)).ToJsonString();

    private string Claims() => _real.Claims.ToJsonString();

    private string Claims(string name, JsonNode? value) => With(_real.Claims, (name, value)).ToJsonString();

    private static JsonObject With(JsonObject original, params (string Name, JsonNode? Value)[] changes)
    {
        var changed = original.DeepClone().AsObject();
        foreach (var (name, value) in changes)
        {
            changed.Remove(name);
            if (value is not null)
                changed[name] = value;
        }
        return changed;
    }
}
