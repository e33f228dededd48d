namespace SharpCommerce.Core;

/// <summary>Addresses that staff name for browsers to open: of this server or of another, and never a script.</summary>
internal static class WebAddress
{
    internal const string Rule = "must be an http(s) address or a path on this server.";
    private const int MaxLength = 2_048;

    internal static bool IsValid(string? url) =>
        url is { Length: > 0 and <= MaxLength }
        && (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)
            || Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");
}
