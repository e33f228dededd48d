using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SharpCommerce.Core.Audit;

/// <summary>Which columns the audit log must not repeat. What sounds like a secret is one unless its configuration says otherwise.</summary>
internal static class Redaction
{
    internal const string SecretText = "(secret)";
    internal const string PersonalText = "(personal)";
    private const string Annotation = "SharpCommerce:Redaction";
    private const string Secret = "secret";
    private const string Personal = "personal";
    private const string Shown = "shown";
    private const string LeftOut = "left_out";
    private const string Json = "json";

    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "Hash", "Key", "Protected"];
    private static readonly string[] PersonalWords = ["Email", "Address", "Phone"];

    /// <summary>A value that nobody may learn.</summary>
    internal static PropertyBuilder<T> IsSecret<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, Secret);

    /// <summary>A person's datum: logs are kept longer than people are.</summary>
    internal static PropertyBuilder<T> IsPersonal<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, Personal);

    /// <summary>It only sounds like a secret.</summary>
    internal static PropertyBuilder<T> IsNoSecret<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, Shown);

    /// <summary>A JSON text: each of its members is judged by its own name.</summary>
    internal static PropertyBuilder<string> HoldsJson(this PropertyBuilder<string> property) => property.HasAnnotation(Annotation, Json);

    /// <summary>Rows that only carry a change on, or are the log.</summary>
    internal static EntityTypeBuilder<T> IsNotAudited<T>(this EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(Annotation, LeftOut);

    internal static bool SoundsSecret(string name) => SecretWords.Any(word => name.Contains(word, StringComparison.Ordinal));

    internal static bool IsJson(IReadOnlyProperty property) => property.FindAnnotation(Annotation)?.Value is Json;

    /// <summary>The text's members without those that sound like secrets.</summary>
    internal static JsonNode? WithoutSecrets(string json)
    {
        var node = JsonNode.Parse(json);
        Hide(node);
        return node;
    }

    private static void Hide(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                    Hide(item);
                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is JsonValue && SoundsSecret(char.ToUpperInvariant(name.FirstOrDefault()) + name[Math.Min(1, name.Length)..]))
                        members[name] = SecretText;
                    else
                        Hide(value);
                }
                break;
        }
    }

    internal static bool IsLeftOut(IReadOnlyEntityType entity) => entity.FindAnnotation(Annotation) is not null;

    /// <summary>What stands in the log instead of the value; null when the value itself does.</summary>
    internal static string? InsteadOf(IReadOnlyProperty property) => property.FindAnnotation(Annotation)?.Value switch
    {
        Secret => SecretText,
        Personal => PersonalText,
        Shown or Json => null,
        _ when SoundsSecret(property.Name) => SecretText,
        _ when PersonalWords.Any(word => property.Name.EndsWith(word, StringComparison.Ordinal)) => PersonalText,
        _ => null,
    };
}
