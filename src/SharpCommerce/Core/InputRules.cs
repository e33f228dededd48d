using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace SharpCommerce.Core;

/// <summary>
/// Checks inputs by their validation attributes, nested ones and lists included, so that a call in process and a call over HTTP are
/// judged alike. Text that no engine can store alike (NUL, half a surrogate pair) is refused everywhere.
/// </summary>
internal static class InputRules
{
    internal const int MaxText = 400;
    internal const int MaxLongText = 65_536;
    private const int MaxReported = 50;
    private static readonly string[] Codes = ["sku", "barcode", "slug", "phone", "code", "id", "token", "state", "secret", "password", "url", "uri"];
    private static readonly ConcurrentDictionary<Type, Rule[]> Rules = new();

    private sealed record Rule(string Name, PropertyInfo Property, ValidationAttribute[] Attributes);

    internal static void Check(object input)
    {
        var errors = new Dictionary<string, List<string>>();
        Walk(input, "", errors);
        Throw(errors);
    }

    internal static void Throw(Dictionary<string, List<string>> errors)
    {
        if (errors.Count > 0)
            throw Invalid(errors.Take(MaxReported).ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
    }

    internal static CommerceException Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });

    internal static CommerceException Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(new(ErrorKind.Invalid, "validation_failed", "The input is not valid; see errors.") { Errors = errors });

    internal static string? Text(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            return "must not contain NUL characters.";
        if (text.AsSpan().ContainsAny('\uFFFE', '\uFFFF'))
            return "must not contain code points that are no characters (U+FFFE, U+FFFF).";
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
                return "must be well-formed Unicode.";
            rest = rest[used..];
        }
        return null;
    }

    /// <summary>What is wrong with text that people write to be read, of which nobody knows where it ends up.</summary>
    internal static string? FreeText(string text) => Text(text) ?? (CardNumbers.Contains(text) ? "must not hold the number of a payment card." : null);

    // Codes may look like the number of a card by chance.
    private static bool HoldsCode(string path) => Array.Exists(Codes, code => path.EndsWith(code, StringComparison.OrdinalIgnoreCase));

    private static void Walk(object value, string path, Dictionary<string, List<string>> errors)
    {
        switch (value)
        {
            case string text:
                if ((HoldsCode(path) ? Text(text) : FreeText(text)) is { } fault)
                    Add(errors, path, fault);
                return;
            case IDictionary map:
                foreach (DictionaryEntry pair in map)
                {
                    Walk(pair.Key, path, errors);
                    if (pair.Value is { } item)
                        Walk(item, $"{path}.{pair.Key}", errors);
                }
                return;
            case IEnumerable list:
                var i = 0;
                foreach (var item in list)
                {
                    if (item is null)
                        Add(errors, $"{path}[{i}]", "must not be null.");
                    else
                        Walk(item, $"{path}[{i}]", errors);
                    i++;
                }
                return;
        }
        if (value.GetType() is { IsValueType: true } || value.GetType().Namespace?.StartsWith(nameof(SharpCommerce), StringComparison.Ordinal) != true)
            return;
        foreach (var rule in Rules.GetOrAdd(value.GetType(), RulesOf))
        {
            var member = rule.Property.GetValue(value);
            var name = path.Length == 0 ? rule.Name : $"{path}.{rule.Name}";
            foreach (var attribute in rule.Attributes)
            {
                if (!attribute.IsValid(member))
                    Add(errors, name, attribute.FormatErrorMessage(rule.Name));
            }
            if (member is not null)
                Walk(member, name, errors);
        }
    }

    private static Rule[] RulesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => new Rule(
                JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                property,
                [.. property.GetCustomAttributes<ValidationAttribute>(), .. ParameterAttributes(type, property)]))];

    // A positional record's attributes stand on its constructor's parameters.
    private static IEnumerable<ValidationAttribute> ParameterAttributes(Type type, PropertyInfo property) =>
        type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.Name == property.Name)
            .SelectMany(parameter => parameter.GetCustomAttributes<ValidationAttribute>());

    private static void Add(Dictionary<string, List<string>> errors, string path, string message)
    {
        if (!errors.TryGetValue(path, out var messages))
            errors.Add(path, messages = []);
        messages.Add(message);
    }
}
