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

    private static readonly string[] SecretWords = ["Password", "Secret", "Token", "Hash", "Key", "Protected"];
    private static readonly string[] PersonalWords = ["Email", "Address", "Phone"];

    /// <summary>A value that nobody may learn.</summary>
    internal static PropertyBuilder<T> IsSecret<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, Secret);

    /// <summary>A person's datum: logs are kept longer than people are.</summary>
    internal static PropertyBuilder<T> IsPersonal<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, Personal);

    /// <summary>It only sounds like a secret.</summary>
    internal static PropertyBuilder<T> IsNoSecret<T>(this PropertyBuilder<T> property) => property.HasAnnotation(Annotation, Shown);

    /// <summary>Rows that only carry a change on, or are the log.</summary>
    internal static EntityTypeBuilder<T> IsNotAudited<T>(this EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(Annotation, LeftOut);

    internal static bool SoundsSecret(string name) => SecretWords.Any(word => name.Contains(word, StringComparison.Ordinal));

    internal static bool IsLeftOut(IReadOnlyEntityType entity) => entity.FindAnnotation(Annotation) is not null;

    /// <summary>What stands in the log instead of the value; null when the value itself does.</summary>
    internal static string? InsteadOf(IReadOnlyProperty property) => property.FindAnnotation(Annotation)?.Value switch
    {
        Secret => SecretText,
        Personal => PersonalText,
        Shown => null,
        _ when SoundsSecret(property.Name) => SecretText,
        _ when PersonalWords.Any(word => property.Name.EndsWith(word, StringComparison.Ordinal)) => PersonalText,
        _ => null,
    };
}
