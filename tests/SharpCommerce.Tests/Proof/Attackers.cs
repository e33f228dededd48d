using SharpCommerce.Tests.Engines;

namespace SharpCommerce.Tests.Proof;

/// <summary>A credential of the attacker's own tenant.</summary>
internal sealed record Credential(string Name, string? Bearer)
{
    internal static IReadOnlyList<Credential> Of(ProofShop shop, string expired) =>
    [
        new("owner", shop.Owner.AccessToken), new("staff", shop.Staff.AccessToken), new("customer", shop.Customer.AccessToken), new("guest", null), new("api key", shop.SecretKey), new("expired", expired),
    ];
}

/// <summary>A way to say which tenant is meant.</summary>
internal sealed record Carrier(string Name, Action<HttpRequestMessage, ProofShop> Write)
{
    internal static readonly Carrier Header = new("header", (request, shop) => request.Headers.Add("X-Tenant", shop.Word));

    internal static readonly Carrier Subdomain = new("subdomain", (request, shop) => request.Headers.Host = $"{shop.Word}.shops.test");

    internal static readonly Carrier PublishableKey = new("publishable key", (request, shop) => request.Headers.Add("X-Publishable-Key", shop.PublishableKey));

    /// <summary>The credential's own tenant and nothing else.</summary>
    internal static readonly Carrier Alone = new("alone", (_, _) => { });

    internal static readonly IReadOnlyList<Carrier> All = [Header, Subdomain, PublishableKey, Alone];

    internal Action<HttpRequestMessage> Of(ProofShop shop) => request => Write(request, shop);
}

/// <summary>Whatever must not be in an answer: the victim's word, ids and tokens, unless the caller knows them, too.</summary>
internal sealed class Secrets
{
    private readonly string _word;
    private readonly HashSet<string> _uuids;
    private readonly HashSet<string> _tokens;

    internal Secrets(string word, World victim, World attacker)
    {
        _word = word;
        _uuids = new(victim.Uuids.Except(attacker.Uuids, StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        _tokens = [.. victim.Tokens.Except(attacker.Tokens)];
    }

    internal int Count => _uuids.Count + _tokens.Count;

    /// <summary>What of it an answer shows. A refusal may repeat what was sent; a success may repeat names, which are anybody's to choose.</summary>
    internal string? Shown(Reply reply, IEnumerable<(string Kind, string Value)> sent)
    {
        var text = $"{reply.Headers}\n{reply.Text}";
        foreach (var (_, value) in sent.Where(pair => !reply.Succeeded || Kinds.IsName(pair.Kind)))
            text = text.Replace(value, "", StringComparison.OrdinalIgnoreCase);
        if (_word.Length > 0 && text.Contains(_word, StringComparison.OrdinalIgnoreCase))
            return _word;
        return World.Uuid().Matches(text).Select(match => match.Value).FirstOrDefault(_uuids.Contains) ?? _tokens.FirstOrDefault(token => text.Contains(token, StringComparison.Ordinal));
    }
}

/// <summary>Stands in for a value: of the same form, and nobody's.</summary>
internal static class Twin
{
    internal static string? Of(string kind, string value) =>
        // A cursor that is none is refused, and numbers are counted by everybody from the same one.
        kind.EndsWith(Kinds.Cursor, StringComparison.Ordinal) || long.TryParse(value, out _) ? null
        : Guid.TryParse(value, out _) ? Guid.CreateVersion7().ToString()
        : kind == Kinds.Email && value.Split('@') is [var local, var host] ? $"{Turned(local)}@{host}"
        : Turned(value);

    private static string Turned(string text) => string.Concat(text.Select(c => char.IsAsciiLetter(c) ? Letter(c) : char.IsAsciiDigit(c) ? (char)('0' + (c - '0' + 3) % 10) : c));

    // Always the same one for a value, so that what a call did to the value its twin did to the twin.
    private static char Letter(char c) => char.IsUpper(c) ? (char)('A' + (c - 'A' + 5) % 26) : (char)('a' + (c - 'a' + 5) % 26);
}
