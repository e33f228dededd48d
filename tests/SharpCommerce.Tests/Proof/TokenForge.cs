using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using SharpCommerce.Tests.Engines;
using SharpCommerce.Users.Tokens;

namespace SharpCommerce.Tests.Proof;

/// <summary>Makes access tokens by hand, with the server's own key or with any other.</summary>
internal sealed class TokenForge
{
    private TokenForge(ECDsa key, string kid) => (Key, Kid) = (key, kid);

    internal ECDsa Key { get; }

    internal string Kid { get; }

    internal static async Task<TokenForge> OfAsync(TestServer server)
    {
        var key = await server.Services.GetRequiredService<SigningKeys>().CurrentAsync(CancellationToken.None);
        return new(key.Key.ECDsa, key.Key.KeyId);
    }

    /// <summary>Header and claims of a token as its bearer can read them.</summary>
    internal static (JsonObject Header, JsonObject Claims) Read(string token)
    {
        var parts = token.Split('.');
        return (JsonNode.Parse(Base64UrlEncoder.Decode(parts[0]))!.AsObject(), JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!.AsObject());
    }

    /// <summary>Signs with the server's key, whatever the header says.</summary>
    internal string Sign(JsonNode header, JsonNode claims) => Sign(header.ToJsonString(), claims.ToJsonString());

    internal string Sign(string header, string claims) => Sign(header, claims, data => Key.SignData(data, HashAlgorithmName.SHA256));

    internal static string Sign(string header, string claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(claims)}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>The same token, over since a minute.</summary>
    internal string Expired(string token)
    {
        var (header, claims) = Read(token);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (claims["exp"], claims["iat"], claims["nbf"]) = (now - 61, now - 961, now - 961);
        return Sign(header, claims);
    }
}
