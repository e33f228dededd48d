using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SharpCommerce.FakePay.Validation;

/// <summary>
/// Checks a value against a schema of OpenAPI 3.0, as far as the providers' files use it.
/// In a <paramref name="form"/> numbers and flags are text; when <paramref name="closed"/>, a member that no schema names is an error.
/// </summary>
internal sealed class SchemaValidator(JsonElement root, bool form, bool closed)
{
    private static readonly ConcurrentDictionary<string, Regex> Patterns = [];

    internal void Check(JsonElement schema, JsonNode? value, string path, List<SchemaError> errors, bool complete = true)
    {
        schema = Resolve(schema);
        if (value is null)
        {
            if (!(schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) && schema.TryGetProperty("type", out _))
                errors.Add(new(path, SchemaRule.Type, "It is null."));
            return;
        }
        var alternatives = Alternatives(schema);
        var combines = schema.TryGetProperty("properties", out _) || schema.TryGetProperty("allOf", out _);
        if (complete && closed && value is JsonObject given && (combines || alternatives.Count == 0))
            CheckUnknown(schema, given, path, errors);
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
                Check(part, value, path, errors, complete: false);
        }
        if (alternatives.Count > 0)
            CheckAlternatives(alternatives, value, path, errors, complete && !combines);
        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
        {
            errors.Add(new(path, SchemaRule.Type, $"It is no {type.GetString()}."));
            return;
        }
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => Written(one) == Written(value)))
            errors.Add(new(path, SchemaRule.Value, $"'{Written(value)}' is none of the values that are allowed."));
        switch (value)
        {
            case JsonObject map:
                CheckObject(schema, map, path, errors);
                break;
            case JsonArray list:
                CheckCount(schema, "Items", list.Count, path, errors);
                for (var index = 0; schema.TryGetProperty("items", out var items) && index < list.Count; index++)
                    Check(items, list[index], $"{path}/{index}", errors);
                break;
            case JsonValue text when text.TryGetValue(out string? written):
                CheckCount(schema, "Length", new StringInfo(written).LengthInTextElements, path, errors);
                if (schema.TryGetProperty("pattern", out var pattern) && !Pattern(pattern.GetString()!).IsMatch(written))
                    errors.Add(new(path, SchemaRule.Pattern, $"It does not fit {pattern.GetString()}."));
                break;
        }
    }

    private static List<JsonElement> Alternatives(JsonElement schema) =>
        schema.TryGetProperty("anyOf", out var any) || schema.TryGetProperty("oneOf", out any) ? [.. any.EnumerateArray()] : [];

    private void CheckObject(JsonElement schema, JsonObject map, string path, List<SchemaError> errors)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!).Where(name => !map.ContainsKey(name)))
                errors.Add(new($"{path}/{name}", SchemaRule.Required, "It is missing."));
        }
        var properties = schema.TryGetProperty("properties", out var named) ? named : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object ? additional : default;
        foreach (var (name, member) in map)
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var property))
                Check(property, member, $"{path}/{name}", errors);
            else if (others.ValueKind == JsonValueKind.Object)
                Check(others, member, $"{path}/{name}", errors);
        }
    }

    private void CheckUnknown(JsonElement schema, JsonObject map, string path, List<SchemaError> errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        if (!Names(schema, known))
            errors.AddRange(map.Select(member => member.Key).Where(name => !known.Contains(name)).Select(name => new SchemaError($"{path}/{name}", SchemaRule.Unknown, "It is not described.")));
    }

    private void CheckAlternatives(List<JsonElement> alternatives, JsonNode value, string path, List<SchemaError> errors, bool complete)
    {
        List<SchemaError>? best = null;
        foreach (var alternative in alternatives)
        {
            var found = new List<SchemaError>();
            Check(alternative, value, path, found, complete);
            if (found.Count == 0)
                return;
            // The one that came furthest is what was meant.
            if (best is null || found.Max(error => error.Path.Length) > best.Max(error => error.Path.Length))
                best = found;
        }
        errors.AddRange(best!);
    }

    /// <summary>Collects what a schema names; true when it takes any name.</summary>
    private bool Names(JsonElement schema, HashSet<string> known)
    {
        schema = Resolve(schema);
        var named = schema.TryGetProperty("properties", out var properties);
        if (named)
            known.UnionWith(properties.EnumerateObject().Select(property => property.Name));
        if (schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind != JsonValueKind.False)
            return true;
        List<JsonElement> parts = [.. Alternatives(schema)];
        if (schema.TryGetProperty("allOf", out var all))
            parts.AddRange(all.EnumerateArray());
        if (parts.Count == 0)
            return !named && !schema.TryGetProperty("required", out _);
        var open = false;
        foreach (var part in parts)
            open |= Names(part, known);
        return open;
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            var target = root;
            foreach (var step in reference.GetString()!.Split('/').Skip(1))
                target = target.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal));
            schema = target;
        }
        return schema;
    }

    private bool IsOf(string type, JsonNode value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value.GetValueKind() == JsonValueKind.String,
        "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False || (form && Written(value) is "true" or "false"),
        "integer" => (form || value.GetValueKind() == JsonValueKind.Number) && value is JsonValue && long.TryParse(Written(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => (form || value.GetValueKind() == JsonValueKind.Number) && value is JsonValue && decimal.TryParse(Written(value), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => throw new InvalidOperationException($"The schema has the type '{type}'."),
    };

    private static void CheckCount(JsonElement schema, string what, int count, string path, List<SchemaError> errors)
    {
        if ((schema.TryGetProperty($"min{what}", out var least) && count < least.GetInt32()) || (schema.TryGetProperty($"max{what}", out var most) && count > most.GetInt32()))
            errors.Add(new(path, SchemaRule.Length, "It is too long or too short."));
    }

    private static string Written(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Written(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    private static Regex Pattern(string pattern) =>
        Patterns.GetOrAdd(pattern, written => new(written, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
}
