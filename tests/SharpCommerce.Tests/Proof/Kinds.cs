using System.Text.RegularExpressions;

namespace SharpCommerce.Tests.Proof;

/// <summary>
/// What a name means: <c>product</c> is a product's id, <c>product.slug</c> its name in addresses. The same rules read inputs and
/// answers, so that what an answer gave is known to fit where an input asks for it.
/// </summary>
internal static partial class Kinds
{
    internal const string Email = "email";
    internal const string Cursor = ".cursor";
    internal const string IdempotencyKey = "idempotencyKey";
    internal const string MailedToken = "token";

    // The ids of payment providers are the installation's, the same for everybody.
    private static readonly string[] Names = ["slug", "number", "country", "name", "code", "paymentProvider"];

    /// <summary>The kind of a collection's things: <c>shipping-methods</c> holds <c>shippingMethod</c>.</summary>
    internal static string Singular(string collection)
    {
        var name = Dash().Replace(collection, match => match.Groups[1].Value.ToUpperInvariant());
        return name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y"
            : name.EndsWith("sses", StringComparison.Ordinal) ? name[..^2]
            : name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) ? name[..^1]
            : name;
    }

    /// <summary>What a tenant may choose freely: another one may have chosen the same, and says it aloud when it uses it.</summary>
    internal static bool IsName(string kind) => kind is Email or IdempotencyKey || Names.Contains(kind[(kind.IndexOf('.', StringComparison.Ordinal) + 1)..]);

    internal static IReadOnlyList<string> OfPath(string path, string parameter)
    {
        var segments = path.Split('/');
        var before = segments[Array.IndexOf(segments, $"{{{parameter}}}") - 1];
        var resource = Singular(before);
        return parameter switch
        {
            "id" => [resource],
            _ when parameter.StartsWith("idOr", StringComparison.Ordinal) => [resource, $"{resource}.{Lower(parameter[4..])}"],
            _ when parameter.EndsWith("Id", StringComparison.Ordinal) => [parameter[..^2]],
            _ => [$"{resource}.{parameter}"],
        };
    }

    /// <summary>What a header names: <c>X-Order-Token</c> is the token that came with an order. The tenant's own header is no input but a carrier.</summary>
    internal static IReadOnlyList<string> OfHeader(string name) =>
        name == "Idempotency-Key" ? [IdempotencyKey]
        : TokenHeader().Match(name) is { Success: true } token ? [$"{token.Groups[1].Value.ToLowerInvariant()}.accessToken"]
        : [];

    /// <summary>What a member of a body, a query or an answer names.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="container">The kind of what it belongs to.</param>
    /// <param name="collections">All kinds that have a collection.</param>
    internal static IReadOnlyList<string> OfMember(string name, string container, IReadOnlySet<string> collections) => name switch
    {
        "id" or "parentId" => [container],
        "slug" or "number" => [$"{container}.{name}"],
        "cursor" or "nextCursor" => [container + Cursor],
        "token" => [MailedToken],
        "accessToken" => [$"{container}.accessToken"],
        "refreshToken" => ["refreshToken"],
        "permissions" => ["permission"],
        _ when name.EndsWith("Ids", StringComparison.Ordinal) => [name[..^3]],
        // A defaultShippingAddressId is an address.
        _ when name.EndsWith("Id", StringComparison.Ordinal) => [collections.FirstOrDefault(kind => name.EndsWith($"{kind}Id", StringComparison.OrdinalIgnoreCase)) ?? name[..^2]],
        _ when name == "email" || name.EndsWith("Email", StringComparison.Ordinal) => [Email],
        _ when name == "roles" || name.EndsWith("Roles", StringComparison.Ordinal) => ["role.name"],
        _ when collections.Contains(name) && name != "key" => [name, $"{name}.slug"],
        _ => [],
    };

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex("-([a-z])")]
    private static partial Regex Dash();

    [GeneratedRegex("^X-([A-Z][a-z]+)-Token$")]
    private static partial Regex TokenHeader();
}
