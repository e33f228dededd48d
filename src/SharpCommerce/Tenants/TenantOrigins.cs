using SharpCommerce.Core;

namespace SharpCommerce.Tenants;

/// <summary>Reads web origins as people write them into the one form in which browsers send them, so that they can be compared as text.</summary>
internal static class TenantOrigins
{
    private const int MaxLength = 300;

    internal static List<string> Normalize(IReadOnlyList<string> texts)
    {
        var origins = new List<string>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (Normalize(texts[i]) is not { } origin)
                throw InputRules.Invalid($"allowedOrigins[{i}]", "must be scheme, host and perhaps port, such as https://shop.example.com; http:// only for localhost.");
            if (!origins.Contains(origin))
                origins.Add(origin);
        }
        return origins;
    }

    /// <summary>Null when it is no origin. Unencrypted ones are refused: whoever is on the line could put a script there.</summary>
    private static string? Normalize(string text)
    {
        if (text.Length > MaxLength || text.Contains('*', StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0)
            return null;
        var written = text.EndsWith('/') ? text[..^1] : text;
        // Nothing but the origin: what a path, query or fragment would add must not be lost in silence.
        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || written.AsSpan(written.IndexOf("//", StringComparison.Ordinal) + 2).ContainsAny('/', '\\', '?'))
            return null;
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            return null;
        if (uri.HostNameType == UriHostNameType.Dns && TenantManager.Host(uri.IdnHost) != uri.IdnHost)
            return null;
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}";
    }
}
